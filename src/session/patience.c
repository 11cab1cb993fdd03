/* SPDX-License-Identifier: ISC */
/*
 * The actions whose reply comes only when what they began is over: the call of an Originate
 * (captures originate-sync-*), the events of a WaitEvent. Each names its longest time itself.
 */
#include "session/patience.h"

#include "ami/action.h"

static const struct {
	const char *action;
	msec unit;           /* of its header Timeout, in ms */
	msec without;        /* ms when it has no Timeout */
	const char *at_once; /* a header that, when true, has it answered at once; or NULL */
} slow[] = {
    {"Originate", 1, 30000, "Async"},
    {"WaitEvent", 1000, 0, NULL},
};

/* Is a value true to Asterisk (main/utils.c, ast_true())? */
static bool
is_true(struct str value)
{
	static const char *const words[] = {"yes", "true", "y", "t", "1", "on"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_ieq(value, str_of(words[i])))
			return true;
	return false;
}

msec
patience_of(struct str action, struct str block)
{
	for (size_t i = 0; i < sizeof(slow) / sizeof(slow[0]); i++) {
		long given;
		if (!str_ieq(action, str_of(slow[i].action)))
			continue;
		if (slow[i].at_once && is_true(action_value(block, str_of(slow[i].at_once))))
			return 0;
		if (str_number(action_value(block, STR("Timeout")), 0, INT32_MAX, &given))
			return given * slow[i].unit;
		return slow[i].without;
	}
	return 0;
}
