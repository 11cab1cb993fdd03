/* SPDX-License-Identifier: ISC */
/* What a fleet is made of, for the files that make it up. Nobody else includes this. */
#ifndef SHELL_FLEET_PARTS_H
#define SHELL_FLEET_PARTS_H

#include <sys/types.h>

#include "shell/fleet.h"
#include "shell/fleet_merge.h"

#define FLEET_READ ((size_t)64 << 10) /* bytes read at once: what a pipe holds */
#define FLEET_FEED ((size_t)16 << 20) /* bytes of lines that the slowest worker may be behind */

struct worker {
	const char *name; /* that it began with */
	char *label;      /* that it has now; NULL: the same */
	pid_t pid; /* 0: it ended */
	int in;    /* our ends of its streams; -1: closed */
	int out;
	int err;
	int control;
	size_t fed;   /* bytes of the feed that it has */
	size_t owed;  /* lines whose answer is not whole */
	bool settled; /* we heard whether it is up */
	bool up;
	bool asks;    /* it waits for the answer to its plan */
	size_t things; /* of which it has so many */
	int status;   /* of exit, or why it is not up */
	struct buf complaints; /* of standard error, up to a line's end */
};

struct fleet {
	struct worker *v;
	size_t n;
	size_t width; /* of the widest name */
	bool begun;   /* a person sees the prompt */
	bool muted;   /* nobody wants to see what is printed */
	bool interactive; /* a line at a time: whoever does not run one has no plan */
	struct buf verb;    /* of the plans that wait */
	struct buf command;
	struct buf feed; /* lines that not everybody has */
	bool feed_ended;
	struct merge *merge;
	struct buf out;
};

/* What a worker is called now. */
const char *fleet_name(const struct worker *w);

/* Print what may be printed now. */
void fleet_print(struct fleet *f);

/* A worker has a plan; once all have one, or are done, ask about them. */
void fleet_take_plan(struct fleet *f, struct worker *w, struct str text);
void fleet_ask_plans(struct fleet *f);

/* Close our ends of a worker's streams. */
void fleet_shut(struct worker *w);

#endif
