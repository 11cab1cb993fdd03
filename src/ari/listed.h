/* SPDX-License-Identifier: ISC */
/* What an item of one of ARI's lists is called. */
#ifndef ARI_LISTED_H
#define ARI_LISTED_H

#include "ami/msg.h"
#include "base/buf.h"

/*
 * Append the id of an item as it stands in a path, PJSIP/alice of an endpoint; about is what else a
 * reader knows it by: the name of a channel, the state of a device, or nothing. Both are of the
 * message. False: it has none.
 */
bool ari_listed(const struct msg *m, struct buf *id, struct str *about);

#endif
