/* SPDX-License-Identifier: ISC */
/* The command help: of commands from their rows, of actions and events from the server itself. */
#include "ami/catalog.h"
#include "ari/operation.h"
#include "base/choices.h"
#include "base/out.h"
#include "base/text.h"
#include "client/cache.h"
#include "client/client.h"
#include "client/connect.h"
#include "client/connection.h"
#include "client/pager.h"
#include "client/perform.h"
#include "client/scope.h"
#include "complete/manual.h"
#include "complete/manual_ari.h"
#include "lang/args.h"
#include "lang/settings.h"
#include "script/line.h"
#include "session/item.h"

/* Our own facts about an action, for a user who may not read the server's documentation. */
static bool
print_catalog_action(struct buf *out, struct str name)
{
	const struct action_facts *a = catalog_action(name);

	if (!a)
		return false;
	manual_action(out, name, NULL, SIZE_MAX);
	for (size_t i = 0; i < a->parameters_n; i++)
		if (a->parameters[i].choices)
			buf_addf(out, "  %s: one of %s\n", a->parameters[i].name,
			    a->parameters[i].choices);
	buf_addf(out, "\n  Needs %s.\n", *a->privileges ? a->privileges : "no privilege");
	return true;
}

static bool
print_catalog_event(struct buf *out, struct str name)
{
	const struct event_facts *e = catalog_event(name);

	if (!e)
		return false;
	buf_addf(out, "%s (class %s)\n\n", e->name, e->class);
	struct str rest = str_of(e->fields), field;
	while (str_cut(&rest, ',', &field))
		buf_addf(out, "  %.*s\n", STR_ARG(field));
	return true;
}

/* Does this line of the console say that the name is unknown? */
static bool
is_refusal(struct str line)
{
	return str_starts(line, STR("Could not find")) || str_starts(line, STR("No such command"));
}

/* Take the console's output, printable, without empty lines before and after it. */
static void
take_text(void *arg, const struct item *item)
{
	struct buf *text = arg;
	size_t end = 0;

	for (size_t i = 0; i < item->msg.n; i++) {
		struct str value = msg_value(&item->msg, i);
		if (!str_eq(msg_name(&item->msg, i), STR("Output")) || is_refusal(value))
			continue;
		if (text->n == 0 && value.n == 0)
			continue;
		text_escape_lines(text, value);
		buf_addc(text, '\n');
		if (value.n)
			end = text->n;
	}
	text->n = end;
}

/* Ask the server's console for its documentation; what comes back may be empty. */
static void
ask_server(struct client *client, const char *command, struct str name, struct buf *text)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);
	struct err ignored;

	buf_addf(&line, "%s %.*s", command, STR_ARG(name));
	const struct header header = {STR("Command"), buf_str(&line)};
	perform_quietly(client, "Command", &header, 1, take_text, text, &ignored);
	buf_clear(&line);
}

/* A server built or installed without its XML says so in every section. */
static bool
lacks_documentation(struct str text)
{
	return str_find(text, STR("[Syntax]\nNot available\n")) < text.n;
}

/* Help on an action or event: the server's own, else ours. A single command has no connection yet:
 * most help needs none. */
static int
help_on(struct client *client, const char *command, struct str name,
    bool (*fallback)(struct buf *, struct str), struct err *err)
{
	struct buf text = BUF_INIT(BUF_MAX_TEXT);
	struct err why;

	if (client->scope->one_shot && !client->connection->session && !client->settings->dry_run)
		connect_open(client, NULL, "off", &why);
	if (client->connection->online) {
		ask_server(client, command, name, &text);
		err_set(&why, ERR_NONE, "the server does not show it to %s",
		    client->connection->endpoint.user);
	} else if (!client->scope->one_shot || client->settings->dry_run) {
		why = client->connection->offline;
	}
	if (lacks_documentation(buf_str(&text)) && catalog_action(name)) {
		buf_reset(&text);
		err_set(&why, ERR_NONE, "the server has no documentation");
	}
	bool own = text.n == 0;
	bool found = !own || fallback(&text, name);
	if (found)
		pager_print(client, buf_str(&text));
	if (found && own)
		out_remark("-- from amsh's own catalog: %s", why.text);
	buf_clear(&text);
	return found ? 0 : err_set(err, ERR_USAGE, "no help on %.*s", STR_ARG(name));
}

/* help event NAME, help action NAME: the latter where a command has the name of the action. */
static int
help_on_kind(struct client *client, struct str kind, struct str name, struct err *err)
{
	if (str_ieq(kind, STR("action")))
		return help_on(client, "manager show command", name, print_catalog_action, err);
	if (str_ieq(kind, STR("event")))
		return help_on(client, "manager show event", name, print_catalog_event, err);
	return err_set(err, ERR_USAGE, "help: one word too many: %.*s", STR_ARG(name));
}

