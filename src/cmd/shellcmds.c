/* SPDX-License-Identifier: ISC */
/* Commands of the shell itself: settings, aliases, connection, echo, sleep, source, quit. */
#include "base/out.h"
#include "base/suggest.h"
#include "base/text.h"
#include "client/client.h"
#include "client/connect.h"
#include "client/connection.h"
#include "client/display.h"
#include "client/loop.h"
#include "client/scope.h"
#include "client/send.h"
#include "conf/options.h"
#include "lang/args.h"
#include "lang/mask.h"
#include "lang/settings.h"
#include "script/script.h"
#include "script/team_move.h"

/* Print a line "NAME  VALUE" in printable form. */
static void
print_pair(struct str name, struct str value)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	text_escape(&out, name);
	size_t width = text_width(buf_str(&out));
	buf_pad(&out, ' ', width < 12 ? 13 - width : 1);
	text_escape(&out, value);
	buf_addc(&out, '\n');
	out_write(buf_str(&out));
	buf_clear(&out);
}

static void
list_settings(const struct client *client)
{
	struct buf value = BUF_INIT(BUF_MAX_LINE);
	const char *name;

	for (size_t i = 0; (name = settings_get(client->settings, i, &value)); i++) {
		print_pair(str_of(name), buf_str(&value));
		buf_reset(&value);
	}
	buf_clear(&value);
	const struct pair *p;
	for (size_t i = 0; (p = pairs_next(&client->scope->variables, &i));)
		print_pair(str_of(p->name), str_from(p->value, p->value_n));
}

/* Show one setting or variable. */
static int
show_one(const struct client *client, struct str name, struct err *err)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	struct str value;
	const char *setting = NULL;

	for (size_t i = 0; (setting = settings_get(client->settings, i, &text)); i++) {
		if (str_ieq(str_of(setting), name))
			break;
		buf_reset(&text);
	}
	value = buf_str(&text);
	bool found = setting || pairs_find(&client->scope->variables, name, &value);
	if (found)
		print_pair(name, value);
	buf_clear(&text);
	return found ? 0
	             : err_set(
	                   err, ERR_USAGE, "no such setting or variable: %.*s", STR_ARG(name));
}

static const char *
setting_name(void *arg, size_t i)
{
	const char *choices;

	(void)arg;
	return settings_name(i, &choices);
}

/*
 * Make or change a variable. A name that is nearly a setting's may be a slip; and where that
 * setting keeps from harm, it is one: a script that took "set readonly on" would write on.
 */
static int
set_variable(struct client *client, struct str name, struct str value, struct err *err)
{
	struct buf near = BUF_INIT(BUF_MAX_LINE);
	const char *safety = settings_near_safety(name, value);
	struct str known;

	if (safety)
		return err_set(err, ERR_USAGE,
		    "no such setting: %.*s (did you mean %s? a variable needs another name)",
		    STR_ARG(name), safety);
	if (!pairs_find(&client->scope->variables, name, &known))
		suggest_names(&near, name, setting_name, NULL);
	if (near.n)
		out_remark("-- %.*s is a variable now; did you mean %s?", STR_ARG(name),
		    buf_z(&near));
	scope_set(client->scope, name, value);
	buf_clear(&near);
	return 0;
}

static int
run_set(struct client *client, const struct args *args, struct err *err)
{
	struct str name = args_get(args, "NAME"), value = args_get(args, "VALUE");
	int failed = 0;

	if (args_has(args, "NAME") && !args_has(args, "VALUE") && str_chr(name, '=') < name.n)
		return err_set(err, ERR_USAGE, "set takes NAME VALUE: set %.*s %.*s",
		    STR_ARG(str_head(name, str_chr(name, '='))),
		    STR_ARG(str_from_at(name, str_chr(name, '=') + 1)));
	if (!args_has(args, "NAME"))
		list_settings(client);
	else if (!args_has(args, "VALUE"))
		return show_one(client, name, err);
	else if (settings_has(name))
		failed = settings_set(client->settings, name, value, err);
	else
		failed = set_variable(client, name, value, err);
	display_restyle(client);
	return failed;
}

const struct cmd cmd_set = {
    .name = "set",
    .group = GROUP_SHELL,
    .summary = "show or change settings and variables",
    .help = "The settings are color, dry-run, events (short, long), fields, header, keep-going, "
            "output (" FORMAT_NAMES "), read-only, timeout (seconds) and yes. If --read-only was "
            "given, read-only cannot be turned off. Any other NAME is a variable: ${NAME} is "
            "replaced with VALUE.",
    .args = (const struct arg_spec[]){{.name = "NAME", .type = ARG_SETTING, .optional = true},
        {.name = "VALUE", .type = ARG_SETTING_VALUE, .optional = true}, {0}},
    .flags = CMD_HERE | CMD_SETS,
    .run = run_set,
};

