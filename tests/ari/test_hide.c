/* SPDX-License-Identifier: ISC */
/* What is shown and stored of ARI has no secrets in it, and is whole otherwise. */
#include "ari/hide.h"

#include "../expect.h"

Suite *suite_hide(void);

struct row {
	const char *text, *want;
};

static void
check_rows(const struct row *rows, size_t n, void (*hide)(struct buf *out, struct str text))
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	for (size_t i = 0; i < n; i++) {
		buf_reset(&out);
		hide(&out, str_of(rows[i].text));
		EXPECT_STR(buf_str(&out), str_of(rows[i].want));
	}
	buf_clear(&out);
}

#define CHECK_ROWS(rows, hide) check_rows((rows), sizeof(rows) / sizeof(*(rows)), (hide))

START_TEST(hides_members)
{
	static const struct row rows[] = {
	    {"{\"type\":\"StasisStart\",\"args\":[\"a\",\"b\"],\"n\":-1.5e3,\"t\":true,\"z\":null}",
		"{\"type\":\"StasisStart\",\"args\":[\"a\",\"b\"],\"n\":-1.5e3,\"t\":true,\"z\":null}"},
	    {"{\"password\":\"hunter2\"}", "{\"password\":\"***\"}"},
	    {"{\"Auth_Token\":[1,{\"a\":2}]}", "{\"Auth_Token\":\"***\"}"},
	    {"{\"secret\":{\"a\":{\"b\":1}},\"c\":1}", "{\"secret\":\"***\",\"c\":1}"},
	    {"{\"password\":\"\",\"secret\":null}", "{\"password\":\"\",\"secret\":null}"},
	    {"{\"pass\\u0077ord\":\"x\"}", "{\"pass\\u0077ord\":\"***\"}"},
	    {"{\"a\":{\"variables\":{\"__DB_PASSWORD\":\"x\",\"OFFICE\":\"north\"}}}",
		"{\"a\":{\"variables\":{\"__DB_PASSWORD\":\"***\",\"OFFICE\":\"north\"}}}"},
	    {" {\n \"secret\" : \"x\" ,\n \"b\" : [ 1 , 2 ] }\n", "{\"secret\":\"***\",\"b\":[1,2]}"},
	    {"[{\"password\":\"x\"},[\"y\"]]", "[{\"password\":\"***\"},[\"y\"]]"},
	    {"\"x\"", "\"x\""},
	    {"17", "17"},
	    {"{}", "{}"},
	    {"[]", "[]"},
	};

	CHECK_ROWS(rows, hide_json);
}
END_TEST

START_TEST(hides_values_that_another_member_names)
{
	static const struct row rows[] = {
	    {"{\"variable\":\"DB_PASSWORD\",\"value\":\"x\",\"type\":\"ChannelVarset\"}",
		"{\"variable\":\"DB_PASSWORD\",\"value\":\"***\",\"type\":\"ChannelVarset\"}"},
	    {"{\"value\":\"x\",\"variable\":\"HASH(account,password)\"}",
		"{\"value\":\"***\",\"variable\":\"HASH(account,password)\"}"},
	    {"{\"variable\":\"OFFICE\",\"value\":\"north\"}",
		"{\"variable\":\"OFFICE\",\"value\":\"north\"}"},
	    {"{\"fields\":[{\"attribute\":\"auth_type\",\"value\":\"userpass\"},"
	     "{\"attribute\":\"password\",\"value\":\"x\"}]}",
		"{\"fields\":[{\"attribute\":\"auth_type\",\"value\":\"userpass\"},"
		"{\"attribute\":\"password\",\"value\":\"***\"}]}"},
	    {"{\"name\":\"api_key\",\"value\":\"me:x\"}", "{\"name\":\"api_key\",\"value\":\"***\"}"},
	    {"{\"parameter_name\":\"token\",\"parameter_value\":\"x\"}",
		"{\"parameter_name\":\"token\",\"parameter_value\":\"***\"}"},
	    {"{\"name\":\"secret\",\"in\":{\"value\":\"y\"}}",
		"{\"name\":\"secret\",\"in\":{\"value\":\"y\"}}"},
	};

	CHECK_ROWS(rows, hide_json);
}
END_TEST

START_TEST(hides_what_a_text_gives_away)
{
	static const struct row rows[] = {
	    {"{\"app_data\":\"SECRET=x y\"}", "{\"app_data\":\"SECRET=***\"}"},
	    {"{\"body\":\"hello\\npassword: x\\nbye\"}", "{\"body\":\"hello\\npassword: ***\\nbye\"}"},
	    {"{\"body\":\"hello\\nAuthorization: Basic eA==\"}",
		"{\"body\":\"hello\\nAuthorization: ***\"}"},
	    {"{\"uri\":\"http://me:x@pbx/\"}", "{\"uri\":\"http://me:***@pbx/\"}"},
	    {"{\"media_uri\":\"tone:ring;tonezone=fr\",\"target_uri\":\"bridge:b1\"}",
		"{\"media_uri\":\"tone:ring;tonezone=fr\",\"target_uri\":\"bridge:b1\"}"},
	};

	CHECK_ROWS(rows, hide_json);
}
END_TEST

