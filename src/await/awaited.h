/* SPDX-License-Identifier: ISC */
/*
 * Can the awaited events come? Reported at once, instead of waiting in vain: an unknown name, a
 * class that the mask or the account's permissions in manager.conf leave out.
 */
#ifndef AWAIT_AWAITED_H
#define AWAIT_AWAITED_H

#include "base/str.h"

struct args;
struct buf;
struct client;
struct err;
struct terms;

/*
 * Check a filter's list of names; globs, and names of UserEvents, are not checked. ERR_USAGE: the
 * server knows no event of that name, but one with a similar name. Where nobody can be sure of that
 * (a server that does not tell, an older one, a rule of show and hide), and where a class is left
 * out, a notice says so. comes: the events must come from the server.
 */
int awaited_check(struct client *client, const char *who, struct str names, bool comes,
    struct err *err);

/* Read the arguments EVENT and TERM of a command's row, and check the names. Clear the terms in any
 * case. */
int awaited_terms(struct client *client, const struct args *args, struct terms *terms,
    struct err *err);

/* Append why no event of these names can come to this account, as far as its rights tell: " (hello
 * may not read class call)". The server is asked, once. */
int awaited_rights(struct client *client, struct str names, struct buf *out, struct err *err);

/* Say the same as a notice, if there is something to say. */
int awaited_note(struct client *client, const char *who, struct str names, struct err *err);

/* Have the events of ARI come, if they are among those that are heard (HEARS_…). Not in a dry
 * run. */
int awaited_open(struct client *client, unsigned hears, struct err *err);

/* Will none of these events come any more, since a connection is gone for good? And why: -1 with
 * err; the end of a recording is no error, and 0. */
bool awaited_are_gone(const struct client *client, unsigned hears);
int awaited_why_gone(const struct client *client, unsigned hears, struct err *err);

/* Report which classes of a mask the account may not read. */
int awaited_mask(struct client *client, struct str mask, struct err *err);

#endif
