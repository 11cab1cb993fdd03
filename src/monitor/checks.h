/* SPDX-License-Identifier: ISC */
/*
 * What the command check can check: a row has its name, the values that -w and -c are for, and a
 * function that asks the server and fills the plugin's line.
 */
#ifndef MONITOR_CHECKS_H
#define MONITOR_CHECKS_H

#include "monitor/plugin.h"

struct client;
struct check;

#define CHECK_VALUES 3 /* at most */

struct check_row {
	const char *name;
	bool of_one;    /* it is about the one thing that NAME names; the others take no NAME */
	const char *unit[CHECK_VALUES];
	const char *labels[CHECK_VALUES]; /* NULL after the last */
	int (*ask)(struct check *c, struct err *err);
};

struct check {
	struct client *client;
	const struct check_row *row;
	struct str name;
	bool limited; /* -w or -c was given */
	struct threshold warning[CHECK_VALUES];
	struct threshold critical[CHECK_VALUES];
	struct plugin plugin;
};

/* The names, for ARG_CHOICE. */
#define CHECK_CHOICES "ping|calls|channels|longest|endpoints|registrations|queue|uptime"

/* The row of a name, with or without NAME after it. ERR_USAGE: it must, or must not, have one. */
const struct check_row *checks_find(struct str what, bool named, struct err *err);

/* How many values it has. */
size_t checks_values(const struct check_row *row);

#endif
