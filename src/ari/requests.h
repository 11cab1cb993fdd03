/* SPDX-License-Identifier: ISC */
/*
 * The thread of a session that sends requests of ARI (session_options.run). What session_send gives
 * it is the text of path_write. One is under way at a time, in their order; each gets its items
 * whatever became of those before it: an object is ITEM_REPLY; an array ITEM_REPLY with more, an
 * ITEM_LIST for each of its members, ITEM_END; what is no JSON ITEM_LISTs without a message, their
 * text the bytes, and ITEM_END; no answer, or none of ARI, ITEM_LOST. ITEM_ONLINE and ITEM_OFFLINE
 * never come.
 */
#ifndef ARI_REQUESTS_H
#define ARI_REQUESTS_H

struct session_setup;

void ari_requests_run(const struct session_setup *setup);

#endif
