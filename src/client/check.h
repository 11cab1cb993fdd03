/* SPDX-License-Identifier: ISC */
/*
 * Does the action take a header and its value? Checked before the action is sent, for every header
 * from a word: with the catalog first, and if that has no such header or value, with the server's
 * own documentation. A raw block is not checked.
 */
#ifndef CLIENT_CHECK_H
#define CLIENT_CHECK_H

#include "base/str.h"

struct client;
struct cmd;
struct err;
struct header;

/* The header of a line that names the action. ERR_USAGE when the action does not take the value; if
 * it has no such header, or the value was probably meant differently, a notice says so. */
int check_header(struct client *client, struct str action, const struct header *h, struct err *err);

/* The header of a command's row; a value that was probably meant differently is ERR_USAGE too. */
int check_row_header(struct client *client, const struct cmd *cmd, const struct header *h,
    struct err *err);

#endif
