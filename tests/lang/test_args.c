/* SPDX-License-Identifier: ISC */
/* Sorting words into the arguments that a row asks for. */
#include "lang/args.h"

#include <check.h>

#include "../expect.h"

Suite *suite_args(void);

static int
run_nothing(struct client *client, const struct args *args, struct err *err)
{
	(void)client, (void)args, (void)err;
	return 0;
}

static const struct cmd mix = {
    .name = "mix",
    .args =
        (const struct arg_spec[]){
            {.name = "N", .type = ARG_NUMBER, .option = "-n", .optional = true},
            {.name = "--fast", .type = ARG_FLAG, .option = "--fast", .optional = true},
            {.name = "SECONDS", .type = ARG_SECONDS, .option = "-t", .optional = true},
            {.name = "KIND", .type = ARG_CHOICE, .choices = "red|blue"},
            {.name = "TERM", .type = ARG_TERM, .optional = true, .repeated = true},
            {0},
        },
    .run = run_nothing,
};

static const struct cmd lay = {
    .name = "lay",
    .args = (const struct arg_spec[]){
        {.name = "DIR", .type = ARG_WORD, .option = "--place", .optional = true}, {0}},
    .run = run_nothing,
};

static const struct cmd rest = {
    .name = "rest",
    .args =
        (const struct arg_spec[]){
            {.name = "NAME", .type = ARG_WORD},
            {.name = "LINE", .type = ARG_REST, .optional = true},
            {0},
        },
    .run = run_nothing,
};

static const struct cmd headers = {
    .name = "headers",
    .args = (const struct arg_spec[]){{.name = "CHANNEL", .type = ARG_CHANNEL},
        {.name = "MORE", .type = ARG_WORD, .optional = true}, {0}},
    .flags = CMD_HEADERS,
    .run = run_nothing,
};

static bool
find(void *arg, struct str name, struct str *value)
{
	(void)arg;
	*value = str_eq(name, STR("DASH")) ? STR("-n") : STR("Application=System");
	return true;
}

static struct words words;
static struct args args;
static struct err err;

/* Split and sort a line. */
static int
parse(const struct cmd *cmd, const char *line)
{
	const struct split_source source = {.find = find};

	err_clear(&err);
	ck_assert_msg(split_line(&words, str_of(line), &source, &err) == 0, "%s", err.text);
	return args_parse(&args, cmd, &words, &err);
}

static void
clear(void)
{
	args_clear(&args);
	words_clear(&words);
}

static void
accept(const struct cmd *cmd, const char *line)
{
	ck_assert_msg(parse(cmd, line) == 0, "%s: %s", line, err.text);
}

static void
refuse(const struct cmd *cmd, const char *line, const char *why)
{
	ck_assert_msg(parse(cmd, line) == -1, "%s was accepted", line);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.text, why);
	clear();
}

START_TEST(sorts_options_and_words)
{
	struct str term;
	size_t at = 0;

	accept(&mix, "mix -n 5 BLUE -t 0.5 A=1 --fast B!=2");
	ck_assert_int_eq(args_number(&args, "N", -1), 5);
	ck_assert_int_eq(args_seconds(&args, "SECONDS", -1), 500);
	ck_assert(args_has(&args, "--fast"));
	EXPECT_STR(args_get(&args, "KIND"), STR("BLUE"));
	ck_assert(args_next(&args, "TERM", &at, &term));
	EXPECT_STR(term, STR("A=1"));
	ck_assert(args_next(&args, "TERM", &at, &term));
	EXPECT_STR(term, STR("B!=2"));
	ck_assert(!args_next(&args, "TERM", &at, &term));
	clear();
}
END_TEST

START_TEST(falls_back)
{
	accept(&mix, "mix red");
	ck_assert(!args_has(&args, "N"));
	ck_assert_int_eq(args_number(&args, "N", -1), -1);
	ck_assert_int_eq(args_seconds(&args, "SECONDS", 7), 7);
	EXPECT_STR(args_get(&args, "TERM"), STR(""));
	clear();
}
END_TEST

#define USAGE "; usage: mix [-n N] [--fast] [-t SECONDS] red|blue [TERM…]"

START_TEST(refuses)
{
	refuse(&mix, "mix", "missing KIND" USAGE);
	refuse(&mix, "mix -n", "no value after -n" USAGE);
	refuse(&lay, "lay --place=", "no value after --place; usage: lay [--place DIR]");
	refuse(&mix, "mix -y red", "unknown option -y" USAGE);
	refuse(&mix, "mix green", "mix: KIND must be one of red|blue: green");
	refuse(&mix, "mix -n x red", "mix: N must be a whole number from 0 to 1000000000: x");
	refuse(&mix, "mix -n -1 red", "mix: N must be a whole number from 0 to 1000000000: -1");
	refuse(&mix, "mix -n 1000000001 red",
	    "mix: N must be a whole number from 0 to 1000000000: 1000000001");
	refuse(&mix, "mix -t 1s red",
	    "mix: SECONDS must be a number of seconds from 0 to 1000000000: 1s");
	refuse(&headers, "headers a b c",
	    "one word too many: c; usage: headers CHANNEL [MORE] [Header=value…]");
}
END_TEST

