/* SPDX-License-Identifier: ISC */
/* Splitting lines into words, and quoting words so that they survive it. */
#include "lang/split.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "../expect.h"

Suite *suite_cmd_split(void);

/* Variables of the tests: ${A}, ${EMPTY} and one that brings what means something to a line. */
static bool
find(void *arg, struct str name, struct str *value)
{
	static const struct {
		const char *name, *value;
	} known[] = {
	    {"A", "a value"},
	    {"EMPTY", ""},
	    {"1", "first"},
	    {"EVIL", "Application=System '${A}' -- #"},
	    {"TRICK", "-n"},
	};

	(void)arg;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (str_eq(str_of(known[i].name), name)) {
			*value = str_of(known[i].value);
			return true;
		}
	}
	return false;
}

static int
unknown(void *arg, struct str name, struct err *err)
{
	(void)arg;
	return err_set(err, ERR_USAGE, "unknown variable: ${%.*s}", STR_ARG(name));
}

static bool
holds(void *arg, struct str first)
{
	(void)arg;
	return str_eq(first, STR("each"));
}

static const struct split_source source = {.find = find, .unknown = unknown};
static const struct split_source holding = {.find = find, .unknown = unknown, .holds = holds};
static const struct split_source lenient = {
    .find = find, .unknown = unknown, .positional = true, .lenient = true};
static const struct split_source with_digits = {
    .find = find, .unknown = unknown, .positional = true};

/* The words in angle brackets, so that each can be told from the next. */
static struct buf
show(const struct words *w)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	for (size_t i = 0; i < w->n; i++)
		buf_addf(&out, "<%.*s>", STR_ARG(w->v[i].text));
	return out;
}

static const struct {
	const char *line;
	const char *words;
} lines[] = {
    {"", ""},
    {"   \t ", ""},
    {"# all of it", ""},
    {"a", "<a>"},
    {"a b\tc\r", "<a><b><c>"},
    {"a\rb c \r", "<a\rb><c>"},
    {"  a   b  ", "<a><b>"},
    {"'a b' \"c d\"", "<a b><c d>"},
    {"a'b'\"c\"d", "<abcd>"},
    {"''", "<>"},
    {"\"\" x", "<><x>"},
    {"a\\ b", "<a b>"},
    {"\\'a\\\"", "<'a\">"},
    {"'a\\b'", "<a\\b>"},
    {"\"a\\b\"", "<a\\b>"},
    {"\"a\\\"\\\\\\$\\`\"", "<a\"\\$`>"},
    {"a #b", "<a>"},
    {"a#b #", "<a#b>"},
    {"'#' \\#", "<#><#>"},
    {"a;b ; c", "<a;b><;><c>"},
    {"${A}", "<a value>"},
    {"x${A}y", "<xa valuey>"},
    {"\"${A}\"", "<a value>"},
    {"'${A}'", "<${A}>"},
    {"\\${A}", "<${A}>"},
    {"\"\\${A}\"", "<${A}>"},
    {"${EMPTY}", "<>"},
    {"$A $ a$", "<$A><$><a$>"},
    {"${EVIL}", "<Application=System '${A}' -- #>"},
    {"$1", "<$1>"},
    {"\xc3\xa9 \xff", "<\xc3\xa9><\xff>"},
};

START_TEST(splits)
{
	struct words w;
	struct err err = {0};

	ck_assert_msg(split_line(&w, str_of(lines[_i].line), &source, &err) == 0, "%s: %s",
	    lines[_i].line, err.text);
	struct buf out = show(&w);
	EXPECT_ROW(str_eq(buf_str(&out), str_of(lines[_i].words)), str_of(lines[_i].line),
	    buf_str(&out));
	buf_clear(&out);
	words_clear(&w);
}
END_TEST

START_TEST(refuses)
{
	static const struct {
		const char *line;
		const char *why;
	} bad[] = {
	    {"a 'b c", "missing closing ': 'b c"},
	    {"a x\"b", "missing closing \": x\"b"},
	    {"${A", "${ without }: ${A"},
	    {"a b\\",
	        "a \\ at the end of the line does not continue it: b\\"},
	    {"${}",
	        "unknown variable: ${}"},
	    {"\"${nope}\"",
	        "unknown variable: ${nope}"},
	};
	struct words w;
	struct err err;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ck_assert_int_eq(split_line(&w, str_of(bad[i].line), &source, &err), -1);
		ck_assert_int_eq(err.kind, ERR_USAGE);
		ck_assert_str_eq(err.text, bad[i].why);
		words_clear(&w);
	}
}
END_TEST

