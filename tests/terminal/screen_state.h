/* SPDX-License-Identifier: ISC */
/*
 * The inside of the terminal model, for its own files: what the reader of bytes remembers and the
 * operations that sequences.c and modes.c give each other.
 */
#ifndef TESTS_TERMINAL_SCREEN_STATE_H
#define TESTS_TERMINAL_SCREEN_STATE_H

#include <locale.h>
#include <stdint.h>

#include "screen.h"

enum { PARAMS = 16, SEQUENCE = 64 };

enum state { GROUND, ESCAPE, CHARSET, CSI, STRING, STRING_ESCAPE };

enum mode {
	MODE_INSERT = 1,
	MODE_AUTOWRAP = 2,
	MODE_CURSOR = 4,
	MODE_ALTERNATE = 8,
	MODE_PASTE = 16,
	MODE_MOUSE = 32,
	MODE_KEYS = 64,    /* the cursor's keys send other bytes */
	MODE_KEYPAD = 128, /* and those of the keypad */
	MODE_FOCUS = 256,
	MODE_REVERSE = 512,
	MODE_CHARSET = 1024, /* letters are drawn as lines */
	MODE_NONE = 2048,    /* nothing that a later program would notice */
};

struct saved {
	int y, x;
	bool pending;
	struct attr attr;
};

struct screen {
	struct grid main, alternate;
	struct grid *g;
	struct saved saved, saved_main;
	locale_t utf8;
	screen_answer_fn *answer;
	void *answer_arg;
	screen_watch_fn *watch;
	void *watch_arg;
	unsigned modes;

	enum state state;
	char seq[SEQUENCE]; /* the sequence so far, from after its ESC */
	size_t nseq;
	char prefix, middle; /* '?' and the like; an intermediate byte */
	int param[PARAMS];
	int nparam;

	uint32_t ch; /* a character of which bytes are missing */
	uint32_t least;
	int missing;
	uint32_t last; /* the last printed, for REP */

	bool styled, coloured;
	unsigned long bells, strings, unknown;
	char first[SEQUENCE * 4];
};

/* Count something no program of ours should send; the first is kept for the test's message. */
void screen_note(struct screen *s, const char *kind, const char *bytes, size_t len);
void screen_bad_sequence(struct screen *s);

/* The i-th parameter, or what stands for a missing or zero one. */
int screen_param(const struct screen *s, int i, int missing);

/* Run what the sequence that is now complete asks for. */
void screen_run_csi(struct screen *s, char final);
void screen_run_escape(struct screen *s, char final);

void screen_save(struct screen *s);
void screen_restore(struct screen *s);
void screen_keypad_on(struct screen *s);
void screen_keypad_off(struct screen *s);
void screen_charset(struct screen *s, char name);
void screen_renditions(struct screen *s);
void screen_set_modes(struct screen *s);
void screen_reset_modes(struct screen *s);
void screen_soft_reset(struct screen *s);
void screen_full_reset(struct screen *s);

#endif
