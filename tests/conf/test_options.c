/* SPDX-License-Identifier: ISC */
/* The command line: every option, and what is refused. */
#include "conf/options.h"

#include <check.h>
#include <stdio.h>

#include "../expect.h"
#include "base/text.h"

Suite *suite_options(void);

#define MAX_WORDS 16

static char line_text[512];
static char *words[MAX_WORDS];
static struct options o;
static struct err err;

/* Parse "amsh LINE", LINE cut at blanks. */
static int
parse(const char *line)
{
	int n = 0;

	snprintf(line_text, sizeof(line_text), "amsh %s", line);
	for (char *word = strtok(line_text, " "); word; word = strtok(NULL, " "))
		words[n++] = word;
	words[n] = NULL;
	return options_parse(&o, n, words, &err);
}

static void
accept(const char *line)
{
	ck_assert_msg(parse(line) == 0, "%s: %s", line, err.text);
}

static void
teardown(void)
{
	options_clear(&o);
}

START_TEST(has_defaults)
{
	accept("");
	ck_assert_int_eq(o.timeout, 10000);
	ck_assert_int_eq(o.connect_timeout, 5000);
	ck_assert_ptr_null(o.server);
	ck_assert_ptr_null(o.events);
	ck_assert_uint_eq(o.words_n, 0);
	ck_assert_uint_eq(o.inputs_n, 0);
}
END_TEST

/* Options that keep their text, by both spellings. */
static const struct {
	const char *line;
	size_t offset;
	const char *value;
} texts[] = {
    {"-s ami://h", offsetof(struct options, server), "ami://h"},
    {"--server=ami://h", offsetof(struct options, server), "ami://h"},
    {"-H h", offsetof(struct options, host), "h"},
    {"--host h", offsetof(struct options, host), "h"},
    {"-p1", offsetof(struct options, port), "1"},
    {"--port 1", offsetof(struct options, port), "1"},
    {"-u me", offsetof(struct options, user), "me"},
    {"--user me", offsetof(struct options, user), "me"},
    {"--secret-file f", offsetof(struct options, secret_file), "f"},
    {"--tls-ca f", offsetof(struct options, verify.ca), "f"},
    {"--tls-cert f", offsetof(struct options, verify.cert), "f"},
    {"--tls-key f", offsetof(struct options, verify.key), "f"},
    {"--tls-name n", offsetof(struct options, verify.name), "n"},
    {"--tls-pin sha256:00", offsetof(struct options, verify.pin), "sha256:00"},
    {"--auth md5", offsetof(struct options, auth), "md5"},
    {"-e call,agent", offsetof(struct options, events), "call,agent"},
    {"--events off", offsetof(struct options, events), "off"},
    {"-o tsv", offsetof(struct options, output), "tsv"},
    {"--output raw", offsetof(struct options, output), "raw"},
    {"-j", offsetof(struct options, output), "json"},
    {"--json", offsetof(struct options, output), "json"},
    {"-j -o text", offsetof(struct options, output), "text"},
    {"-F A,B", offsetof(struct options, fields), "A,B"},
    {"--fields A", offsetof(struct options, fields), "A"},
    {"--color never", offsetof(struct options, color), "never"},
    {"--manual options", offsetof(struct options, manual), "options"},
};

START_TEST(keeps_text)
{
	accept(texts[_i].line);
	const char *came = *(const char **)(void *)((char *)&o + texts[_i].offset);
	ck_assert_msg(came && strcmp(came, texts[_i].value) == 0, "%s: came %s", texts[_i].line,
	    came ? came : "nothing");
}
END_TEST

static const struct {
	const char *line;
	size_t offset;
} flags[] = {
    {"--tls", offsetof(struct options, tls)},
    {"--insecure", offsetof(struct options, verify.insecure)},
    {"--no-header", offsetof(struct options, no_header)},
    {"-k", offsetof(struct options, keep_going)},
    {"--keep-going", offsetof(struct options, keep_going)},
    {"--pipeline", offsetof(struct options, keep_going)},
    {"--dry-run", offsetof(struct options, dry_run)},
    {"--read-only", offsetof(struct options, read_only)},
    {"--yes", offsetof(struct options, yes)},
    {"-q", offsetof(struct options, quiet)},
    {"--quiet", offsetof(struct options, quiet)},
    {"--progress", offsetof(struct options, progress)},
    {"-V", offsetof(struct options, version)},
    {"--version", offsetof(struct options, version)},
    {"-h", offsetof(struct options, help)},
    {"--help", offsetof(struct options, help)},
};

