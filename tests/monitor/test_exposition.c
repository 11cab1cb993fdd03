/* SPDX-License-Identifier: ISC */
/* Prometheus' text format. */
#include "monitor/exposition.h"

#include "../expect.h"

Suite *suite_exposition(void);

static const struct metric calls = {"amsh_calls", "gauge", "Live calls."};

START_TEST(writes_a_metric)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	const struct label labels[] = {{"server", STR("pbx")}, {"state", STR("in use")}};

	exposition_metric(&out, &calls);
	exposition_sample(&out, &calls, labels, 2, 12);
	exposition_sample(&out, &calls, labels, 1, 0.25);
	exposition_sample(&out, &calls, NULL, 0, 3);
	EXPECT_STR(buf_str(&out),
	    STR("# HELP amsh_calls Live calls.\n# TYPE amsh_calls gauge\n"
	        "amsh_calls{server=\"pbx\",state=\"in use\"} 12\n"
	        "amsh_calls{server=\"pbx\"} 0.25\namsh_calls 3\n"));
	buf_clear(&out);
}
END_TEST

/* The format knows three escapes; what would control a terminal is shown as text. */
START_TEST(escapes_values)
{
	static const struct {
		struct str value;
		const char *want;
	} rows[] = {
	    {STR(""), ""},
	    {STR("a\"b\\c\nd"), "a\\\"b\\\\c\\nd"},
	    {STR("caf\303\251 {x=\"1\"} 2"), "caf\303\251 {x=\\\"1\\\"} 2"},
	    {STR("\033[31m\r\t"), "\\\\x1b[31m\\\\x0d\\\\t"},
	    {STR("a\0b"), "a\\\\x00b"},
	    {STR("a\377\303"), "a\357\277\275\357\277\275"},
	    {STR("\342\200\256x"), "\\\\u202ex"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf out = BUF_INIT(BUF_MAX_LINE), want = BUF_INIT(BUF_MAX_LINE);
		exposition_sample(&out, &calls, &(struct label){"queue", rows[i].value}, 1, 1);
		buf_addf(&want, "amsh_calls{queue=\"%s\"} 1\n", rows[i].want);
		EXPECT_STR(buf_str(&out), buf_str(&want));
		buf_clear(&out);
		buf_clear(&want);
	}
}
END_TEST

#define HEAD(name) "# HELP " name " About " name ".\n# TYPE " name " gauge\n"

START_TEST(merges)
{
	static const struct str texts[] = {
	    STR(HEAD("up") "up{server=\"a\"} 1\n" HEAD("calls") "calls{server=\"a\"} 2\n"),
	    STR(HEAD("up") "up{server=\"b\"} 0\n"),
	    STR(""),
	    STR(HEAD("up") "up{server=\"c # HELP \"} 1\n" HEAD("queues")
	            "queues{server=\"c\",queue=\"x y\"} 1\nqueues{server=\"c\",queue=\"z\"} 2\n"
	            HEAD("calls") "calls{server=\"c\"} 3\n"),
	};
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	exposition_merge(&out, texts, sizeof(texts) / sizeof(texts[0]));
	EXPECT_STR(buf_str(&out),
	    STR(HEAD("up") "up{server=\"a\"} 1\nup{server=\"b\"} 0\n"
	        "up{server=\"c # HELP \"} 1\n"
	        HEAD("calls") "calls{server=\"a\"} 2\ncalls{server=\"c\"} 3\n"
	        HEAD("queues") "queues{server=\"c\",queue=\"x y\"} 1\n"
	        "queues{server=\"c\",queue=\"z\"} 2\n"));
	buf_clear(&out);
}
END_TEST

START_TEST(merges_nothing)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	exposition_merge(&out, NULL, 0);
	EXPECT_STR(buf_str(&out), STR(""));
	buf_clear(&out);
}
END_TEST

Suite *
suite_exposition(void)
{
	Suite *suite = suite_create("exposition");
	TCase *t = tcase_create("exposition");

	tcase_add_test(t, writes_a_metric);
	tcase_add_test(t, escapes_values);
	tcase_add_test(t, merges);
	tcase_add_test(t, merges_nothing);
	suite_add_tcase(suite, t);
	return suite;
}
