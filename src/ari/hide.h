/* SPDX-License-Identifier: ISC */
/*
 * Requests, answers and events of ARI without their secrets, for everything that shows or stores
 * them: -vv, recordings, --dry-run. base/redact says what a secret is; what is hidden becomes ***.
 */
#ifndef ARI_HIDE_H
#define ARI_HIDE_H

#include "base/buf.h"

/*
 * Append JSON text, compact. Hidden: the value of a member that is named like a secret, however
 * deep; the `value` beside a `variable`, `attribute` or `name` that is one; and in any string what
 * redact_value hides. Empty values stay. Text that is no JSON is hidden as a whole.
 */
void hide_json(struct buf *out, struct str json);

/* Append a path with its query. Hidden: the value of a parameter that is named like a secret, the
 * value beside a variable that is one, what redact_value hides in any other. */
void hide_target(struct buf *out, struct str target);

/*
 * Append the body of a request to a target, or of its answer: JSON, text, or, of other bytes, how
 * many there are. Nothing for an empty one. The `value` of a variable that the target asks for is
 * hidden if that is a secret.
 */
void hide_body(struct buf *out, struct str target, struct str body);

#endif
