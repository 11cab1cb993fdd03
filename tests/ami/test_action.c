/* SPDX-License-Identifier: ISC */
/* Actions: what is built byte for byte, each refusal, each limit at the limit and one beyond. */
#include "ami/action.h"

#include <check.h>
#include <stdlib.h>

#include "../expect.h"

Suite *suite_action(void);

static struct action a;
static struct err err;

static void
setup(void)
{
	err_clear(&err);
	ck_assert_msg(
	    action_init(&a, STR("Ping"), STR("id-1"), &err) == 0, "refused: %s", err.text);
}

static void
teardown(void)
{
	action_clear(&a);
}

static void
expect_wire(const char *wanted)
{
	ck_assert_str_eq(buf_z(&a.wire), wanted);
}

static void
accept(struct str name, struct str value)
{
	ck_assert_msg(action_header(&a, name, value, &err) == 0, "refused: %s", err.text);
}

/* A refused header must not change the block. */
static void
refuse(struct str name, struct str value, const char *why)
{
	size_t before = a.wire.n, headers = a.headers;

	ck_assert_int_eq(action_header(&a, name, value, &err), -1);
	ck_assert_str_eq(err.text, why);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_uint_eq(a.wire.n, before);
	ck_assert_uint_eq(a.headers, headers);
}

START_TEST(builds_a_block)
{
	accept(STR("Variable"), STR("A=1"));
	accept(STR("Variable"), STR("B=2: x"));
	accept(STR("Empty"), STR(""));
	accept(STR("Channel"), STR("PJSIP/alice \xc3\xa9 "));
	action_end(&a);
	expect_wire(
	    "Action: Ping\r\nActionID: id-1\r\nVariable: A=1\r\nVariable: B=2: x\r\nEmpty: \r\n"
	    "Channel: PJSIP/alice \xc3\xa9 \r\n\r\n");
	ck_assert_str_eq(buf_z(&a.name), "Ping");
	ck_assert_str_eq(buf_z(&a.id), "id-1");
	ck_assert_uint_eq(a.headers, 6);
	ck_assert(a.wire.secret);
}
END_TEST

START_TEST(builds_without_id)
{
	struct action bare;

	ck_assert_int_eq(action_init(&bare, STR("Logoff"), STR(""), &err), 0);
	action_end(&bare);
	ck_assert_str_eq(buf_z(&bare.wire), "Action: Logoff\r\n\r\n");
	action_clear(&bare);
}
END_TEST

START_TEST(refuses_bad_actions)
{
	static const struct {
		struct str name, id;
		const char *why;
	} bad[] = {
	    {{"", 0}, {"", 0}, "the action has no name"},
	    {{"Pi\nng", 5}, {"", 0}, "value of Action holds a line break"},
	    {{" Ping", 5}, {"", 0},
	        "value of Action begins with a blank or control character; the server drops it"},
	    {{"Ping", 4}, {"a\rb", 3}, "value of ActionID holds a line break"},
	    {{"Ping", 4}, {" a", 2},
	        "value of ActionID begins with a blank or control character; the server drops it"},
	};
	struct action none;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ck_assert_int_eq(action_init(&none, bad[i].name, bad[i].id, &err), -1);
		ck_assert_str_eq(err.text, bad[i].why);
		ck_assert_int_eq(err.kind, ERR_USAGE);
		ck_assert_ptr_null(none.wire.p);
	}
}
END_TEST

START_TEST(limits_the_id)
{
	char id[ACTION_MAX_ID + 1];
	struct action b;

	memset(id, 'x', sizeof(id));
	ck_assert_int_eq(action_init(&b, STR("Ping"), str_from(id, ACTION_MAX_ID), &err), 0);
	ck_assert_uint_eq(b.id.n, ACTION_MAX_ID);
	action_clear(&b);
	ck_assert_int_eq(action_init(&b, STR("Ping"), str_from(id, ACTION_MAX_ID + 1), &err), -1);
	ck_assert_str_eq(err.text, "ActionID has 68 bytes, the server takes at most 67");
}
END_TEST

START_TEST(refuses_bad_names)
{
	refuse(STR(""), STR("x"), "a header has no name");
	refuse(STR("A:B"), STR("x"), "name of header A:B holds a colon");
	refuse(STR("Channel "), STR("x"), "name of header 'Channel ' begins or ends with a blank");
	refuse(
	    STR("\tChannel"), STR("x"), "name of header '\tChannel' begins or ends with a blank");
	refuse(STR("Cha\rnnel"), STR("x"), "name of header Cha\rnnel holds a control character");
	refuse(STR("Cha\nnnel"), STR("x"), "name of header Cha\nnnel holds a control character");
	refuse(STR("Cha\x1fnel"), STR("x"), "name of header Cha\x1fnel holds a control character");
	refuse(STR("Cha\x7fnel"), STR("x"), "name of header Cha\x7fnel holds a control character");
	refuse(STR("Cha\0nel"), STR("x"), "name of header Cha holds a control character");
}
END_TEST

