/* SPDX-License-Identifier: ISC */
/* Looks at the items of a session. */
#ifndef TESTS_SESSION_ITEM_EXPECT_H
#define TESTS_SESSION_ITEM_EXPECT_H

#include "session/item.h"

/* The item, which must be of that kind; else the test fails and shows it. */
struct item item_expect(struct item item, enum item_kind kind);

#endif
