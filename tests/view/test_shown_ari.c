/* SPDX-License-Identifier: ISC */
/* What ARI sends in every format: tables by kind, lines, its own text, rows of walked names. */
#include <check.h>

#include "shown.h"
#include "shown_ari.h"

Suite *suite_shown_ari(void);

#define CHANNEL(id, exten)                                                                         \
	"{\"id\":\"" id "\",\"name\":\"PJSIP/alice-00000001\",\"state\":\"Up\",\"caller\":"        \
	"{\"name\":\"Alice\",\"number\":\"101\"},\"connected\":{\"name\":\"\",\"number\":\"\"},"   \
	"\"dialplan\":{\"context\":\"sets\",\"exten\":\"" exten "\",\"priority\":1,"               \
	"\"app_name\":\"Stasis\",\"app_data\":\"demo\"},\"creationtime\":\"2026-11-28T05:11\"}"

static const struct render_options people = {.header = true, .columns = 80, .interactive = true};

START_TEST(lists_are_tables_by_kind)
{
	EXPECT_ARI(&people, "[" CHANNEL("one", "s") "," CHANNEL("1795842672.1", "103") "]", 200,
	    "id            name                  state  caller     location    application …\n"
	    "one           PJSIP/alice-00000001  Up     101 Alice  s@sets:1    Stasis(demo)\n"
	    "1795842672.1  PJSIP/alice-00000001  Up     101 Alice  103@sets:1  Stasis(demo)\n"
	    "(2 channels, 2 columns more)\n");
	EXPECT_ARI(&people,
	    "[{\"id\":\"b\",\"technology\":\"simple_bridge\",\"bridge_type\":\"mixing\","
	    "\"channels\":[\"one\",\"two\"],\"creator\":\"\",\"name\":\"\"}]", 200,
	    "id  bridge_type  channels  technology     creationtime\n"
	    "b   mixing       one, two  simple_bridge\n(1 bridge)\n");
	EXPECT_ARI(&people,
	    "[{\"technology\":\"PJSIP\",\"resource\":\"bob\",\"state\":\"online\","
	    "\"channel_ids\":[\"one\",\"1.2\"]}]", 200,
	    "endpoint   state   channel_ids\nPJSIP/bob  online  one, 1.2\n(1 endpoint)\n");
	EXPECT_ARI(&people,
	    "[{\"name\":\"demo\",\"channel_ids\":[\"one\",\"1.2\"],\"bridge_ids\":[],"
	    "\"endpoint_ids\":[],\"device_names\":[]}]", 200,
	    "name  channel_ids  bridge_ids  endpoint_ids  device_names\n"
	    "demo            2           0             0             0\n(1 application)\n");
	EXPECT_ARI(&people,
	    "[{\"id\":\"hello\",\"formats\":[{\"language\":\"en\",\"format\":\"gsm\"},"
	    "{\"language\":\"fr\",\"format\":\"wav\"}]}]", 200,
	    "id     formats\nhello  en/gsm, fr/wav\n(1 sound)\n");
}
END_TEST

static const struct {
	const char *item, *noun;
} kinds[] = {
    {"{\"name\":\"a\",\"state\":\"INUSE\"}", "(1 device)"},
    {"{\"name\":\"a\",\"format\":\"wav\"}", "(1 recording)"},
    {"{\"name\":\"a\",\"format\":\"wav\",\"state\":\"done\",\"target_uri\":\"bridge:b\"}",
        "(1 recording)"},
    {"{\"name\":\"a\",\"old_messages\":1,\"new_messages\":2}", "(1 mailbox)"},
    {"{\"name\":\"a\",\"description\":\"\",\"use_count\":0,\"status\":\"Running\"}", "(1 module)"},
    {"{\"channel\":\"\",\"type\":\"Console\",\"status\":\"Enabled\",\"configuration\":\"\"}",
        "(1 logging channel)"},
    {"{\"attribute\":\"a\",\"value\":\"b\"}", "(1 setting)"},
    {"{\"id\":\"p\",\"media_uri\":\"sound:x\",\"state\":\"playing\",\"target_uri\":\"y\"}",
        "(1 playback)"},
    {"{\"path\":\"/x\",\"description\":\"y\"}", "(1 path)"},
    {"{\"what\":\"else\"}", "(1 row)"},
    {"\"word\"", "(1 row)"},
};

START_TEST(kinds_are_known_by_their_members)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE), out = BUF_INIT(BUF_MAX_TEXT);

	buf_addf(&text, "[%s]", kinds[_i].item);
	shown_ari(&out, buf_str(&text), ARI_REPLY, 200, &people);
	buf_addf(&text, "%s\n", kinds[_i].noun);
	EXPECT_ROW(str_ends(buf_str(&out), str_from_at(buf_str(&text), strlen(kinds[_i].item) + 2)),
	    buf_str(&text), buf_str(&out));
	buf_clear(&text);
	buf_clear(&out);
}
END_TEST

