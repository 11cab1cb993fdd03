/* SPDX-License-Identifier: ISC */
/* The command db: the server's key-value store. */
#include "ami/action.h"
#include "client/send.h"
#include "danger/danger.h"
#include "lang/args.h"
#include "lang/console.h"

/* The action and the words of a verb. */
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

/* The name is one of the command's choices, so that the last is what it is when no other is. */
static const struct verb *
find_verb(struct str name)
{
	size_t i = 0;

	while (i + 1 < sizeof(verbs) / sizeof(verbs[0]) && !str_ieq(str_of(verbs[i].name), name))
		i++;
	return &verbs[i];
}

/* An entry, or all below it, as the words name it; what was not given has no p. */
struct entry {
	struct str family;
	struct str key;
	struct str value;
};

/* The word, or no p. */
static struct str
word_of(const struct args *args, const char *name)
{
	return args_has(args, name) ? args_get(args, name) : (struct str){NULL, 0};
}

/* FAMILY/KEY, as the console prints it, is both where a word is missing. */
static struct entry
read_entry(const struct args *args, const struct verb *verb)
{
	struct entry e = {console_family(args_get(args, "FAMILY")), word_of(args, "KEY"),
	    word_of(args, "VALUE")};
	size_t slash = str_chr(e.family, '/');
	bool missing = verb->value ? e.key.p && !e.value.p : !e.key.p;

	if (verb->key_optional || !missing || slash == e.family.n)
		return e;
	return (struct entry){.family = str_head(e.family, slash),
	    .key = str_from_at(e.family, slash + 1), .value = e.key};
}

/* Are the given words those of the verb? */
static int
check_entry(const struct entry *e, const struct verb *verb, struct err *err)
{
	bool tree = strcmp(verb->name, "tree") == 0;

	if ((e->family.n == 0 && !tree) || (!e->key.p && !verb->key_optional) ||
	    (e->value.p != NULL) != verb->value)
		return err_set(err, ERR_USAGE, "db %s needs FAMILY%s%s", verb->name,
		    verb->key_optional ? " [KEY]" : " KEY", verb->value ? " VALUE" : "");
	return 0;
}

static int
run_db(struct client *client, const struct args *args, struct err *err)
{
	const struct verb *verb = find_verb(args_get(args, "VERB"));
	const struct entry e = read_entry(args, verb);
	struct action a;

	if (check_entry(&e, verb, err) < 0)
		return -1;
	int failed = send_begin(client, &a, str_of(verb->action), err);
	if (!failed && e.family.n)
		failed = action_header(&a, STR("Family"), e.family, err);
	if (!failed && e.key.n)
		failed = action_header(&a, STR("Key"), e.key, err);
	if (!failed && verb->value)
		failed = action_header(&a, STR("Val"), e.value, err);
	if (!failed)
		failed = danger_run(client, &a, err);
	action_clear(&a);
	return failed;
}

const struct cmd cmd_db = {
    .name = "db",
    .group = GROUP_ACTIONS,
    .summary = "read and change the server's key-value store",
    .help = "The forms are db get FAMILY KEY, db put FAMILY KEY VALUE, db del FAMILY KEY, db "
            "deltree FAMILY [KEY] and db tree [FAMILY [KEY]], for the actions DBGet, DBPut, DBDel, "
            "DBDelTree and DBGetTree. FAMILY may begin with a slash, as the console prints it, and "
            "FAMILY/KEY may be one word. In the interactive shell, db deltree shows what it would "
            "delete, asks, and deletes only that. The server treats % and _ as wildcards and "
            "ignores case. If that reaches more than FAMILY, scripts ask too, unless --yes is "
            "given.",
    .item_headers = "Key,Val",
    .examples = (const struct example[]){
        {"db put blocklist 5551234 1", "Write an entry into the server's database (astdb)."},
        {"db get blocklist 5551234", "Read it."},
        {"db tree blocklist", "List the entries of a family."},
        {"db del blocklist 5551234", "Delete it."},
        {0}},
    .args =
        (const struct arg_spec[]){
            {.name = "VERB", .type = ARG_CHOICE, .choices = "get|put|del|deltree|tree"},
            {.name = "FAMILY", .type = ARG_FAMILY, .optional = true},
            {.name = "KEY", .type = ARG_KEY, .optional = true},
            {.name = "VALUE", .type = ARG_WORD, .optional = true}, {0}},
    .flags = CMD_SESSION | CMD_LIST,
    .run = run_db,
};
