/* SPDX-License-Identifier: ISC */
/* The table of options. Reads nothing. */
#include "conf/options_impl.h"
#include "view/render.h"

#define AT(member) offsetof(struct options, member)

static const struct row table[] = {
    {{'s', 0, "server", "NAME|URL,…", false, NULL,
         "section of amsh.conf, ami://[user@]host[:5038], amis:// for TLS, http:// or https://; "
         "several with commas"},
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
    {{'o', 0, "output", "FORMAT", false, FORMAT_CHOICES, FORMAT_ONE_OF " (text)"},
        KIND_TEXT, AT(output)},
    {{'j', 0, "json", NULL, false, NULL, "the same as -o json"}, KIND_JSON, AT(output)},
    {{'F', 0, "fields", "A,B,…", false, NULL, "which headers, in which order (tables, tsv, json)"},
        KIND_TEXT, AT(fields)},
    {{0, 0, "no-header", NULL, false, NULL, "no header row (tables, tsv)"}, KIND_FLAG,
        AT(no_header)},
    {{'t', 0, "timeout", "SECONDS", false, NULL,
         "how long to wait for a reply (10), beyond the Timeout of a synchronous Originate"},
        KIND_SECONDS, AT(timeout)},
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
    {{0, 0, "read-only", NULL, false, NULL,
         "refuse every action that does more than report; no line can undo it"},
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
    {{0, 0, "speed", "N|max", false, NULL, "play a recording N times as fast (1)"}, KIND_SPEED,
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

#define TABLE_N (sizeof(table) / sizeof(table[0]))

/* What files can say and the command line cannot, since everybody can read that. */
static const struct row file_rows[] = {
    {{.name = "secret"}, KIND_TEXT, AT(secret)},
    {{.name = "secret-command"}, KIND_TEXT, AT(secret_command)},
};

#define FILE_ROWS_N (sizeof(file_rows) / sizeof(file_rows[0]))

_Static_assert(TABLE_N + FILE_ROWS_N <= OPTIONS_MAX, "struct options has too few origins");

const struct options options_defaults = {
    .timeout = 10000, .connect_timeout = 5000, .speed = 1000};

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

bool
options_row(size_t i, struct option_row *row)
{
	if (i >= TABLE_N)
		return false;
	*row = table[i].show;
	return true;
}
