/* SPDX-License-Identifier: ISC */
/* The commands set, alias and unalias: what names mean. */
#include "base/out.h"
#include "base/suggest.h"
#include "base/text.h"
#include "client/client.h"
#include "client/display.h"
#include "client/scope.h"
#include "lang/args.h"
#include "lang/settings.h"
#include "script/alias_line.h"

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
		suggest_hint(&near, name, setting_name, NULL);
	if (near.n)
		out_remark("-- %.*s is a variable now%s", STR_ARG(name), buf_z(&near));
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
    .help = "The settings are " SETTINGS_NAMES ". If --read-only was given, read-only cannot be "
            "turned off. Any other NAME is a variable: ${NAME} is replaced with VALUE.",
    .examples = (const struct example[]){
        {"set output json", "Print objects, one a line, instead of tables."},
        {"set events short", "At the prompt, show every event in one line."},
        {"set phone PJSIP/alice", "Keep a value: ${phone} stands for it."},
        {0}},
    .args = (const struct arg_spec[]){{.name = "NAME", .type = ARG_SETTING, .optional = true},
        {.name = "VALUE", .type = ARG_SETTING_VALUE, .optional = true}, {0}},
    .flags = CMD_HERE | CMD_SETS,
    .run = run_set,
};

/* Can a line begin with this name? @ picks a server, and ! and # are not names either. */
static bool
is_alias_name(struct str name)
{
	bool good = name.n && !strchr("@!#", name.p[0]);

	for (size_t i = 0; i < name.n; i++)
		good &= name.p[i] && !strchr(" \t\r\n'\"\\$", name.p[i]);
	return good;
}

static int
make_alias(struct client *client, struct str name, const struct args *args, struct err *err)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);
	const struct word *first;
	size_t at = 0;

	args_next_word(args, "LINE", &at, &first);
	int failed = alias_line(&line, args->words, (size_t)(first - args->words->v), err);

	if (!failed)
		scope_alias(client->scope, name, buf_str(&line));
	buf_clear(&line);
	return failed;
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
		return make_alias(client, name, args, err);
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
    .examples = (const struct example[]){
        {"alias up 'cli core show uptime'", "From now on, up shows how long Asterisk has run."},
        {"alias", "Show all aliases."},
        {0}},
    .args = (const struct arg_spec[]){{.name = "NAME", .type = ARG_WORD, .optional = true},
        {.name = "LINE", .type = ARG_REST, .optional = true}, {0}},
    .flags = CMD_HERE | CMD_SETS | CMD_LINE,
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
    .examples = (const struct example[]){
        {"unalias up", "Forget an alias."},
        {0}},
    .args = (const struct arg_spec[]){{.name = "NAME", .type = ARG_WORD}, {0}},
    .flags = CMD_HERE | CMD_SETS,
    .run = run_unalias,
};
