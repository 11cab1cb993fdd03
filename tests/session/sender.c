/* SPDX-License-Identifier: ISC */
/* Builds an action with the session's own ActionID and sends it. */
#include "sender.h"

#include <check.h>

uint32_t
sender_send(
    struct session *s, const char *name, const char *header, const char *value, msec timeout)
{
	struct buf id = BUF_INIT(ACTION_MAX_ID);
	struct action a;
	struct err err;

	session_action_id(s, &id);
	ck_assert_int_eq(action_init(&a, str_of(name), buf_str(&id), &err), 0);
	if (header)
		ck_assert_msg(action_header(&a, str_of(header), str_of(value), &err) == 0, "%s",
		    err.text);
	action_end(&a);
	uint32_t call = session_send(s, &a, timeout);
	action_clear(&a);
	buf_clear(&id);
	return call;
}
