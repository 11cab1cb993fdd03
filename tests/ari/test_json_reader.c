/* SPDX-License-Identifier: ISC */
/* JSON as messages: each value by its walked name, the text as it was sent. */
#include <check.h>
#include <stdlib.h>

#include "../expect.h"
#include "ari/reader.h"
#include "base/mem.h"
#include "session/batch.h"

Suite *suite_json_reader(void);

/* Append a message: its kind, its JSON text, its fields, and the hidden ones after a bar. */
static void
say(struct buf *out, const struct msg *m)
{
	buf_addz(out, m->kind == MSG_EVENT ? "E" : "R");
	buf_adds(out, msg_json(m));
	for (size_t i = 0; i < m->n + m->hidden; i++) {
		buf_addz(out, i == m->n ? " | " : " ");
		buf_adds(out, msg_name(m, i));
		buf_addc(out, '=');
		buf_adds(out, msg_value(m, i));
	}
	buf_addc(out, '\n');
}

/* The messages of a text, or why there are none; freed with buf_clear. */
static struct buf
said(struct str text, enum ari_kind kind, int status)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	struct err err = {0};
	struct ari_reader *r = ari_reader_new(&err);
	struct msg m;
	bool list;

	ck_assert_ptr_nonnull(r);
	if (ari_reader_open(r, text, kind, status, &list, &err) < 0)
		buf_addz(&out, err.text);
	else if (list)
		buf_addz(&out, "list\n");
	while (ari_reader_next(r, &m))
		say(&out, &m);
	ari_reader_free(r);
	return out;
}

#define EVENT(text, want) {STR(text), ARI_EVENT, 0, want}
#define REPLY(text, status, want) {STR(text), ARI_REPLY, status, want}