START_TEST(replaces_digits_only_where_there_are_arguments)
{
	struct words w;
	struct err err;

	ck_assert_int_eq(split_line(&w, STR("$1 \"$1\" '$1' ${1} $0"), &with_digits, &err), 0);
	struct buf out = show(&w);
	EXPECT_STR(buf_str(&out), STR("<first><first><$1><first><$0>"));
	buf_clear(&out);
	words_clear(&w);
}
END_TEST

START_TEST(leaves_an_unknown_name_as_it_is_written)
{
	struct words w;
	struct err err;

	ck_assert_int_eq(
	    split_line(&w, STR("a${NO}b \"$1\" ${A} X=${ }"), &lenient, &err), 0);
	struct buf out = show(&w);
	EXPECT_STR(buf_str(&out), STR("<a${NO}b><first><a value><X=${ }>"));
	ck_assert(w.v[0].quoted);
	ck_assert_uint_eq(w.v[0].typed, 1);
	buf_clear(&out);
	words_clear(&w);
	static const char *const refused[] = {"${NO", "${}", "$9", "${9}"};
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		ck_assert_int_eq(split_line(&w, str_of(refused[i]), &lenient, &err), -1);
		words_clear(&w);
	}
}
END_TEST

START_TEST(says_what_was_typed)
{
	struct words w;
	struct err err;

	ck_assert_int_eq(
	    split_line(&w, STR("plain X=${A} ${EVIL} 'q' ${TRICK} ${EMPTY}=x"), &source, &err), 0);
	ck_assert_uint_eq(w.n, 6);
	ck_assert(!w.v[0].quoted);
	ck_assert_uint_eq(w.v[0].typed, 5);
	ck_assert_uint_eq(w.v[1].typed, 2);
	ck_assert_uint_eq(w.v[2].typed, 0);
	ck_assert(w.v[2].quoted);
	ck_assert(w.v[3].quoted);
	ck_assert_uint_eq(w.v[3].typed, 1);
	ck_assert(w.v[4].quoted);
	ck_assert_uint_eq(w.v[5].typed, 0);
	words_clear(&w);
}
END_TEST

/* The word with what is from ${…} in angle brackets. */
static void
expect_given(const struct word *word, const char *want)
{
	struct mixed m = word_mixed(word);
	struct buf shown = BUF_INIT(BUF_MAX_LINE);
	struct str run;
	size_t at = 0;
	bool given;

	while (mixed_next(&m, &at, &run, &given))
		buf_addf(&shown, given ? "<%.*s>" : "%.*s", STR_ARG(run));
	EXPECT_STR(buf_str(&shown), str_of(want));
	buf_clear(&shown);
}

START_TEST(knows_what_is_given)
{
	static const char *const want[] = {"plain", "a/<first>/b<first><a value>c", "<-n>", "x",
	    "'<a value>'", "${A}"};
	struct words w;
	struct err err;

	ck_assert_int_eq(split_line(&w, STR("plain a/${1}/b${1}\"${A}\"${EMPTY}c ${TRICK} ${EMPTY}x "
	    "\"'${A}'\" '${A}'"), &source, &err), 0);
	ck_assert_uint_eq(w.n, sizeof(want) / sizeof(want[0]));
	for (size_t i = 0; i < w.n; i++)
		expect_given(&w.v[i], want[i]);
	words_clear(&w);
}
END_TEST

START_TEST(knows_what_is_given_in_argv)
{
	char a[] = "each", b[] = "x", c[] = "do", d[] = "ari", e[] = "channels/${A}/${1}", f[] = "y";
	char *const argv[] = {a, b, c, d, e, f};
	struct words w, held;
	struct err err;

	split_argv(&w, argv, 6);
	split_hold(&w);
	ck_assert_int_eq(split_held(&held, &w, &holding, &err), 0);
	expect_given(&held.v[1], "channels/<a value>/<first>");
	expect_given(&held.v[2], "y");
	words_clear(&held);
	words_clear(&w);
}
END_TEST

START_TEST(knows_where_words_stand)
{
	struct words w;
	struct err err;

	ck_assert_int_eq(split_line(&w, STR(" ab 'c d'e"), NULL, &err), 0);
	ck_assert_uint_eq(w.n, 2);
	ck_assert_uint_eq(w.v[0].start, 1);
	ck_assert_uint_eq(w.v[0].end, 3);
	ck_assert_uint_eq(w.v[1].start, 4);
	ck_assert_uint_eq(w.v[1].end, 10);
	words_clear(&w);
}
END_TEST

