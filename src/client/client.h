/* SPDX-License-Identifier: ISC */
/*
 * What commands share: the connection, settings, variables, the last message, and what waits for
 * messages. One thread. Everything that a command prints goes through here to base/out.
 */
#ifndef CLIENT_CLIENT_H
#define CLIENT_CLIENT_H

#include "base/pairs.h"
#include "client/eventlog.h"
#include "client/filters.h"
#include "client/jobs.h"
#include "client/knowledge.h"
#include "client/live.h"
#include "client/messages.h"
#include "client/recorder.h"
#include "client/rules.h"
#include "conf/options.h"
#include "lang/names.h"
#include "lang/settings.h"
#include "lang/split.h"
#include "session/session.h"
#include "view/render.h"

/* Where a line comes from, for messages: "stdin:12". No name: typed, or given as words. */
struct place {
	const char *name;
	size_t line;
};

/* Someone who waits for the items of one call. take sets done when the answer is whole. */
struct waiter {
	uint32_t call;
	void (*take)(struct waiter *w, const struct item *item);
	void *owner;
	bool parts; /* it takes what came of a reply that broke off */
	bool done;
	struct waiter *next;
};

/* Someone who is told of every event. event says true when it has used the event up: then no later
 * `wait` gets it. */
struct listener {
	bool (*event)(struct listener *l, const struct msg *m, bool suspect);
	/* The connection is gone; NULL: that is no matter. */
	void (*lost)(struct listener *l, struct str why);
	bool instead; /* it shows events itself: the interactive shell does not (tail) */
	bool wider;   /* it is told even what the user's mask would not have let through */
	struct listener *next;
};

/* Something that is due at a time. fire takes it off the list first; it may set it again. */
struct timer {
	msec at;
	void (*fire)(struct timer *t);
	struct timer *next;
};

struct team;

struct client {
	const struct options *options;
	struct team *team; /* the other servers, when this is one of several; else NULL */
	struct settings set;
	bool interactive; /* a person at a terminal: events are shown, questions can be asked */
	bool one_shot;    /* a single command: nobody will ask for events that came before it */
	struct place place;

	struct session *session; /* NULL before connect and after disconnect */
	bool online;
	bool retrying;  /* it is not, but the session tries again */
	bool asks;      /* the session has asked for the secret, and somebody waits to give it */
	bool answers;   /* somebody does */
	bool met;       /* the session was online once */
	bool reconnect; /* after a loss */
	bool patient;   /* and when the server is down at the start */
	bool due;       /* the first line that needs a server opens the connection, with mask */
	bool spared;    /* lines of the script did their work without */
	msec greeted;   /* until then FullyBooted belongs to the login */
	struct record record;
	const char *record_to; /* from the first connection on; NULL: nothing, or it began */
	struct err offline; /* why it is not */
	struct endpoint endpoint;
	struct buf version; /* AMI version of the banner */
	struct buf mask;    /* of events, as the user wants it */
	unsigned widened;   /* how many commands need a wider one now */
	struct buf wider;   /* the classes that it is wider by */
	struct waiter narrowing; /* for the reply to the mask that was put back; call 0: none */
	struct filters *filters; /* of events, on the server */
	struct names names; /* actions that the server offers */
	struct knowledge *knowledge; /* and what else it tells of itself */
	struct live *live;      /* its channels */

	struct waiter *waiters, *last_waiter; /* in the order in which their answers come */
	struct listener *listeners;
	struct timer *timers; /* the earliest first */
	struct jobs jobs;     /* actions on their way */
	const struct job *answer; /* of the command that runs, or NULL */
	struct eventlog *log;
	struct rules rules;
	struct buf held;      /* rendered events that wait until an answer is printed */
	uint64_t held_lost;
	struct render *event_view; /* made from the settings when first needed */

	struct pairs variables;
	struct pairs aliases;
	struct messages messages; /* of ${Header} */
	struct buf block; /* lines of a raw block that is being typed */
	struct place block_place; /* where it began */
	bool in_block;

	bool quit;
	bool killed; /* by a signal; then quit is set as well */
	int depth; /* of aliases and source */
	const struct words *positional; /* of ${1} and $1: FILE and its words, in a sourced file */
	void (*print_history)(long last); /* the interactive shell's; NULL elsewhere */
};

void client_init(struct client *client, const struct options *options);
void client_clear(struct client *client);

/* How things are to look by the settings; a renderer that does so, which the caller frees. */
struct render_options client_render_options(const struct client *client);
struct render *client_render(const struct client *client);

/* Is the server's AMI older than version 2, which came with Asterisk 12? No before its banner. */
bool client_is_old(const struct client *client);

/* The settings that change how events look have changed. */
void client_restyle(struct client *client);

/* "hello@pbx.example.net", for the prompt. */
void client_who(const struct client *client, struct buf *out);

/* Print "amsh: [stdin:12: ]TEXT". */
void client_error(const struct client *client, const struct err *err);

/* Why nothing can be sent: sets err and returns -1. */
int client_refuse(const struct client *client, struct err *err);

/* Does anyone want to see what is sent? */
bool client_traces(const struct client *client);

/* Is this a dry run? Then it is said that what, and more of it, is left out. */
bool client_leaves_out(const struct client *client, const char *what, struct str more);

/* Look up ${name}. */
bool client_find(const struct client *client, struct str name, struct str *value);

/* Say that there is no ${name}, and what there could be; returns -1. */
int client_unknown(const struct client *client, struct str name, struct err *err);

#endif
