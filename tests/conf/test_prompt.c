/* SPDX-License-Identifier: ISC */
/* Templates of the prompt. */
#include <check.h>
#include <string.h>

#include "conf/prompt.h"

Suite *suite_prompt(void);

static const struct prompt_values up = {
    {"office", 6}, {"hello", 5}, {"pbx", 3}, {"5040", 4}, {"", 0}};

static const struct {
	const char *template, *up, *down;
} prompts[] = {
    {NULL, "office>", "office (1 down)>"},
    {"%s%d#", "office#", "office (1 down)#"},
    {"PROD %s>", "PROD office>", "(1 down) PROD office>"},
    {"%u@%h:%p", "hello@pbx:5040", "(1 down) hello@pbx:5040"},
    {"100%% %%d", "100% %d", "(1 down) 100% %d"},
    {"", "", "(1 down) "},
    {"ü%sü", "üofficeü", "(1 down) üofficeü"},
    {"\033[31m%s", "\\x1b[31moffice", "(1 down) \\x1b[31moffice"},
};

START_TEST(writes_a_prompt)
{
	struct buf out = BUF_INIT(BUF_MAX_LINE);
	struct prompt_values down = up;

	prompt_write(&out, prompts[_i].template, &up);
	ck_assert_str_eq(buf_z(&out), prompts[_i].up);
	buf_reset(&out);
	down.down = STR("1 down");
	prompt_write(&out, prompts[_i].template, &down);
	ck_assert_str_eq(buf_z(&out), prompts[_i].down);
	buf_clear(&out);
}
END_TEST

/* What a section or a server is called cannot reach the terminal as a sequence, nor be read as a
 * template. */
START_TEST(values_are_text)
{
	struct buf out = BUF_INIT(BUF_MAX_LINE);
	struct prompt_values odd = up;

	odd.server = STR("a\033[2J\a%u");
	odd.down = STR("\033");
	prompt_write(&out, NULL, &odd);
	ck_assert_str_eq(buf_z(&out), "a\\x1b[2J\\x07%u (\\x1b)>");
	buf_clear(&out);
}
END_TEST

static const char *const bad[][2] = {{"%x", "%x"}, {"%s %", "%"}, {"%%%S>", "%S"}};

START_TEST(refuses_a_template)
{
	struct buf want = BUF_INIT(BUF_MAX_LINE);
	struct err err = {0};

	ck_assert_int_eq(prompt_check(bad[_i][0], &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	buf_addf(&want, "no such thing: %s (", bad[_i][1]);
	ck_assert_msg(strncmp(err.text, buf_z(&want), want.n) == 0, "%s", err.text);
	ck_assert_int_eq(prompt_check("%s%u%h%p%d%%", &err), 0);
	buf_clear(&want);
}
END_TEST

START_TEST(styles)
{
	ck_assert_str_eq(prompt_style(NULL), "\033[1m");
	ck_assert_str_eq(prompt_style("red"), "\033[1;31m");
	ck_assert_str_eq(prompt_style("white"), "\033[1;37m");
	ck_assert_str_eq(prompt_style("none"), "");
}
END_TEST

Suite *
suite_prompt(void)
{
	Suite *suite = suite_create("prompt");
	TCase *tests = tcase_create("prompt");

	tcase_add_loop_test(tests, writes_a_prompt, 0, sizeof(prompts) / sizeof(*prompts));
	tcase_add_test(tests, values_are_text);
	tcase_add_loop_test(tests, refuses_a_template, 0, sizeof(bad) / sizeof(*bad));
	tcase_add_test(tests, styles);
	suite_add_tcase(suite, tests);
	return suite;
}
