/* SPDX-License-Identifier: ISC */
/*
 * Keeps the events that come while a single command asks the server something before it listens.
 * Elsewhere all events since the last action are kept anyway.
 */
#ifndef AWAIT_MEANWHILE_H
#define AWAIT_MEANWHILE_H

#include "client/loop.h"
#include "lang/term.h"

struct client;

struct meanwhile {
	struct listener listener;
	struct client *client;
	struct terms terms;
};

/* Keep those of these names in the log, until it ends. Only one at a time; end it in any case. */
void meanwhile_begin(struct meanwhile *w, struct client *client, struct str names);
void meanwhile_end(struct meanwhile *w);

#endif