/* Can a line begin with this name? @ picks a server, and ! and # are no names either. */
static bool
is_alias_name(struct str name)
{
	bool good = name.n && !strchr("@!#", name.p[0]);

	for (size_t i = 0; i < name.n; i++)
		good &= name.p[i] && !strchr(" \t\r\n'\"\\$", name.p[i]);
	return good;
}

static int
run_alias(struct client *client, const struct args *args, struct err *err)
{
	struct str name = args_get(args, "NAME"), value;

	if (args_has(args, "LINE")) {
		if (!is_alias_name(name))
			return err_set(err, ERR_USAGE,
			    "alias: NAME must be a word without blanks, quotes or $ that does not "
			    "begin with @, ! or #: %.*s", STR_ARG(name));
		scope_alias(client->scope, name, args_get(args, "LINE"));
	} else if (str_chr(name, '=') < name.n) {
		return err_set(err, ERR_USAGE, "alias takes NAME LINE: alias %.*s %.*s",
		    STR_ARG(str_head(name, str_chr(name, '='))),
		    STR_ARG(str_from_at(name, str_chr(name, '=') + 1)));
	} else if (args_has(args, "NAME")) {
		if (!pairs_find(&client->scope->aliases, name, &value))
			return err_set(err, ERR_USAGE, "no such alias: %.*s", STR_ARG(name));
		print_pair(name, value);
	} else {
		const struct pair *p;
		for (size_t i = 0; (p = pairs_next(&client->scope->aliases, &i));)
			print_pair(str_of(p->name), str_of(p->value));
	}
	return 0;
}

const struct cmd cmd_alias = {
    .name = "alias",
    .group = GROUP_SHELL,
    .summary = "give a line a short name",
    .help = "NAME at the beginning of a line is replaced with LINE; words after it are added at "
            "the end. Quote LINE to keep ${…} and quotes for later. At the beginning of LINE, NAME "
            "means what it meant before. Without LINE, aliases are shown.",
    .args = (const struct arg_spec[]){{.name = "NAME", .type = ARG_WORD, .optional = true},
        {.name = "LINE", .type = ARG_REST, .optional = true}, {0}},
    .flags = CMD_HERE | CMD_SETS,
    .run = run_alias,
};

static int
run_unalias(struct client *client, const struct args *args, struct err *err)
{
	struct str name = args_get(args, "NAME");

	if (!scope_unalias(client->scope, name))
		return err_set(err, ERR_USAGE, "no such alias: %.*s", STR_ARG(name));
	return 0;
}

const struct cmd cmd_unalias = {
    .name = "unalias",
    .group = GROUP_SHELL,
    .summary = "forget an alias",
    .help = "NAME means what it meant before.",
    .args = (const struct arg_spec[]){{.name = "NAME", .type = ARG_WORD}, {0}},
    .flags = CMD_HERE | CMD_SETS,
    .run = run_unalias,
};

static int
run_connect(struct client *client, const struct args *args, struct err *err)
{
	struct buf server = BUF_INIT(BUF_MAX_LINE), mask = BUF_INIT(BUF_MAX_LINE);
	const char *events = client->options->events ? client->options->events : "on";

	if (send_leaves_out(client, "connect ", args_get(args, "SERVER")))
		return 0;
	buf_adds(&server, args_get(args, "SERVER"));
	int failed = mask_read(&mask, str_of(events), err);
	bool moves = false;
	if (!failed && client->team)
		failed = team_move(client, buf_str(&server), &moves, err);
	if (!failed)
		failed = connect_open(client, server.n ? buf_z(&server) : NULL, buf_z(&mask), err);
	/* Nothing may reach the server before under the name of another. */
	if (failed && moves && client->connection->online)
		connect_close(client);
	buf_clear(&server);
	buf_clear(&mask);
	return failed;
}

const struct cmd cmd_connect = {
    .name = "connect",
    .group = GROUP_SHELL,
    .summary = "connect to a server, or again to the same one",
    .help = "SERVER is a URL or a section of amsh.conf, as for the option -s. Without SERVER it "
            "connects to the server of the command line. An open connection is closed first. A URL "
            "without a user means the present user. The secret from AMSH_SECRET or --secret-file "
            "is used again only for the same host, port and user; --tls-pin, --tls-name and "
            "--insecure only for the same host and port. Another server's section can have its "
            "own; if it has no secret, amsh asks for it. With several servers, @NAME before "
            "connect says which one connects to SERVER, whose name it takes; connect alone brings "
            "it back.",
    .args = (const struct arg_spec[]){{.name = "SERVER", .type = ARG_WORD, .optional = true}, {0}},
    .flags = CMD_MOVES,
    .run = run_connect,
};

