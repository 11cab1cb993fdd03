/* SPDX-License-Identifier: ISC */
/* The lines of several servers' plugins as one answer. */
#ifndef MONITOR_PLUGIN_FLEET_H
#define MONITOR_PLUGIN_FLEET_H

#include "lang/cmd.h"
#include "monitor/plugin.h"

/* Append a summary with all performance data, then a line for each server. Returns the worst
 * status. A server without a line of its own is UNKNOWN. */
enum plugin_status plugin_gather(struct buf *out, const struct gathered *v, size_t n);

#endif
