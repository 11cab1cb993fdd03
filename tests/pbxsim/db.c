/* SPDX-License-Identifier: ISC */
/* The database as a sorted list. */
#include "db.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

static void
path(char *out, size_t size, const char *family, const char *key)
{
	snprintf(out, size, "%s%s%s%s", *family ? "/" : "", family, *key ? "/" : "", key);
}

/* Where the entry of that path is, or would be. */
static struct astdb_entry **
place(struct sim *sim, const char *wanted)
{
	struct astdb_entry **at = &sim->astdb;

	while (*at && strcmp((*at)->key, wanted) < 0)
		at = &(*at)->next;
	return at;
}

static void
entry_free(struct astdb_entry *entry)
{
	free(entry->key);
	free(entry->value);
	free(entry);
}

void
sim_db_put(struct sim *sim, const char *family, const char *key, const char *value)
{
	char wanted[2100];
	struct astdb_entry **at, *entry;

	path(wanted, sizeof(wanted), family, key);
	at = place(sim, wanted);
	entry = *at;
	if (!entry || strcmp(entry->key, wanted) != 0) {
		entry = mem_alloc(sizeof(*entry));
		entry->key = mem_strdup(wanted);
		entry->next = *at;
		*at = entry;
	}
	free(entry->value);
	entry->value = mem_strdup(value);
}

const char *
sim_db_get(const struct sim *sim, const char *family, const char *key)
{
	char wanted[2100];

	path(wanted, sizeof(wanted), family, key);
	for (const struct astdb_entry *e = sim->astdb; e; e = e->next)
		if (strcmp(e->key, wanted) == 0)
			return e->value;
	return NULL;
}

/* Does the beginning of a key, up to its end or a slash, match as LIKE does: % for anything, _ for
 * any byte, whatever the case (main/db.c, deltree_stmt)? */
static bool
is_like(const char *key, const char *pattern)
{
	if (*pattern == '\0')
		return *key == '\0' || *key == '/';
	if (*pattern == '%')
		return is_like(key, pattern + 1) || (*key && is_like(key + 1, pattern));
	if (*key == '\0' || (*pattern != '_' && str_lower(*pattern) != str_lower(*key)))
		return false;
	return is_like(key + 1, pattern + 1);
}

bool
sim_db_in_tree(const struct astdb_entry *entry, const char *family, const char *key)
{
	char wanted[2100];

	path(wanted, sizeof(wanted), family, key);
	return is_like(entry->key, wanted);
}

/* Delete what is in the tree, or only the entry of exactly that path. */
static size_t
delete_matching(struct sim *sim, const char *family, const char *key, bool tree)
{
	struct astdb_entry **at = &sim->astdb;
	char wanted[2100];
	size_t n = 0;

	path(wanted, sizeof(wanted), family, key);
	while (*at) {
		struct astdb_entry *e = *at;
		if (tree ? !sim_db_in_tree(e, family, key) : strcmp(e->key, wanted) != 0) {
			at = &e->next;
			continue;
		}
		*at = e->next;
		entry_free(e);
		n++;
	}
	return n;
}

size_t
sim_db_delete(struct sim *sim, const char *family, const char *key)
{
	return delete_matching(sim, family, key, false);
}

size_t
sim_db_delete_tree(struct sim *sim, const char *family, const char *key)
{
	return delete_matching(sim, family, key, true);
}

void
sim_db_free(struct sim *sim)
{
	delete_matching(sim, "", "", true);
}
