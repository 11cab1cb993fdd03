/* SPDX-License-Identifier: ISC */
/* What ARI's server has, as candidates: channels, bridges, endpoints, … */
#ifndef COMPLETE_ARI_VALUES_H
#define COMPLETE_ARI_VALUES_H

#include "ari/operation.h"
#include "complete/candidates.h"
#include "complete/source.h"

struct words;

/* What the server says of the resource that a path with a slash begins with, or this program
 * knows. */
const struct ari_docs *ari_docs_of(const struct complete_source *source, struct str path);

/* The operation of a line "ari METHOD PATH …", or NULL. Does the line lack this parameter before
 * its last word? */
const struct ari_operation *ari_operation_of(
    const struct words *w, const struct complete_source *source);
bool ari_lacks(const struct words *w, const struct ari_parameter *p);

/* The ids that a part of an operation's path can be, after the parts that are typed (they end with
 * a slash). NULL: nothing tells. */
const struct names *ari_ids(const struct ari_docs *d, struct str part, struct str done,
    const struct complete_source *source);

/* Append an id as it stands in a path. */
void ari_add_id(struct buf *out, struct str id);

/* Add what a list of the server has. */
void ari_add_list(
    struct completion *c, struct str list, const struct complete_source *source);

/* Add the values of a parameter, of which the word being completed is NAME=VALUE. */
void ari_add_values(struct completion *c, const struct ari_operation *o, struct str name,
    const struct complete_source *source);

/* The members that the items of a list have, "A,B"; empty if they are not known. */
struct str ari_members(struct str path);

#endif
