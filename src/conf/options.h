/* SPDX-License-Identifier: ISC */
/*
 * The command line's options: one table, from which parsing, --help, the man page and the shells'
 * completions come.
 */
#ifndef CONF_OPTIONS_H
#define CONF_OPTIONS_H

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "net/endpoint.h"

/* The sources of lines, in the order of the command line. */
enum input_kind { INPUT_LINE, INPUT_FILE };

struct input {
	enum input_kind kind;
	const char *text; /* the line, or the file's name */
};

/* What has set a value; later ones here win. */
enum source {
	SOURCE_DEFAULT,
	SOURCE_MANAGER,     /* the local Asterisk's manager.conf */
	SOURCE_GENERAL,     /* [general] of amsh.conf */
	SOURCE_PROFILE,     /* the server's own section of it */
	SOURCE_ENVIRONMENT,
	SOURCE_OPTION,
	SOURCE_COMMAND,     /* connect SERVER */
};

struct origin {
	enum source source;
	const char *place; /* the file or the environment variable, borrowed; or NULL */
	size_t line;       /* of the file */
};

#define OPTIONS_MAX 80 /* rows of the table, at most */

/* Strings are borrowed from argv, or from whoever set them; NULL where not set. */
struct options {
	const char *server;
	const char *host;
	const char *port;
	const char *user;
	bool tls;
	const char *jump;          /* [user@]host that ssh leads through */
	const char *proxy_command;
	const char *secret;         /* from a file alone */
	const char *secret_command; /* the same */
	const char *secret_file;
	const char *ari;      /* URL of its place */
	const char *ari_user; /* who logs in there, with these: */
	const char *ari_secret;
	const char *ari_secret_command;
	const char *ari_secret_file;
	struct tls_options verify;
	const char *auth; /* auto, md5 or plain */
	const char *http_auth;     /* cookie or digest */
	const char *http_encoding; /* rawman or mxml */
	const char *events;
	const char *output;
	const char *fields;
	const char *format;
	bool no_header;
	bool envelope;
	msec timeout;
	msec connect_timeout;
	bool keep_going;
	size_t pipeline; /* actions that may be in flight; 0: none */
	size_t parallel; /* how many servers log in at once */
	bool dry_run;
	bool read_only;
	bool yes;
	bool progress;
	bool reconnect;
	bool no_reconnect;
	const char *record;
	long speed; /* of a recording, in thousandths; 0: as fast as it goes */
	const char *color;
	const char *prompt;       /* a template; from a file alone */
	const char *prompt_color; /* the same */
	bool quiet;
	int verbose;
	const char *manager_conf; /* instead of the local Asterisk's */
	const char *config;       /* instead of the user's amsh.conf */
	bool no_config;
	bool no_rc;
	bool show_config;
	bool version;
	bool help;
	const char *complete; /* for which shell; "": for any */
	const char *manual;
	struct input *inputs;
	size_t inputs_n;
	char *const *words; /* the command and its words */
	size_t words_n;
	const struct profiles *profiles; /* what amsh.conf says, borrowed; NULL: nothing */
	const char *profile;             /* the one that applies, or NULL */
	struct origin origin[OPTIONS_MAX]; /* of each row; see options_origin */
};

enum option_flags {
	OPTION_KEY = 1 << 0,   /* amsh.conf can set it too */
	OPTION_PATH = 1 << 1,  /* its argument is the name of a file */
	OPTION_OWN = 1 << 2,   /* it is only about the server of the command line */
	OPTION_TLS = 1 << 3,   /* how the server's certificate is verified: useless without TLS */
	OPTION_LOGIN = 1 << 4, /* which server, who logs in, with which secret */
	OPTION_SERVERS = 1 << 5, /* its argument names servers */
	OPTION_CONFIG = 1 << 6,  /* its argument is read instead of amsh.conf */
	OPTION_BARE = 1 << 7,    /* amsh.conf is not read */
	OPTION_MASK = 1 << 8,    /* its argument is a mask of events */
};

/* One row of the table, for help, the man page and completion. */
struct option_row {
	char letter; /* 0: none */
	const char *name;
	const char *argument; /* "FILE", or NULL */
	unsigned flags;
	char other_letter;    /* another one that means the same, or 0 */
	bool optional;        /* the argument may be left out, and is joined with = */
	const char *choices;  /* "a|b", or NULL */
	const char *summary;  /* NULL: only files can say it */
};

/* Read argv into o; its words begin at the first one that is not an option. ERR_USAGE names the
 * option, shows the value and says the rule. Clear in any case. */
int options_parse(struct options *o, int argc, char *const *argv, struct err *err);
void options_clear(struct options *o);

/*
 * Set what a configuration file calls name: an option's name, with _ for -. Does nothing when a
 * better source has set it. The value is borrowed. ERR_USAGE names what is near an unknown name.
 */
int options_set(struct options *o, struct str name, const char *value, struct origin from,
    struct err *err);

/* Who has set a member of o (&o->user). */
const struct origin *options_origin(const struct options *o, const void *member);

/* Append what a member is called where it was set: --tls-ca, or tls_ca in a file. */
void options_spell(const struct options *o, const void *member, struct buf *out);

/* Give a member its default; the same for all that have these flags, or that were set by a source
 * before that one. */
void options_reset(struct options *o, const void *member);
void options_reset_all(struct options *o, unsigned flags);
void options_forget(struct options *o, enum source before);

/* Give a member the value that it has on the command line of from, unless a better source has set
 * it. member is one of from. The same for all that have these flags. */
void options_take(struct options *o, const struct options *from, const void *member);
void options_take_all(struct options *o, const struct options *from, unsigned flags);

/* The member of the first option from row *i on that has these flags and was set, to something else
 * than no; NULL: there is none. *i is the row after it. */
const void *options_next(const struct options *o, unsigned flags, size_t *i);

/* Hand on what the options say of TLS: tls has copies of it. */
void options_set_tls(const struct options *o, struct tls_options *tls);

/* Key i of amsh.conf in their order, or NULL at the end, and its row; the one of that name, case
 * ignored, or NULL; its value as a file would say it, and who set it: NULL for a key that is none.
 */
const char *options_key(size_t i, const struct option_row **row);
const struct option_row *options_find_key(struct str key);
const struct origin *options_show(const struct options *o, const char *key, struct buf *value);

/* Row i, or NULL at the end; the row of a letter and of a long option's name, or NULL. */
const struct option_row *options_row(size_t i);
const struct option_row *options_lettered(char letter);
const struct option_row *options_named(struct str name);

/* Environment variable i and what it is for; false at the end. */
bool options_variable(size_t i, const char **name, const char **summary);

/* Append the text of --help. */
void options_help(struct buf *out);

#endif
