/* SPDX-License-Identifier: ISC */
/*
 * Looking into a message: fields as views, headers by name. Copies nothing, and never takes a
 * header for what the first line alone decides.
 */
#include "ami/msg.h"

bool
msg_find(const struct msg *m, struct str name, struct str *value)
{
	for (size_t i = 0; i < m->n; i++)
		if (str_ieq(msg_name(m, i), name)) {
			*value = msg_value(m, i);
			return true;
		}
	*value = STR("");
	return false;
}

struct str
msg_get(const struct msg *m, struct str name)
{
	struct str value;

	msg_find(m, name, &value);
	return value;
}

struct str
msg_title(const struct msg *m)
{
	return m->n ? msg_value(m, 0) : STR("");
}

bool
msg_is(const struct msg *m, enum msg_kind kind, struct str title)
{
	return m->kind == kind && str_ieq(msg_title(m), title);
}
