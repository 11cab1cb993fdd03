/* SPDX-License-Identifier: ISC */
/* A connection from start to end, one after another: connect, log in, serve, log off. */
#include "session/reader.h"

#include "session/duty.h"
#include "session/reconnect.h"
#include "session/service.h"
#include "session/wire_login.h"

#define FAREWELL    200 /* ms for the server to answer the Logoff and to close, */
#define TLS_CLOSING 50  /* of which TLS gets this much after the answer */

struct reader {
	struct service service;
	bool tried; /* a first connection */
	struct stages stages; /* told to the inbox */
};

/* Open the stream. */
static int
connect_stream(struct reader *r)
{
	const struct session_setup *setup = r->service.setup;
	msec deadline = clock_now() + setup->connect_timeout;
	struct endpoint e = setup->endpoint; /* its strings are borrowed */

	if (r->tried)
		e.talk = setup->talk_again;
	e.again = r->tried;
	e.stages = setup->stages ? &r->stages : NULL;
	r->tried = true;
	if (wire_open(&r->service.wire, &e, deadline, queue_fd(setup->outbox), &r->service.err) < 0)
		return -1;
	r->service.keepalive = (struct keepalive){
	    .idle = setup->ping,
	    .sticks = r->service.wire.stream->max_write > 0,
	    .moved = clock_now(),
	};
	return 0;
}

/* A recording is online at once. */
static int
start_replay(struct reader *r)
{
	const struct item online = {.kind = ITEM_ONLINE, .text = STR("recording")};

	inbox_add(&r->service.inbox, &online);
	return 0;
}

static int
log_in(struct reader *r)
{
	const struct wire_login_parts parts = {
	    .inbox = &r->service.inbox,
	    .backlog = &r->service.backlog,
	    .pending = r->service.pending,
	    .stages = r->service.setup->stages ? &r->stages : NULL,
	};

	if (wire_login(&r->service.wire, &parts, &r->service.err) < 0)
		return -1;
	keepalive_heard(&r->service.keepalive, clock_now());
	return 0;
}

/* Sleep until something can be done. A batch for which the inbox had no room is tried again
 * soon. */
static int
wait_for_work(struct service *s)
{
	msec deadline = service_deadline(s), retry = inbox_deadline(&s->inbox);
	bool asked;

	deadline = retry < deadline ? retry : deadline;
	service_rests(s, deadline);
	int failed = wire_wait(&s->wire, queue_fd(s->setup->outbox), deadline, &asked, &s->err);
	service_goes_on(s);
	return failed;
}

/* The time after the login, until an error or the owner ends it. */
static int
serve(struct service *s)
{
	while (!s->backlog.closing) {
		if (service_turn(s) < 0 || duty_hand_over(s->setup->duty, s) < 0)
			return -1;
		if (!s->backlog.closing && (wait_for_work(s) < 0 || service_read(s) < 0))
			return -1;
	}
	return 0;
}

/* Is the answer to the Logoff among the messages that came? */
static bool
hear_goodbye(struct service *s)
{
	struct msg m;
	bool goodbye = false;

	while (parse_next(s->wire.parse, &m, &s->err) == 1)
		goodbye |= msg_is(&m, MSG_RESPONSE, STR("Goodbye"));
	return goodbye;
}

/* Wait for the server's answer: it logs an error if it cannot write it; over TLS its close is a
 * write as well. */
static void
hear_farewell(struct service *s)
{
	msec deadline = clock_now() + FAREWELL;
	bool tls = s->wire.stream->max_write > 0, heard = false, asked;

	while ((tls || !heard) && clock_now() < deadline && wire_flush(&s->wire, &s->err) == 0 &&
	       wire_wait(&s->wire, -1, deadline, &asked, &s->err) == 0 &&
	       wire_fill(&s->wire, &s->err) >= 0) {
		if (heard || !hear_goodbye(s))
			continue;
		heard = true;
		if (clock_now() + TLS_CLOSING < deadline)
			deadline = clock_now() + TLS_CLOSING;
	}
}

/* Log off. After an answer that nobody waits for any more, the server's would come late. */
static void
log_off(struct service *s)
{
	if (s->wire.replay)
		return;
	buf_addz(&s->wire.out, "Action: Logoff\r\n\r\n");
	if (pending_count(s->pending) == 0)
		hear_farewell(s);
	else
		wire_flush(&s->wire, &s->err);
}

static void
begin(void *arg)
{
	struct reader *r = arg;

	service_begin(&r->service);
}

static void
end(void *arg)
{
	struct reader *r = arg;

	service_end(&r->service);
}

/* A recording has ended. If it showed nothing, say what it has instead. */
static void
end_replay(struct service *s)
{
	size_t replies = s->replay.replies;

	s->err.kind = ERR_NONE;
	if (s->replay.shown == 0)
		inbox_notice(&s->inbox,
		    "%s holds no events and no list items, only %zu repl%s, which %s not shown",
		    s->setup->endpoint.host, replies, replies == 1 ? "y" : "ies",
		    replies == 1 ? "is" : "are");
}

/* Any end of a connection after the login is a loss, except the end of a valid recording. */
static int
classify_end(struct service *s)
{
	if (!s->wire.replay || s->err.kind != ERR_LOST)
		s->err.kind = ERR_LOST;
	else if (s->heard)
		end_replay(s);
	else
		replay_refuse(s->setup->endpoint.host, &s->err);
	return -1;
}

/* Did the server close while the user was asked for the secret? It limits the time of a login
 * (authtimeout, 30 seconds): then try again with the answer. */
static bool
was_too_slow(const struct service *s)
{
	struct given_secret *secret = s->setup->secret;
	bool asked = secret->asked;

	secret->asked = false;
	return asked && s->err.kind == ERR_CONNECT;
}

/* Connect and log in. */
static int
get_in(struct reader *r)
{
	int failed = connect_stream(r) < 0 || log_in(r) < 0;

	if (failed && was_too_slow(&r->service)) {
		wire_close(&r->service.wire);
		failed = connect_stream(r) < 0 || log_in(r) < 0;
	}
	r->service.setup->secret->asked = false;
	return failed ? -1 : 0;
}

/* Run one connection from start to end. *online: the login was accepted. */
static int
live(struct reader *r, bool *online)
{
	bool replay = scheme_is_file(r->service.setup->endpoint.scheme);

	if (replay ? connect_stream(r) < 0 || start_replay(r) < 0 : get_in(r) < 0)
		return -1;
	*online = true;
	if (serve(&r->service) < 0)
		return classify_end(&r->service);
	log_off(&r->service);
	return 0;
}

/* The same, and tell waiting requests about the end. */
static int
live_and_lose(void *arg, bool *online)
{
	struct reader *r = arg;
	struct service *s = &r->service;
	int failed = live(r, online);
	struct msg begun;

	if (failed && s->wire.parse && parse_begun(s->wire.parse, &begun))
		pending_part(s->pending, &begun);
	if (failed)
		pending_lose(s->pending, &s->err);
	return failed;
}

void
reader_run(const struct session_setup *setup)
{
	struct reader r = {.stages = {inbox_stage, &r.service.inbox}};
	const struct reconnect reconnect = {
	    .inbox = &r.service.inbox,
	    .backlog = &r.service.backlog,
	    .err = &r.service.err,
	    .begin = begin,
	    .live = live_and_lose,
	    .end = end,
	    .arg = &r,
	};

	service_init(&r.service, setup);
	reconnect_run(&reconnect);
	service_clear(&r.service);
}
