/* SPDX-License-Identifier: ISC */
/* The marks at a list's end, and which servers' handlers do not count what they send. */
#include "ami/list_end.h"

#define COUNT_MAX 1000000000

/* Actions whose count is not that of their events: always one (captures ast16/db), one too many,
 * or without the events that belong to an item (res/res_pjsip of Asterisk 13 to 22). */
static const char *const miscounted[] = {
    "DBGetTree",
    "PJSIPShowEndpoint",
    "PJSIPShowRegistrationInboundContactStatuses",
    "PJSIPShowRegistrationsInbound",
    "PJSIPShowRegistrationsOutbound",
    "PJSIPShowSubscriptionsInbound",
    "PJSIPShowSubscriptionsOutbound",
};

bool
list_end_is_cancelled(const struct msg *last)
{
	return str_ieq(msg_get(last, STR("EventList")), STR("Cancelled"));
}

bool
list_end_count(struct str action, const struct msg *last, size_t *n)
{
	struct str text;
	long count;

	for (size_t i = 0; i < sizeof(miscounted) / sizeof(miscounted[0]); i++)
		if (str_ieq(action, str_of(miscounted[i])))
			return false;
	/* Up to 13.1 Status says Items. */
	if (!msg_find(last, STR("ListItems"), &text) && !msg_find(last, STR("Items"), &text))
		return false;
	if (!str_number(text, 0, COUNT_MAX, &count))
		return false;
	*n = (size_t)count;
	return true;
}
