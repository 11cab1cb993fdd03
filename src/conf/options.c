/* SPDX-License-Identifier: ISC */
/* The table of options, and getopt_long fed from it. Opens and connects nothing. */
#include "conf/options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/suggest.h"
#include "conf/dialect.h"

enum kind {
	KIND_TEXT,
	KIND_FLAG,
	KIND_COUNT,
	KIND_SECONDS,
	KIND_LINE, /* appended to inputs */
	KIND_FILE,
	KIND_PIPELINE,
	KIND_JSON, /* -j is -o json */
};

struct row {
	struct option_row show;
	enum kind kind;
	size_t offset;
};

#define PIPELINE     64
#define PIPELINE_MAX 10000

#define AT(member) offsetof(struct options, member)

static const struct row table[] = {
    {{'s', 0, "server", "NAME|URL", false, NULL,
         "section of amsh.conf, ami://[user@]host[:5038], amis:// for TLS, http:// or https://"},
        KIND_TEXT, AT(server)},
    {{'H', 0, "host", "HOST", false, NULL, "host name or address, piece by piece instead of a URL"},
        KIND_TEXT, AT(host)},
    {{'p', 0, "port", "PORT", false, NULL, "port (5038, with TLS 5039)"}, KIND_TEXT, AT(port)},
    {{'u', 0, "user", "USER", false, NULL, "user to log in as"}, KIND_TEXT, AT(user)},
    {{0, 0, "tls", NULL, false, NULL, "TLS from the first byte"}, KIND_FLAG, AT(tls)},
    {{'J', 0, "jump", "[USER@]HOST", false, NULL, "reach the server from HOST, through ssh -W"},
        KIND_TEXT, AT(jump)},
    {{0, 0, "proxy-command", "COMMAND", false, NULL,
         "reach the server through the input and output of COMMAND"},
        KIND_TEXT, AT(proxy_command)},
    {{0, 0, "secret-file", "FILE", false, NULL, "the first line of FILE is the secret"}, KIND_TEXT,
        AT(secret_file)},
    {{0, 0, "tls-ca", "FILE|DIR", false, NULL,
         "trust these certificate authorities, not the system's"},
        KIND_TEXT, AT(tls_ca)},
    {{0, 0, "tls-cert", "FILE", false, NULL, "client certificate (PEM)"}, KIND_TEXT, AT(tls_cert)},
    {{0, 0, "tls-key", "FILE", false, NULL, "key of the client certificate (PEM)"}, KIND_TEXT,
        AT(tls_key)},
    {{0, 0, "tls-name", "NAME", false, NULL, "name that the server's certificate must hold"},
        KIND_TEXT, AT(tls_name)},
    {{0, 0, "tls-pin", "sha256:HEX", false, NULL,
         "trust the certificate or key with this digest alone"},
        KIND_TEXT, AT(tls_pin)},
    {{0, 0, "insecure", NULL, false, NULL, "do not verify the server's certificate"}, KIND_FLAG,
        AT(insecure)},
    {{0, 0, "auth", "METHOD", false, "auto|md5|plain", "how to log in: auto, md5 or plain (auto)"},
        KIND_TEXT, AT(auth)},
    {{0, 0, "http-auth", "METHOD", false, "cookie|digest",
         "how to log in over HTTP: cookie or digest (cookie)"},
        KIND_TEXT, AT(http_auth)},
    {{0, 0, "http-encoding", "FORMAT", false, "rawman|mxml",
         "what the server answers in over HTTP: rawman or mxml (rawman)"},
        KIND_TEXT, AT(http_encoding)},
    {{'e', 0, "events", "MASK", false, NULL, "on, off or classes such as call,agent"}, KIND_TEXT,
        AT(events)},
    {{'o', 0, "output", "FORMAT", false, "text|json|raw|tsv", "text, json, raw or tsv (text)"},
        KIND_TEXT, AT(output)},
    {{'j', 0, "json", NULL, false, NULL, "the same as -o json"}, KIND_JSON, AT(output)},
    {{'F', 0, "fields", "A,B,…", false, NULL, "which headers, in which order (tables, tsv, json)"},
        KIND_TEXT, AT(fields)},
    {{0, 0, "no-header", NULL, false, NULL, "no header row (tables, tsv)"}, KIND_FLAG,
        AT(no_header)},
    {{'t', 0, "timeout", "SECONDS", false, NULL, "how long to wait for a reply (10)"}, KIND_SECONDS,
        AT(timeout)},
    {{0, 0, "connect-timeout", "SECONDS", false, NULL, "how long to wait for the connection (5)"},
        KIND_SECONDS, AT(connect_timeout)},
    {{'c', 'x', NULL, "LINE", false, NULL, "run LINE; may be repeated"}, KIND_LINE, 0},
    {{'f', 0, "file", "FILE", false, NULL, "run the lines of FILE (-: standard input)"}, KIND_FILE,
        0},
    {{'k', 0, "keep-going", NULL, false, NULL, "go on after a line that failed"}, KIND_FLAG,
        AT(keep_going)},
    {{0, 0, "pipeline", "N", true, NULL,
         "keep up to N actions of a script on their way at once (64); implies -k"},
        KIND_PIPELINE, AT(pipeline)},
    {{0, 0, "dry-run", NULL, false, NULL, "print what would be sent, send nothing"}, KIND_FLAG,
        AT(dry_run)},
    {{0, 0, "read-only", NULL, false, NULL, "refuse every action that does more than report"},
        KIND_FLAG, AT(read_only)},
    {{0, 0, "yes", NULL, false, NULL, "do not ask before dangerous commands"}, KIND_FLAG, AT(yes)},
    {{0, 0, "progress", NULL, false, NULL, "say on stderr how far a script has come"}, KIND_FLAG,
        AT(progress)},
    {{0, 0, "reconnect", NULL, false, NULL, "connect again after a loss (shell, tail)"}, KIND_FLAG,
        AT(reconnect)},
    {{0, 0, "no-reconnect", NULL, false, NULL, "end with 6 after a loss (scripts)"}, KIND_FLAG,
        AT(no_reconnect)},
    {{0, 0, "record", "FILE", false, NULL, "record what goes and comes, secrets redacted"},
        KIND_TEXT, AT(record)},
    {{0, 0, "speed", "N|max", false, NULL, "play a recording N times as fast (1)"}, KIND_TEXT,
        AT(speed)},
    {{0, 0, "color", "WHEN", false, "auto|always|never", "auto, always or never (auto)"}, KIND_TEXT,
        AT(color)},
    {{'q', 0, "quiet", NULL, false, NULL, "no greeting and no notices"}, KIND_FLAG, AT(quiet)},
    {{'v', 0, "verbose", NULL, false, NULL,
         "say more; twice: the wire on stderr, secrets redacted"},
        KIND_COUNT, AT(verbose)},
    {{0, 0, "config", "FILE", false, NULL, "read FILE instead of amsh.conf"}, KIND_TEXT,
        AT(config)},
    {{0, 0, "no-config", NULL, false, NULL, "read neither amsh.conf nor the local manager.conf"},
        KIND_FLAG, AT(no_config)},
    {{0, 0, "no-rc", NULL, false, NULL, "do not run the lines of rc"}, KIND_FLAG, AT(no_rc)},
    {{0, 0, "manager-conf", "FILE", false, NULL, "another manager.conf than the local Asterisk's"},
        KIND_TEXT, AT(manager_conf)},
    {{0, 0, "show-config", NULL, false, NULL,
         "say what would be used and where each value comes from"},
        KIND_FLAG, AT(show_config)},
    {{0, 0, "complete", NULL, false, NULL,
         "print candidates for the words behind --, for the shells"},
        KIND_FLAG, AT(complete)},
    {{0, 0, "manual", "SECTION", false, "options|commands|environment|settings|status",
         "print a section of the man page as mdoc"},
        KIND_TEXT, AT(manual)},
    {{'V', 0, "version", NULL, false, NULL, "print the version"}, KIND_FLAG, AT(version)},
    {{'h', 0, "help", NULL, false, NULL, "print this help"}, KIND_FLAG, AT(help)},
};

