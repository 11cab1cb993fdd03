/* SPDX-License-Identifier: ISC */
/* What is said of ARI's operations, as help prints it. */
#ifndef COMPLETE_MANUAL_ARI_H
#define COMPLETE_MANUAL_ARI_H

#include "base/str.h"

struct ari_docs;
struct ari_operation;
struct buf;

/*
 * Append what the docs say of a path with ids, or names in braces, and a method (empty: of any):
 * the operations there, each in full; if there are none, or it is a whole resource, a list of those
 * that begin so. False: nothing is at that path; then the nearest ones follow in near, as a hint
 * after a message.
 */
bool manual_ari(struct buf *out, const struct ari_docs *d, struct str method, struct str path,
    size_t columns, struct buf *near);

#endif
