/* SPDX-License-Identifier: ISC */
/* Widening the mask of events for a while. */
#include "client/widen.h"

#include "client/call.h"
#include "client/pump.h"
#include "lang/mask.h"

/* Append the user's mask and the classes that it is wider by. */
static void
add_mask(const struct client *client, struct buf *mask)
{
	struct str user = buf_str(&client->mask), wider = buf_str(&client->wider);

	if (wider.n == 0 || !str_eq(user, STR("off")))
		buf_adds(mask, user);
	if (wider.n)
		buf_addf(mask, mask->n ? ",%.*s" : "%.*s", STR_ARG(wider));
}

/* Send the mask that is wanted now. Returns the number of the call, 0 when it was not sent. */
static uint32_t
send_mask(struct client *client)
{
	struct buf mask = BUF_INIT(BUF_MAX_LINE);
	struct action a;
	struct err ignored;
	uint32_t call = 0;

	if (!client->online || call_begin(client, &a, STR("Events"), &ignored) < 0)
		return 0;
	add_mask(client, &mask);
	if (action_header(&a, STR("EventMask"), buf_str(&mask), &ignored) == 0) {
		action_end(&a);
		call = session_send(client->session, &a, client->set.timeout);
	}
	action_clear(&a);
	buf_clear(&mask);
	return call;
}

static void
stop_waiting(struct client *client)
{
	pump_forget(client, &client->narrowing);
	client->narrowing = (struct waiter){0};
}

/* The mask that was put back is in force, or will never be. */
static void
take_reply(struct waiter *w, const struct item *item)
{
	(void)item;
	stop_waiting(w->owner);
}

/* Put the user's mask back. Until the server has answered, events of the wider one are on their
 * way. */
static void
narrow(struct client *client)
{
	buf_reset(&client->wider);
	stop_waiting(client);
	uint32_t call = send_mask(client);
	if (call == 0)
		return;
	client->narrowing = (struct waiter){.call = call, .take = take_reply, .owner = client};
	pump_await(client, &client->narrowing);
}

void
widen_forget(struct client *client)
{
	client->widened = 0;
	buf_reset(&client->wider);
	stop_waiting(client);
}

void
widen_restore(struct client *client)
{
	stop_waiting(client);
	send_mask(client);
}

bool
widen_begin(struct client *client, struct str class)
{
	if (mask_has(buf_str(&client->mask), class))
		return false;
	client->widened++;
	if (!mask_has(buf_str(&client->wider), class)) {
		buf_addf(&client->wider, client->wider.n ? ",%.*s" : "%.*s", STR_ARG(class));
		send_mask(client);
	}
	return true;
}

void
widen_end(struct client *client)
{
	if (client->widened > 0 && --client->widened == 0)
		narrow(client);
}

bool
widen_hides(const struct client *client, const struct msg *m)
{
	struct str rest, class;

	if (client->widened == 0 && client->narrowing.call == 0)
		return false;
	rest = msg_get(m, STR("Privilege"));
	if (rest.n == 0)
		return true;
	while (str_cut(&rest, ',', &class))
		if (!str_eq(class, STR("all")) && !mask_has(buf_str(&client->mask), class))
			return true;
	return false;
}
