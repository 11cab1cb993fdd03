/* SPDX-License-Identifier: ISC */
/*
 * One of several servers: what a worker of a fleet knows beside its own connection. It labels what
 * it prints, leaves out the lines that are for others, and tells the front how it is.
 */
#ifndef CLIENT_TEAM_H
#define CLIENT_TEAM_H

#include "base/buf.h"
#include "client/ask.h"
#include "view/render.h"

struct control_plan;
struct members;

struct team {
	struct members *members;       /* all of them */
	size_t self;                   /* which one we are */
	int control;                   /* socket to the front */
	int turn;                      /* socket for turns at the terminal (net/turn.h) */
	bool errors_seen;              /* the front's standard error is a terminal */
	bool interactive;              /* a person sits at the front */
	bool up;                       /* the front was told that we are logged in */
	bool named;                    /* this line said that we are meant */
	bool moves;                    /* and that we may connect to another server */
	bool elsewhere;                /* the lines of a raw block for others go by */
	struct buf label;              /* in front of each line of text */
};

/* Make the label. */
void team_dress(struct team *t, bool color);
void team_clear(struct team *t);

const char *team_name(const struct team *t);

/* Label what is printed, unless the format does so itself. */
void team_label(const struct team *t, enum format format);

/* Tell the front when it changes whether we are logged in. */
void team_tell(struct team *t, bool online);

/* Tell the front that what a line printed is whole. */
void team_done(const struct team *t);

/* Have the front ask once for all servers what is going to be done; it says itself that it is not,
 * and answers in any case. */
enum answer team_ask(const struct team *t, const struct control_plan *plan, struct buf *answer);

/* What is printed from now on are pictures, of which the front puts the last of each server on one
 * screen, until the line is done (team_done). text says what is watched. */
void team_watch(const struct team *t, struct str text);

/* The picture is whole. */
void team_picture(const struct team *t);

/*
 * Is a line for us? 1: yes, and *line is without the @NAMES in front of it, if there were any; 0:
 * no; -1: it is for somebody who is not there, ERR_USAGE.
 */
int team_takes(struct team *t, struct str *line, struct err *err);

/* No raw block goes by any more. */
void team_stay(struct team *t);

/* The part of a line being typed after "@NAMES "; the line itself if there is none. */
struct str team_after_names(struct str line);

/* Take "@NAMES " off the front of a line. False: it does not begin like that. */
bool team_names(struct str *line, struct str *names);

#endif
