/* SPDX-License-Identifier: ISC */
/* How output looks, whether it is interactive, and the events in it. */
#ifndef CLIENT_DISPLAY_H
#define CLIENT_DISPLAY_H

#include "base/buf.h"
#include "client/loop.h"
#include "story/others.h"
#include "view/render.h"

struct channels;
struct rules;
struct story;
struct client;
struct err;
struct terms;
struct msg;
struct render_options;

struct display {
	bool interactive;    /* a user at a terminal: events are shown, questions can be asked */
	struct rules *rules; /* which events */
	struct buf held;     /* rendered events that wait until an answer is printed */
	uint64_t held_lost;
	struct render *events; /* made from the settings when first needed */
	struct story *story;   /* that is told instead of them */
	struct others others;  /* those that are not */
	struct timer timer;    /* for their count */
	struct render_pick pick; /* of the line that runs */
	bool plain;  /* its results go to a pipe or file */
	bool holds;  /* something else has the terminal: events wait */
	const struct render_taker *taker; /* of what lines print now; NULL: it is printed */
};

struct display *display_new(void);
void display_free(struct display *s);

void display_preset(struct display *s, bool interactive);

/* The look according to the settings; a renderer for it, which the caller frees. */
struct render_options display_options(const struct client *client);
struct render *display_render(const struct client *client);

/* Which items of its lists the line that runs shows. Returns what the line around it does. */
struct render_pick display_pick(struct display *s, struct render_pick pick);

/* Append the failure of a line, or of the action with that ActionID, for programs that read the
 * output: in a format that has such, not in an interactive shell or a dry run. */
void display_failure(const struct client *client, struct render *render, struct str id,
    const struct err *err, struct buf *out);

/* The results of the line that runs go to a pipe or file, and look so; holds: events wait. */
void display_plain(const struct client *client, bool plain, bool holds);

/* Have answers given to this taker instead of printed. Returns the previous one. */
const struct render_taker *display_give(struct display *s, const struct render_taker *taker);

/* Settings that change the look of events, or the terminal's size, have changed. */
void display_restyle(const struct client *client);

/* Show, hide: see rules_add. */
void display_rule(struct display *s, bool show, struct terms *terms);

/* Let the story learn from an event before the live channels do. Is it part of the story? */
bool display_learn(
    const struct client *client, const struct msg *m, bool suspect, const struct channels *known);

/* The connection is lost: what the story knows of calls is void. */
void display_lose(struct display *s);

/* Hold an event, if the rules show it, until display_release prints it: at once, or after the
 * answer that is being printed. The story tells it in its own words, or counts it. told: what
 * display_learn has just said of it. */
void display_event(struct client *client, const struct msg *m, bool suspect, bool told);
void display_release(struct display *s);

/* The terminal shows a picture: events and their count wait. Returns what it was before. */
bool display_hold(struct display *s, bool holds);

/* Print what is held, and the count, unless a signal ends us: nothing more comes, or what comes
 * is printed otherwise. */
void display_end(const struct client *client);

#endif
