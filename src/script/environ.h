/* SPDX-License-Identifier: ISC */
/*
 * The environment of a local command: ours, and what ${…} means as AMSH_…, so that no value has to
 * pass through a shell's parser. What is no letter, digit or _ in a name becomes _.
 */
#ifndef SCRIPT_ENVIRON_H
#define SCRIPT_ENVIRON_H

#include <stddef.h>

struct client;

/* As much as a system surely takes besides the rest. */
#define ENVIRON_VALUE_MAX ((size_t)64 << 10)  /* bytes of one value */
#define ENVIRON_MAX       ((size_t)192 << 10) /* bytes of all */
#define ENVIRON_COUNT_MAX 1000                /* of ours */

struct environ_list {
	char **v; /* ends with NULL */
	size_t n, cap;
	size_t bytes, count; /* of ours */
	size_t left_out;     /* headers for which there was no room */
};

/*
 * The headers of the last event that matched and of the last reply, the newer one's before the
 * other's, and variables before both. A repeated header has its values on lines. The names that
 * amsh itself reads (AMSH_SERVER, …) are never set. What is too long is left out, never cut, and
 * counted. Clear it.
 */
void environ_make(struct environ_list *e, const struct client *client);
void environ_clear(struct environ_list *e);

#endif
