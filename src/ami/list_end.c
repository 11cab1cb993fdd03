/* SPDX-License-Identifier: ISC */
/* The marks of a list's end. */
#include "ami/list_end.h"

#include "ami/catalog.h"

#define COUNT_MAX 1000000000

bool
list_end_is_cancelled(const struct msg *last)
{
	return str_ieq(msg_get(last, STR("EventList")), STR("Cancelled"));
}

bool
list_end_count(struct str action, const struct msg *last, size_t *n)
{
	const struct action_facts *facts = catalog_action(action);
	struct str text;
	long count;

	if (facts && facts->miscounts)
		return false;
	/* Up to 13.1 Status says Items. */
	if (!msg_find(last, STR("ListItems"), &text) && !msg_find(last, STR("Items"), &text))
		return false;
	if (!str_number(text, 0, COUNT_MAX, &count))
		return false;
	*n = (size_t)count;
	return true;
}