#define TABLE_N    (sizeof(table) / sizeof(table[0]))
#define LONG_FIRST 256 /* getopt's value of long option i is LONG_FIRST + i */

_Static_assert(TABLE_N + 2 <= OPTIONS_MAX, "struct options has too few origins");

/* What files can say and the command line cannot, since everybody can read that. */
static const struct row file_rows[] = {
    {{.name = "secret"}, KIND_TEXT, AT(secret)},
    {{.name = "secret-command"}, KIND_TEXT, AT(secret_command)},
};

/* All that files can say. */
static const char *const keys[] = {"auth", "color", "connect_timeout", "events", "fields", "host",
    "http_auth", "http_encoding", "insecure", "jump", "keep_going", "manager_conf", "no_header",
    "no_reconnect", "output", "port", "progress", "proxy_command", "quiet", "read_only",
    "reconnect", "secret", "secret_command", "secret_file", "server", "timeout", "tls", "tls_ca",
    "tls_cert", "tls_key", "tls_name", "tls_pin", "user", "yes"};

#define KEYS_N (sizeof(keys) / sizeof(keys[0]))

static const struct options defaults = {.timeout = 10000, .connect_timeout = 5000};

static const struct row *
row_at(size_t i)
{
	return i < TABLE_N ? &table[i] : &file_rows[i - TABLE_N];
}

