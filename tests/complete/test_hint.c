/* SPDX-License-Identifier: ISC */
/* What a hint says, and how it gets shorter. */
#include "complete/hint.h"

#include <check.h>

#include "../expect.h"
#include "ami/docs.h"
#include "complete/source.h"

Suite *suite_hint(void);

static const struct docs *
strange_docs(void *arg, struct str action)
{
	static struct parameter parameters[] = {{.name = "Na\033me", .required = true}};
	static const struct docs docs = {.v = parameters, .n = 1};

	(void)arg;
	return str_eq(action, STR("Strange")) ? &docs : NULL;
}

static void
expect(const char *line, size_t columns, const char *want)
{
	const struct complete_source source = {.abbreviations = true, .docs = strange_docs};
	struct buf out = BUF_INIT(BUF_MAX_LINE);

	complete_hint(&out, str_of(line), columns, &source);
	ck_assert_msg(str_eq(buf_str(&out), str_of(want)), "%s, %zu: expected \"%s\", came \"%s\"",
	    line, columns, want, buf_z(&out));
	buf_clear(&out);
}

START_TEST(tells_less_where_there_is_less_room)
{
	expect("redirect ", 31, "CHANNEL DEST [CHANNEL2] [DEST2]");
	expect("redirect ", 30, "CHANNEL DEST");
	expect("redirect ", 12, "CHANNEL DEST");
	expect("redirect ", 11, "CHANNEL");
	expect("redirect ", 7, "CHANNEL");
	expect("redirect ", 6, "");
}
END_TEST

/* Names that a server tells are measured as they are shown. */
START_TEST(is_measured_escaped)
{
	expect("Strange ", 80, "Na\\x1bme [Header=value…]");
	expect("Strange ", 8, "Na\\x1bme");
	expect("Strange ", 7, "");
}
END_TEST

START_TEST(says_nothing_of_what_is_not_known)
{
	expect("", 80, "");
	expect("redirect", 80, "");
	expect("nothing ", 80, "");
	expect("channels | ", 80, "");
}
END_TEST

Suite *
suite_hint(void)
{
	Suite *suite = suite_create("complete/hint");
	TCase *tests = tcase_create("hint");

	tcase_add_test(tests, tells_less_where_there_is_less_room);
	tcase_add_test(tests, is_measured_escaped);
	tcase_add_test(tests, says_nothing_of_what_is_not_known);
	suite_add_tcase(suite, tests);
	return suite;
}
