/* SPDX-License-Identifier: ISC */
/*
 * The handle on a connection: starts and ends its thread, and is the other end of its two queues.
 * Has no rules of the protocol.
 */
#include "session/session.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "ami/catalog.h"
#include "ami/split.h"
#include "base/mem.h"
#include "base/out.h"
#include "base/pipe.h"
#include "base/sig.h"
#include "base/thread.h"
#include "session/batch.h"
#include "session/duty.h"
#include "session/http.h"
#include "session/http_way.h"
#include "session/reader.h"

#define SPARE_BATCHES 8
#define PASSED        8 /* batches that session_next passes over, some hundred µs */
#define FREE_WAIT     1000 /* ms that session_free waits for the thread, which may be in a DNS
                            * lookup */
#define FREE_HURRY    250  /* the same when the program is being ended */

struct session {
	void (*run)(const struct session_setup *setup);
	struct session_setup setup;
	struct given_secret secret;
	struct batch *current; /* session_next reads it */
	struct fields fields;  /* of the message that it gave last, unless they are in the batch */
	struct wanted wanted;
	uint32_t requests;
	uint32_t ids;
	pthread_t thread;
	int done[2]; /* the thread writes a byte as its last act */
};

static void
free_batch(void *batch)
{
	batch_free(batch);
}

/* Eight hex digits that no other connection is likely to have. */
static void
make_prefix(struct buf *prefix)
{
	unsigned char random[4] = {0};
	int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);

	if (fd < 0 || read(fd, random, sizeof(random)) != (ssize_t)sizeof(random)) {
		msec now = clock_now();
		memcpy(random, &now, sizeof(random));
		random[3] ^= (unsigned char)getpid();
	}
	if (fd >= 0)
		close(fd);
	buf_addf(prefix, "amsh-%02x%02x%02x%02x-", random[0], random[1], random[2], random[3]);
}

static void *
run(void *arg)
{
	struct session *s = arg;

	s->run(&s->setup);
	ssize_t n = write(s->done[1], "", 1);
	(void)n;
	return NULL;
}

static void
start(struct session *s)
{
	int number = thread_start(&s->thread, run, s);

	if (number == 0)
		return;
	out_error("cannot start a thread: %s", strerror(number));
	exit(err_exit_status(ERR_USAGE));
}

static void
(*run_of(enum scheme scheme))(const struct session_setup *)
{
	return scheme_is_http(scheme) ? http_run : reader_run;
}

struct session *
session_new(const struct session_options *o)
{
	struct session *s = mem_alloc(sizeof(*s));
	struct session_setup *setup = &s->setup;

	s->run = o->run ? o->run : run_of(o->endpoint->scheme);
	endpoint_copy(&setup->endpoint, o->endpoint);
	buf_init(&setup->user, BUF_MAX_LINE);
	buf_adds(&setup->user, o->user);
	buf_init_secret(&s->secret.value, BUF_MAX_SECRET);
	buf_adds(&s->secret.value, o->secret);
	buf_init(&s->secret.from, BUF_MAX_LINE);
	buf_adds(&s->secret.from, o->secret_from);
	s->secret.known = !o->asks;
	setup->secret = &s->secret;
	buf_init(&setup->events, BUF_MAX_LINE);
	buf_adds(&setup->events, o->events);
	buf_init(&setup->id_prefix, ACTION_MAX_ID);
	make_prefix(&setup->id_prefix);
	setup->auth = o->auth;
	setup->connect_timeout = o->connect_timeout;
	setup->ping = o->ping;
	setup->reconnect = o->reconnect;
	setup->patient = o->patient;
	setup->endpoint.talk = o->talk;
	setup->talk_again = o->talk_again;
	setup->first_pause = o->first_pause;
	setup->lossless = o->lossless;
	setup->stages = o->stages;
	atomic_init(&setup->trace, o->trace);
	setup->duty = duty_new(setup);
	setup->inbox = queue_new(o->room);
	setup->outbox = queue_new(BUF_MAX_MESSAGE);
	setup->spare = queue_new_unpolled(SPARE_BATCHES);
	setup->way = http_way_new(setup);
	pipe_open(s->done);
	start(s);
	return s;
}

/* Ask the thread to end, and wait for it a moment. False: it hangs, and keeps its memory. */
static bool
stop(struct session *s)
{
	struct pollfd done = {.fd = s->done[0], .events = POLLIN};
	struct outbox_item *quit = outbox_item_new();
	msec deadline = clock_now() + (sig_ending() ? FREE_HURRY : FREE_WAIT);
	int n;

	duty_return(s->setup.duty);
	queue_force_put(s->setup.outbox, quit, 1);
	queue_close(s->setup.inbox);
	do
		n = poll(&done, 1, clock_poll_timeout(deadline));
	while (n < 0 && errno == EINTR);
	if (n == 1)
		pthread_join(s->thread, NULL);
	else
		pthread_detach(s->thread);
	return n == 1;
}

