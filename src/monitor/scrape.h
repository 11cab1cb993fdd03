/* SPDX-License-Identifier: ISC */
/*
 * All metrics of one server as Prometheus' text. The man page lists their names and labels.
 */
#ifndef MONITOR_SCRAPE_H
#define MONITOR_SCRAPE_H

#include "base/buf.h"

struct client;
struct err;

/* Ask the server, and append its metrics. What it refuses is left out, and told on standard error.
 * -1: it gives no answers any more, nothing is appended. In a dry run only the actions are
 * printed. */
int scrape(struct client *client, struct buf *out, struct err *err);

/* Append that this server cannot be asked. */
void scrape_down(struct buf *out, struct str server);

/* Append the name of the server, as the label has it. */
void scrape_server(struct buf *out, const struct client *client);

#endif
