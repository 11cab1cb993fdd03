/* SPDX-License-Identifier: ISC */
/* What the keys of `top` are: name, word at the foot, help. */
#ifndef TOP_KEYS_H
#define TOP_KEYS_H

#include <wchar.h>

#include "top/row.h"

enum command {
	DO_NOTHING,
	DO_QUIT,
	DO_HELP,
	DO_FILTER,
	DO_SORT,
	DO_REVERSE,
	DO_TRACE,
	DO_EVENTS,
	DO_HANGUP,
	DO_REDIRECT,
	DO_PAUSE,
	DO_UNPAUSE,
	DO_REFRESH,
	DO_NEXT_TAB,
	DO_PREVIOUS_TAB,
	DO_CALLS,
	DO_QUEUES,
	DO_ENDPOINTS,
	DO_UP,
	DO_DOWN,
	DO_PAGE_UP,
	DO_PAGE_DOWN,
	DO_FIRST,
	DO_LAST,
	DO_REDRAW,
	DO_STOP,
};

/* What somebody agreed to: DO_HANGUP, DO_REDIRECT, DO_PAUSE, DO_UNPAUSE. channel: as the question
 * showed it, printable; text: a destination or reason. */
struct order {
	enum command what;
	struct str channel;
	struct str text;
};

struct key_row {
	wchar_t character;
	const char *name; /* "h", or NULL */
	const char *word; /* at the foot: "hang up"; NULL: not there */
	enum command command;
	unsigned kinds; /* of rows that it is for, as bits; 0: it is for none */
	bool acts;      /* it changes something on the server */
	const char *help;
};

/* Ended by a row without a character. In the order of the foot; those without a name are other keys
 * for the same. */
extern const struct key_row key_rows[];

#define KIND_BIT(kind) (1u << (kind))

/* The row of a character, or NULL. */
const struct key_row *keys_find_row(wchar_t character);

#endif