static const struct {
	struct str text;
	enum ari_kind kind;
	int status;
	const char *want;
} texts[] = {
    EVENT("{\"type\":\"Dial\"}", "E{\"type\":\"Dial\"} type=Dial\n"),
    EVENT("{ \"a\": 1.0,\n \"type\" : \"X\" }\n", "E{\"a\":1.0,\"type\":\"X\"} type=X a=1.0\n"),
    EVENT("{\"a\":1e3,\"b\":true,\"c\":null,\"d\":-0,\"e\":12345678901234567890123}",
        "E{\"a\":1e3,\"b\":true,\"c\":null,\"d\":-0,\"e\":12345678901234567890123}"
        " type= a=1e3 b=true c= d=-0 e=12345678901234567890123\n"),
    EVENT("{\"channel\":{\"id\":\"1.2\",\"caller\":{\"name\":\"A \\\"B\\\"\"}}}",
        "E{\"channel\":{\"id\":\"1.2\",\"caller\":{\"name\":\"A \\\"B\\\"\"}}} type= "
        "channel.id=1.2 channel.caller.name=A \"B\" | "
        "channel={\"id\":\"1.2\",\"caller\":{\"name\":\"A \\\"B\\\"\"}} "
        "channel.caller={\"name\":\"A \\\"B\\\"\"}\n"),
    EVENT("{\"b\":{\"type\":\"holding\"},\"type\":\"T\",\"type\":\"U\"}",
        "E{\"b\":{\"type\":\"holding\"},\"type\":\"T\",\"type\":\"U\"} type=T b.type=holding "
        "type=U | b={\"type\":\"holding\"}\n"),
    EVENT("{\"a\":{},\"b\":[],\"c\":[[]],\"d\":\"\",\"\":2}",
        "E{\"a\":{},\"b\":[],\"c\":[[]],\"d\":\"\",\"\":2} type= b=[] c=[[]] d= =2 | a={} "
        "c[0]=[]\n"),
    EVENT("{\"ids\":[\"a\",2,null],\"b\":[{\"id\":\"x\"},[true]]}",
        "E{\"ids\":[\"a\",2,null],\"b\":[{\"id\":\"x\"},[true]]} type= "
        "ids=[\"a\",2,null] b=[{\"id\":\"x\"},[true]] | ids[0]=a ids[1]=2 ids[2]= "
        "b[0]={\"id\":\"x\"} b[0].id=x b[1]=[true] b[1][0]=true\n"),
    EVENT("{\"a\\u002eb\":\"\\ud83d\\ude00\",\"x\":{\"\\n\":\"\\u001b\"}}",
        "E{\"a\\u002eb\":\"\\ud83d\\ude00\",\"x\":{\"\\n\":\"\\u001b\"}} type= "
        "a.b=\xf0\x9f\x98\x80 x.\n=\x1b | x={\"\\n\":\"\\u001b\"}\n"),
    EVENT("{\"a\":\"\xff\",\"b\":\"\\ud800\"}",
        "E{\"a\":\"\xef\xbf\xbd\",\"b\":\"\\ufffd\"} type= a=\xef\xbf\xbd b=\xef\xbf\xbd\n"),
    EVENT("{\"_server\":\"x\",\"\\u005ftime\":[1,2],\"a\":{\"_seq\":1},\"_mine\":2}",
        "E{\"a\":{\"_seq\":1},\"_mine\":2} type= a._seq=1 _mine=2 | a={\"_seq\":1}\n"),
    EVENT("{\"_seq\":1}", "E{} type=\n"),
    EVENT("{\"\":{\"_server\":\"x\",\"type\":\"X\",\"\":{\"type\":2}},\"type\":\"T\"}",
        "E{\"\":{\"_server\":\"x\",\"type\":\"X\",\"\":{\"type\":2}},\"type\":\"T\"} type=T "
        "._server=x .type=X ..type=2 | ={\"_server\":\"x\",\"type\":\"X\",\"\":{\"type\":2}} "
        ".={\"type\":2}\n"),
    EVENT("[]", "an event must be an object"),
    EVENT("", "not JSON: "),
    EVENT("{\"type\":\"Dial\"", "not JSON: "),
    EVENT("{\"type\":\"\x01\"}", "not JSON: "),
    REPLY("", 204, "R{} _status=204\n"),
    REPLY("{\"message\":\"Channel not found\"}", 404,
        "R{\"message\":\"Channel not found\"} _status=404 message=Channel not found\n"),
    REPLY("{\"type\":\"x\"}", 200, "R{\"type\":\"x\"} _status=200 type=x\n"),
    REPLY("[]", 200, "list\nR{} _status=200\n"),
    REPLY("[{\"a\":1},{\"b\":[2]}]", 200,
        "list\nR{} _status=200\nE{\"a\":1} a=1\nE{\"b\":[2]} b=[2] | b[0]=2\n"),
    REPLY("[\"x\",2,null,[3]]", 200,
        "list\nR{} _status=200\nE{\"value\":\"x\"} value=x\nE{\"value\":2} value=2\n"
        "E{\"value\":null} value=\nE{\"value\":[3]} value=[3] | value[0]=3\n"),
    REPLY("5", 200, "R{\"value\":5} _status=200 value=5\n"),
    REPLY("\"OK\"", 200, "R{\"value\":\"OK\"} _status=200 value=OK\n"),
    REPLY("<html>", 502, "not JSON: "),
};

START_TEST(reads_messages)
{
	struct buf out = said(texts[_i].text, texts[_i].kind, texts[_i].status);

	if (str_starts(buf_str(&out), STR("not JSON: ")))
		out.n = strlen("not JSON: ");
	EXPECT_STR(buf_str(&out), str_of(texts[_i].want));
	buf_clear(&out);
}
END_TEST

/* A truncated text is no message, wherever it ends. */
START_TEST(refuses_a_part)
{
	struct str text = STR("{\"a\":{\"b\":[\"\\u00e9\",1.5e2,null,true]}}");

	for (size_t n = 1; n < text.n; n++) {
		struct buf out = said(str_head(text, n), ARI_REPLY, 200);
		EXPECT_ROW(str_starts(buf_str(&out), STR("not JSON: ")), str_head(text, n),
		    buf_str(&out));
		buf_clear(&out);
	}
}
END_TEST

static struct msg
only(struct ari_reader *r, struct str text)
{
	struct err err = {0};
	struct msg m = {0};
	bool list;

	ck_assert_msg(ari_reader_open(r, text, ARI_EVENT, 0, &list, &err) == 0, "%s", err.text);
	ck_assert(ari_reader_next(r, &m));
	return m;
}

