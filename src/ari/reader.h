/* SPDX-License-Identifier: ISC */
/*
 * What ARI sends, as messages (ami/msg.h): an event of the WebSocket, the answer to a request. A
 * value is found by the way to it: channel.caller.number. Strings are what they stand for; numbers,
 * true and false are as they are written; null is empty. Objects are not fields but what is in
 * them is, however deep (READER_LEVELS); an array is one, its JSON text. Hidden are each object's
 * JSON text and an array's elements: channel_ids[0], bridges[0].id.
 */
#ifndef ARI_READER_H
#define ARI_READER_H

#include "ami/msg.h"
#include "base/err.h"

#define READER_LEVELS   16   /* deeper ones are JSON text */
#define READER_ELEMENTS 1000 /* of an array that have a name */
#define READER_NAME     256  /* bytes of a name whose members have a name each */

enum ari_kind {
	ARI_EVENT, /* an object; MSG_EVENT. Its title, field 0, is its `type` */
	ARI_REPLY, /* any JSON, or nothing; see ari_reader_open */
};

struct ari_reader;

/* ERR_USAGE: there is no jansson. From any thread. */
struct ari_reader *ari_reader_new(struct err *err);
void ari_reader_free(struct ari_reader *r);

/*
 * Read a text; the status is that of a reply. Its messages come from ari_reader_next:
 * - an event: one;
 * - a reply: a MSG_RESPONSE whose title, field 0, is `_status` (404). It has the members of the
 *   object, or none after an empty text ({}). With *list it was an array: after it each of its
 *   objects comes as a MSG_EVENT; what is no object comes as one whose only member is `value`.
 * What is no JSON: ERR_FAILED, and why. The text is not needed any more after this.
 */
int ari_reader_open(struct ari_reader *r, struct str text, enum ari_kind kind, int status,
    bool *list, struct err *err);

/* The next message, good until the next call of either; false: there are no more. A part of a list
 * that is too big for a message is left out. */
bool ari_reader_next(struct ari_reader *r, struct msg *m);

#endif