START_TEST(keeps_flags)
{
	accept("");
	ck_assert(!*(bool *)((char *)&o + flags[_i].offset));
	accept(flags[_i].line);
	ck_assert_msg(*(bool *)((char *)&o + flags[_i].offset), "%s", flags[_i].line);
}
END_TEST

START_TEST(completes_for_a_shell)
{
	accept("");
	ck_assert_ptr_null(o.complete);
	accept("--complete");
	ck_assert_str_eq(o.complete, "");
	accept("--complete=bash");
	ck_assert_str_eq(o.complete, "bash");
}
END_TEST

START_TEST(reads_times_and_counts)
{
	accept("-t 0.5 --connect-timeout 2 -v --verbose");
	ck_assert_int_eq(o.timeout, 500);
	ck_assert_int_eq(o.connect_timeout, 2000);
	ck_assert_int_eq(o.verbose, 2);
	accept("-vv --timeout=3 --pipeline=8");
	ck_assert_int_eq(o.verbose, 2);
	ck_assert_int_eq(o.timeout, 3000);
	ck_assert_uint_eq(o.pipeline, 8);
	accept("--pipeline");
	ck_assert_uint_eq(o.pipeline, 64);
	ck_assert_int_eq(o.speed, 1000);
	accept("--speed 0.5");
	ck_assert_int_eq(o.speed, 500);
	accept("--speed max");
	ck_assert_int_eq(o.speed, 0);
}
END_TEST

START_TEST(keeps_inputs_in_order)
{
	accept("-c ping -f a -x channels -f -");
	ck_assert_uint_eq(o.inputs_n, 4);
	ck_assert_int_eq(o.inputs[0].kind, INPUT_LINE);
	ck_assert_str_eq(o.inputs[0].text, "ping");
	ck_assert_int_eq(o.inputs[1].kind, INPUT_FILE);
	ck_assert_str_eq(o.inputs[1].text, "a");
	ck_assert_int_eq(o.inputs[2].kind, INPUT_LINE);
	ck_assert_str_eq(o.inputs[2].text, "channels");
	ck_assert_str_eq(o.inputs[3].text, "-");
}
END_TEST

START_TEST(leaves_the_command_its_words)
{
	accept("-j tail -n 1 --x");
	ck_assert_uint_eq(o.words_n, 4);
	ck_assert_str_eq(o.words[0], "tail");
	ck_assert_str_eq(o.words[3], "--x");
	accept("-j -- -c");
	ck_assert_uint_eq(o.words_n, 1);
	ck_assert_str_eq(o.words[0], "-c");
	ck_assert_uint_eq(o.inputs_n, 0);
}
END_TEST

static const struct {
	const char *line;
	const char *why;
} bad[] = {
    {"-Z", "unknown option -Z (--help lists the options)"},
    {"-jZ", "unknown option -Z (--help lists the options)"},
    {"--nonsense", "unknown option --nonsense (--help lists the options)"},
    {"--out=json", "options cannot be abbreviated: --output"},
    {"--ou json", "options cannot be abbreviated: --output"},
    {"--secre x", "options cannot be abbreviated: --secret-file"},
    {"-s", "option -s needs a value (--help lists the options)"},
    {"--server", "option --server needs a value (--help lists the options)"},
    {"--json=1", "option --json takes no value"},
    {"-o loud", "--output must be one of text|json|raw|tsv: loud"},
    {"-o JSON", "--output must be one of text|json|raw|tsv: JSON"},
    {"--auth none", "--auth must be one of auto|md5|plain: none"},
    {"--color yes", "--color must be one of auto|always|never: yes"},
    {"-t soon", "--timeout must be a number of seconds above 0, at most 1000000000: soon"},
    {"-t -1", "--timeout must be a number of seconds above 0, at most 1000000000: -1"},
    {"-t 0", "--timeout must be a number of seconds above 0, at most 1000000000: 0"},
    {"-t 99999999999",
        "--timeout must be a number of seconds above 0, at most 1000000000: 99999999999"},
    {"--connect-timeout 1s",
        "--connect-timeout must be a number of seconds above 0, at most 1000000000: 1s"},
    {"--speed fast", "--speed must be a number from 0.001 to 1000000, or max: fast"},
    {"--speed 0", "--speed must be a number from 0.001 to 1000000, or max: 0"},
    {"--speed=", "--speed must be a number from 0.001 to 1000000, or max: "},
    {"-c ping channels", "a command cannot be combined with -c or -f: channels"},
    {"-f x channels", "a command cannot be combined with -c or -f: channels"},
};

