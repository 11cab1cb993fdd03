/* SPDX-License-Identifier: ISC */
/*
 * One connection to one server: a thread that connects, reads, writes, pings and closes, and the
 * handle through which its owner, one other thread, sends actions and takes items. Between them are
 * two queues; while the owner waits, he may serve the connection himself.
 */
#ifndef SESSION_SESSION_H
#define SESSION_SESSION_H

#include "ami/action.h"
#include "ami/login.h"
#include "base/clock.h"
#include "net/endpoint.h"
#include "session/item.h"

struct session;
struct session_setup;

struct session_options {
	/* The thread; NULL: that of AMI over TCP or HTTP, as the endpoint says. */
	void (*run)(const struct session_setup *setup);
	const struct endpoint *endpoint; /* copied */
	struct str user;                 /* copied, as are the strings below */
	struct str secret;
	struct str secret_from;          /* where it comes from, for the error of a refusal */
	bool asks;                       /* there is none yet: ITEM_ASKS asks for it */
	struct str events;
	enum auth auth;
	msec connect_timeout; /* for the connection; the login gets the same again */
	msec ping;            /* silence after which a Ping is sent; CLOCK_NEVER: none */
	bool reconnect;       /* after a loss, with growing pauses */
	bool patient;         /* and when the first attempt fails */
	msec first_pause;     /* before another attempt, then growing; 0: half a second */
	bool lossless;        /* the reader waits when nobody takes items, instead of dropping */
	enum speech talk;       /* how a jump command may ask at first… */
	enum speech talk_again; /* …and later */
	bool trace;
	bool stages;  /* those of connecting are told: ITEM_STAGE */
	size_t room; /* bytes of items that may wait */
};

/* Start the thread; it connects and logs in. ITEM_ONLINE or ITEM_OFFLINE tells how that went. */
struct session *session_new(const struct session_options *options);

/* Close the connection and end the thread, waiting at most a moment for it. NULL is fine. */
void session_free(struct session *s);

/* Answer ITEM_ASKS: with a secret and where it comes from; or there is none, which ends the session
 * with ERR_USAGE. */
void session_secret(struct session *s, struct str secret, struct str from);
void session_no_secret(struct session *s);

/* Whether sent blocks are reported as ITEM_SENT from now on. */
void session_trace(struct session *s, bool trace);

/* Readable when session_next has an item, and until it has returned false. From now on the thread
 * reads. */
int session_fd(struct session *s);

/* The same for a poll that lasts, until the deadline: what to poll, and maybe an earlier deadline.
 * session_wakes after that, with what poll found. From then on session_next may read in place of
 * the thread, until session_fd is called: see session/duty. */
struct pollfd;
void session_rests(struct session *s, struct pollfd *fd, msec *deadline);
void session_wakes(struct session *s, short found);

/* If the caller reads: what has arrived by now is among the items that session_next gives. */
void session_looks(struct session *s);

/* The next item, or false when there is none now. */
bool session_next(struct session *s, struct item *item);

/*
 * Which events are looked at? want is asked by its name for events that go to all clients
 * (answer_is_broadcast), and session_next passes over those that are not wanted: an event's fields
 * are most of the work for it. Within one call an answer holds for all of that name. NULL, as
 * at first: all are. session_next may then return false although session_fd is readable.
 */
void session_want(struct session *s, bool (*want)(void *arg, struct str name), void *arg);

/* Append a new ActionID, unique to the connection: amsh-HEX-NUMBER. */
void session_action_id(struct session *s, struct buf *id);

/*
 * Queue an action (ended with action_end) for sending and return its number, never 0. Its
 * items follow, ending with ITEM_REPLY without more, ITEM_END, ITEM_LOST or the ITEM_OFFLINE of the
 * session. timeout: milliseconds without progress of the answer, in addition to the action's own
 * time: see catalog_time. The action can be cleared at once.
 */
uint32_t session_send(struct session *s, const struct action *action, msec timeout);

#endif