START_TEST(takes_odd_names)
{
	accept(STR("Named Callgroup"), STR("x"));
	accept(STR("ChanVariable(PJSIP/a-1)"), STR("x"));
	accept(STR("Action-000000"), STR("NewCat"));
}
END_TEST

START_TEST(refuses_bad_values)
{
	refuse(STR("Variable"), STR("a\rb"), "value of Variable holds a line break");
	refuse(STR("Variable"), STR("a\n"), "value of Variable holds a line break");
	refuse(STR("Variable"), STR("a\0b"), "value of Variable holds a NUL byte");
	refuse(STR("Variable"), STR(" a"),
	    "value of Variable begins with a blank or control character; the server drops it");
	refuse(STR("Variable"), STR("\x1b[1m"),
	    "value of Variable begins with a blank or control character; the server drops it");
	refuse(STR("Variable"), STR(" "),
	    "value of Variable begins with a blank or control character; the server drops it");
}
END_TEST

START_TEST(takes_every_other_byte)
{
	accept(STR("A"), STR("!"));
	accept(STR("A"), STR("\x80\xff"));
	accept(STR("A"), STR("x\t\x1b\x7f "));
}
END_TEST

START_TEST(never_shows_a_secret)
{
	refuse(STR("Secret"), STR(" topsecret"),
	    "value of Secret begins with a blank or control character; the server drops it");
	refuse(STR("Secret"), STR("top\nsecret"), "value of Secret holds a line break");
}
END_TEST

START_TEST(limits_the_line)
{
	char value[ACTION_MAX_LINE];
	size_t room = ACTION_MAX_LINE - strlen("Data: ");

	memset(value, 'x', sizeof(value));
	accept(STR("Data"), str_from(value, room));
	refuse(STR("Data"), str_from(value, room + 1),
	    "line of Data has 1023 bytes, the server takes at most 1022");
	action_end(&a);
	ck_assert_uint_eq(a.wire.n, strlen("Action: Ping\r\nActionID: id-1\r\n\r\n") + 1024);
}
END_TEST

START_TEST(limits_the_headers)
{
	for (size_t i = a.headers; i < ACTION_MAX_HEADERS; i++)
		accept(STR("Variable"), STR("A=1"));
	refuse(STR("Variable"), STR("A=1"), "Variable is header 129, the server takes at most 128");
}
END_TEST

START_TEST(holds_the_longest_block)
{
	char value[ACTION_MAX_LINE];

	memset(value, 'x', sizeof(value));
	while (a.headers < ACTION_MAX_HEADERS)
		accept(STR("Data"), str_from(value, ACTION_MAX_LINE - strlen("Data: ")));
	action_end(&a);
	ck_assert(!buf_full(&a.wire));
	ck_assert(str_ends(buf_str(&a.wire), STR("x\r\n\r\n")));
}
END_TEST

START_TEST(finds_a_value)
{
	const struct str block = STR("Action: Originate\r\nVariable: A=1:2\r\nTimeout:  50 \r\n"
	                             "Variable: B\r\nEmpty:\r\nno colon\r\n\r\n");

	EXPECT_STR(action_value(block, STR("timeout")), STR("50"));
	EXPECT_STR(action_value(block, STR("Variable")), STR("A=1:2"));
	EXPECT_STR(action_value(block, STR("Empty")), STR(""));
	EXPECT_STR(action_value(block, STR("no colon")), STR(""));
	EXPECT_STR(action_value(block, STR("Time")), STR(""));
	EXPECT_STR(action_value(STR("Timeout: 50"), STR("Timeout")), STR("50"));
	EXPECT_STR(action_value(STR(""), STR("Timeout")), STR(""));
}
END_TEST

Suite *
suite_action(void)
{
	Suite *s = suite_create("action");
	TCase *t = tcase_create("action");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, builds_a_block);
	tcase_add_test(t, builds_without_id);
	tcase_add_test(t, refuses_bad_actions);
	tcase_add_test(t, limits_the_id);
	tcase_add_test(t, refuses_bad_names);
	tcase_add_test(t, takes_odd_names);
	tcase_add_test(t, refuses_bad_values);
	tcase_add_test(t, takes_every_other_byte);
	tcase_add_test(t, never_shows_a_secret);
	tcase_add_test(t, limits_the_line);
	tcase_add_test(t, limits_the_headers);
	tcase_add_test(t, holds_the_longest_block);
	tcase_add_test(t, finds_a_value);
	suite_add_tcase(s, t);
	return s;
}
