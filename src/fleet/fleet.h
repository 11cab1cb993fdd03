/* SPDX-License-Identifier: ISC */
/*
 * Many servers: a worker process for each, which is this program with one server, and a front that
 * gives all of them the same lines and shows their output, labelled. A server that is down or slow
 * does not delay the others. The front has no connection and is single-threaded; so is the program
 * until the workers are started.
 */
#ifndef FLEET_FLEET_H
#define FLEET_FLEET_H

#include <poll.h>

#include "base/clock.h"
#include "conf/members.h"

struct client;
struct cmd;
struct completion;
struct fleet_member;
struct fleet;

/* Run what the options say on all members. Returns the exit status, in every worker too. */
int fleet_run(struct options *o, struct members *members);

/* Append the --show-config output of each member. */
int fleet_show(struct buf *out, const struct options *o, const struct members *members,
    struct err *err);

/* Options for the workers. */
struct fleet_setup {
	struct members *members; /* borrowed for the fleet's life */
	bool interactive;
	bool feeds; /* they read lines from the front */
	size_t parallel; /* how many may log in at once */
	bool color;      /* of the front's own screen */
	bool read_only;
};

/*
 * Start the workers. The front gets its fleet. A worker gets NULL, and *member is filled: its
 * standard streams lead to the front, and it continues as if it were alone. If the system refuses,
 * NULL is returned, *err set, and member->members is NULL.
 */
struct fleet *fleet_start(const struct fleet_setup *setup, struct fleet_member *member,
    struct err *err);

/* End the remaining workers, and wait for them. */
void fleet_free(struct fleet *f);

/* Add bytes of lines for all workers, up to a MiB at once. Add no more while a worker lags far. */
void fleet_feed(struct fleet *f, struct str lines);
bool fleet_is_behind(const struct fleet *f);

/* No more lines come. */
void fleet_feed_end(struct fleet *f);

#define FLEET_OWN 3 /* descriptors besides its own that fleet_wait waits for, at most */

/* Wait until the deadline for own and for the fleet; returns what poll does. fleet_take does what
 * can be done then, and prints. fleet_deadline: when it has something to print although nothing
 * comes. */
int fleet_wait(struct fleet *f, struct pollfd *own, size_t own_n, msec deadline);
void fleet_take(struct fleet *f);
msec fleet_deadline(const struct fleet *f);

/* Who waits in another way fills v with what the fleet waits for, as many as fleet_fds_n says, and
 * calls fleet_wait with a deadline that is over. */
size_t fleet_fds_n(const struct fleet *f);
size_t fleet_fds(const struct fleet *f, struct pollfd *v);

/* From now on report when a slow server is up. */
void fleet_announce(struct fleet *f);

/* Refuse every plan of a worker that has not been asked about yet, and report that it is not done,
 * on a line after the ^C that the terminal echoed. */
void fleet_refuse_plans(struct fleet *f);

/* The front took these signals (GOT_…): the screen top may have to be drawn again. */
void fleet_top_signals(struct fleet *f, unsigned got);

/* The lines that a worker was not given yet, since it still runs an earlier one, are not for it. */
void fleet_drop_lines(struct fleet *f);

/* Send a signal to all workers. */
void fleet_signal(const struct fleet *f, int number);

/* Has the ssh of some server the terminal? May one that is not up yet want it? */
bool fleet_lends_terminal(const struct fleet *f);
bool fleet_may_lend_terminal(const struct fleet *f);

/* A line is about to be sent, and every worker will answer it: answers are kept together until
 * fleet_expect_no_more. muted: they are not shown. What a worker says of an earlier line, which it
 * still runs, is always shown on the terminal. */
void fleet_expect(struct fleet *f, bool muted);

/* Print only results until then, to where they go now, which is not the screen. Other things that
 * servers print, events, are shown there, or wait if that is taken. */
void fleet_expect_apart(struct fleet *f, bool taken);

/* Nobody reads these results any more: what servers do only to be read ends. */
void fleet_expect_unread(struct fleet *f);
bool fleet_answered(const struct fleet *f);
void fleet_expect_no_more(struct fleet *f);

/* Have the candidates of member i for a line, without @NAMES, in the place of those of c. False: it
 * has not said any. */
bool fleet_complete(struct fleet *f, size_t i, struct str line, struct completion *c);

/* How many workers run, have reported, are logged in. */
struct fleet_state {
	size_t running;
	size_t settled;
	size_t up;
};

struct fleet_state fleet_state(const struct fleet *f);

/* The first that is logged in, or NULL. */
const char *fleet_first_up(const struct fleet *f);

/* The worst exit status, including those of servers that did not come up: 130 before all others,
 * then the highest. */
int fleet_status(const struct fleet *f);

/* Say in one line how many servers ended how, and which ones not well, if that is worth a line. */
void fleet_summary(const struct fleet *f);

/* Without a shell: give the workers standard input, if they read it, and show their output until
 * all of them have ended. Returns the exit status. */
int fleet_relay(struct fleet *f, bool feeds);

/* The same for a row that makes one answer of all (gather): nothing is shown before. */
int fleet_gather(struct fleet *f, const struct cmd *cmd);

/* Interactive: one shell for all of them. client is the shell's own, without a session. Returns the
 * exit status. */
int fleet_shell(struct fleet *f, struct members *members, struct client *client);

#endif
