/* SPDX-License-Identifier: ISC */
/* Case-insensitive comparison, and globs, over characters. */
#include "base/fold.h"

#include "../expect.h"

Suite *suite_fold(void);

START_TEST(folds_as_unicode_does)
{
	static const struct {
		uint32_t code, want;
	} rows[] = {
	    {'A', 'a'}, {'Z', 'z'}, {'[', '['}, {'@', '@'}, {0xc0, 0xe0}, {0xd7, 0xd7},
	    {0xdc, 0xfc}, {0xdf, 0xdf}, {0x100, 0x101}, {0x101, 0x101}, {0x130, 0x130},
	    {0x131, 0x131}, {0x178, 0xff}, {0x17f, 's'}, {0x3a3, 0x3c3}, {0x3c2, 0x3c3},
	    {0x410, 0x430}, {0x42f, 0x44f}, {0x430, 0x430}, {0x1e9e, 0xdf}, {0x212a, 'k'},
	    {0x1f80, 0x1f80}, {0x1f88, 0x1f80}, {0xff21, 0xff41}, {0x10400, 0x10428},
	    {0x1e921, 0x1e943}, {0x1e943, 0x1e943}, {0x10ffff, 0x10ffff},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		ck_assert_msg(fold_code(rows[i].code) == rows[i].want, "U+%04X: expected U+%04X, came U+%04X",
		    (unsigned)rows[i].code, (unsigned)rows[i].want,
		    (unsigned)fold_code(rows[i].code));
}
END_TEST

/* Folding twice changes nothing: the table never maps to a character that it maps. */
START_TEST(folds_once)
{
	for (uint32_t code = 0; code <= 0x10ffff; code++) {
		uint32_t fold = fold_code(code);
		ck_assert_msg(fold <= 0x10ffff && fold_code(fold) == fold, "U+%04X", (unsigned)code);
	}
}
END_TEST

START_TEST(knows_beginnings)
{
	ck_assert(fold_starts(STR("M\xc3\x9cLLER"), STR("m\xc3\xbcll")));
	ck_assert(fold_starts(STR("a"), STR("")) && fold_starts((struct str){0}, (struct str){0}));
	ck_assert(!fold_starts(STR("a"), STR("ab")) && !fold_starts(STR("\xfe"), STR("\xff")));
	ck_assert(fold_starts(STR("\xff" "a"), STR("\xff")));
}
END_TEST

struct glob_row {
	const char *glob, *text;
	bool matches;
};

static void
expect_globs(const struct glob_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		ck_assert_msg(
		    fold_glob(str_of(rows[i].glob), str_of(rows[i].text)) == rows[i].matches,
		    "glob \"%s\" on \"%s\": expected %d", rows[i].glob, rows[i].text,
		    rows[i].matches);
}

START_TEST(matches_characters)
{
	static const struct glob_row rows[] = {
	    {"*m\xc3\xbcller*", "Anna M\xc3\x9cLLER", true},
	    {"*M\xc3\x9cLLER", "Anna m\xc3\xbcller", true},
	    {"?", "\xc3\xb6", true},
	    {"??", "\xc3\xb6", false},
	    {"k?ln", "K\xc3\xb6LN", true},
	    {"?", "\xf0\x9f\x98\x80", true},
	    {"[\xc3\xa4-\xc3\xbc]", "\xc3\x96", true},
	    {"[!\xc3\xa4-\xc3\xbc]", "\xc3\x96", false},
	    {"[\xc3\x84\xc3\x96]x", "\xc3\xa4x", true},
	    {"*\xd0\xb8\xd0\xb2\xd0\xb0\xd0\xbd*", "\xd0\x98\xd0\x92\xd0\x90\xd0\x9d", true},
	    {"a?c", "a\xff" "c", true},
	    {"a\xff" "c", "A\xff" "C", true},
	    {"a\xc3*", "a\xc3\xbc", false},
	    {"*\xbc", "a\xc3\xbc", false},
	};

	expect_globs(rows, sizeof(rows) / sizeof(*rows));
}
END_TEST

START_TEST(matches_globs)
{
	static const struct glob_row rows[] = {
	    {"", "", true},
	    {"", "a", false},
	    {"*", "", true},
	    {"**", "abc", true},
	    {"?", "", false},
	    {"?", "a", true},
	    {"Queue*", "queueMemberAdded", true},
	    {"*Added", "QueueMemberAdded", true},
	    {"*member*", "QueueMemberAdded", true},
	    {"*member", "QueueMemberAdded", false},
	    {"Q*A*d", "QueueMemberAdded", true},
	    {"Q*A*x", "QueueMemberAdded", false},
	    {"*ab", "aab", true},
	    {"a*a", "a", false},
	    {"ab*b", "ab", false},
	    {"PJSIP/a?", "PJSIP/a1", true},
	    {"PJSIP/a?", "PJSIP/a", false},
	    {"[abc]x", "Bx", true},
	    {"[abc]x", "dx", false},
	    {"[a-c]", "B", true},
	    {"[A-C]", "b", true},
	    {"[a-c]", "d", false},
	    {"[!a-c]", "d", true},
	    {"[!a-c]", "B", false},
	    {"[^a-c]", "d", true},
	    {"[^a-c]", "b", false},
	    {"[]a]", "]", true},
	    {"[!]a]", "]", false},
	    {"[a-]", "-", true},
	    {"[*]", "*", true},
	    {"[*]", "a", false},
	    {"[ab", "[ab", true},
	    {"[ab", "a", false},
	    {"[", "[", true},
	    {"*[0-9]", "alice-7", true},
	    {"*[0-9]", "alice-x", false},
	    {"[!a]", "", false},
	    {"[!a]", "!", true},
	    {"[^a]", "^", true},
	};

	expect_globs(rows, sizeof(rows) / sizeof(*rows));
}
END_TEST

/* Backtracking into every star would never end. */
START_TEST(matches_hostile_globs_fast)
{
	char text[2001], glob[61];

	memset(text, 'a', sizeof(text));
	text[sizeof(text) - 1] = 'b';
	for (size_t i = 0; i < sizeof(glob); i += 2) {
		glob[i] = '*';
		glob[i + 1 < sizeof(glob) ? i + 1 : i] = 'a';
	}
	ck_assert(!fold_glob(str_from(glob, sizeof(glob)), str_from(text, sizeof(text))));
}
END_TEST

START_TEST(takes_the_zeroed_view)
{
	struct str zeroed = {0};

	ck_assert(fold_glob(STR("*"), zeroed) && fold_glob(zeroed, zeroed));
	ck_assert(!fold_glob(STR("a"), zeroed));
}
END_TEST

Suite *
suite_fold(void)
{
	Suite *s = suite_create("fold");
	TCase *t = tcase_create("fold"), *all = tcase_create("all letters");

	tcase_add_test(t, folds_as_unicode_does);
	tcase_add_test(t, knows_beginnings);
	tcase_add_test(t, matches_characters);
	tcase_add_test(t, matches_globs);
	tcase_add_test(t, matches_hostile_globs_fast);
	tcase_add_test(t, takes_the_zeroed_view);
	suite_add_tcase(s, t);
	tcase_set_tags(all, "exhaustive");
	tcase_add_test(all, folds_once);
	suite_add_tcase(s, all);
	return s;
}