void
session_free(struct session *s)
{
	if (!s || !stop(s))
		return;
	queue_free(s->setup.inbox, free_batch);
	queue_free(s->setup.outbox, outbox_item_free);
	queue_free(s->setup.spare, free_batch);
	duty_free(s->setup.duty);
	batch_free(s->current);
	free(s->fields.p);
	http_way_free(s->setup.way);
	endpoint_clear(&s->setup.endpoint);
	buf_clear(&s->setup.user);
	buf_clear(&s->secret.value);
	buf_clear(&s->secret.from);
	buf_clear(&s->setup.events);
	buf_clear(&s->setup.id_prefix);
	close(s->done[0]);
	close(s->done[1]);
	free(s);
}

void
session_secret(struct session *s, struct str secret, struct str from)
{
	struct outbox_item *o = outbox_item_new();

	o->kind = OUTBOX_SECRET;
	o->request = UINT32_MAX;
	buf_adds(&o->wire, secret);
	buf_adds(&o->name, from);
	duty_send(s->setup.duty, o, 1);
}

void
session_no_secret(struct session *s)
{
	struct outbox_item *o = outbox_item_new();

	o->kind = OUTBOX_NO_SECRET;
	o->request = UINT32_MAX;
	duty_send(s->setup.duty, o, 1);
}

void
session_trace(struct session *s, bool trace)
{
	atomic_store(&s->setup.trace, trace);
}

int
session_fd(struct session *s)
{
	duty_return(s->setup.duty);
	if (s->current)
		queue_ring(s->setup.inbox);
	return queue_fd(s->setup.inbox);
}

void
session_rests(struct session *s, struct pollfd *fd, msec *deadline)
{
	duty_rests(s->setup.duty, fd, deadline);
}

void
session_looks(struct session *s)
{
	duty_looks(s->setup.duty);
}

void
session_wakes(struct session *s, short found)
{
	duty_wakes(s->setup.duty, found);
}

/* Return an empty batch. */
static void
recycle(struct session *s)
{
	batch_reset(s->current);
	if (!queue_try_put(s->setup.spare, s->current, 1))
		batch_free(s->current);
	s->current = NULL;
}

void
session_want(struct session *s, bool (*want)(void *arg, struct str name), void *arg)
{
	s->wanted = (struct wanted){want, arg};
}

/* Pass over events of the batch that nobody looks at: asked once a name, and not unpacked, each
 * takes 120 instructions instead of 530. */
static void
pass_unwanted(struct session *s)
{
	struct unwanted known = {.n = 0};
	struct str name;

	while (batch_framed(s->current, &name) && wanted_refuses(&s->wanted, &known, name))
		batch_pass(s->current);
}

/* The next item of the batch that is wanted. */
static bool
next_wanted(struct session *s, struct item *item)
{
	pass_unwanted(s);
	if (!batch_next(s->current, item))
		return false;
	split_framed(&s->fields, &item->msg);
	return true;
}

/* What is left of the last batch, or the next one; a turn for it may bring none. */
static bool
find_batch(struct session *s)
{
	return s->current || duty_take(s->setup.duty, &s->wanted, &s->current);
}

/* One call passes over a few batches at most: the caller has more to do. */
bool
session_next(struct session *s, struct item *item)
{
	unsigned passed = 0;

	while (passed++ < PASSED && find_batch(s)) {
		if (s->current && next_wanted(s, item))
			return true;
		if (s->current)
			recycle(s);
	}
	return false;
}

void
session_action_id(struct session *s, struct buf *id)
{
	buf_adds(id, buf_str(&s->setup.id_prefix));
	buf_addf(id, "%u", ++s->ids);
}

uint32_t
session_send(struct session *s, const struct action *action, msec timeout)
{
	struct outbox_item *o = outbox_item_new();

	o->request = ++s->requests ? s->requests : ++s->requests;
	o->timeout = timeout + catalog_time(buf_str(&action->name), buf_str(&action->wire));
	buf_adds(&o->wire, buf_str(&action->wire));
	buf_adds(&o->name, buf_str(&action->name));
	buf_adds(&o->id, buf_str(&action->id));
	uint32_t request = o->request;
	duty_send(s->setup.duty, o, action->wire.n);
	return request;
}
