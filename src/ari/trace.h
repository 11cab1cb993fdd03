/* SPDX-License-Identifier: ISC */
/*
 * What a thread of ARI sends and gets, for those who record it or watch it (-vv): items of the
 * kinds ITEM_SENT and ITEM_HEARD, secrets hidden. Nothing without trace. An event of the WebSocket
 * is an item of its own and needs none.
 */
#ifndef ARI_TRACE_H
#define ARI_TRACE_H

#include "session/inbox.h"

/* A request: "GET /ari/channels?x=y", then its body. The target is the path with its query. */
void trace_request(struct inbox *in, const char *method, struct str target, struct str body);

/* Its answer: "200 OK", then its body. */
void trace_answer(
    struct inbox *in, struct str target, int status, struct str reason, struct str body);

#endif
