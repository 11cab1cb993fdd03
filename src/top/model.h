/* SPDX-License-Identifier: ISC */
/*
 * What `top` knows of one server. Messages in, rows on the board out; it asks nobody and prints
 * nothing.
 */
#ifndef TOP_MODEL_H
#define TOP_MODEL_H

#include "ami/msg.h"
#include "top/board.h"

struct channels;
struct model;

/* The lists that it is made of. */
enum model_list {
	MODEL_CLOCK,     /* Ping */
	MODEL_CHANNELS,  /* CoreShowChannels */
	MODEL_QUEUES,    /* QueueStatus */
	MODEL_ENDPOINTS, /* PJSIPShowEndpoints */
	MODEL_SIP,       /* SIPpeers */
	MODEL_IAX,       /* IAXpeerlist */
	MODEL_CONTACTS,  /* PJSIPShowContacts */
	MODEL_CONSOLE,   /* Command: pjsip show contacts */
	MODEL_LISTS
};

struct model *model_new(struct board *board, size_t server);
void model_free(struct model *m);

/* Learn from an event. now: of clock_now. */
void model_take(struct model *m, const struct msg *event, msec now);

/* Learn from the answer to a list's action: it begins; a message of it came; it is complete. A list
 * that is never completed changes nothing that it did not name. */
void model_list_begin(struct model *m, enum model_list list);
void model_list_take(struct model *m, enum model_list list, const struct msg *msg, msec now);
void model_list_end(struct model *m, enum model_list list);

/* Is there anything to bring up to date on the board? Do it. */
bool model_stale(const struct model *m);
void model_settle(struct model *m, msec now);

/* What a row is about. */
struct row_target model_target(const struct model *m, const struct row *row);

/* The channels. */
const struct channels *model_channels(const struct model *m);

#endif
