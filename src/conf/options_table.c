/* SPDX-License-Identifier: ISC */
/* The table of options. Reads nothing. */
#include "conf/options_impl.h"
#include "conf/prompt.h"
#include "view/render.h"
#include "view/template.h"

#define AT(member, name)       .offset = offsetof(struct options, member), .key = #name
#define VALUE(type, member)     .kind = type, AT(member, member)
#define TEXT(member)            VALUE(KIND_TEXT, member)
#define FLAG(member)            VALUE(KIND_FLAG, member)
#define SECONDS(member)         VALUE(KIND_SECONDS, member)
#define TLS(type, name, member) .kind = type, AT(verify.member, name)

static const struct row table[] = {
    {{'s', "server", "NAME|URL,…",
         .flags = OPTION_KEY | OPTION_OWN | OPTION_LOGIN | OPTION_SERVERS,
         .summary = "section of amsh.conf, ami://[user@]host[:5038], amis:// for TLS, http:// or "
                    "https://; or several, separated by commas"}, TEXT(server)},
    {{'H', "host", "HOST", .flags = OPTION_KEY | OPTION_OWN | OPTION_LOGIN,
         .summary = "host name or address, instead of a URL"}, TEXT(host)},
    {{'p', "port", "PORT", .flags = OPTION_KEY | OPTION_OWN,
         .summary = "port (5038, or 5039 with TLS)"},
        TEXT(port)},
    {{'u', "user", "USER", .flags = OPTION_KEY | OPTION_LOGIN, .summary = "user to log in as"},
        TEXT(user)},
    {{0, "tls", NULL, .flags = OPTION_KEY | OPTION_OWN, .summary = "use TLS from the first byte"},
        FLAG(tls)},
    {{'J', "jump", "[USER@]HOST", .flags = OPTION_KEY | OPTION_OWN,
         .summary = "reach the server from HOST, through ssh -W"}, TEXT(jump)},
    {{0, "proxy-command", "COMMAND", .flags = OPTION_KEY | OPTION_OWN,
         .summary = "reach the server through COMMAND's input and output"},
        TEXT(proxy_command)},
    {{0, "secret-file", "FILE", .flags = OPTION_KEY | OPTION_PATH | OPTION_OWN | OPTION_LOGIN,
         .summary = "read the secret from the first line of FILE"}, TEXT(secret_file)},
    {{0, "ari", "URL", .flags = OPTION_KEY | OPTION_OWN | OPTION_LOGIN,
         .summary = "where ARI is: http://host[:8088]/[prefix]ari or https:// (where the "
                    "server is)"}, TEXT(ari), .check = endpoint_check_ari},
    {{0, "ari-user", "USER", .flags = OPTION_KEY | OPTION_OWN | OPTION_LOGIN,
         .summary = "user of ARI, Asterisk's REST interface (the server's)"}, TEXT(ari_user)},
    {{0, "ari-secret-file", "FILE",
         .flags = OPTION_KEY | OPTION_PATH | OPTION_OWN | OPTION_LOGIN,
         .summary = "read the secret of ARI's user from the first line of FILE"},
        TEXT(ari_secret_file)},
    {{0, "tls-ca", "FILE|DIR", .flags = OPTION_KEY | OPTION_PATH | OPTION_TLS,
         .summary = "trust these authorities instead of the system's"},
        TLS(KIND_TEXT, tls_ca, ca)},
    {{0, "tls-cert", "FILE", .flags = OPTION_KEY | OPTION_PATH | OPTION_TLS,
         .summary = "client certificate (PEM)"}, TLS(KIND_TEXT, tls_cert, cert)},
    {{0, "tls-key", "FILE", .flags = OPTION_KEY | OPTION_PATH | OPTION_TLS,
         .summary = "key of the client certificate (PEM)"}, TLS(KIND_TEXT, tls_key, key)},
    {{0, "tls-name", "NAME", .flags = OPTION_KEY | OPTION_OWN | OPTION_TLS,
         .summary = "name that the server's certificate must have"},
        TLS(KIND_TEXT, tls_name, name)},
    {{0, "tls-pin", "sha256:HEX", .flags = OPTION_KEY | OPTION_OWN | OPTION_TLS,
         .summary = "trust only this certificate or key"},
        TLS(KIND_TEXT, tls_pin, pin)},
    {{0, "insecure", NULL, .flags = OPTION_KEY | OPTION_OWN | OPTION_TLS,
         .summary = "do not verify the server's certificate"}, TLS(KIND_FLAG, insecure, insecure)},
    {{0, "auth", "METHOD", .flags = OPTION_KEY, .choices = "auto|md5|plain",
         .summary = "how to log in: auto, md5 or plain (auto)"}, TEXT(auth)},
    {{0, "http-auth", "METHOD", .flags = OPTION_KEY, .choices = "cookie|digest",
         .summary = "how to log in over HTTP: cookie or digest (cookie)"}, TEXT(http_auth)},
    {{0, "http-encoding", "FORMAT", .flags = OPTION_KEY, .choices = "rawman|mxml",
         .summary = "format of answers over HTTP: rawman or mxml (rawman)"},
        TEXT(http_encoding)},
    {{'e', "events", "MASK", .flags = OPTION_KEY | OPTION_MASK,
         .summary = "events: on, off or classes such as call,agent"},
        TEXT(events)},
    {{'o', "output", "FORMAT", .flags = OPTION_KEY, .choices = FORMAT_CHOICES,
         .summary = FORMAT_ONE_OF " (text)"}, TEXT(output)},
    {{'j', "json", NULL, .summary = "the same as -o json"}, VALUE(KIND_JSON, output)},
    {{'F', "fields", "A,B,…", .flags = OPTION_KEY,
         .summary = "headers to print, in order; what has none of them is left out"}, TEXT(fields)},
    {{0, "format", "TEMPLATE", .flags = OPTION_KEY,
         .summary = "print a line of your own for each message: %{Header}, %{Header:-else}, "
                    "%q{Header} for a shell, %j, %T, %s"}, TEXT(format),
        .check = template_check},
    {{0, "no-header", NULL, .flags = OPTION_KEY, .summary = "print no header row (tables, tsv)"},
        FLAG(no_header)},
    {{0, "envelope", NULL, .flags = OPTION_KEY,
         .summary = "print what opens and closes a list too, not only its items (json, tsv)"},
        FLAG(envelope)},
    {{'t', "timeout", "SECONDS", .flags = OPTION_KEY,
         .summary = "how long to wait for a reply (10), plus the Timeout of a synchronous "
                    "Originate"}, SECONDS(timeout)},
    {{0, "connect-timeout", "SECONDS", .flags = OPTION_KEY,
         .summary = "how long to wait for the connection (5)"}, SECONDS(connect_timeout)},
    {{'c', NULL, "LINE", .other_letter = 'x', .summary = "run LINE; may be repeated"},
        .kind = KIND_LINE},
    {{'f', "file", "FILE", .flags = OPTION_PATH,
         .summary = "run the lines of FILE (-: standard input)"}, .kind = KIND_FILE},
    {{'k', "keep-going", NULL, .flags = OPTION_KEY, .summary = "continue after a line that failed"},
        FLAG(keep_going)},
    {{0, "pipeline", "N", .optional = true,
         .summary = "have up to N actions of a script in flight (64); implies -k"},
        VALUE(KIND_PIPELINE, pipeline)},
    {{0, "parallel", "N",
         .summary = "log in to up to N servers at once (64)"}, VALUE(KIND_NUMBER, parallel)},
    {{0, "dry-run", NULL, .summary = "print what would be sent, send nothing"}, FLAG(dry_run)},
    {{0, "read-only", NULL, .flags = OPTION_KEY,
         .summary = "refuse actions that do more than report; no line can turn it off"},
        FLAG(read_only)},
    {{0, "yes", NULL, .flags = OPTION_KEY, .summary = "do not ask before dangerous commands"},
        FLAG(yes)},
    {{0, "progress", NULL, .flags = OPTION_KEY,
         .summary = "show the progress of a script or of each on stderr"},
        FLAG(progress)},
    {{0, "reconnect", NULL, .flags = OPTION_KEY,
         .summary = "reconnect after a lost connection (default: shell, tail)"}, FLAG(reconnect)},
    {{0, "no-reconnect", NULL, .flags = OPTION_KEY, .summary = "exit with 6 when the connection is "
                                                               "lost (default: scripts)"},
        FLAG(no_reconnect)},
    {{0, "record", "FILE", .flags = OPTION_PATH,
         .summary = "record all traffic in FILE, secrets redacted"}, TEXT(record)},
    {{0, "speed", "N|max", .summary = "play a recording N times as fast (1)"},
        VALUE(KIND_SPEED, speed)},
    {{0, "color", "WHEN", .flags = OPTION_KEY, .choices = "auto|always|never",
         .summary = "auto, always or never (auto)"}, TEXT(color)},
    {{'q', "quiet", NULL, .flags = OPTION_KEY, .summary = "print no greeting and no notices"},
        FLAG(quiet)},
    {{'v', "verbose", NULL, .summary = "print more; twice: all traffic on stderr, secrets "
                                       "redacted"},
        VALUE(KIND_COUNT, verbose)},
    {{0, "config", "FILE", .flags = OPTION_PATH | OPTION_CONFIG,
         .summary = "read FILE instead of amsh.conf"},
        TEXT(config)},
    {{0, "no-config", NULL, .flags = OPTION_BARE,
         .summary = "read neither amsh.conf nor the local manager.conf"},
        FLAG(no_config)},
    {{0, "no-rc", NULL, .summary = "do not run the lines of rc"}, FLAG(no_rc)},
    {{0, "manager-conf", "FILE", .flags = OPTION_KEY | OPTION_PATH,
         .summary = "read FILE instead of Asterisk's manager.conf"}, TEXT(manager_conf)},
    {{0, "show-config", NULL, .summary = "print the settings in effect and their sources"},
        FLAG(show_config)},
    {{0, "complete", "SHELL", .optional = true, .choices = "bash",
         .summary = "print completions of the words after --; for bash these are its line and the "
                    "part that it replaces"}, TEXT(complete)},
    {{0, "manual", "SECTION", .choices = "options|commands|examples|environment|settings|status",
         .summary = "print a section of the man page as mdoc"}, TEXT(manual)},
    {{'V', "version", NULL, .summary = "print the version"}, FLAG(version)},
    {{'h', "help", NULL, .summary = "print this help"}, FLAG(help)},
};

