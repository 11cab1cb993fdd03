/* SPDX-License-Identifier: ISC */
/*
 * Plays a recording (net/recording.h) at its own speed: hands over the bytes of one direction when
 * their time has come. Runs in the caller's thread.
 */
#ifndef NET_PLAYER_H
#define NET_PLAYER_H

#include "base/err.h"
#include "net/recording.h"

struct player {
	int file;      /* closed by its owner */
	bool headless; /* the rest of a recording: its time begins with its first line */
	long speed;    /* in thousandths; 0: as fast as it goes */
	enum direction direction;
	bool (*wait)(void *arg, msec until); /* false ends the playing */
	/* Bytes that came at a time, ms since 1970; 0: not known. False ends the playing. */
	bool (*take)(void *arg, int64_t time, struct str bytes);
	void *arg;
	/* Its own. */
	int64_t began; /* when time 0 of the recording was; 0: not known */
	msec start;    /* when that is played */
};

/* Open for reading whatever can be read as a stream; a directory cannot. Returns a descriptor, or
 * -1: ERR_USAGE. */
int player_open(const char *name, struct err *err);

/* Does the file begin like a recording? A pipe, which cannot be read twice, never does. */
bool player_knows(int file, bool *headless);

/* Play to the end; false: wait or take ended it. */
bool player_run(struct player *p);

#endif
