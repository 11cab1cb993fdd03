/* SPDX-License-Identifier: ISC */
/* The inside of a fleet, for its own files. No other file includes this. */
#ifndef FLEET_FLEET_IMPL_H
#define FLEET_FLEET_IMPL_H

#include <sys/types.h>

#include "fleet/fleet.h"
#include "fleet/fleet_merge.h"

#define FLEET_READ ((size_t)64 << 10) /* bytes read at once: what a pipe holds */
#define FLEET_FEED ((size_t)16 << 20) /* bytes of lines that the slowest worker may lag */

#define FLEET_WAYS 5 /* descriptors of a worker */
#define FLEET_KEYS 1 /* and one for keys, of the screen top */

struct worker {
	const char *name; /* that it began with */
	char *label;      /* that it has now; NULL: the same */
	pid_t pid; /* 0: it ended */
	int in;    /* our ends of its streams; -1: closed */
	int out;
	int err;
	int control;
	size_t fed;   /* bytes of the feed that it has */
	bool runs;    /* it has a typed line, and has not said that it is done */
	size_t owed;  /* lines whose answer is not complete… */
	size_t late;  /* and those of them that were left by ^C */
	bool results; /* what it prints are results that go where the line says */
	bool admitted; /* it was told to log in… */
	bool enters;  /* …and is not through with that */
	bool settled; /* it has reported whether it is up */
	bool up;
	bool asks;    /* it waits for the answer to its plan */
	size_t things; /* which has this many things… */
	struct buf verb;    /* and what it does to them, … */
	struct buf command; /* by which command */
	size_t plan_number; /* the plans are numbered as they come */
	bool shows;   /* it was told to show its plan… */
	bool shown;   /* and has */
	bool completes; /* it has not said all candidates for a line yet */
	int status;   /* of exit, or why it is not up */
	int turn; /* our end of the socket of net/turn.h; -1: closed */
	unsigned char turn_number; /* of its last command that may ask… */
	bool may_ask;              /* …and is not done… */
	bool wants_turn;           /* …but waits for the terminal */
	bool watches;  /* its output is screens */
	bool tops;     /* it sends rows for the screen top */
	bool fresh;    /* this picture was not drawn yet */
	struct buf growing; /* the picture that it prints */
	struct buf picture; /* the last complete one */
	struct buf said;    /* on standard error meanwhile */
	struct buf complaints; /* of standard error, up to a line's end */
	struct buf gathered; /* its whole output, if one answer is made of all */
};

struct fleet_top;

struct fleet {
	struct worker *v;
	size_t n;
	size_t parallel; /* how many may log in at once */
	struct pollfd *fds; /* room for FLEET_OWN and for all that is polled of the workers */
	size_t own_n; /* of those, in fleet_wait */
	size_t width; /* of the widest name */
	bool begun;   /* there is an interactive prompt */
	bool muted;   /* output is not shown */
	bool gathers; /* nor yet, and it is kept */
	bool apart;   /* results go elsewhere than to the screen… */
	bool taken;   /* which a command may have: what is no result waits */
	bool unread;  /* nobody reads them any more */
	bool interactive; /* a line at a time: workers that do not run one have no plan */
	const struct worker *talks; /* has the terminal for its ssh; NULL: nobody */
	unsigned char talk_number;
	size_t watching;    /* how many workers print pictures */
	struct buf watched; /* the line that they are of */
	msec undrawn;       /* since when there is a fresh one; CLOCK_NEVER: there is none */
	msec plans_due;     /* without typed lines: when to stop waiting for other plans */
	size_t plans_n;     /* how many have come */
	struct buf feed; /* lines that not all workers have read */
	bool feed_ended;
	struct completion *wanted; /* the candidates that a worker says; NULL: nobody waits */
	struct merge *merge;
	struct buf out;
	struct fleet_top *top; /* the screen top, or NULL */
	bool refused;   /* the terminal cannot show it, and that is said */
	bool color;
	bool read_only;
};

/* The present name of a worker. */
const char *fleet_name(const struct worker *w);

/* Let as many workers log in as may at once. */
void fleet_admit(struct fleet *f);

/* Let none in any more: those that wait for it end. */
void fleet_admit_none(struct fleet *f);

/* May the front have this many open files more? ERR_USAGE: no. A worker puts the limit back. */
int fleet_raise_limit(size_t servers, struct err *err);
void fleet_restore_limit(void);

/* A worker has said a candidate, or (empty) the last. */
void fleet_take_candidate(struct fleet *f, struct worker *w, struct str text);

/* Take the messages of a worker that have come. */
void fleet_take_messages(struct fleet *f, struct worker *w);

/* Print what may be printed now. */
void fleet_print(struct fleet *f);

/* A worker has a plan; once all have one, or are done, and those that are like the first are shown,
 * ask about these. Others are shown when it is their turn. */
void fleet_take_plan(struct fleet *f, struct worker *w, struct str text);
void fleet_ask_plans(struct fleet *f);
msec fleet_plans_deadline(const struct fleet *f);

/* A worker begins to print pictures; one is complete; it is done, or gone. What it prints and says
 * goes to fleet_watch_add and fleet_watch_say while it does. */
void fleet_watch_begin(struct fleet *f, struct worker *w, struct str line);
void fleet_watch_add(struct worker *w, struct str bytes);
void fleet_watch_say(struct worker *w, struct str line);
void fleet_watch_whole(struct fleet *f, struct worker *w);
void fleet_watch_end(struct fleet *f, size_t i);

/* Draw the screen, if there is something new and no other worker is about to send some; when that
 * is due although nothing comes. */
void fleet_watch_draw(struct fleet *f);
msec fleet_watch_deadline(const struct fleet *f);

/* A message of the screen top came from a worker; a worker is done with it, or gone. */
void fleet_top_take(struct fleet *f, struct worker *w, struct str text);
void fleet_top_end(struct fleet *f, struct worker *w);

/* Take keys and draw, if it is open and that is due; when it is due although nothing comes. */
void fleet_top_work(struct fleet *f);
msec fleet_top_deadline(const struct fleet *f);

/* Give the terminal back, whatever the workers do. */
void fleet_top_close(struct fleet *f);

/* Messages about the terminal came from a worker; give it to the next waiting worker, if it is free
 * and no line is being typed. */
void fleet_hear_of_terminal(struct fleet *f, struct worker *w);
void fleet_lend_terminal(struct fleet *f);

/* Close our ends of a worker's streams. */
void fleet_shut(struct worker *w);

#endif
