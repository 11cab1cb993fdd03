/* SPDX-License-Identifier: ISC */
/*
 * The live channels, as known from events and a list of them (CoreShowChannels), by Uniqueid. The
 * server is not trusted: the number of channels and the size of each are limited.
 */
#ifndef STATE_CHANNELS_H
#define STATE_CHANNELS_H

#include "base/clock.h"
#include "state/step.h"

#define CHANNELS_MAX 65536 /* more live channels are not kept */
#define CHANNEL_NAME_MAX 160 /* bytes; Asterisk's own limits are 80 for names, 150 for ids */
#define CHANNEL_TEXT_MAX 256 /* longer values are cut */

/* Of ChannelState (include/asterisk/channelstate.h): it calls us; it rings; it is answered. */
#define CHANNEL_RING    4
#define CHANNEL_RINGING 5
#define CHANNEL_UP      6

enum channel_text {
	CHANNEL_NAME,
	CHANNEL_UNIQUEID,
	CHANNEL_LINKEDID,
	CHANNEL_NUMBER, /* caller id */
	CHANNEL_CALLER,
	CHANNEL_CONNECTED,
	CHANNEL_CONTEXT,
	CHANNEL_EXTEN,
	CHANNEL_APPLICATION,
	CHANNEL_DATA,
	CHANNEL_BRIDGE, /* that it is in */
	CHANNEL_QUEUE,  /* that it waits in */
	CHANNEL_SPACE,  /* where it is parked */
	CHANNEL_DIALLER, /* Uniqueid of the channel that dialled it */
	CHANNEL_TEXTS
};

struct channel {
	char *text[CHANNEL_TEXTS]; /* NULL: empty */
	int state;   /* ChannelState */
	bool holds;  /* has put the other side on hold */
	msec since;  /* when it was created, or first seen */
	uint64_t order; /* in which they were first seen */
	/* The rest is channels.c's own. */
	bool listed;
	bool unlinked; /* the list had no Linkedid */
	struct linked *linked; /* of its Linkedid */
	struct channel *linked_previous, *linked_next;
	struct channel *previous, *next;
};

struct channels;

struct channels *channels_new(void);
void channels_free(struct channels *c);

/* Learn from an event; false if it is not about calls. now: of clock_now. */
bool channels_take(struct channels *c, const struct msg *m, msec now);

/* The same for one that was read already: a step. */
void channels_step(struct channels *c, const struct step *s, msec now);

/* Learn from a list: begin, each item (CoreShowChannel or Status), end. Then those that were not in
 * the list are forgotten. */
void channels_list_begin(struct channels *c);
void channels_list_item(struct channels *c, const struct msg *m, msec now);
void channels_list_end(struct channels *c);

/* Forget all: the connection is lost. */
void channels_reset(struct channels *c);

size_t channels_count(const struct channels *c);

/* The live ones, in the order in which they were first seen: the first, and the one after another.
 * NULL at the end. Good until the next change. */
const struct channel *channels_first(const struct channels *c);
const struct channel *channels_next(const struct channel *channel);

const struct channel *channels_find(const struct channels *c, struct str uniqueid);

/* The same for those with this Linkedid alone, in any order. */
const struct channel *channels_linked(const struct channels *c, struct str linkedid);
const struct channel *channels_linked_next(const struct channel *channel);

/* What is known; may be empty. */
struct str channel_text(const struct channel *channel, enum channel_text which);

#endif