START_TEST(finds_by_name)
{
	struct err err = {0};
	struct ari_reader *r = ari_reader_new(&err);
	struct msg m = only(r, STR("{\"Channel\":{\"id\":\"7\"},\"x\":[{\"y\":\"z\\n\"}],\"Event\":1,"
	                           "\"Event\":2,\"n\":null}"));
	struct str value;
	size_t at = 0;

	EXPECT_STR(msg_get(&m, STR("channel.ID")), STR("7"));
	EXPECT_STR(msg_get(&m, STR("channel")), STR("{\"id\":\"7\"}"));
	EXPECT_STR(msg_get(&m, STR("x[0].y")), STR("z\n"));
	EXPECT_STR(msg_get(&m, STR("X[0]")), STR("{\"y\":\"z\\n\"}"));
	ck_assert(msg_find(&m, STR("n"), &value));
	ck_assert(!msg_find(&m, STR("x[1]"), &value));
	ck_assert(!msg_find(&m, STR("_Event"), &value));
	ck_assert(msg_is_hidden(&m, STR("channel")));
	ck_assert(!msg_is_hidden(&m, STR("channel.id")));
	ck_assert(msg_each(&m, STR("Event"), &at, &value));
	ck_assert(msg_each(&m, STR("Event"), &at, &value));
	EXPECT_STR(value, STR("2"));
	ck_assert(!msg_each(&m, STR("Event"), &at, &value));
	ari_reader_free(r);
}
END_TEST

START_TEST(gives_values_as_the_text_has_them)
{
	struct err err = {0};
	struct ari_reader *r = ari_reader_new(&err);
	struct msg m = only(r, STR("{\"a\":\"x\",\"b\":1.0,\"c\":null,\"d\":[1],\"e\":\"\",\"f\":\"\\n\"}"));
	static const char *const want[] = {NULL, "\"x\"", "1.0", "null", "[1]", "\"\"", NULL, "1"};

	ck_assert_uint_eq(m.n + m.hidden, sizeof(want) / sizeof(want[0]));
	for (size_t i = 0; i < m.n + m.hidden; i++) {
		struct str json;
		ck_assert_int_eq(msg_json_value(&m, i, &json), want[i] != NULL);
		if (want[i])
			EXPECT_STR(json, str_of(want[i]));
	}
	ari_reader_free(r);
}
END_TEST

START_TEST(errors_are_known_by_their_status)
{
	static const struct {
		int status;
		bool error;
	} statuses[] = {{200, false}, {204, false}, {302, false}, {400, true}, {404, true}, {503, true}};
	struct err err = {0};
	struct ari_reader *r = ari_reader_new(&err);
	struct msg m;
	bool list;

	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
		ck_assert_int_eq(ari_reader_open(r, STR("{}"), ARI_REPLY, statuses[i].status, &list,
		                     &err), 0);
		ck_assert(ari_reader_next(r, &m));
		ck_assert_int_eq(msg_is_error(&m), statuses[i].error);
	}
	m = only(r, STR("{\"type\":\"404\"}"));
	ck_assert(!msg_is_error(&m));
	ari_reader_free(r);
}
END_TEST

/* Copies have the JSON and what is hidden. */
START_TEST(can_be_kept_and_sent)
{
	struct err err = {0};
	struct ari_reader *r = ari_reader_new(&err);
	struct msg m = only(r, STR("{\"type\":\"A\",\"b\":{\"c\":[\"\\n\",1]}}"));
	struct buf want = BUF_INIT(BUF_MAX_LINE), got = BUF_INIT(BUF_MAX_LINE);
	struct batch *b = batch_new();
	struct item item = {.kind = ITEM_EVENT, .has_msg = true, .msg = m};
	struct msg *copy = msg_keep(&m);

	say(&want, &m);
	batch_add(b, &item);
	batch_add(b, &item);
	m = only(r, STR("{\"x\":1}"));
	say(&got, copy);
	EXPECT_STR(buf_str(&got), buf_str(&want));
	ck_assert_uint_ge(msg_keep_size(copy), copy->raw.n + 5 * sizeof(struct field));
	for (int i = 0; i < 2; i++) {
		ck_assert(batch_next(b, &item));
		buf_reset(&got);
		say(&got, &item.msg);
		EXPECT_STR(buf_str(&got), buf_str(&want));
	}
	free(copy);
	batch_free(b);
	buf_clear(&want);
	buf_clear(&got);
	ari_reader_free(r);
}
END_TEST