#define ROWS_N (TABLE_N + sizeof(file_rows) / sizeof(file_rows[0]))

/* getopt's two descriptions of the same table. */
static void
describe(struct option *longs, char *shorts)
{
	*shorts++ = '+';
	*shorts++ = ':';
	for (size_t i = 0; i < TABLE_N; i++) {
		const struct option_row *o = &table[i].show;
		const char letters[] = {o->letter, o->other_letter};
		for (size_t k = 0; k < 2; k++) {
			if (!letters[k])
				continue;
			*shorts++ = letters[k];
			if (o->argument)
				*shorts++ = ':';
		}
		if (!o->name)
			continue;
		*longs++ = (struct option){
		    .name = o->name,
		    .has_arg = !o->argument ? no_argument :
		        o->optional ? optional_argument : required_argument,
		    .val = LONG_FIRST + (int)i,
		};
	}
	*longs = (struct option){0};
	*shorts = '\0';
}

static const struct row *
find_row(int got)
{
	if (got >= LONG_FIRST)
		return &table[got - LONG_FIRST];
	for (size_t i = 0; i < TABLE_N; i++)
		if (got && (table[i].show.letter == got || table[i].show.other_letter == got))
			return &table[i];
	return NULL;
}

static bool
is_choice(const char *choices, const char *text)
{
	struct str rest = str_of(choices), one;

	while (str_cut(&rest, '|', &one))
		if (str_eq(one, str_of(text)))
			return true;
	return false;
}

static void
add_input(struct options *o, enum input_kind kind, const char *text)
{
	o->inputs = mem_grow(o->inputs, o->inputs_n + 1, sizeof(*o->inputs));
	o->inputs[o->inputs_n++] = (struct input){.kind = kind, .text = text};
}

/* "--timeout" or "-t" on the command line, "timeout" in a file. */
static const char *
spelling(const struct row *row, struct origin from, char *room, size_t size)
{
	const char *dashes = from.source < SOURCE_OPTION ? "" : "--";

	if (row->show.name)
		snprintf(room, size, "%s%s", dashes, row->show.name);
	else
		snprintf(room, size, "-%c", row->show.letter);
	for (char *p = room + strlen(dashes); *p && !*dashes; p++)
		if (*p == '-')
			*p = '_';
	return room;
}

/* How many actions may be on their way. */
static int
keep_pipeline(size_t *limit, const char *value, struct err *err)
{
	long n = PIPELINE;

	if (value && !str_number(str_of(value), 1, PIPELINE_MAX, &n))
		return err_set(
		    err, ERR_USAGE, "--pipeline is a number from 1 to %d: %s", PIPELINE_MAX, value);
	*limit = (size_t)n;
	return 0;
}

/* yes or no; an option alone means yes. */
static int
keep_flag(bool *flag, const char *name, const char *value, struct err *err)
{
	int yes = value ? conf_yes(str_of(value)) : 1;

	if (yes < 0)
		return err_set(err, ERR_USAGE, "%s is yes or no: %s", name, value);
	*flag = yes;
	return 0;
}

/* The origin of a row's value: rows that share a member share it. */
static struct origin *
origin_of(struct options *o, size_t offset)
{
	size_t i = 0;

	while (row_at(i)->offset != offset)
		i++;
	return &o->origin[i];
}

/* Keep one value. */
static int
keep(struct options *o, const struct row *row, const char *value, struct origin from,
    struct err *err)
{
	void *at = (char *)o + row->offset;
	char room[40];
	const char *name = spelling(row, from, room, sizeof(room));