static int
run_disconnect(struct client *client, const struct args *args, struct err *err)
{
	(void)args;
	if (!client->connection->session)
		return err_set(err, ERR_CONNECT, "there is no connection to close");
	connect_close(client);
	return 0;
}

const struct cmd cmd_disconnect = {
    .name = "disconnect",
    .group = GROUP_SHELL,
    .summary = "log off and close the connection",
    .help = "The shell stays open. Use connect to connect again.",
    .args = (const struct arg_spec[]){{0}},
    .run = run_disconnect,
};

static int
run_echo(struct client *client, const struct args *args, struct err *err)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	struct str word;

	(void)client;
	(void)err;
	for (size_t at = 0; args_next(args, "WORD", &at, &word);) {
		if (at > 1)
			buf_addc(&out, ' ');
		if (out_is_terminal())
			text_escape_lines(&out, word);
		else
			buf_adds(&out, word);
	}
	buf_addc(&out, '\n');
	out_write(buf_str(&out));
	buf_clear(&out);
	return 0;
}

const struct cmd cmd_echo = {
    .name = "echo",
    .group = GROUP_SCRIPT,
    .summary = "print words",
    .help = "${Header} is a header of the last reply or matched event, ${NAME} is a variable.",
    .args =
        (const struct arg_spec[]){
            {.name = "WORD", .type = ARG_WORD, .optional = true, .repeated = true}, {0}},
    .run = run_echo,
};

static int
run_sleep(struct client *client, const struct args *args, struct err *err)
{
	return loop_sleep(client->loop, args_seconds(args, "SECONDS", 0), err);
}

const struct cmd cmd_sleep = {
    .name = "sleep",
    .group = GROUP_SCRIPT,
    .summary = "do nothing for a while",
    .help = "SECONDS may have a fraction. Events are still read meanwhile.",
    .args = (const struct arg_spec[]){{.name = "SECONDS", .type = ARG_SECONDS}, {0}},
    .run = run_sleep,
};

static int
run_source(struct client *client, const struct args *args, struct err *err)
{
	struct buf file = BUF_INIT(BUF_MAX_LINE);

	if (client->scope->depth >= 16)
		return err_set(err, ERR_USAGE, "source: files are nested too deeply");
	const struct words words = {.v = args->words->v + 1, .n = args->words->n - 1};

	buf_adds(&file, args_get(args, "FILE"));
	const struct words *outer = scope_words(client->scope, &words);
	scope_enter(client->scope);
	int status = script_run_file(client, buf_z(&file));
	scope_leave(client->scope);
	scope_words(client->scope, outer);
	buf_clear(&file);
	/* The lines have reported their own failures: only the status is handed on. */
	for (enum err_kind kind = ERR_NONE; status && kind <= ERR_INTERRUPTED; kind++)
		if (err_exit_status(kind) == status)
			return err_set(err, kind, "%s", "");
	return 0;
}

const struct cmd cmd_source = {
    .name = "source",
    .group = GROUP_SCRIPT,
    .summary = "run the lines of a file",
    .help = "Stops at the first line that fails, unless keep-going is set. In the file, $1 or ${1} "
            "is the first WORD after FILE, and so on.",
    .args = (const struct arg_spec[]){{.name = "FILE", .type = ARG_FILE},
        {.name = "WORD", .type = ARG_WORD, .optional = true, .repeated = true}, {0}},
    .flags = CMD_CONNECTS,
    .run = run_source,
};

static int
run_quit(struct client *client, const struct args *args, struct err *err)
{
	(void)args;
	(void)err;
	loop_quit(client->loop);
	return 0;
}

const struct cmd cmd_quit = {
    .name = "quit",
    .aliases = "exit",
    .group = GROUP_SHELL,
    .summary = "leave the shell or end the script",
    .help = "^D does the same in the interactive shell.",
    .args = (const struct arg_spec[]){{0}},
    .flags = CMD_HERE,
    .run = run_quit,
};

static int
run_history(struct client *client, const struct args *args, struct err *err)
{
	if (!client->scope->print_history)
		return err_set(err, ERR_USAGE, "history: only the interactive shell has a history");
	client->scope->print_history(args_number(args, "N", -1));
	return 0;
}

const struct cmd cmd_history = {
    .name = "history",
    .group = GROUP_SHELL,
    .summary = "list the lines that were typed",
    .help = "With N, only the last N lines are listed.",
    .args = (const struct arg_spec[]){{.name = "N", .type = ARG_NUMBER, .optional = true}, {0}},
    .flags = CMD_HERE,
    .run = run_history,
};
