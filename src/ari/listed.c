/* SPDX-License-Identifier: ISC */
/* Asterisk 22, rest-api/api-docs: the models of what is listed. */
#include "ari/listed.h"

/* The first member of these that an item has. */
static struct str
first_of(const struct msg *m, const char *const *names)
{
	struct str value = STR("");

	for (; *names && value.n == 0; names++)
		value = msg_get(m, str_of(*names));
	return value;
}

bool
ari_listed(const struct msg *m, struct buf *id, struct str *about)
{
	static const char *const ids[] = {"id", "name", "channel", NULL};
	static const char *const with_id[] = {"name", "text", "bridge_type", NULL};
	static const char *const others[] = {"state", "description", "format", "type", NULL};
	struct str technology = msg_get(m, STR("technology"));
	struct str resource = msg_get(m, STR("resource"));
	size_t before = id->n;

	if (technology.n && resource.n)
		buf_addf(id, "%.*s/%.*s", STR_ARG(technology), STR_ARG(resource));
	else
		buf_adds(id, first_of(m, ids));
	*about = msg_get(m, STR("id")).n ? first_of(m, with_id) : STR("");
	if (about->n == 0)
		*about = first_of(m, others);
	return id->n > before;
}
