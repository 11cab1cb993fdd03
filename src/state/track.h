/* SPDX-License-Identifier: ISC */
/*
 * The channels of all calls, as far as the story of them needs it: who is at each, whom it dials,
 * who shares a bridge with it, and what was already told. The server is not trusted: when there are
 * too many, the oldest is forgotten. Times are those of the events, in µs.
 */
#ifndef STATE_TRACK_H
#define STATE_TRACK_H

#include "base/keys.h"
#include "state/channels.h"

#define TRACKS_MAX CHANNELS_MAX

struct track;

/* A track that may be gone. */
struct track_ref {
	struct track *track;
	uint32_t life;
};

/* Those in one bridge. */
struct meeting {
	char *id;
	struct track *first;
};

struct track {
	char *uniqueid;
	char *name;    /* of the channel */
	char *number, *caller; /* NULL: not known */
	char *goes_to; /* "300@sets", or NULL */
	char *local;   /* of half a Local channel: the common name of both, else NULL */
	char *queue;   /* that it waits in, or NULL */
	int64_t began;  /* 0: before it was heard of */
	int64_t queued; /* when it joined the queue */
	int64_t dialled; /* when others, or the server, began to dial it; 0: it was not */
	int64_t talks;  /* since when it has been connected to others; 0: it has not */
	struct track_ref dialler, with, half; /* with: whom it was last told to talk to */
	struct meeting *meeting;
	struct track *met, *met_before; /* in the same bridge */
	struct track *older, *newer;
	uint32_t life;  /* this one, of those that had its memory */
	unsigned color; /* the same for all of a call */
	bool fresh;     /* its beginning was heard */
	bool incoming;  /* it calls us */
	bool up;
	bool answered;  /* or somebody whom it dials has */
	bool missed;    /* it was told that it does not answer */
	bool holds;
	bool left;      /* the bridge, since it was last told to talk to somebody */
	bool hangs_up, hung_up; /* its user ends it; the server does */
	bool ended;     /* that was told */
	bool zombie;    /* another has taken its place */
	bool told;      /* there was news of it */
	bool named;     /* the view's: its number was said */
};

struct tracks {
	struct keys uniqueids, locals, meetings; /* addresses */
	struct track *oldest, *newest, *spare;
	struct track_ref masked; /* one that is changing places with another */
};

/* Zeroed is empty, after tracks_init. */
void tracks_init(struct tracks *t);
void tracks_clear(struct tracks *t);

/* The track of a Uniqueid, or NULL. */
struct track *tracks_find(const struct tracks *t, struct str uniqueid);

/* Add one, which is not there; both halves of a Local channel find each other. linkedid may be
 * empty. */
struct track *tracks_add(
    struct tracks *t, struct str uniqueid, struct str channel, struct str linkedid);

/* Add all live channels that are not there. */
void tracks_adopt(struct tracks *t, const struct channels *channels);

void tracks_remove(struct tracks *t, struct track *track);

/* Rename its channel. In a masquerade two channels change names: what was told of the one is then
 * true of the other. */
void tracks_rename(struct tracks *t, struct track *track, struct str channel);

/* Set a text, bounded; empty: NULL. */
void track_set(char **text, struct str value);

/* Put into a bridge, of this id; empty: into none. */
void tracks_move(struct tracks *t, struct track *track, struct str bridge);

struct track_ref track_ref(struct track *track);
struct track *track_of(struct track_ref ref);

/* From now on it goes on: its end will be told. */
void track_go_on(struct track *track);

/* a and b (either may be NULL) talk to each other from now on. */
void track_pair(struct track *a, struct track *b, int64_t now);

/* Its call goes on without the other one, whose part is told with this. */
void track_part(struct track *track);

enum track_outcome { TRACK_ANSWERED, TRACK_MISSED, TRACK_ENDED };

/* Note what has become of it, and so of the Local channels over which it is dialled. */
void track_mark(struct track *track, enum track_outcome outcome);

/* The other end of a Local channel, if anybody is there; else the track itself, or NULL. */
struct track *track_beyond(struct track *track);

/* Through Local channels: who dials it, and who talks to it in its bridge; NULL: nobody. A Local
 * channel that the server called is somebody, if nobody is beyond it. */
struct track *track_caller(const struct track *track);
struct track *track_partner(const struct track *track);

#endif