START_TEST(knows_what_is_no_option)
{
	accept(&mix, "mix red '-n' -- -x");
	EXPECT_STR(args_get(&args, "TERM"), STR("-n"));
	clear();
	accept(&mix, "mix red ${DASH}");
	ck_assert(!args_has(&args, "N"));
	clear();
	accept(&headers, "headers -y -5");
	EXPECT_STR(args_get(&args, "CHANNEL"), STR("-y"));
	clear();
}
END_TEST

START_TEST(takes_headers)
{
	accept(&headers, "headers Variable=A=1 x Variable='B=2 c' -- Timeout=5");
	ck_assert_uint_eq(args.headers_n, 2);
	EXPECT_STR(args.headers[0].name, STR("Variable"));
	EXPECT_STR(args.headers[0].value, STR("A=1"));
	EXPECT_STR(args.headers[1].value, STR("B=2 c"));
	EXPECT_STR(args_get(&args, "MORE"), STR("Timeout=5"));
	clear();
}
END_TEST

START_TEST(takes_no_header_from_a_variable)
{
	accept(&headers, "headers Local/1@x ${CALLER}");
	ck_assert_uint_eq(args.headers_n, 0);
	EXPECT_STR(args_get(&args, "MORE"), STR("Application=System"));
	clear();
	accept(&headers, "headers Local/1@x Data=${CALLER}");
	EXPECT_STR(args.headers[0].value, STR("Application=System"));
	clear();
}
END_TEST

START_TEST(tells_headers)
{
	static const struct {
		const char *word;
		bool header;
	} all[] = {
	    {"A=", true}, {"A=b", true}, {"a-b_9=c", true}, {"9=a", false}, {"=a", false},
	    {"a", false}, {"a b=c", false}, {"a!=c", false}, {"PJSIP/a=c", false}, {"", false},
	};
	struct header h;

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct word word = {.text = str_of(all[i].word), .typed = strlen(all[i].word)};
		ck_assert_msg(args_header(&word, &h) == all[i].header, "%s", all[i].word);
	}
}
END_TEST

START_TEST(joins_the_rest)
{
	static const char *const all[][2] = {
	    {"rest x", ""},
	    {"rest x core show channels", "core show channels"},
	    {"rest x 'core show channels'", "core show channels"},
	    {"rest x 'a  \"b\" \\'", "a  \"b\" \\"},
	    {"rest x put 'a b' c", "put \"a b\" c"},
	    {"rest x put '' \"it's\" '#'", "put \"\" \"it's\" \"#\""},
	    {"rest x put 'say \"hi\" \\o/'", "put \"say \\\"hi\\\" \\\\o/\""},
	    {"rest x a -n --fast -- A=1", "a -n --fast -- A=1"},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		accept(&rest, all[i][0]);
		EXPECT_ROW(str_eq(args_get(&args, "LINE"), str_of(all[i][1])), str_of(all[i][0]),
		    args_get(&args, "LINE"));
		clear();
	}
}
END_TEST

/* What joining makes can be split again to the same words: an alias is kept so. */
START_TEST(joined_words_split_again)
{
	struct words again;
	struct buf line = BUF_INIT(BUF_MAX_LINE);

	accept(&rest, "rest x 'a b' \"it's\" '\"' '\\' '' '#' tab\\\tbed");
	args_join(&line, &words, 2);
	ck_assert_msg(split_line(&again, buf_str(&line), NULL, &err) == 0, "%s", err.text);
	ck_assert_uint_eq(again.n, words.n - 2);
	for (size_t i = 0; i < again.n; i++)
		EXPECT_STR(again.v[i].text, words.v[i + 2].text);
	words_clear(&again);
	buf_clear(&line);
	clear();
}
END_TEST

START_TEST(takes_many_words)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);
	struct str term;
	size_t at = 0, n = 0;

	buf_addz(&line, "mix red");
	for (int i = 0; i < 200000; i++)
		buf_addz(&line, " A");
	accept(&mix, buf_z(&line));
	while (args_next(&args, "TERM", &at, &term))
		n++;
	ck_assert_uint_eq(n, 200000);
	clear();
	buf_clear(&line);
}
END_TEST

Suite *
suite_args(void)
{
	Suite *suite = suite_create("args");
	TCase *t = tcase_create("args");

	tcase_add_test(t, sorts_options_and_words);
	tcase_add_test(t, falls_back);
	tcase_add_test(t, refuses);
	tcase_add_test(t, knows_what_is_no_option);
	tcase_add_test(t, takes_headers);
	tcase_add_test(t, takes_no_header_from_a_variable);
	tcase_add_test(t, tells_headers);
	tcase_add_test(t, joins_the_rest);
	tcase_add_test(t, joined_words_split_again);
	tcase_add_test(t, takes_many_words);
	suite_add_tcase(suite, t);
	return suite;
}
