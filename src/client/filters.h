/* SPDX-License-Identifier: ISC */
/*
 * The filters that were added on the connected server in any way: by filter, as an action, in a raw
 * block. They accumulate and cannot be removed: they end with the connection, and are restored
 * after a loss, unless they were cleared. The server decides: a filter that it refused does not
 * count.
 */
#ifndef CLIENT_FILTERS_H
#define CLIENT_FILTERS_H

#include <stddef.h>

struct server_filter;
struct filters;
struct action_watch;
struct buf;
struct client;
struct err;

enum filter_state {
	FILTER_ADDED,   /* the server has it */
	FILTER_CLEARED, /* it has it, till this connection ends */
	FILTER_UNKNOWN, /* nobody waits for the reply any more: it may have it */
	FILTER_REFUSED, /* it was restored, and the server refused it this time */
	FILTER_SENT,    /* its reply is still to come */
};

struct filters *filters_new(struct client *client);
void filters_free(struct filters *filters);

/* Add a filter on the server; it is taken over, or cleared when that fails. */
int filters_add(struct filters *filters, struct server_filter *f, struct err *err);

/* For jobs_watch, with the filters as its argument: they learn of each Filter that goes out. */
extern const struct action_watch filters_watch;

/* How many there are, the line that adds filter i (i < n), and what is known of it. */
size_t filters_count(const struct filters *filters);
void filters_type(const struct filters *filters, size_t i, struct buf *line);
enum filter_state filters_state(const struct filters *filters, size_t i);

/* Do not restore them on the next connection. */
void filters_end(struct filters *filters);

/* The connection is back: restore them, without waiting. Failures are reported. */
void filters_restore(struct filters *filters);

/* It is a new connection: none of them exists. */
void filters_forget(struct filters *filters);

#endif
