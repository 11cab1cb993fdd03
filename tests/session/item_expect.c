/* SPDX-License-Identifier: ISC */
/* The kinds of items. */
#include "item_expect.h"

#include <check.h>

#include "../expect.h"

struct item
item_expect(struct item item, enum item_kind kind)
{
	ck_assert_msg(item.kind == kind, "expected item of kind %d, came %d: %s", kind, item.kind,
	    expect_shown(item.has_msg ? item.msg.raw : item.text));
	return item;
}
