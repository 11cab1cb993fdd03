/* SPDX-License-Identifier: ISC */
/*
 * Messages and questions of a command that leads to a server. While it connects it can be lent the
 * terminal: it gets one of its own, and a thread passes the data between the two, so that we know
 * when it asks and when it has the answer. After that, and if no terminal is lent, its last line is
 * kept for the error message of its end. Of several servers one at a time has the terminal, from
 * the first that its command says until it has connected; the others' commands wait, and nothing
 * that is typed reaches two of them.
 */
#ifndef NET_LEND_H
#define NET_LEND_H

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/spawn.h"
#include "net/endpoint.h"

struct lend;

/* For the command that leads to e. TALK_LENT: /dev/tty is for it until lend_end, where e->turn says
 * so after that was given; else nothing is asked. NULL: ERR_CONNECT. */
struct lend *lend_new(const struct endpoint *e, struct err *err);

/* Say in gets which terminal and standard error the command is to have; lend_started after that. */
void lend_equip(struct lend *l, struct spawn *gets);
void lend_started(struct lend *l);

/* The command has connected: the terminal is as it was, and ours. */
void lend_end(struct lend *l);

/* Was its question not answered? Then it was hung up. */
enum lend_refusal {
	LEND_ASKED,      /* no */
	LEND_PERSON_NO,  /* the user said so, for this server only */
	LEND_OTHER_USE,  /* the terminal is for something else now */
};

enum lend_refusal lend_refused(struct lend *l);

/* When span ms have passed since the last answer, not counting the time of an open question. */
msec lend_deadline(struct lend *l, msec deadline, msec span);

/* Append the last line of the command that was not shown. */
void lend_last_words(struct lend *l, struct buf *words);

/* The command has ended. NULL is fine. */
void lend_free(struct lend *l);

#endif
