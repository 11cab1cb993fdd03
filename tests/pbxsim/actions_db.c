/* SPDX-License-Identifier: ISC */
/* Actions on the database. */
#include "actions.h"
#include "db.h"
#include "reply.h"

/* Are Family and Key there? If not, say so. */
static bool
has_names(struct client *c, const struct message *m)
{
	if (!*sim_header(m, "Family"))
		sim_reply_error(c, m, "No family specified.");
	else if (!*sim_header(m, "Key"))
		sim_reply_error(c, m, "No key specified.");
	else
		return true;
	return false;
}

static void
db_put(struct sim *sim, struct client *c, const struct message *m)
{
	if (!has_names(c, m))
		return;
	sim_db_put(sim, sim_header(m, "Family"), sim_header(m, "Key"), sim_header(m, "Val"));
	sim_reply(c, m, "Updated database successfully");
}

static void
db_get(struct sim *sim, struct client *c, const struct message *m)
{
	const char *family = sim_header(m, "Family"), *key = sim_header(m, "Key");

	if (!has_names(c, m))
		return;
	const char *value = sim_db_get(sim, family, key);
	if (!value) {
		sim_reply_error(c, m, "Database entry not found");
		return;
	}
	sim_list_open(c, m, false, "Result will follow");
	sim_item_open_bare(c, "DBGetResponse");
	sim_reply_field(c, "Family", "%s", family);
	sim_reply_field(c, "Key", "%s", key);
	sim_reply_field(c, "Val", "%s", value);
	sim_reply_action_id(c, m);
	sim_reply_close(c);
	sim_list_end(c, m, false, "DBGetComplete", 1);
	sim_reply_close(c);
}

static void
db_get_tree(struct sim *sim, struct client *c, const struct message *m)
{
	size_t n = 0;

	sim_list_open(c, m, true, "Result will follow");
	for (const struct astdb_entry *e = sim->astdb; e; e = e->next) {
		if (!sim_db_in_tree(e, sim_header(m, "Family"), sim_header(m, "Key")))
			continue;
		n++;
		sim_item_open_bare(c, "DBGetTreeResponse");
		sim_reply_field(c, "Key", "%s", e->key);
		sim_reply_field(c, "Val", "%s", e->value);
		sim_reply_action_id(c, m);
		sim_reply_close(c);
	}
	sim_list_end(c, m, true, "DBGetTreeComplete", n);
	sim_reply_close(c);
}

static void
db_del(struct sim *sim, struct client *c, const struct message *m)
{
	if (!has_names(c, m))
		return;
	if (sim_db_delete(sim, sim_header(m, "Family"), sim_header(m, "Key")))
		sim_reply(c, m, "Key deleted successfully");
	else
		sim_reply_error(c, m, "Database entry could not be deleted");
}

static void
db_del_tree(struct sim *sim, struct client *c, const struct message *m)
{
	if (!*sim_header(m, "Family"))
		sim_reply_error(c, m, "No family specified.");
	else if (sim_db_delete_tree(sim, sim_header(m, "Family"), sim_header(m, "Key")))
		sim_reply(c, m, "Key tree deleted successfully");
	else
		sim_reply_error(c, m, "Database entry not found");
}

const struct action sim_actions_db[] = {
    {"DBDel", CLASS_SYSTEM, "Forget one entry of the database.", "Family Key", db_del},
    {"DBDelTree", CLASS_SYSTEM, "Forget a family of the database, or a part of it.", "Family [Key]",
        db_del_tree},
    {"DBGet", CLASS_SYSTEM | CLASS_REPORTING, "Look up one entry of the database.", "Family Key",
        db_get},
    {"DBGetTree", CLASS_SYSTEM | CLASS_REPORTING, "Look up many entries of the database.",
        "[Family] [Key]", db_get_tree},
    {"DBPut", CLASS_SYSTEM, "Put an entry into the database.", "Family Key [Val]", db_put},
    {NULL, 0, NULL, NULL, NULL},
};
