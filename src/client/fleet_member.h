/* SPDX-License-Identifier: ISC */
/*
 * One of several servers: what a worker of a fleet has besides its own connection. It labels its
 * output, skips lines for others, and reports its state to the front.
 */
#ifndef CLIENT_FLEET_MEMBER_H
#define CLIENT_FLEET_MEMBER_H

#include "base/buf.h"
#include "client/ask.h"
#include "view/render.h"

struct fleet_plan;
struct members;

struct fleet_member {
	struct members *members;       /* all of them */
	size_t self;                   /* which one we are */
	int control;                   /* socket to the front */
	int turn;                      /* socket for turns at the terminal (net/turn.h) */
	bool errors_seen;              /* the front's standard error is a terminal */
	bool interactive;              /* the front is interactive */
	bool up;                       /* the front was told that we are logged in */
	bool named;                    /* this line said that we are meant */
	bool moves;                    /* and that we may connect to another server */
	bool elsewhere;                /* a raw block for others is being skipped */
	struct buf label;              /* in front of each line of text */
};

/* Make the label. */
void member_dress(struct fleet_member *m, bool color);
void member_clear(struct fleet_member *m);

const char *member_name(const struct fleet_member *m);

/* Label what is printed, unless the format does so itself. */
void member_label(const struct fleet_member *m, enum format format);

/* Tell the front whether we are logged in, when that changes. */
void member_tell(struct fleet_member *m, bool online);

/* Tell the front that the output of a line is complete. */
void member_done(const struct fleet_member *m);

/* Wait until it may be shown what is going to be done, which the front asks about once for all
 * servers that are going to do the same. Anything but ANSWER_GIVEN is the answer already. */
enum answer member_plan(const struct fleet_member *m, const struct fleet_plan *plan);

/* That is shown: let the front ask. It reports a no itself, and always answers. */
enum answer member_ask(const struct fleet_member *m, struct buf *answer);

/* What is printed from now on are results that the front has another place for than the terminal;
 * and (member_results_end) no longer. */
void member_results(const struct fleet_member *m);
void member_results_end(const struct fleet_member *m);

/* What is printed from now on are pictures, of which the front puts the last of each server on one
 * screen, until the line is done (member_done). text says what is watched. */
void member_watch(const struct fleet_member *m, struct str text);

/* The picture is whole. */
void member_picture(const struct fleet_member *m);

/*
 * Is a line for us? 1: yes, and *line is without the @NAMES in front of it, if there were any; 0:
 * no; -1: it is for an unknown server, ERR_USAGE.
 */
int member_takes(struct fleet_member *m, struct str *line, struct err *err);

/* The skipped raw block has ended. */
void member_stay(struct fleet_member *m);

/* The part of a line being typed after "@NAMES "; the line itself if there is none. */
struct str member_after_names(struct str line);

/* Take "@NAMES " off the front of a line. False: it does not begin with one. */
bool member_names(struct str *line, struct str *names);

#endif
