/* SPDX-License-Identifier: ISC */
/* The nearest names come first, and each of them once. */
#include "base/suggest.h"

#include "../expect.h"

Suite *suite_suggest(void);

static const char *
candidate(void *arg, size_t i)
{
	return ((const char *const *)arg)[i];
}

START_TEST(lists_each_word_once)
{
	static const char *names[] = {
	    "bridge", "hangup", "redirect", "Bridge", "BridgeInfo", "Hangup", "Originate", NULL};
	static const struct {
		const char *name, *want;
	} rows[] = {
	    {"hangpu", " (did you mean hangup?)"},
	    {"bridg", " (did you mean bridge, BridgeInfo?)"},
	    {"orignate", " (did you mean Originate?)"},
	    {"xyz", ""},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct buf out = BUF_INIT(BUF_MAX_LINE);
		suggest_hint(&out, str_of(rows[i].name), candidate, names);
		EXPECT_STR(buf_str(&out), str_of(rows[i].want));
		buf_clear(&out);
	}
}
END_TEST

Suite *
suite_suggest(void)
{
	Suite *suite = suite_create("base/suggest");
	TCase *tests = tcase_create("suggest");

	tcase_add_test(tests, lists_each_word_once);
	suite_add_tcase(suite, tests);
	return suite;
}
