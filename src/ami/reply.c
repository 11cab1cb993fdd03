/* SPDX-License-Identifier: ISC */
/* Error as it is written today, and as the console of old servers says it. */
#include "ami/reply.h"

bool
reply_is_error(const struct msg *m)
{
	struct str line = msg_get(m, STR("Output")), hint = STR("' (type 'core show help ");

	if (msg_is(m, MSG_RESPONSE, STR("Follows")))
		return str_starts(line, STR("No such command '")) && str_find(line, hint) < line.n;
	return msg_is(m, MSG_RESPONSE, STR("Error"));
}