START_TEST(splits_what_is_being_typed)
{
	struct words w;

	split_partly(&w, STR("a 'b ${A"));
	ck_assert_uint_eq(w.n, 2);
	ck_assert_int_eq(w.open, '\'');
	EXPECT_STR(w.v[1].text, STR("b ${A"));
	words_clear(&w);
	split_partly(&w, STR("a # b"));
	ck_assert(w.comment);
	words_clear(&w);
}
END_TEST

/* The last word is the one at the cursor. */
START_TEST(adds_the_word_that_is_not_begun)
{
	static const struct {
		const char *line;
		size_t n, start;
		const char *last;
	} rows[] = {
	    {"", 1, 0, ""},
	    {" ", 1, 1, ""},
	    {"ab", 1, 0, "ab"},
	    {"ab ", 2, 3, ""},
	    {"a 'b ", 2, 2, "b "},
	    {"a 'b'", 2, 2, "b"},
	    {"a # b", 2, 5, ""},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct words w;
		split_typed(&w, str_of(rows[i].line));
		ck_assert_uint_eq(w.n, rows[i].n);
		ck_assert_uint_eq(w.v[w.n - 1].start, rows[i].start);
		EXPECT_STR(w.v[w.n - 1].text, str_of(rows[i].last));
		words_clear(&w);
	}
}
END_TEST

START_TEST(takes_many_words)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);
	struct words w;
	struct err err;

	for (int i = 0; i < 100000; i++)
		buf_addf(&line, "w%d ", i);
	ck_assert_int_eq(split_line(&w, buf_str(&line), NULL, &err), 0);
	ck_assert_uint_eq(w.n, 100000);
	EXPECT_STR(w.v[99999].text, STR("w99999"));
	words_clear(&w);
	buf_clear(&line);
}
END_TEST

START_TEST(takes_words_of_argv)
{
	char one[] = "a b", two[] = "", three[] = "${A}";
	char *argv[] = {one, two, three};
	struct words w;

	split_argv(&w, argv, 3);
	struct buf out = show(&w);
	EXPECT_STR(buf_str(&out), STR("<a b><><${A}>"));
	ck_assert_uint_eq(w.v[0].typed, 3);
	ck_assert(!w.v[0].quoted);
	buf_clear(&out);
	words_clear(&w);
}
END_TEST

static const struct {
	const char *line;
	const char *words; /* of the whole */
	size_t held;
	const char *later; /* of the line after do */
} held[] = {
    {"each ${A} do x ${A}", "<each><a value><do><x><${A}>", 3, "<x><a value>"},
    {"each a do x '${A}' \"${EVIL}\" y${A}", "<each><a><do><x><${A}><${EVIL}><y${A}>", 3,
        "<x><${A}><Application=System '${A}' -- #><ya value>"},
    {"each do do do ${nope} # c", "<each><do><do><do><${nope}>", 2, NULL},
    {"each a 'do' ${A}", "<each><a><do><a value>", 0, NULL},
    {"each ${EMPTY} do each b do ${A}", "<each><><do><each><b><do><${A}>", 3,
        "<each><b><do><${A}>"},
    {"other a do ${A}", "<other><a><do><a value>", 0, NULL},
    {"do ${A}", "<do><a value>", 0, NULL},
    {"each do", "<each><do>", 2, ""},
};

START_TEST(keeps_what_follows_do)
{
	struct words w, later;
	struct err err = {0};

	ck_assert_int_eq(split_line(&w, str_of(held[_i].line), &holding, &err), 0);
	struct buf out = show(&w);
	EXPECT_STR(buf_str(&out), str_of(held[_i].words));
	ck_assert_uint_eq(w.held, held[_i].held);
	if (held[_i].later) {
		buf_reset(&out);
		ck_assert_int_eq(split_held(&later, &w, &holding, &err), 0);
		for (size_t i = 0; i < later.n; i++)
			buf_addf(&out, "<%.*s>", STR_ARG(later.v[i].text));
		EXPECT_STR(buf_str(&out), str_of(held[_i].later));
		words_clear(&later);
	}
	buf_clear(&out);
	words_clear(&w);
}
END_TEST

