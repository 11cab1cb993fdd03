/* SPDX-License-Identifier: ISC */
/* The PBX's little database: "/family/key" to value, kept in order. */
#ifndef PBXSIM_DB_H
#define PBXSIM_DB_H

#include "sim.h"

struct astdb_entry {
	struct astdb_entry *next;
	char *key; /* "/family/key" */
	char *value;
};

void sim_db_put(struct sim *sim, const char *family, const char *key, const char *value);
const char *sim_db_get(const struct sim *sim, const char *family, const char *key);

/* Delete one entry, or a family or what is below family/key; returns how many went. */
size_t sim_db_delete(struct sim *sim, const char *family, const char *key);
size_t sim_db_delete_tree(struct sim *sim, const char *family, const char *key);

/* Is the entry in the family, and below its key if that is not ""? An empty family holds all. */
bool sim_db_in_tree(const struct astdb_entry *entry, const char *family, const char *key);

void sim_db_free(struct sim *sim);

#endif
