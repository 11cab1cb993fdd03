/* SPDX-License-Identifier: ISC */
/*
 * What a monitoring plugin says and returns (monitoring-plugins.org, guidelines, "Plugin Output"):
 * one line, "AMSH OK - 12 calls | calls=12;50;100;0;", and a status. Nothing in a text can break
 * the line or begin the performance data.
 */
#ifndef MONITOR_PLUGIN_H
#define MONITOR_PLUGIN_H

#include "base/buf.h"
#include "monitor/threshold.h"

/* The exit statuses. */
enum plugin_status { PLUGIN_OK, PLUGIN_WARNING, PLUGIN_CRITICAL, PLUGIN_UNKNOWN, PLUGIN_STATUSES };

struct plugin {
	enum plugin_status status;
	struct buf text;
	struct buf data; /* for performance */
};

/* One number: its label and unit in the performance data, what it is now, when to alert. */
struct plugin_value {
	const char *label;
	const char *unit; /* "s" or "" */
	double value;
	double max; /* what it can be at most; negative: there is no such limit */
	struct threshold warning;
	struct threshold critical;
};

void plugin_init(struct plugin *p);
void plugin_clear(struct plugin *p);

/* "WARNING", and the status of that name; PLUGIN_STATUSES: there is none. */
const char *plugin_word(enum plugin_status status);
enum plugin_status plugin_of_word(struct str word);

/* OK is better than WARNING, that than UNKNOWN, that than CRITICAL. */
enum plugin_status plugin_worse(enum plugin_status a, enum plugin_status b);

/* How bad is an error of amsh: no server, no login, no reply is CRITICAL, all else UNKNOWN. */
enum plugin_status plugin_of_error(enum err_kind kind);

/* The status becomes this if it is worse. */
void plugin_raise(struct plugin *p, enum plugin_status status);

/* Add a number to the performance data, and judge it. */
void plugin_add(struct plugin *p, const struct plugin_value *v);

/* Append a text as it may stand in the line; a label as it may stand in the performance data, of
 * the server of that name if there is one. */
void plugin_escape(struct buf *out, struct str text);
void plugin_label(struct buf *out, struct str server, struct str label);

/* Append a number in the fewest digits that have its microseconds. */
void plugin_number(struct buf *out, double value);

/* Append the line. */
void plugin_line(const struct plugin *p, struct buf *out);

#endif
