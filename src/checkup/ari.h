/* SPDX-License-Identifier: ISC */
/* ARI, where it is configured. */
#ifndef CHECKUP_ARI_H
#define CHECKUP_ARI_H

struct client;
struct err;
struct report;

/* Report its account, place and version, if settings or the files of the local Asterisk say where
 * it is. -1: it cannot be used, which was reported. */
int ari_tell(struct report *r, struct client *client, struct err *err);

#endif
