/* SPDX-License-Identifier: ISC */
/*
 * A command is a row: name, help, arguments, flags and a function. Lookup, usage, help, the man
 * page, completion and --complete all come from the rows, which cmd/rows.h lists.
 */
#ifndef LANG_CMD_H
#define LANG_CMD_H

#include "base/err.h"

struct args;
struct buf;
struct client;

enum cmd_group { GROUP_ACTIONS, GROUP_CALLS, GROUP_EVENTS, GROUP_SCRIPT, GROUP_SHELL };

enum arg_type {
	ARG_WORD,
	ARG_NUMBER,  /* a whole number from 0 */
	ARG_SECONDS, /* a number of seconds, fractions allowed */
	ARG_CHANNEL,
	ARG_DEVICE,  /* what to call: PJSIP/alice */
	ARG_DEST,    /* exten@context[:priority] or Application(data) */
	ARG_QUEUE,
	ARG_ENDPOINT,
	ARG_FILE,
	ARG_CHOICE,  /* one of choices */
	ARG_SWITCH,  /* on or off, in any word of Asterisk's for them */
	ARG_EVENT,   /* event names, comma-separated, globs allowed */
	ARG_TERM,    /* Header=glob, Header!=glob, Header~regex, Header!~regex */
	ARG_HEADER,  /* Header=value */
	ARG_REST,    /* the rest of the line, as it is */
	ARG_LINE,    /* the same as a line of its own, up to do */
	ARG_ACTION,
	ARG_COMMAND,
	ARG_TOPIC,   /* an action after the word action, what ARI has after ari, else an event */
	ARG_PATH,    /* of ARI */
	ARG_QUERY,   /* NAME=VALUE, or the body, of a request of ARI: the words before it are METHOD
	              * PATH */
	ARG_ARI_APP, /* an application of ARI */
	ARG_ARI_EVENT, /* that, types of its events, or a term */
	ARG_MASK,    /* of events: on, off, or classes */
	ARG_SETTING,
	ARG_SETTING_VALUE, /* of the setting before it */
	ARG_SERVER,  /* a URL, or a section of amsh.conf */
	ARG_FAMILY,  /* of the key-value store */
	ARG_KEY,     /* of the family before it */
	ARG_CHECKED, /* the endpoint or queue that is checked, after that word */
	ARG_FLAG,    /* an option without a value */
};

/* An option (its word given) takes the next word; everything else is taken in order. */
struct arg_spec {
	const char *name;
	enum arg_type type;
	bool optional;
	bool repeated;
	const char *option;  /* "-n", or NULL for a positional argument */
	const char *choices; /* "a|b|c" */
	const char *header;  /* of the row's action that it fills */
};

enum cmd_flags {
	CMD_SESSION = 1 << 0,     /* needs a connection */
	CMD_CONNECTS = 1 << 1,    /* needs no connection itself, but has one as the only command */
	CMD_APART = 1 << 2,       /* works without a connection, so a script makes none for it */
	CMD_MOVES = 1 << 3,       /* opens the connection to another server */
	CMD_FOLLOWS = 1 << 4,     /* as the only command, it continues after a loss */
	CMD_EVENTS = 1 << 5,      /* is about events: log in with all of them */
	CMD_CALL_EVENTS = 1 << 6, /* needs events of class call: log in with them */
	CMD_DANGEROUS = 1 << 7,   /* no abbreviation; asks on a terminal */
	CMD_HEADERS = 1 << 8,     /* Header=value words become headers of its action */
	CMD_PARAMETERS = 1 << 9,  /* its words fill the parameters of its action, it has no args */
	CMD_LINE = 1 << 10,       /* what follows its first word is a line of its own */
	CMD_HERE = 1 << 11,       /* in a fleet, the front runs it, once */
	CMD_SETS = 1 << 12,       /* and every server silently does the same; needs no connection */
	CMD_ONCE = 1 << 13,       /* in a script for a fleet, the line must name the server */
	CMD_EXPLAINS = 1 << 14,   /* in a fleet, a server is asked about what is not a command */
	CMD_DO = 1 << 15,         /* ends with do and a line, which it runs for each of something */
	CMD_LIST = 1 << 16,       /* its answer is a list, whatever its action's is */
	CMD_ARI = 1 << 17,        /* asks ARI, not AMI: it needs no connection */
};

/* What one server of a fleet has answered. */
struct gathered {
	const char *name; /* of the server */
	struct str output;
	int status; /* of exit */
};

/* A line as it is typed at the prompt, and in a sentence what it does. */
struct example {
	const char *line;
	const char *what;
};

struct cmd {
	const char *name;
	const char *aliases; /* "a|b", or NULL */
	enum cmd_group group;
	const char *summary; /* one line, no full stop */
	const char *help;    /* sentences */
	const struct example *examples; /* one at least; ended by a row without a line */
	const struct arg_spec *args; /* ended by a row without a name */
	unsigned flags;
	const char *action; /* what is sent by cmd_run_action and cmd_run_parameters */
	const char *item_headers; /* "A,B" of the items of its list, if no action tells; or NULL */
	int (*run)(struct client *client, const struct args *args, struct err *err);
	/* The rest counts where it is the only command of the program. */
	/* Tell what kept it from its work, and return the exit status. client is NULL where there
	 * is none yet. NULL: standard error tells it, and its kind is the status. */
	int (*fail)(const struct client *client, const struct err *err);
	/* Make one answer of those of all servers of a fleet, and return the exit status. NULL:
	 * they are shown as they come. */
	int (*gather)(struct buf *out, const struct gathered *v, size_t n);
	/* What it is without words: a row that is not in the table; or NULL: the same. */
	const struct cmd *alone;
};

/* The run function of a row that is an action under another name: each argument is the header named
 * in its spec. */
int cmd_run_action(struct client *client, const struct args *args, struct err *err);

/* That of a row with CMD_PARAMETERS: the words fill the action's parameters in the order that the
 * server documents, as after any action's name. */
int cmd_run_parameters(struct client *client, const struct args *args, struct err *err);

/* The rows, sorted by name. */
extern const struct cmd *const cmd_table[];
extern const size_t cmd_table_n;

/* Has the row an argument of that type? NULL has none. */
bool cmd_takes(const struct cmd *cmd, enum arg_type type);

/* The name of a group, as a heading. */
const char *cmd_group_name(enum cmd_group group);

/*
 * Find a command by name or alias, ignoring case; a unique prefix suffices where abbreviations are
 * allowed. NULL when there is none: then err is ERR_USAGE if the prefix was ambiguous, else
 * untouched.
 */
const struct cmd *cmd_find(struct str name, bool abbreviations, struct err *err);

/* The row whose name is these two words, as "ari tail"; else cmd, which was found for the first. */
const struct cmd *cmd_second(const struct cmd *cmd, struct str name, struct str second);

/* The row that a command is without words. NULL stays NULL. */
const struct cmd *cmd_alone(const struct cmd *cmd);

/* How many words its name has: 1 or 2. */
size_t cmd_words(const struct cmd *cmd);

/* Append "hangup CHANNEL [CAUSE]". Its parts: " [CAUSE]", and what follows all arguments. */
void cmd_usage(struct buf *out, const struct cmd *cmd);
void cmd_usage_argument(struct buf *out, const struct arg_spec *a);
void cmd_usage_end(struct buf *out, const struct cmd *cmd);

#endif
