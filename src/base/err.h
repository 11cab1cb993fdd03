/* SPDX-License-Identifier: ISC */
/*
 * What went wrong: a kind, which decides the exit status, and one line of text. It lives on the
 * caller's stack and is the last parameter of every function that can fail.
 * The text is lower case, without a full stop; it names the thing, shows the value, says the rule.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/str.h"

enum err_kind {
	ERR_NONE,        /* 0: success */
	ERR_FAILED,      /* 1: an action was answered with Error, a wait found no match */
	ERR_USAGE,       /* 2: usage, a bad line, a bad file, output that cannot be written */
	ERR_CONNECT,     /* 3: no connection, or TLS refused */
	ERR_LOGIN,       /* 4: login refused */
	ERR_TIMEOUT,     /* 5: no reply in time */
	ERR_LOST,        /* 6: connection lost before the reply */
	ERR_INTERRUPTED, /* 130: ^C */
	/* A check has printed what it found, and its text is empty. */
	ERR_WARNING,  /* 1 */
	ERR_CRITICAL, /* 2 */
	ERR_UNKNOWN,  /* 3 */
};

struct err {
	enum err_kind kind;
	bool told; /* standard output says so already, for programs */
	unsigned char lead; /* bytes of text before the reason, after err_lost */
	bool lasting; /* trying again is useless, although the kind is not */
	int status; /* of exit, where a command of the local shell had its own; 0: the kind's */
	char text[1024];
};

/* Set *err and return -1, so that a function can say: return err_set(err, …). Text that does not
 * fit is cut and ends in "...". */
int err_set(struct err *err, enum err_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Put "what: " before the text of an error that is already set; returns -1. One without a text is
 * not for the user, and stays so. */
int err_prefix(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Put "connection lost: " before the text, which is the reason; returns -1. */
int err_lost(struct err *err);

/* Put more text after that of an error that is already set; returns -1. */
int err_suffix(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

void err_clear(struct err *err);

/* The exit status of the program for an error, and for one of this kind. */
int err_status(const struct err *err);
int err_exit_status(enum err_kind kind);

/* What that status means, for the man page; kinds are ERR_NONE to ERR_INTERRUPTED. */
const char *err_meaning(enum err_kind kind);

#endif
