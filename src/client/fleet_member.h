/* SPDX-License-Identifier: ISC */
/*
 * One of several servers: what a worker of a fleet knows beside its own connection. It labels what
 * it prints, leaves out the lines that are for others, and tells the front how it is.
 */
#ifndef CLIENT_FLEET_MEMBER_H
#define CLIENT_FLEET_MEMBER_H

#include "base/buf.h"
#include "client/ask.h"
#include "view/render.h"

struct control_plan;
struct members;

struct fleet_member {
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
void member_dress(struct fleet_member *m, bool color);
void member_clear(struct fleet_member *m);

const char *member_name(const struct fleet_member *m);

/* Label what is printed, unless the format does so itself. */
void member_label(const struct fleet_member *m, enum format format);

/* Tell the front when it changes whether we are logged in. */
void member_tell(struct fleet_member *m, bool online);

/* Tell the front that what a line printed is whole. */
void member_done(const struct fleet_member *m);

/* Have the front ask once for all servers what is going to be done; it says itself that it is not,
 * and answers in any case. */
enum answer member_ask(const struct fleet_member *m, const struct control_plan *plan,
    struct buf *answer);

/* What is printed from now on are pictures, of which the front puts the last of each server on one
 * screen, until the line is done (member_done). text says what is watched. */
void member_watch(const struct fleet_member *m, struct str text);

/* The picture is whole. */
void member_picture(const struct fleet_member *m);

/*
 * Is a line for us? 1: yes, and *line is without the @NAMES in front of it, if there were any; 0:
 * no; -1: it is for somebody who is not there, ERR_USAGE.
 */
int member_takes(struct fleet_member *m, struct str *line, struct err *err);

/* No raw block goes by any more. */
void member_stay(struct fleet_member *m);

/* The part of a line being typed after "@NAMES "; the line itself if there is none. */
struct str member_after_names(struct str line);

/* Take "@NAMES " off the front of a line. False: it does not begin like that. */
bool member_names(struct str *line, struct str *names);

#endif
