/* SPDX-License-Identifier: ISC */
/* One case being played: its folder, its server, the program, and what is known of both so far. */
#ifndef TESTS_PROGRAM_PLAY_H
#define TESTS_PROGRAM_PLAY_H

#include "casefile.h"
#include "peer.h"
#include "program.h"
#include "transport.h"

#define PLAY_SECRET "open sesame" /* must never be seen on the program's outputs */
#define PLAY_IDS    64

/* What all cases share. */
struct stage {
	const char *program; /* absolute path */
	const char *dir;     /* temporary; holds bin/amsh and a folder a case */
	const char *ca;      /* file with the authority's certificate */
};

struct play {
	const struct stage *stage;
	const struct casefile *file;
	const struct transport *transport;
	long columns; /* of the terminal to which everything is printed; 0: as the case says */
	char *dir; /* the case's own; the program runs there */
	char port[8];
	int listener;
	SSL_CTX *ctx;
	struct program program;
	struct peer peer;
	bool met;            /* the first client has come */
	char *ids[PLAY_IDS]; /* ActionIDs since the login, the last one last */
	size_t ids_n;
	struct str word;     /* {word} of a step that stands for several lines */
	size_t round;        /* number of the repeated message */
	size_t repeat;       /* how often the next message is sent */
	const char *line_end;
	size_t line;         /* of the case file, for complaints */
	struct buf report;   /* what went wrong */
};

/* Play a case over a transport. Returns whether all was as it should be; else report says why. With
 * columns its standard output is a terminal of that width, and instead of comparing what comes it is
 * asked whether a terminal may have it. */
bool play_case(struct buf *report, const struct stage *stage, const struct casefile *file,
    const struct transport *transport, long columns);

/* Can a case be played at a width: does it print to a pipe, and wait for no text? */
bool play_has_widths(const struct casefile *file);

/* Append text with its {placeholders} replaced. Other braces stay as they are. */
void play_expand(const struct play *p, struct buf *out, struct str text);

/* Remember an ActionID. */
void play_add_id(struct play *p, struct str id);
void play_forget_ids(struct play *p);

#endif