/* A shell has taken the quotes off: ${…} is replaced wherever it stands, and a word stays one. */
START_TEST(keeps_what_follows_do_in_argv)
{
	char each[] = "each", word[] = "do", x[] = "x", evil[] = "a ${EVIL} '${A}'", nope[] = "${nope}";
	char *argv[] = {each, evil, word, x, evil, word, nope};
	struct words w, later;
	struct err err = {0};

	split_argv(&w, argv, 6);
	split_hold(&w);
	ck_assert_uint_eq(w.held, 3);
	ck_assert_int_eq(split_held(&later, &w, &holding, &err), 0);
	struct buf out = show(&later);
	EXPECT_STR(buf_str(&out),
	    STR("<x><a Application=System '${A}' -- # 'a value'><do>"));
	ck_assert(!later.v[0].quoted);
	ck_assert(later.v[1].quoted);
	ck_assert_uint_eq(later.v[1].typed, 2);
	ck_assert_uint_eq(later.held, 0);
	words_clear(&later);
	words_clear(&w);
	split_argv(&w, argv, 7);
	split_hold(&w);
	ck_assert_int_eq(split_held(&later, &w, &holding, &err), -1);
	EXPECT_STR(str_of(err.text), STR("unknown variable: ${nope}"));
	buf_clear(&out);
	words_clear(&later);
	words_clear(&w);
}
END_TEST

static const char *const awkward[] = {
    "", "plain", "a b", "it's", "\"", "\\", "$HOME", "${A}", "#x", "x#", "a;b", "a|b&c", "*?[x]", "~",
    "(x)", "<in>out", "`id`", "!x", "\t", "a=b", "{a,b}", "\xc3\xa9", "'", "''", "a\\'b",
};

START_TEST(quotes_for_itself)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);
	struct words w;
	struct err err = {0};

	split_quote(&line, str_of(awkward[_i]));
	if (str_starts(str_of(awkward[_i]), STR("*")) || str_eq(str_of(awkward[_i]), STR("a;b")))
		EXPECT_STR(buf_str(&line), str_of(awkward[_i]));
	ck_assert_msg(split_line(&w, buf_str(&line), &source, &err) == 0, "%s", err.text);
	ck_assert_msg(w.n == 1, "%s became %zu words as %s", awkward[_i], w.n, buf_z(&line));
	EXPECT_STR(w.v[0].text, str_of(awkward[_i]));
	words_clear(&w);
	buf_clear(&line);
}
END_TEST

/* The quoted word goes to /bin/sh, as the arguments of an alias for a local command do. */
START_TEST(quotes_for_a_shell)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);
	char came[64] = "";

	buf_addz(&line, "printf %s ");
	split_quote_always(&line, str_of(awkward[_i]));
	FILE *pipe = popen(buf_z(&line), "r");
	ck_assert_ptr_nonnull(pipe);
	size_t n = fread(came, 1, sizeof(came), pipe);
	ck_assert_int_eq(pclose(pipe), 0);
	EXPECT_STR(str_from(came, n), str_of(awkward[_i]));
	buf_clear(&line);
}
END_TEST

START_TEST(knows_operators)
{
	struct words w;
	struct err err;

	ck_assert_int_eq(split_line(&w, STR("where | 'where' w\\here ${EMPTY}where wherever"),
	    &source, &err), 0);
	ck_assert(word_is_operator(&w.v[0], "where"));
	ck_assert(!word_is_operator(&w.v[0], "do"));
	ck_assert(word_is_operator(&w.v[1], "|"));
	for (size_t i = 2; i < w.n; i++)
		ck_assert(!word_is_operator(&w.v[i], "where"));
	words_clear(&w);
}
END_TEST

Suite *
suite_cmd_split(void)
{
	Suite *suite = suite_create("cmd_split");
	TCase *t = tcase_create("split");
	int n = (int)(sizeof(awkward) / sizeof(awkward[0]));

	tcase_add_loop_test(t, splits, 0, (int)(sizeof(lines) / sizeof(lines[0])));
	tcase_add_test(t, refuses);
	tcase_add_test(t, replaces_digits_only_where_there_are_arguments);
	tcase_add_test(t, leaves_an_unknown_name_as_it_is_written);
	tcase_add_test(t, says_what_was_typed);
	tcase_add_test(t, knows_what_is_given);
	tcase_add_test(t, knows_what_is_given_in_argv);
	tcase_add_test(t, knows_where_words_stand);
	tcase_add_test(t, splits_what_is_being_typed);
	tcase_add_test(t, adds_the_word_that_is_not_begun);
	tcase_add_test(t, knows_operators);
	tcase_add_test(t, takes_many_words);
	tcase_add_test(t, takes_words_of_argv);
	tcase_add_loop_test(t, keeps_what_follows_do, 0, (int)(sizeof(held) / sizeof(held[0])));
	tcase_add_test(t, keeps_what_follows_do_in_argv);
	tcase_add_loop_test(t, quotes_for_itself, 0, n);
	tcase_add_loop_test(t, quotes_for_a_shell, 0, n);
	suite_add_tcase(suite, t);
	return suite;
}
