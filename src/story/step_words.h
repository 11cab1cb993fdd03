/* SPDX-License-Identifier: ISC */
/* The name, words and drawing of each step of a call, as data. */
#ifndef STORY_STEP_WORDS_H
#define STORY_STEP_WORDS_H

#include "base/buf.h"
#include "state/trace.h"

enum arrow {
	ARROW_NONE,
	ARROW_DIAL,
	ARROW_ANSWER,
	ARROW_HOLD,
	ARROW_TRANSFER,
	ARROW_BRIDGE,
};

/* In say and alone %a, %b, %c are the parties; what follows them is a phrase (view/phrase.h),
 * filled in from the event. */
struct step_words {
	const char *name;  /* for programs */
	enum arrow arrow;
	int from, to;      /* parties of the arrow */
	const char *say;   /* NULL: the picture shows it, or it is not interesting */
	const char *alone; /* if a party of say is missing; NULL: nothing */
	const char *phrase;
	const char *headers; /* of the event that are data of the step: "A,B" */
};

const struct step_words *step_words(enum step_kind kind);

/* Append what happened in words, printable: "alice dials bob", or nothing. Lanes that were shown
 * are called by their labels. */
void step_say(struct buf *out, const struct trace_step *step);

/* The same with the whole names. */
void step_say_whole(struct buf *out, const struct trace_step *step);

/* Append who a lane is, for its first mention: name, caller, where it goes. since: how long it has
 * been there, in ms; below 0: it is new. */
void step_introduce(struct buf *out, const struct lane *lane, msec since);

#endif
