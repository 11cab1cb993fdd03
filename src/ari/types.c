/* SPDX-License-Identifier: ISC */
/* The names among the known operations and events. */
#include "ari/types.h"

#include "ari/operation.h"

const char *
ari_type_candidate(void *arg, size_t i)
{
	const struct ari_docs *known = ari_known();

	(void)arg;
	return i < known->events_n ? known->events[i].name : NULL;
}

bool
ari_type_is_known(struct str type)
{
	const char *known;

	for (size_t i = 0; (known = ari_type_candidate(NULL, i)); i++)
		if (str_ieq(str_of(known), type))
			return true;
	return false;
}