	if (row->show.choices && !is_choice(row->show.choices, value))
		return err_set(err, ERR_USAGE, "%s is one of %s: %s", name, row->show.choices,
		    value);
	switch (row->kind) {
	case KIND_TEXT:
		*(const char **)at = value;
		break;
	case KIND_JSON:
		*(const char **)at = "json";
		break;
	case KIND_FLAG:
		if (keep_flag(at, name, value, err) < 0)
			return -1;
		break;
	case KIND_COUNT:
		++*(int *)at;
		break;
	case KIND_SECONDS:
		if (!clock_read_seconds(str_of(value), at))
			return err_set(
			    err, ERR_USAGE, "%s is a number of seconds: %s", name, value);
		break;
	case KIND_PIPELINE:
		o->keep_going = true;
		return keep_pipeline(at, value, err);
	case KIND_LINE:
		add_input(o, INPUT_LINE, value);
		return 0;
	case KIND_FILE:
		add_input(o, INPUT_FILE, value);
		return 0;
	}
	*origin_of(o, row->offset) = from;
	return 0;
}

/* Was a long option written out? getopt takes the beginning of one as well, and a script would
 * change its meaning with the next option of that beginning. */
static bool
is_whole(const struct row *row, char *const *argv)
{
	bool has_value = optarg && optarg == argv[optind - 1];
	struct str name = str_from_at(str_of(argv[optind - (has_value ? 2 : 1)]), 2);

	return str_eq(str_head(name, str_chr(name, '=')), str_of(row->show.name));
}

/* What getopt could not make sense of. */
static int
complain(int got, char *const *argv, struct err *err)
{
	if (got == ':')
		return err_set(err, ERR_USAGE, "option %s needs a value (--help lists the options)",
		    argv[optind - 1]);
	if (optopt >= LONG_FIRST)
		return err_set(err, ERR_USAGE, "option --%s takes no value",
		    table[optopt - LONG_FIRST].show.name);
	if (optopt > 0)
		return err_set(
		    err, ERR_USAGE, "unknown option -%c (--help lists the options)", optopt);
	return err_set(err, ERR_USAGE, "unknown option %s (--help lists the options)",
	    argv[optind - 1]);
}

