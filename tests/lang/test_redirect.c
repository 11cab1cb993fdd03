/* SPDX-License-Identifier: ISC */
/* Which part of a line says where its results go. */
#include "lang/redirect.h"

#include <check.h>

#include "../expect.h"

Suite *suite_redirect(void);

static const struct {
	const char *line;
	enum redirect_kind kind;
	const char *before, *target;
} lines[] = {
    {"channels", REDIRECT_NONE, "channels", ""},
    {"channels | wc -l", REDIRECT_PIPE, "channels", "wc -l"},
    {"channels\t|\twc -l \r", REDIRECT_PIPE, "channels", "wc -l"},
    {"channels | a | b > c", REDIRECT_PIPE, "channels", "a | b > c"},
    {"channels | awk '{print $1}' # x", REDIRECT_PIPE, "channels", "awk '{print $1}' # x"},
    {"channels | echo it's", REDIRECT_PIPE, "channels", "echo it's"},
    {"channels > f", REDIRECT_FILE, "channels", "f"},
    {"channels >> 'a b'", REDIRECT_APPEND, "channels", "'a b'"},
    {"channels > ~/${x}.txt # why", REDIRECT_FILE, "channels", "~/${x}.txt # why"},
    {"channels > '|'", REDIRECT_FILE, "channels", "'|'"},
    {"echo '|' \">\" \\>> a|b >c 2>d", REDIRECT_NONE, "echo '|' \">\" \\>> a|b >c 2>d", ""},
    {"echo ${x} a'|' \"\"|", REDIRECT_NONE, "echo ${x} a'|' \"\"|", ""},
    {"echo # | wc", REDIRECT_NONE, "echo # | wc", ""},
    {"each channels do hangup ${Channel} | tee x", REDIRECT_PIPE,
	"each channels do hangup ${Channel}", "tee x"},
    {"on Hangup do ! cat | wc > f", REDIRECT_NONE, "on Hangup do ! cat | wc > f", ""},
    {"on Hangup do !cat | wc", REDIRECT_NONE, "on Hangup do !cat | wc", ""},
    {"on Hangup 'do' !cat | wc", REDIRECT_PIPE, "on Hangup 'do' !cat", "wc"},
};

START_TEST(cuts)
{
	struct redirect r;
	struct err err = {0};

	ck_assert_int_eq(redirect_cut(&r, str_of(lines[_i].line), &err), 0);
	ck_assert_int_eq(r.kind, lines[_i].kind);
	EXPECT_STR(r.line, str_of(lines[_i].before));
	EXPECT_STR(r.target, str_of(lines[_i].target));
}
END_TEST

static const struct {
	const char *line, *why;
} wrong[] = {
    {"| wc", "no line before |: | wc (LINE | CMD)"},
    {" > f", "no line before >:  > f (LINE > FILE)"},
    {"channels |", "no command after |: channels | (quote it if it is a value: '|')"},
    {"channels >> ", "no file after >>: channels >>  (quote it if it is a value: '>>')"},
    {"channels > a b", "one word too many after > a: b (quote a name with blanks)"},
    {"channels > a | wc",
	"results go to one place: > and | (| tee FILE gives them to both)"},
};

START_TEST(refuses)
{
	struct redirect r;
	struct err err = {0};

	ck_assert_int_eq(redirect_cut(&r, str_of(wrong[_i].line), &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.text, wrong[_i].why);
}
END_TEST

Suite *
suite_redirect(void)
{
	Suite *suite = suite_create("redirect");
	TCase *t = tcase_create("redirect");

	tcase_add_loop_test(t, cuts, 0, (int)(sizeof(lines) / sizeof(lines[0])));
	tcase_add_loop_test(t, refuses, 0, (int)(sizeof(wrong) / sizeof(wrong[0])));
	suite_add_tcase(suite, t);
	return suite;
}