/* What is no JSON gives nothing away. */
START_TEST(hides_what_it_cannot_read)
{
	static const struct row rows[] = {
	    {"{password: \"hunter2\"}", "\"***\""},
	    {"{\"password\":\"hunter2", "\"***\""},
	    {"{\"a\":\"password=hunter2", "\"***\""},
	    {"[hunter2]", "\"***\""},
	    {"hunter2", "\"***\""},
	    {"", ""},
	    {"{", "\"***\""},
	    {"{\"a\":1}\n{\"password\":\"hunter2\"}", "\"***\""},
	    {"{\"a\":1},\"hunter2\"", "\"***\""},
	};
	struct buf deep = BUF_INIT(BUF_MAX_TEXT), out = BUF_INIT(BUF_MAX_TEXT);

	CHECK_ROWS(rows, hide_json);
	buf_pad(&deep, '[', 100000);
	hide_json(&out, buf_str(&deep));
	EXPECT_STR(buf_str(&out), STR("\"***\""));
	buf_clear(&deep);
	buf_clear(&out);
}
END_TEST

START_TEST(hides_parameters)
{
	static const struct row rows[] = {
	    {"/ari/channels", "/ari/channels"},
	    {"/ari/channels?", "/ari/channels?"},
	    {"/ari/channels?endpoint=PJSIP%2Falice&timeout=30&x",
		"/ari/channels?endpoint=PJSIP%2Falice&timeout=30&x"},
	    {"/ari/events?app=a&api_key=me:x&subscribeAll=true",
		"/ari/events?app=a&api_key=***&subscribeAll=true"},
	    {"/ari/x?pass%77ord=x&=y&&z=", "/ari/x?pass%77ord=***&=y&&z="},
	    {"/ari/channels/1/variable?variable=DB_PASSWORD&value=x",
		"/ari/channels/1/variable?variable=DB_PASSWORD&value=***"},
	    {"/ari/channels/1/variable?value=x&variable=DB%5fPASSWORD",
		"/ari/channels/1/variable?value=***&variable=DB%5fPASSWORD"},
	    {"/ari/channels/1/variable?variable=OFFICE&value=north",
		"/ari/channels/1/variable?variable=OFFICE&value=north"},
	    {"/ari/channels?appArgs=a,secret%3dx%20y", "/ari/channels?appArgs=a,secret=***"},
	    {"http://me:x@pbx/ari/channels", "http://me:***@pbx/ari/channels"},
	};

	CHECK_ROWS(rows, hide_target);
}
END_TEST

START_TEST(hides_bodies)
{
	static const struct {
		const char *target;
		struct str body;
		const char *want;
	} rows[] = {
	    {"/ari/channels", STR(""), ""},
	    {"/ari/channels", STR("\n[{\"id\":\"1\"}]"), "[{\"id\":\"1\"}]"},
	    {"/ari/asterisk/variable?variable=OFFICE", STR("{\"value\":\"north\"}"),
		"{\"value\":\"north\"}"},
	    {"/ari/asterisk/variable?variable=API_TOKEN", STR("{\"value\":\"x\"}"),
		"{\"value\":\"***\"}"},
	    {"/ari/channels", STR("Not Found\npassword: x\n"), "Not Found\npassword: ***\n"},
	    {"/ari/recordings/stored/a/file", STR("RIFF\0\0"), "(6 bytes)"},
	    {"/ari/recordings/stored/a/file", STR("\xff\xfe"), "(2 bytes)"},
	    {"/ari/x", STR("a\x1b[2J"), "(5 bytes)"},
	};
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		buf_reset(&out);
		hide_body(&out, str_of(rows[i].target), rows[i].body);
		EXPECT_STR(buf_str(&out), str_of(rows[i].want));
	}
	buf_clear(&out);
}
END_TEST

Suite *
suite_hide(void)
{
	Suite *s = suite_create("ari/hide");
	TCase *t = tcase_create("hide");

	tcase_add_test(t, hides_members);
	tcase_add_test(t, hides_values_that_another_member_names);
	tcase_add_test(t, hides_what_a_text_gives_away);
	tcase_add_test(t, hides_what_it_cannot_read);
	tcase_add_test(t, hides_parameters);
	tcase_add_test(t, hides_bodies);
	suite_add_tcase(s, t);
	return s;
}
