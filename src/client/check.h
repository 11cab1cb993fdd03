/* SPDX-License-Identifier: ISC */
/*
 * Is a header of an action what its place takes? Asked before the action is sent, of every header
 * that a word gives: by the catalog first, and where that knows no such header or value, by the
 * server's own documentation. A raw block is not checked.
 */
#ifndef CLIENT_CHECK_H
#define CLIENT_CHECK_H

#include "base/str.h"

struct client;
struct cmd;
struct err;
struct header;

/* The header of a line that names the action. ERR_USAGE when the action does not take the value;
 * where it has no such header, or the value is likely meant otherwise, a notice says so. */
int check_header(struct client *client, struct str action, const struct header *h, struct err *err);

/* The header of a command's row; a value that is likely meant otherwise is ERR_USAGE too. */
int check_row_header(struct client *client, const struct cmd *cmd, const struct header *h,
    struct err *err);

#endif
