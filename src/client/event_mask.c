/* SPDX-License-Identifier: ISC */
/* The user's mask of events, and widening it for a while. */
#include "client/event_mask.h"

#include <stdlib.h>

#include "ami/msg.h"
#include "base/mem.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/send.h"
#include "lang/args.h"
#include "lang/mask.h"

struct event_mask *
event_mask_new(void)
{
	struct event_mask *m = mem_alloc(sizeof(*m));

	buf_init(&m->user, BUF_MAX_LINE);
	buf_init(&m->wider, BUF_MAX_LINE);
	return m;
}

void
event_mask_free(struct event_mask *m)
{
	buf_clear(&m->user);
	buf_clear(&m->wider);
	free(m);
}

void
event_mask_set(struct event_mask *m, struct str mask)
{
	buf_reset(&m->user);
	buf_adds(&m->user, mask);
}

/* Append the user's mask and the added classes. */
static void
add_mask(const struct event_mask *m, struct buf *mask)
{
	struct str user = buf_str(&m->user), wider = buf_str(&m->wider);

	if (wider.n == 0 || !str_eq(user, STR("off")))
		buf_adds(mask, user);
	if (wider.n)
		buf_addf(mask, mask->n ? ",%.*s" : "%.*s", STR_ARG(wider));
}

/* Send the mask that is wanted now; w gets the reply, or NULL: nobody. */
static void
send_mask(struct client *client, struct waiter *w)
{
	struct buf mask = BUF_INIT(BUF_MAX_LINE);
	struct err ignored;

	if (!client->connection->online)
		return;
	add_mask(client->mask, &mask);
	const struct header header = {STR("EventMask"), buf_str(&mask)};
	send_named(client, "Events", &header, 1, w, &ignored);
	buf_clear(&mask);
}

static void
stop_waiting(struct client *client)
{
	loop_forget(client->loop, &client->mask->narrowing);
	client->mask->narrowing = (struct waiter){0};
}

/* The restored mask is in effect, or will never be. */
static void
take_reply(struct waiter *w, const struct item *item)
{
	(void)item;
	stop_waiting(w->owner);
}

/* Restore the user's mask. Until the server has answered, events of the wider one may still
 * come. */
static void
narrow(struct client *client)
{
	struct event_mask *m = client->mask;

	buf_reset(&m->wider);
	stop_waiting(client);
	m->narrowing = (struct waiter){.take = take_reply, .owner = client};
	send_mask(client, &m->narrowing);
}

void
event_mask_forget(struct client *client)
{
	client->mask->leases = 0;
	buf_reset(&client->mask->wider);
	stop_waiting(client);
}

void
event_mask_restore(struct client *client)
{
	stop_waiting(client);
	send_mask(client, NULL);
}

bool
event_mask_lease(struct client *client, struct str class)
{
	struct event_mask *m = client->mask;

	if (mask_has(buf_str(&m->user), class))
		return false;
	m->leases++;
	if (!mask_has(buf_str(&m->wider), class)) {
		buf_addf(&m->wider, m->wider.n ? ",%.*s" : "%.*s", STR_ARG(class));
		send_mask(client, NULL);
	}
	return true;
}

void
event_mask_release(struct client *client)
{
	if (client->mask->leases > 0 && --client->mask->leases == 0)
		narrow(client);
}

bool
event_mask_passes(const struct event_mask *m, struct str class)
{
	return mask_has(buf_str(&m->user), class) || mask_has(buf_str(&m->wider), class);
}

bool
event_mask_hides(const struct event_mask *m, const struct msg *event)
{
	struct str rest, class;

	if (m->leases == 0 && m->narrowing.request == 0)
		return false;
	rest = msg_get(event, STR("Privilege"));
	if (rest.n == 0)
		return true;
	while (str_cut(&rest, ',', &class))
		if (!str_eq(class, STR("all")) && !mask_has(buf_str(&m->user), class))
			return true;
	return false;
}
