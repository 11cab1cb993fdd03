/* SPDX-License-Identifier: ISC */
/* One of several servers: which lines are for it, what it tells the front, its label; and the
 * front's questions. */
#include "client/fleet_member.h"

#include <check.h>
#include <fcntl.h>
#include <unistd.h>

#include "../base/streams.h"
#include "../expect.h"
#include "base/out.h"
#include "client/ask.h"
#include "client/fleet_control.h"
#include "conf/members.h"
#include "view/render.h"

Suite *suite_fleet_member(void);

static char name_a[] = "a", name_bee[] = "bee";
static struct member both[] = {
    {.name = name_a, .server = name_a}, {.name = name_bee, .server = name_bee}};
static struct members members = {both, 2};
static struct fleet_member member;
static struct buf text;
static int front;

static void
setup(void)
{
	int ends[2];

	ck_assert_int_eq(fleet_control_open(ends), 0);
	front = ends[0];
	fcntl(front, F_SETFL, O_NONBLOCK);
	member = (struct fleet_member){.members = &members, .control = ends[1]};
	buf_init(&text, BUF_MAX_LINE);
}

static void
teardown(void)
{
	close(front);
	if (member.control >= 0)
		close(member.control);
	member_clear(&member);
	buf_clear(&text);
}

/* Lines one after another, and what is left of each for a: "-" nothing, "!" an error. */
static const struct {
	const char *line, *left;
} lines[] = {
    {"ping", "ping"},
    {"  ping x ", "  ping x "},
    {"", ""},
    {"@a ping", "ping"},
    {" @a\tping  x", "ping  x"},
    {"@bee ping", "-"},
    {"@A,bee ping", "ping"},
    {"@* ping", "ping"},
    {"@b* ping", "-"},
    {"@a", ""},
    {"@x ping", "!"},
    {"@ ping", "!"},
    {"@a Action: Ping", "Action: Ping"},
    {"@bee Action: Ping", "-"},
    {"Header: value", "-"},
    {"@a ping", "-"},
    {" ", "-"},
    {"ping", "ping"},
};

START_TEST(takes_the_lines_that_are_for_it)
{
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct str line = str_of(lines[i].line), want = str_of(lines[i].left);
		struct err err = {0};
		int takes = member_takes(&member, &line, &err);
		if (str_eq(want, STR("!")))
			EXPECT_ROW(takes == -1 && err.kind == ERR_USAGE, str_of(lines[i].line), line);
		else if (str_eq(want, STR("-")))
			EXPECT_ROW(takes == 0, str_of(lines[i].line), line);
		else
			EXPECT_ROW(takes == 1 && str_eq(line, want), str_of(lines[i].line), line);
	}
}
END_TEST

START_TEST(finds_what_is_typed_after_names)
{
	EXPECT_STR(member_after_names(STR("@a,b pin")), STR(" pin"));
	EXPECT_STR(member_after_names(STR(" @a  ")), STR("  "));
	EXPECT_STR(member_after_names(STR("@a")), STR("@a"));
	EXPECT_STR(member_after_names(STR(" pin g")), STR(" pin g"));
	EXPECT_STR(member_after_names(STR("")), STR(""));
}
END_TEST

/* The next message is of that kind and holds that. */
static void
expect_message(enum fleet_control kind, const char *want)
{
	enum fleet_control came = 0;

	buf_reset(&text);
	ck_assert_int_eq(fleet_control_receive(front, &came, &text), 1);
	ck_assert_int_eq(came, kind);
	EXPECT_STR(buf_str(&text), str_of(want));
}

START_TEST(tells_what_changed)
{
	enum fleet_control kind;

	member_tell(&member, false);
	ck_assert_int_eq(fleet_control_receive(front, &kind, &text), 0);
	member_tell(&member, true);
	member_tell(&member, true);
	member_tell(&member, false);
	expect_message(CONTROL_UP, "");
	expect_message(CONTROL_DOWN, "");
	ck_assert_int_eq(fleet_control_receive(front, &kind, &text), 0);
	close(member.control);
	member.control = -1;
	ck_assert_int_eq(fleet_control_receive(front, &kind, &text), -1);
}
END_TEST

START_TEST(a_front_that_is_gone_is_no_error)
{
	close(front);
	member_tell(&member, true);
	member_done(&member);
}
END_TEST

START_TEST(has_the_front_ask)
{
	struct buf secret;
	struct err err = {0};

	buf_init_secret(&secret, BUF_MAX_SECRET);
	ask_through(member.control);
	fleet_control_send(front, CONTROL_ANSWER, STR("sesame"));
	ck_assert_int_eq(ask_secret(&secret, "Secret of u@h: ", &err), 0);
	EXPECT_STR(buf_str(&secret), STR("sesame"));
	expect_message(CONTROL_SECRET, "Secret of u@h: ");
	fleet_control_send(front, CONTROL_NO_ANSWER, STR(""));
	ck_assert_int_eq(ask_secret(&secret, "again: ", &err), -1);
	ck_assert_int_eq(err.kind, ERR_INTERRUPTED);
	fleet_control_send(front, CONTROL_NO_TERMINAL, STR(""));
	ck_assert_int_eq(ask_secret(&secret, "again: ", &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	fleet_control_send(front, CONTROL_ANSWER, STR("y"));
	buf_reset(&secret);
	ck_assert_int_eq(ask_line("really? ", &secret, true), ANSWER_GIVEN);
	EXPECT_STR(buf_str(&secret), STR("y"));
	buf_clear(&secret);
}
END_TEST

/* What out_write makes of two lines and the beginning of a third. */
static void
expect_written(enum format format, bool color, const char *want)
{
	streams_to_file(STDOUT_FILENO);
	out_init();
	member_dress(&member, color);
	member_label(&member, format);
	out_write(STR("one\nt"));
	out_write(STR("wo\n"));
	out_write(STR("\nthree"));
	out_flush();
	struct buf written = streams_written(STDOUT_FILENO);
	streams_restore();
	EXPECT_STR(buf_str(&written), str_of(want));
	buf_clear(&written);
	member_clear(&member);
	out_init();
	streams_save();
}

START_TEST(labels_text_alone)
{
	streams_save();
	expect_written(FORMAT_TEXT, false, "a  | one\na  | two\na  | \na  | three");
	expect_written(FORMAT_RAW, false, "a  | one\na  | two\na  | \na  | three");
	expect_written(FORMAT_JSON, false, "one\ntwo\n\nthree");
	expect_written(FORMAT_TSV, true, "one\ntwo\n\nthree");
	member.self = 1;
	expect_written(FORMAT_TEXT, true,
	    "\033[33mbee|\033[0m one\n\033[33mbee|\033[0m two\n\033[33mbee|\033[0m \n"
	    "\033[33mbee|\033[0m three");
	streams_restore();
}
END_TEST

Suite *
suite_fleet_member(void)
{
	Suite *s = suite_create("fleet_member");
	TCase *t = tcase_create("fleet_member");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, takes_the_lines_that_are_for_it);
	tcase_add_test(t, finds_what_is_typed_after_names);
	tcase_add_test(t, tells_what_changed);
	tcase_add_test(t, a_front_that_is_gone_is_no_error);
	tcase_add_test(t, has_the_front_ask);
	tcase_add_test(t, labels_text_alone);
	suite_add_tcase(s, t);
	return s;
}
