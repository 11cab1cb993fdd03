/* SPDX-License-Identifier: ISC */
/*
 * The filters that were added on the connected server. They add up and cannot be taken away: they
 * end with the connection, and are put back when it is there again after a loss.
 */
#ifndef CMD_FILTERS_H
#define CMD_FILTERS_H

#include "cmd/server_filter.h"

struct filters;
struct context;

struct filters *filters_new(struct context *ctx);
void filters_free(struct filters *filters);

/* Add a filter on the server and remember it; it is taken over, or cleared when that fails. */
int filters_add(struct filters *filters, struct server_filter *f, struct err *err);

/* How many there are, and how filter i (i < n) could be typed. */
size_t filters_count(const struct filters *filters);
struct str filters_typed(const struct filters *filters, size_t i);

/* The connection is there again: put them back, without waiting. What fails is said. */
void filters_restore(struct filters *filters);

/* Do not put them back any more: it is another connection. */
void filters_forget(struct filters *filters);

#endif
