/* SPDX-License-Identifier: ISC */
/* The command db: the server's key-value store. */
#include "cmd/rows.h"

#include "cmd/call.h"
#include "cmd/danger.h"

/* What a verb sends, and which words it wants. */
struct verb {
	const char *name;
	const char *action;
	bool key;
	bool value;
	bool key_optional;
};

static const struct verb verbs[] = {
    {"del", "DBDel", .key = true},
    {"deltree", "DBDelTree", .key = true, .key_optional = true},
    {"get", "DBGet", .key = true},
    {"put", "DBPut", .key = true, .value = true},
    {"tree", "DBGetTree", .key = true, .key_optional = true},
};

static const struct verb *
find_verb(struct str name)
{
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (str_ieq(str_of(verbs[i].name), name))
			return &verbs[i];
	return NULL;
}

/* Are the words that were given those that the verb wants? */
static int
check_words(const struct args *args, const struct verb *verb, struct err *err)
{
	bool family = args_has(args, "FAMILY"), key = args_has(args, "KEY");
	bool value = args_has(args, "VALUE"), tree = str_eq(str_of(verb->name), STR("tree"));

	if ((!family && !tree) || (!key && !verb->key_optional) || value != verb->value)
		return err_set(err, ERR_USAGE, "db %s wants FAMILY%s%s", verb->name,
		    verb->key_optional ? " [KEY]" : " KEY", verb->value ? " VALUE" : "");
	return 0;
}

static int
run_db(struct context *ctx, const struct args *args, struct err *err)
{
	const struct verb *verb = find_verb(args_get(args, "VERB"));
	struct str family = args_get(args, "FAMILY"), key = args_get(args, "KEY");
	struct action a;

	if (check_words(args, verb, err) < 0)
		return -1;
	int failed = call_begin(ctx, &a, str_of(verb->action), err);
	if (!failed && family.n)
		failed = action_header(&a, STR("Family"), family, err);
	if (!failed && key.n)
		failed = action_header(&a, STR("Key"), key, err);
	if (!failed && verb->value)
		failed = action_header(&a, STR("Val"), args_get(args, "VALUE"), err);
	if (!failed)
		failed = danger_run(ctx, &a, err);
	action_clear(&a);
	return failed;
}

const struct cmd cmd_db = {
    .name = "db",
    .group = GROUP_ACTIONS,
    .summary = "read and change the server's key-value store",
    .help = "db get FAMILY KEY, db put FAMILY KEY VALUE, db del FAMILY KEY, db deltree FAMILY "
            "[KEY], db tree [FAMILY [KEY]]: the actions DBGet, DBPut, DBDel, DBDelTree and "
            "DBGetTree. db deltree shows a person what it would delete, asks, and deletes just "
            "that. The server takes % and _ for wildcards, and no account of case: where that "
            "reaches more than FAMILY, a script asks as well, unless with --yes.",
    .args =
        (const struct arg_spec[]){
            {.name = "VERB", .type = ARG_CHOICE, .choices = "get|put|del|deltree|tree"},
            {.name = "FAMILY", .type = ARG_WORD, .optional = true},
            {.name = "KEY", .type = ARG_WORD, .optional = true},
            {.name = "VALUE", .type = ARG_WORD, .optional = true}, {0}},
    .flags = CMD_SESSION,
    .run = run_db,
};