/* What ARI's server says of a resource, or why it says nothing: then what we know. */
static int
learn_ari(struct client *client, struct str path, const struct ari_docs **docs, struct err *why,
    struct err *err)
{
	struct str resource;

	*docs = NULL;
	err_set(why, ERR_NONE,
	    path.n ? "nothing is asked in a dry run" : "help ari METHOD PATH asks the server");
	ari_segment(&path, &resource);
	if (resource.n && !client->settings->dry_run &&
	    cache_learn_ari_docs(client->cache, resource, docs, why, err) < 0)
		return -1;
	if (*docs && (*docs)->n == 0 && why->kind == ERR_NONE)
		err_set(why, ERR_NONE, "the server documents nothing there");
	if (!*docs || (*docs)->n == 0)
		*docs = ari_known();
	return 0;
}

static bool
is_method(struct str word)
{
	return choices_have("get|post|put|delete", word);
}

/* help ari [METHOD] PATH. */
static int
help_on_ari(struct client *client, struct str method, struct str path, struct err *err)
{
	struct buf text = BUF_INIT(BUF_MAX_TEXT), near = BUF_INIT(BUF_MAX_LINE);
	const struct ari_docs *docs;
	struct err why;
	size_t columns, rows;

	if (str_starts(path, STR("/")))
		path = str_from_at(path, 1);
	if (str_starts(path, STR("ari/")))
		path = str_from_at(path, strlen("ari/"));
	if (learn_ari(client, path, &docs, &why, err) < 0)
		return -1;
	out_size(&columns, &rows);
	bool found = manual_ari(&text, docs, method, path, columns < 100 ? columns : 100, &near);
	if (found)
		pager_print(client, buf_str(&text));
	if (found && docs == ari_known())
		out_remark("-- from amsh's own catalog: %s", why.text);
	int failed = found ? 0
	                   : err_set(err, ERR_USAGE, "ARI has nothing at %.*s%s", STR_ARG(path),
	                         buf_z(&near));
	buf_clear(&text);
	buf_clear(&near);
	return failed;
}

/* help ari and one word or two. */
static int
help_on_words(struct client *client, struct str first, struct str second, struct err *err)
{
	if (!is_method(first) && second.n)
		return err_set(err, ERR_USAGE,
		    "not a method: %.*s (it is get, post, put or delete)", STR_ARG(first));
	if (!is_method(first))
		return help_on_ari(client, STR(""), first, err);
	return help_on_ari(client, first, second, err);
}

static int
run_help(struct client *client, const struct args *args, struct err *err)
{
	struct str what = args_get(args, "WHAT");
	struct buf text = BUF_INIT(BUF_MAX_TEXT);
	const struct cmd *cmd = line_command(client, what);
	struct str name = args_get(args, "NAME"), path = args_get(args, "PATH");
	const struct cmd *both = cmd_second(cmd, what, name);
	size_t columns, rows;

	if (name.n && both == cmd && cmd_takes(cmd, ARG_QUERY))
		return help_on_words(client, name, path, err);
	if (path.n)
		return err_set(
		    err, ERR_USAGE, "help: one word too many: %.*s", STR_ARG(path));
	if (name.n && both == cmd)
		return help_on_kind(client, what, name, err);
	if (str_ieq(what, STR("event")))
		return err_set(err, ERR_USAGE, "help event needs the name of an event");
	if (args_has(args, "WHAT") && !cmd)
		return help_on_kind(client, STR("action"), what, err);
	out_size(&columns, &rows);
	if (cmd)
		manual_command(&text, both, columns < 80 ? columns : 80);
	else
		manual_commands(&text);
	pager_print(client, buf_str(&text));
	buf_clear(&text);
	return 0;
}

const struct cmd cmd_help = {
    .name = "help",
    .group = GROUP_SHELL,
    .summary = "explain a command, an action or an event",
    .help = "help alone lists the commands. help WHAT explains a command or an action, help action "
            "NAME an action with the name of a command, help event NAME an event, help ari "
            "[METHOD] PATH what ARI has at that path. The text on actions, events and paths is the "
            "connected server's own if the user may read it, otherwise amsh's.",
    .examples = (const struct example[]){
        {"help originate", "Explain a command."},
        {"help action QueueAdd", "Explain an action, in the server's own words."},
        {"help event Hangup", "Explain an event, header by header."},
        {0}},
    .args = (const struct arg_spec[]){{.name = "WHAT", .type = ARG_COMMAND, .optional = true},
        {.name = "NAME", .type = ARG_TOPIC, .optional = true},
        {.name = "PATH", .type = ARG_PATH, .optional = true}, {0}},
    .flags = CMD_HERE | CMD_EXPLAINS,
    .run = run_help,
};
