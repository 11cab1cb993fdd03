/* SPDX-License-Identifier: ISC */
/* The line and the status of a monitoring plugin. */
#include "monitor/plugin.h"

#include "../expect.h"

Suite *suite_plugin(void);

static struct threshold
range(const char *text)
{
	struct threshold t;
	struct err err;

	ck_assert_int_eq(threshold_read(&t, str_of(text), &err), 0);
	return t;
}

static void
expect_line(const struct plugin *p, const char *want)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);

	plugin_line(p, &line);
	EXPECT_STR(buf_str(&line), str_of(want));
	buf_clear(&line);
}

/* The same value under the three thresholds that matter: critical is looked at first. */
START_TEST(judges)
{
	static const struct {
		double value;
		enum plugin_status status;
		const char *line;
	} rows[] = {
	    {50, PLUGIN_OK, "AMSH OK - x | calls=50;50;100;0;\n"},
	    {51, PLUGIN_WARNING, "AMSH WARNING - x | calls=51;50;100;0;\n"},
	    {100.5, PLUGIN_CRITICAL, "AMSH CRITICAL - x | calls=100.5;50;100;0;\n"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct plugin p;
		plugin_init(&p);
		buf_addz(&p.text, "x");
		plugin_add(&p, &(struct plugin_value){.label = "calls", .unit = "",
		    .value = rows[i].value, .max = -1, .warning = range("50"),
		    .critical = range("100")});
		ck_assert_int_eq(p.status, rows[i].status);
		expect_line(&p, rows[i].line);
		plugin_clear(&p);
	}
}
END_TEST

START_TEST(has_several_values)
{
	struct plugin p;

	plugin_init(&p);
	buf_addz(&p.text, "two");
	plugin_add(&p, &(struct plugin_value){.label = "free", .unit = "", .value = 0, .max = 3,
	    .critical = range("1:")});
	plugin_add(&p, &(struct plugin_value){.label = "longest", .unit = "s", .value = 0.000412,
	    .max = -1, .warning = range("@~:1")});
	expect_line(&p, "AMSH CRITICAL - two | free=0;;1:;0;3 longest=0.000412s;@~:1;;0;\n");
	plugin_clear(&p);
}
END_TEST

START_TEST(no_text_breaks_the_line)
{
	struct plugin p;

	plugin_init(&p);
	buf_adds(&p.text, STR("a|b\nc\r\t|\033[31m\0d|"));
	expect_line(&p, "AMSH OK - a\\x7cb\\nc\\x0d\\t\\x7c\\x1b[31m\\x00d\\x7c\n");
	plugin_clear(&p);
}
END_TEST

START_TEST(quotes_labels)
{
	static const struct {
		const char *server;
		const char *label;
		const char *want;
	} rows[] = {
	    {"", "calls", "calls"},
	    {"branch-1.example.net:5039", "calls", "branch-1.example.net:5039::calls"},
	    {"branch 1", "calls", "'branch 1::calls'"},
	    {"", "it's=|;\n", "'it_s__;_'"},
	    {"caf\303\251", "calls", "'caf\303\251::calls'"},
	};
	struct buf out = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_reset(&out);
		plugin_label(&out, str_of(rows[i].server), str_of(rows[i].label));
		EXPECT_STR(buf_str(&out), str_of(rows[i].want));
	}
	buf_clear(&out);
}
END_TEST

START_TEST(writes_numbers)
{
	static const struct {
		double value;
		const char *want;
	} rows[] = {{0, "0"}, {10, "10"}, {100, "100"}, {0.5, "0.5"}, {0.000001, "0.000001"},
	    {86400.25, "86400.25"}, {1e15, "1000000000000000"}};
	struct buf out = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_reset(&out);
		plugin_number(&out, rows[i].value);
		EXPECT_STR(buf_str(&out), str_of(rows[i].want));
	}
	buf_clear(&out);
}
END_TEST

START_TEST(orders_the_statuses)
{
	static const enum plugin_status order[] = {
	    PLUGIN_OK, PLUGIN_WARNING, PLUGIN_UNKNOWN, PLUGIN_CRITICAL};

	for (size_t i = 0; i < PLUGIN_STATUSES; i++)
		for (size_t k = 0; k < PLUGIN_STATUSES; k++)
			ck_assert_int_eq(
			    plugin_worse(order[i], order[k]), order[i > k ? i : k]);
	ck_assert_int_eq(PLUGIN_OK, 0);
	ck_assert_int_eq(PLUGIN_WARNING, 1);
	ck_assert_int_eq(PLUGIN_CRITICAL, 2);
	ck_assert_int_eq(PLUGIN_UNKNOWN, 3);
}
END_TEST

START_TEST(knows_its_words)
{
	for (int i = 0; i < PLUGIN_STATUSES; i++)
		ck_assert_int_eq(
		    plugin_of_word(str_of(plugin_word((enum plugin_status)i))), i);
	ck_assert_int_eq(plugin_of_word(STR("FINE")), PLUGIN_STATUSES);
}
END_TEST

START_TEST(judges_errors)
{
	static const enum err_kind critical[] = {ERR_CONNECT, ERR_LOGIN, ERR_TIMEOUT, ERR_LOST};
	static const enum err_kind unknown[] = {ERR_FAILED, ERR_USAGE, ERR_INTERRUPTED};

	for (size_t i = 0; i < sizeof(critical) / sizeof(critical[0]); i++)
		ck_assert_int_eq(plugin_of_error(critical[i]), PLUGIN_CRITICAL);
	for (size_t i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++)
		ck_assert_int_eq(plugin_of_error(unknown[i]), PLUGIN_UNKNOWN);
}
END_TEST

Suite *
suite_plugin(void)
{
	Suite *suite = suite_create("plugin");
	TCase *t = tcase_create("plugin");

	tcase_add_test(t, judges);
	tcase_add_test(t, has_several_values);
	tcase_add_test(t, no_text_breaks_the_line);
	tcase_add_test(t, quotes_labels);
	tcase_add_test(t, writes_numbers);
	tcase_add_test(t, orders_the_statuses);
	tcase_add_test(t, knows_its_words);
	tcase_add_test(t, judges_errors);
	suite_add_tcase(suite, t);
	return suite;
}