#define TABLE_N (sizeof(table) / sizeof(table[0]))

/* Settings for files only: secrets, since everyone can read the command line, and looks. */
static const struct row file_rows[] = {
    {{0, "secret", NULL, .flags = OPTION_KEY | OPTION_LOGIN}, TEXT(secret)},
    {{0, "secret-command", NULL, .flags = OPTION_KEY | OPTION_LOGIN}, TEXT(secret_command)},
    {{0, "ari-secret", NULL, .flags = OPTION_KEY | OPTION_LOGIN}, TEXT(ari_secret)},
    {{0, "ari-secret-command", NULL, .flags = OPTION_KEY | OPTION_LOGIN},
        TEXT(ari_secret_command)},
    {{0, "prompt", NULL, .flags = OPTION_KEY}, TEXT(prompt), .check = prompt_check},
    {{0, "prompt-color", NULL, .flags = OPTION_KEY, .choices = PROMPT_COLORS},
        TEXT(prompt_color)},
};

#define FILE_ROWS_N (sizeof(file_rows) / sizeof(file_rows[0]))

_Static_assert(TABLE_N + FILE_ROWS_N <= OPTIONS_MAX, "struct options has too few origins");

const struct options options_defaults = {
    .timeout = 10000, .connect_timeout = 5000, .speed = 1000, .parallel = 64};

const struct row *
options_table(size_t i)
{
	if (i < TABLE_N)
		return &table[i];
	return i < TABLE_N + FILE_ROWS_N ? &file_rows[i - TABLE_N] : NULL;
}

size_t
options_count(void)
{
	return TABLE_N;
}

const struct option_row *
options_row(size_t i)
{
	return i < TABLE_N ? &table[i].show : NULL;
}

const struct option_row *
options_lettered(char letter)
{
	const struct option_row *row;

	for (size_t i = 0; (row = options_row(i)); i++)
		if (letter && (row->letter == letter || row->other_letter == letter))
			break;
	return row;
}

const struct option_row *
options_named(struct str name)
{
	const struct option_row *row;

	for (size_t i = 0; (row = options_row(i)); i++)
		if (row->name && str_eq(name, str_of(row->name)))
			break;
	return row;
}