START_TEST(other_lists_have_their_members)
{
	EXPECT_ARI(&people, "[\"a\",2,null]", 200, "value\na\n2\n\n(3 rows)\n");
	EXPECT_ARI(&people, "[{\"x\":{\"y\":1},\"z\":[]},{\"w\":\"v\"}]", 200,
	    "x.y  w\n  1\n     v\n(2 rows)\n");
	EXPECT_ARI(&people, "[]", 200, "(none)\n");
}
END_TEST

START_TEST(one_object_is_lines)
{
	EXPECT_ARI(&people,
	    "{\"id\":\"b\",\"channels\":[\"one\",\"two\"],\"dialplan\":{\"exten\":\"s\",\"p\":1}}", 200,
	    "id              b\nchannels        one, two\ndialplan.exten  s\ndialplan.p      1\n");
	EXPECT_ARI(&people, "{\"value\":\"a b\"}", 200, "a b\n");
	EXPECT_ARI(&people, "", 204, "204 No Content\n");
	EXPECT_ARI(&people, "{}", 200, "200 OK\n");
	EXPECT_ARI(&people, "", 299, "299\n");
	EXPECT_ARI(&people, "{\"message\":\"Channel not found\"}", 404, "");
}
END_TEST

START_TEST(json_is_as_it_was_sent)
{
	const struct render_options json = {.format = FORMAT_JSON};
	const struct render_options office = {.format = FORMAT_JSON, .server = STR("office")};
	const struct render_options envelope = {.format = FORMAT_JSON, .envelope = true};

	EXPECT_ARI(&json, "[ {\"a\": 1.0, \"b\": [1e3]},\n {\"c\":null} ]", 200,
	    "{\"a\":1.0,\"b\":[1e3]}\n{\"c\":null}\n");
	EXPECT_ARI(&json, "{\"a\":\"\\u00e9\\/\"}", 200, "{\"a\":\"\\u00e9\\/\"}\n");
	EXPECT_ARI(&json, "{\"message\":\"no\"}", 404, "{\"_status\":\"404\",\"message\":\"no\"}\n");
	EXPECT_ARI(&json, "", 204, "{\"_status\":\"204\"}\n");
	EXPECT_ARI(&office, "[{\"a\":1},{\"_server\":\"x\"}]", 200,
	    "{\"_server\":\"office\",\"a\":1}\n{\"_server\":\"office\"}\n");
	EXPECT_ARI(&envelope, "[{\"a\":1}]", 200, "{\"_status\":\"200\"}\n{\"a\":1}\n");
	EXPECT_ARI_EVENT(&json, "{\"type\":\"Dial\",\"peer\":{\"id\":\"1\"}}",
	    "{\"_time\":\"2026-11-28T04:55:57.123Z\",\"type\":\"Dial\",\"peer\":{\"id\":\"1\"}}\n");
}
END_TEST

START_TEST(json_of_fields_has_these)
{
	struct render_options json = {.format = FORMAT_JSON};

	json.fields = STR("CALLER.number,dialplan,ids[1],none,s");
	EXPECT_ARI(&json,
	    "{\"ids\":[1,\"x\"],\"s\":\"a\\n\",\"caller\":{\"number\":\"101\"},\"dialplan\":{\"e\":1}}",
	    200, "{\"caller.number\":\"101\",\"dialplan\":{\"e\":1},\"ids[1]\":\"x\",\"s\":\"a\\n\"}\n");
	json.fields = STR("_time,type,channel.id,_server");
	json.server = STR("office");
	EXPECT_ARI_EVENT(&json, "{\"type\":\"Dial\",\"channel\":{\"id\":\"1\"}}",
	    "{\"_time\":\"2026-11-28T04:55:57.123Z\",\"type\":\"Dial\",\"channel.id\":\"1\","
	    "\"_server\":\"office\"}\n");
	EXPECT_ARI_EVENT(&json, "{\"type\":\"Dial\"}",
	    "{\"_time\":\"2026-11-28T04:55:57.123Z\",\"type\":\"Dial\",\"_server\":\"office\"}\n");
}
END_TEST

START_TEST(raw_is_the_text)
{
	const struct render_options raw = {.format = FORMAT_RAW};

	EXPECT_ARI(&raw, "[{\"a\": 1},{\"b\":2}]", 200, "{\"a\":1}\n{\"b\":2}\n");
	EXPECT_ARI(&raw, "{\"a\":{}}", 200, "{\"a\":{}}\n");
	EXPECT_ARI(&raw, "", 204, "");
	EXPECT_ARI(&raw, "{}", 200, "{}\n");
	EXPECT_ARI_EVENT(&raw, "{\"type\":\"X\"}", "{\"type\":\"X\"}\n");
}
END_TEST