START_TEST(refuses)
{
	ck_assert_msg(parse(bad[_i].line) == -1, "%s was accepted", bad[_i].line);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.text, bad[_i].why);
}
END_TEST

START_TEST(lists_every_option)
{
	const struct option_row *a, *b;
	struct buf help = BUF_INIT(BUF_MAX_TEXT);

	accept("");
	options_help(&help);
	for (size_t i = 0; (a = options_row(i)); i++) {
		ck_assert_msg(a->summary && *a->summary, "option %zu has no summary", i);
		ck_assert_msg(a->letter || a->name, "option %zu has no name", i);
		struct str first = str_head(str_of(a->summary), 30);
		ck_assert_msg(str_find(buf_str(&help), first) < help.n, "%s", a->summary);
		for (size_t k = 0; k < i && (b = options_row(k)); k++) {
			ck_assert_msg(!a->letter || (a->letter != b->letter && a->letter != b->other_letter),
			    "-%c is there twice", a->letter);
			ck_assert_msg(!a->name || !b->name || strcmp(a->name, b->name) != 0, "--%s twice",
			    a->name);
		}
	}
	buf_clear(&help);
}
END_TEST

/* The bytes of a line that take the first n columns. */
static size_t
bytes_of_columns(struct str line, size_t n)
{
	size_t i = 0;

	while (i < line.n && text_width(str_head(line, i)) < n)
		i++;
	return i;
}

/* The summaries are aligned, however many bytes the options take, and fit a terminal. */
START_TEST(lists_options_in_columns)
{
	const struct option_row *row;
	struct buf help = BUF_INIT(BUF_MAX_TEXT), want = BUF_INIT(BUF_MAX_TEXT),
	           got = BUF_INIT(BUF_MAX_TEXT);
	struct str rest, line;

	accept("");
	options_help(&help);
	for (size_t i = 0; (row = options_row(i)); i++)
		buf_addf(&want, " %s", row->summary);
	rest = buf_str(&help);
	while (str_cut(&rest, '\n', &line)) {
		ck_assert_msg(text_width(line) <= 80, "over 80 columns: %.*s", STR_ARG(line));
		if (!str_starts(line, STR("  ")) || str_starts(line, STR("       amsh")))
			continue;
		size_t left = bytes_of_columns(line, 32);
		ck_assert_msg(line.p[left] == ' ', "not 33 columns: %.*s", STR_ARG(line));
		buf_adds(&got, str_from_at(line, left));
	}
	EXPECT_STR(buf_str(&got), buf_str(&want));
	buf_clear(&got);
	buf_clear(&want);
	buf_clear(&help);
}
END_TEST

START_TEST(lists_variables)
{
	const char *name, *summary;
	size_t n = 0;

	accept("");
	for (; options_variable(n, &name, &summary); n++)
		ck_assert(*name && *summary);
	ck_assert_uint_ge(n, 5);
}
END_TEST

Suite *
suite_options(void)
{
	Suite *suite = suite_create("options");
	TCase *t = tcase_create("options");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_test(t, has_defaults);
	tcase_add_loop_test(t, keeps_text, 0, (int)(sizeof(texts) / sizeof(texts[0])));
	tcase_add_loop_test(t, keeps_flags, 0, (int)(sizeof(flags) / sizeof(flags[0])));
	tcase_add_test(t, completes_for_a_shell);
	tcase_add_test(t, reads_times_and_counts);
	tcase_add_test(t, keeps_inputs_in_order);
	tcase_add_test(t, leaves_the_command_its_words);
	tcase_add_loop_test(t, refuses, 0, (int)(sizeof(bad) / sizeof(bad[0])));
	tcase_add_test(t, lists_every_option);
	tcase_add_test(t, lists_options_in_columns);
	tcase_add_test(t, lists_variables);
	suite_add_tcase(suite, t);
	return suite;
}
