/* SPDX-License-Identifier: ISC */
/* The parts of the answer to one request: where it begins and continues, and what ends it. Pure. */
#ifndef AMI_ANSWER_H
#define AMI_ANSWER_H

#include "ami/msg.h"
#include "ami/ring.h"

/* SHAPE_PLAIN for an action that the catalog does not know. */
enum shape answer_shape(const struct sent *s);

/* Is this Response to c though it lacks the ActionID that others of the same server have? */
bool answer_lacks_id(const struct sent *s, const struct msg *m);

/* Does this Response carry the mark of a list's start? */
bool answer_is_marked(const struct msg *m);

/* Does the answer continue after this Response? */
bool answer_goes_on(const struct sent *s, const struct msg *m);

/* Was this event sent to all clients? Those say `Privilege: call,all` in their second line; a
 * list's items have none, or `Privilege: Call` (Status) or `System` (PeerStatus). */
bool answer_is_broadcast(const struct msg *m);

/* Is this event part of the open answer? */
bool answer_has(const struct sent *s, const struct msg *m);

/* Does this event answer a request that has no Response yet? Some actions of old servers have none.
 */
bool answer_may_be(const struct sent *s, const struct msg *m);

/* Does this part of the open answer complete it? */
bool answer_ends(const struct sent *s, const struct msg *m);

/* Is the open answer complete with its first item? */
bool answer_has_one_item(const struct sent *s);

/* Is this event the completion that some servers send after the one item of such an answer? */
bool answer_is_completion(const struct action_facts *facts, const struct msg *m);

#endif
