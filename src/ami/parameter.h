/* SPDX-License-Identifier: ISC */
/*
 * A parameter of an action, and the values that it takes: those that the server's code reads
 * (sscanf, atof, ast_true() of main/utils.c, or a comparison with words), no fewer. The server
 * silently takes a value that it cannot read as a different one: Paused: maybe is "unpause".
 */
#ifndef AMI_PARAMETER_H
#define AMI_PARAMETER_H

#include "base/buf.h"
#include "base/err.h"

/* One of them suffices; if none is set, any text is valid. */
enum takes {
	TAKES_CHOICE = 1 << 0,  /* one of the choices */
	TAKES_BOOLEAN = 1 << 1, /* yes true y t 1 on, no false n f 0 off */
	TAKES_NUMBER = 1 << 2,  /* whole, from 0 */
	TAKES_INTEGER = 1 << 3, /* whole, of either sign */
	TAKES_DECIMAL = 1 << 4, /* a number of either sign, fractions allowed */
	TAKES_TIMEOUT = 1 << 5, /* milliseconds, of which fewer than 1000 are meant as seconds */
	TAKES_DIGIT = 1 << 6,   /* one key of a phone, or tone of MF */
	TAKES_LETTERS = 1 << 7, /* options of an application: ab, W(2)p */
	TAKES_MASK = 1 << 8,    /* of events: classes, a boolean or a number of bits */
};

/* Names of what the server has, where the parameter's own name does not tell of which kind. */
enum offers { OFFERS_UNTOLD, OFFERS_CONSOLE, OFFERS_DEVICES, OFFERS_SIP_PEERS };

struct parameter {
	const char *name;
	const char *choices; /* "a|b|c" to offer, or NULL */
	bool required;
	bool repeated;
	unsigned takes; /* of enum takes */
	enum offers offers;
};

/* Does the parameter take this value? Case and surrounding blanks do not count; an empty value,
 * which is no value to the server, is always valid. */
bool parameter_takes(const struct parameter *p, struct str value);

/* Append what it takes: "must be a whole number, 0 or more", "must be one of in, out, all". */
void parameter_rule(const struct parameter *p, struct buf *out);

/* A value that it takes but that was probably meant differently: ERR_USAGE says how. */
int parameter_doubt(const struct parameter *p, struct str value, struct err *err);

/* The one of that name among n, or NULL. */
const struct parameter *parameter_find(const struct parameter *v, size_t n, struct str name);

/* The classes of events, "system|call|…", as the server spells them (main/manager.c, perms[]). */
extern const char parameter_classes[];

#endif
