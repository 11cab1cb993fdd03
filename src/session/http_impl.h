/* SPDX-License-Identifier: ISC */
/*
 * Shared by the files of a session over HTTP. Each function sets h->err when it returns -1, which
 * ends the connection.
 */
#ifndef SESSION_HTTP_IMPL_H
#define SESSION_HTTP_IMPL_H

#include "ami/pending.h"
#include "session/http_body.h"
#include "session/http_post.h"
#include "session/reconnect.h"

struct http {
	const struct session_setup *setup;
	struct inbox inbox;
	struct backlog backlog;
	struct stages stages; /* told to the inbox */
	struct err err;

	struct http_client client;
	struct http_post *actions; /* the two posts of the client */
	struct http_post *events;
	struct http_body *body;
	struct pending *pending; /* the action under way */
	struct buf url;          /* for error texts */
	struct buf form;
	uint32_t own_ids;

	/* http_login */
	struct buf cookie; /* of the session; empty with digest */
	struct buf mask;   /* of events */
	bool listens;      /* that mask lets something through */
	struct buf challenge; /* identifies a session with digest; empty at first */
	long max_age;      /* seconds that the session lives unused */
	msec login_end;    /* when the login is too late; 0: nothing of it is sent */

	/* http_actions */
	struct outbox_item *current; /* the action under way; NULL with a Ping of our own */
	struct http_post *over;   /* the post that it went over; NULL: none is under way */
	bool repeated;            /* it was sent again after a new login */
	bool in_a_row;            /* it was on the list before the last one ended */
	msec moved;               /* when the last one began or ended */

	/* http_events */
	msec poll_from;  /* when the last WaitEvent began, */
	msec poll_after; /* and when the next one may */
	msec poll_pause; /* grows while that fails */
	unsigned poll_failures;
	bool overtaken; /* by another that we sent to catch up */
	size_t odd;     /* bytes that were not XML so far */
};

/* Make the form of a block of our own: name, value, …, (char *)NULL, with an ActionID. Good until
 * the next form is made. */
struct str http_own_form(struct http *h, const char *action, ...) __attribute__((sentinel));

/* Append that ActionID. */
void http_own_id(const struct http *h, struct buf *id);

/* Wait for a post; 0 when it is done. -1: the owner closed in the meantime. */
int http_await(struct http *h, const struct http_post *p);

/* The same, but not longer than a waiting action may take: then the post ends with ERR_TIMEOUT. */
int http_await_shortly(struct http *h, struct http_post *p);

/* Is the answer of a post valid? Else h->err says what is wrong: it did not come, or its status. */
int http_check_answer(struct http *h, const struct http_post *p);

/* Had the server forgotten the session that a post used, so that nothing was run? */
bool http_has_expired(struct http *h, const struct http_post *p);

/* http_login: log in; and again, when the server has forgotten us, which p has found out. */
int http_log_in(struct http *h);
int http_log_in_again(struct http *h, struct http_post *p);

/* Report that the session has begun again. */
void http_say_renewed(struct http *h);

/* With digest: set the mask of the session that events come from, which begins with that. */
int http_begin_events(struct http *h);

/* Record the mask in effect, and whether it lets something through. */
void http_note_mask(struct http *h, struct str mask, bool listens);

/* Log off, waiting only for a moment. */
void http_log_off(struct http *h);

/* http_actions: begin the next action, if it may; and end one that is done. */
int http_next_action(struct http *h);
int http_end_action(struct http *h);
msec http_action_deadline(const struct http *h);

/* Must the next action use the post of WaitEvent, which then waits? */
bool http_wants_events_post(const struct http *h);

/* http_events: begin the next WaitEvent, if it may; and end one that is done. */
int http_next_poll(struct http *h);
int http_end_poll(struct http *h);
msec http_poll_deadline(const struct http *h);

/*
 * Before an action: take the events that the server has now, so that they do not come after the
 * answer and seem newer. While nobody listens they are dropped: the mask is about to be widened,
 * and the server would send everything that it kept. With digest only the latter is possible. 1:
 * the server did not answer in the time of the action, which is too late then.
 */
int http_catch_up(struct http *h);

/* Report, once, bytes that XML does not allow. */
void http_say_odd(struct http *h);

#endif