/* Deep objects have names down to some level, and are text below it. */
START_TEST(walks_down_to_a_level)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE), name = BUF_INIT(BUF_MAX_LINE);
	struct err err = {0};
	struct ari_reader *r = ari_reader_new(&err);

	for (size_t i = 0; i < 100; i++) {
		buf_addz(&text, "{\"a\":");
		if (i <= READER_LEVELS)
			buf_addz(&name, i ? ".a" : "a");
	}
	buf_addc(&text, '1');
	buf_pad(&text, '}', 100);
	struct msg m = only(r, buf_str(&text));
	ck_assert_uint_eq(m.n, 2);
	ck_assert_uint_eq(m.hidden, READER_LEVELS);
	EXPECT_STR(msg_name(&m, 1), buf_str(&name));
	EXPECT_STR(str_head(msg_value(&m, 1), 6), STR("{\"a\":{"));
	buf_clear(&text);
	buf_clear(&name);
	ari_reader_free(r);
}
END_TEST

/* Names do not make a message many times as long as its text. */
START_TEST(bounds_names)
{
	struct buf text = BUF_INIT(BUF_MAX_MESSAGE);
	struct err err = {0};
	struct ari_reader *r = ari_reader_new(&err);

	for (size_t n = READER_NAME; n <= READER_NAME + 1; n++) {
		buf_reset(&text);
		buf_addz(&text, "{\"");
		buf_pad(&text, 'k', n);
		buf_addz(&text, "\":{\"a\":1}}");
		struct msg m = only(r, buf_str(&text));
		EXPECT_STR(msg_value(&m, 1), n > READER_NAME ? STR("{\"a\":1}") : STR("1"));
	}
	buf_reset(&text);
	buf_addz(&text, "{\"a\":[0");
	for (size_t i = 1; i < READER_ELEMENTS + 50; i++)
		buf_addz(&text, ",1");
	buf_addz(&text, "]}");
	struct msg m = only(r, buf_str(&text));
	ck_assert_uint_eq(m.hidden, READER_ELEMENTS);
	EXPECT_STR(msg_name(&m, m.n + m.hidden - 1), STR("a[999]"));
	buf_clear(&text);
	ari_reader_free(r);
}
END_TEST

/* A text of 64 MiB is read, a longer one refused, and the memory given back. */
START_TEST(has_a_limit)
{
	struct buf text = BUF_INIT(2 * BUF_MAX_MESSAGE);
	struct err err = {0};
	struct ari_reader *r = ari_reader_new(&err);
	bool list;

	buf_addz(&text, "{\"type\":\"");
	buf_pad(&text, 'x', BUF_MAX_MESSAGE - 11);
	buf_addz(&text, "\"}");
	ck_assert_uint_eq(only(r, buf_str(&text)).json, BUF_MAX_MESSAGE);
	buf_addz(&text, "1");
	ck_assert_int_eq(ari_reader_open(r, buf_str(&text), ARI_EVENT, 0, &list, &err), -1);
	ck_assert_str_eq(err.text, "it is bigger than 64 MiB");
	struct msg m = only(r, STR("{\"type\":\"A\"}"));
	EXPECT_STR(msg_title(&m), STR("A"));
	buf_clear(&text);
	ari_reader_free(r);
}
END_TEST

Suite *
suite_json_reader(void)
{
	Suite *suite = suite_create("json_reader");
	TCase *t = tcase_create("json_reader"), *volume = tcase_create("volume");

	tcase_add_loop_test(t, reads_messages, 0, sizeof(texts) / sizeof(texts[0]));
	tcase_add_test(t, refuses_a_part);
	tcase_add_test(t, finds_by_name);
	tcase_add_test(t, gives_values_as_the_text_has_them);
	tcase_add_test(t, errors_are_known_by_their_status);
	tcase_add_test(t, can_be_kept_and_sent);
	tcase_add_test(t, walks_down_to_a_level);
	tcase_add_test(t, bounds_names);
	suite_add_tcase(suite, t);
	tcase_set_tags(volume, "volume");
	tcase_add_test(volume, has_a_limit);
	suite_add_tcase(suite, volume);
	return suite;
}
