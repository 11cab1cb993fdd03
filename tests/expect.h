/* SPDX-License-Identifier: ISC */
/* Checks whose failures show what was expected and what came, byte by byte if needed. */
#ifndef TESTS_EXPECT_H
#define TESTS_EXPECT_H

#include <check.h>

#include "base/buf.h"
#include "base/text.h"

/* The bytes as a failure shows them. Only called before the end, so it is never freed. */
static inline const char *
expect_shown(struct str s)
{
	struct buf shown = BUF_INIT(BUF_MAX_TEXT);

	text_escape(&shown, s);
	return buf_z(&shown);
}

/* Two views hold the same bytes. */
#define EXPECT_STR(got, want)                                                                      \
	do {                                                                                       \
		struct str got_ = (got), want_ = (want);                                           \
		ck_assert_msg(str_eq(got_, want_), "%s: expected \"%s\", came \"%s\"", #got,       \
		    expect_shown(want_), expect_shown(got_));                                      \
	} while (0)

/* A row of a table of cases holds: what names the row, and what came. */
#define EXPECT_ROW(condition, what, came)                                                          \
	ck_assert_msg((condition), "%s fails for \"%s\", came \"%s\"", #condition,                 \
	    expect_shown(what), expect_shown(came))

#endif
