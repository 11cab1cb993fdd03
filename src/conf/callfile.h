/* SPDX-License-Identifier: ISC */
/*
 * Call files: what Asterisk's pbx_spool reads. They are checked before they are written, since
 * pbx_spool only logs what it does not understand and then makes a different call or none. Facts
 * are those of pbx/pbx_spool.c and of Asterisk 22 as it behaves.
 */
#ifndef CONF_CALLFILE_H
#define CONF_CALLFILE_H

#include <sys/types.h>
#include <time.h>

#include "base/buf.h"
#include "base/err.h"

#define CALLFILE_LINE_MAX 1022 /* bytes; pbx_spool skips longer lines */

/*
 * Append the line "Key: value". The key must be one that pbx_spool knows, in any case; the value is
 * escaped where possible. ERR_USAGE: a key that is unknown or given twice (out holds the lines so
 * far), a value that pbx_spool would read differently or not at all.
 */
int callfile_line(struct buf *out, struct str key, struct str value, struct err *err);

/*
 * Read a local time: "YYYY-MM-DD HH:MM[:SS]" (or a T in the middle), "HH:MM[:SS]" for the next time
 * that the clock shows this, or "+N", N seconds from now (Ns, Nm, Nh and Nd too). If an hour comes
 * twice, when the clocks go back, the first that has not passed is taken, and note says which one.
 * ERR_USAGE: not a time, a past time, or one that is skipped when the clocks go forward.
 */
int callfile_time(time_t *at, struct str text, time_t now, struct buf *note, struct err *err);

/* Append the directory that the local Asterisk watches, from its asterisk.conf. */
void callfile_spool(struct buf *folder);

/* Where and how a call file is put. */
struct callfile_place {
	const char *spool; /* the directory outgoing */
	const char *owner; /* USER, USER:GROUP or :GROUP, names or numbers; NULL: the spool's own,
	                    * or if not run by root, the current user and the spool's group */
	const char *group; /* name or number; NULL: the owner's, or the spool's */
	bool scheduled;
	time_t at;
};

/*
 * Write the text where pbx_spool does not look, on the same file system, and move it into the spool
 * when it is complete and on the disk. Appends its path. ERR_USAGE says what could not be done;
 * then nothing is left.
 */
int callfile_write(struct buf *path, const struct callfile_place *place, struct str text,
    struct err *err);

#endif