int
options_parse(struct options *o, int argc, char *const *argv, struct err *err)
{
	struct option longs[TABLE_N + 1];
	char shorts[2 + 4 * TABLE_N + 1];
	int got;

	*o = defaults;
	describe(longs, shorts);
	opterr = 0;
	optind = 0;
	while ((got = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		const struct row *row = find_row(got);
		if (got == '?' || got == ':' || !row)
			return complain(got, argv, err);
		if (got >= LONG_FIRST && !is_whole(row, argv))
			return err_set(err, ERR_USAGE, "options are written out: --%s",
			    row->show.name);
		if (keep(o, row, optarg, (struct origin){.source = SOURCE_OPTION}, err) < 0)
			return -1;
	}
	o->words = argv + optind;
	o->words_n = (size_t)(argc - optind);
	if (o->words_n && o->inputs_n)
		return err_set(err, ERR_USAGE, "a command and -c or -f do not go together: %s",
		    o->words[0]);
	return 0;
}

void
options_clear(struct options *o)
{
	free(o->inputs);
	*o = (struct options){0};
}

/* Is this what files call the option? */
static bool
is_key_of(struct str key, const struct row *row)
{
	struct str name = str_of(row->show.name);

	if (name.n != key.n)
		return false;
	for (size_t i = 0; i < key.n; i++)
		if (str_lower(key.p[i] == '_' ? '-' : key.p[i]) != name.p[i])
			return false;
	return true;
}

static const struct row *
find_key(struct str key)
{
	size_t row = 0, i = 0;

	while (row < ROWS_N && !is_key_of(key, row_at(row)))
		row++;
	while (i < KEYS_N && row < ROWS_N && !is_key_of(str_of(keys[i]), row_at(row)))
		i++;
	return row < ROWS_N && i < KEYS_N ? row_at(row) : NULL;
}

static const char *
key_candidate(void *arg, size_t i)
{
	(void)arg;
	return options_key(i);
}

int
options_set(struct options *o, struct str name, const char *value, struct origin from,
    struct err *err)
{
	const struct row *row = find_key(name);
	struct buf near = BUF_INIT(BUF_MAX_LINE);

	if (row)
		return origin_of(o, row->offset)->source > from.source ?
		    0 : keep(o, row, value, from, err);
	suggest_names(&near, name, key_candidate, NULL);
	err_set(err, ERR_USAGE, "no such setting: %.*s%s%s", STR_ARG(name),
	    near.n ? ", could be: " : "", buf_z(&near));
	buf_clear(&near);
	return -1;
}

const struct origin *
options_origin(const struct options *o, const void *member)
{
	size_t offset = (size_t)((const char *)member - (const char *)o), i = 0;

	while (row_at(i)->offset != offset)
		i++;
	return &o->origin[i];
}

/* Give row i its default. */
static void
reset(struct options *o, size_t i)
{
	const struct row *row = row_at(i);
	void *at = (char *)o + row->offset;
	const void *from = (const char *)&defaults + row->offset;

	if (row->kind == KIND_SECONDS)
		memcpy(at, from, sizeof(msec));
	else if (row->kind == KIND_FLAG)
		memcpy(at, from, sizeof(bool));
	else if (row->kind == KIND_TEXT)
		memcpy(at, from, sizeof(char *));
	o->origin[i] = (struct origin){0};
}

void
options_reset(struct options *o, const void *member)
{
	reset(o, (size_t)(options_origin(o, member) - o->origin));
}

void
options_forget(struct options *o, enum source before)
{
	for (size_t i = 0; i < ROWS_N; i++)
		if (o->origin[i].source != SOURCE_DEFAULT && o->origin[i].source < before)
			reset(o, i);
}

const char *
options_key(size_t i)
{
	return i < KEYS_N ? keys[i] : NULL;
}

const struct origin *
options_show(const struct options *o, size_t i, struct buf *value)
{
	const struct row *row = find_key(str_of(keys[i]));
	const void *at = (const char *)o + row->offset;

	if (row->kind == KIND_FLAG)
		buf_addz(value, *(const bool *)at ? "yes" : "no");
	else if (row->kind == KIND_SECONDS)
		buf_addf(value, "%g", (double)*(const msec *)at / 1000);
	else if (*(const char *const *)at)
		buf_addz(value, *(const char *const *)at);
	return options_origin(o, at);
}

bool
options_row(size_t i, struct option_row *row)
{
	if (i >= TABLE_N)
		return false;
	*row = table[i].show;
	return true;
}

static const char *const variables[][2] = {
    {"AMSH_SERVER", "The server, when neither -s nor -H names one."},
    {"AMSH_USER", "The user, when neither -u nor the server of an option names one."},
    {"AMSH_SECRET",
        "The secret, when there is no --secret-file. It is taken out of the environment "
        "at once, so that no child process inherits it."},
    {"AMSH_PAGER",
        "The pager of the interactive shell, for answers longer than the screen. Without "
        "it PAGER is used. Empty means none."},
    {"NO_COLOR", "When it is set and not empty, there is no colour unless --color asks for it."},
    {"XDG_CONFIG_HOME",
        "The configuration is read from amsh/amsh.conf and amsh/rc below it, or below ~/.config."},
    {"XDG_STATE_HOME", "The history is kept in amsh/history below it, or below ~/.local/state."},
};

bool
options_variable(size_t i, const char **name, const char **summary)
{
	if (i >= sizeof(variables) / sizeof(variables[0]))
		return false;
	*name = variables[i][0];
	*summary = variables[i][1];
	return true;
}

void
options_help(struct buf *out)
{
	buf_addz(out,
	    "usage: amsh [options]                    a shell, or a script from standard input\n"
	    "       amsh [options] COMMAND [ARG...]   one command\n"
	    "       amsh [options] -c LINE [-c LINE]  lines, in order\n"
	    "       amsh [options] -f FILE            a script\n"
	    "\n"
	    "The secret comes from --secret-file, AMSH_SECRET, amsh.conf, the local manager.conf\n"
	    "or a question on the terminal.\n"
	    "\n");
	for (size_t i = 0; i < TABLE_N; i++) {
		const struct option_row *o = &table[i].show;
		struct buf left = BUF_INIT(BUF_MAX_LINE);
		if (o->letter)
			buf_addf(&left, "-%c", o->letter);
		else
			buf_addz(&left, "  ");
		if (o->other_letter)
			buf_addf(&left, ", -%c", o->other_letter);
		if (o->name)
			buf_addf(&left, "%s--%s", o->letter ? ", " : "  ", o->name);
		if (o->argument)
			buf_addf(&left, o->optional ? "[=%s]" : " %s", o->argument);
		buf_addf(out, "  %-30s %s\n", buf_z(&left), o->summary);
		buf_clear(&left);
	}
}