START_TEST(tsv_has_walked_names)
{
	struct render_options tsv = {.format = FORMAT_TSV, .header = true};

	EXPECT_ARI(&tsv, "[{\"a\":{\"b\":\"x\\ty\"},\"c\":[1,2]},{\"d\":null}]", 200,
	    "a.b\tc\td\nx\\ty\t[1,2]\t\n\t\t\n");
	EXPECT_ARI(&tsv, "{\"a\":1}", 200, "a\n1\n");
	EXPECT_ARI(&tsv, "", 204, "");
	EXPECT_ARI(&tsv, "{\"message\":\"no\"}", 404, "");
	EXPECT_ARI_EVENT(&tsv,
	    "{\"type\":\"Dial\",\"timestamp\":\"T\",\"channel\":{\"id\":\"1\",\"name\":\"N\"},\"x\":2}",
	    "Timestamp\tEvent\tChannel\tHeaders\nT\tDial\tN\tchannel.id: 1\\nx: 2\n");
	tsv.fields = STR("channel,channel.id");
	EXPECT_ARI(&tsv, "[{\"channel\":{\"id\":\"1\"}}]", 200,
	    "channel\tchannel.id\n{\"id\":\"1\"}\t1\n");
}
END_TEST

START_TEST(templates_have_walked_names)
{
	struct render_options t = {.format = FORMAT_TEMPLATE};

	t.template = STR("%{caller.name}|%{ids[0]}|%q{caller}|%{none:-?}");
	EXPECT_ARI(&t, "{\"caller\":{\"name\":\"A\\tB\"},\"ids\":[7]}", 200,
	    "A\\tB|7|'{\"name\":\"A\\tB\"}'|?\n");
	t.template = STR("%{a.b} %j");
	EXPECT_ARI(&t, "[{\"a\":{\"b\":1}},{\"c\":2}]", 200, "1 {\"a\":{\"b\":1}}\n {\"c\":2}\n");
}
END_TEST

START_TEST(fields_that_no_item_has_are_known)
{
	struct render_options json = {.format = FORMAT_JSON, .fields = STR("caller,ids[0],nope")};
	struct buf out = BUF_INIT(BUF_MAX_TEXT), names = BUF_INIT(BUF_MAX_LINE);
	struct err err = {0};
	struct ari_reader *reader = ari_reader_new(&err);
	struct render *r = render_new(&json);
	struct msg m;
	bool list;

	ari_reader_open(reader, STR("[{\"caller\":{},\"ids\":[1]}]"), ARI_REPLY, 200, &list, &err);
	ck_assert(ari_reader_next(reader, &m));
	render_list_open(r, &m, &out);
	ck_assert(ari_reader_next(reader, &m));
	render_list_item(r, &m, &out);
	render_list_close(r, NULL, &out);
	ck_assert(render_unseen_fields(r, &names));
	EXPECT_STR(buf_str(&names), STR("nope"));
	render_free(r);
	ari_reader_free(reader);
	buf_clear(&out);
	buf_clear(&names);
}
END_TEST

/* Whatever the escapes of JSON hold, and its bytes, no terminal is steered. */
START_TEST(terminals_are_not_steered)
{
	static const char *const text[] = {
	    ("[{\"id\":\"\\u001b[2J\\u0007\",\"\\u001bname\":\"\\u202e\xe2\x80\xae\xc2\x9b\\u0000\","
	    "\"formats\":[\"\\u009b\",{\"a\":\"\\u001b\"},[\"\x7f\"]]}]"),
	    "{\"value\":\"\\u001b[2J\xc2\x9b\"}",
	    "{\"type\":\"\\u001b]0;x\\u0007\",\"a\":[\"\\u001b\"],\"b\":{\"\\u009b\":\"\xff\"}}",
	};

	for (size_t i = 0; i < 3; i++)
		for (int f = 0; f <= FORMATS_N; f++)
			for (int event = i == 2; event <= (i == 2); event++) {
				const struct render_options options = {.format = (enum format)f,
				    .for_terminal = true, .header = true, .columns = 40 * (i == 0),
				    .long_events = f == 0,
				    .template = STR("%{id}%{a}%{value}%{b}%q{id}%q{a}%j")};
				struct buf out = BUF_INIT(BUF_MAX_TEXT);
				shown_ari(&out, str_of(text[i]), event ? ARI_EVENT : ARI_REPLY, 200,
				    &options);
				ck_assert_uint_gt(out.n, 0);
				struct str shown = buf_str(&out), line;
				while (str_cut(&shown, '\t', &line))
					EXPECT_ROW(!shown_steers(line), str_of(text[i]), line);
				buf_clear(&out);
			}
}
END_TEST

Suite *
suite_shown_ari(void)
{
	Suite *suite = suite_create("shown_ari");
	TCase *t = tcase_create("shown_ari");

	tcase_add_checked_fixture(t, shown_utc, NULL);
	tcase_add_test(t, lists_are_tables_by_kind);
	tcase_add_loop_test(
	    t, kinds_are_known_by_their_members, 0, sizeof(kinds) / sizeof(kinds[0]));
	tcase_add_test(t, other_lists_have_their_members);
	tcase_add_test(t, one_object_is_lines);
	tcase_add_test(t, json_is_as_it_was_sent);
	tcase_add_test(t, json_of_fields_has_these);
	tcase_add_test(t, raw_is_the_text);
	tcase_add_test(t, tsv_has_walked_names);
	tcase_add_test(t, templates_have_walked_names);
	tcase_add_test(t, fields_that_no_item_has_are_known);
	tcase_add_test(t, terminals_are_not_steered);
	suite_add_tcase(suite, t);
	return suite;
}
