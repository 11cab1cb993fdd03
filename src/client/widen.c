/* SPDX-License-Identifier: ISC */
/* Widening the mask of events for a while. */
#include "client/widen.h"

#include "client/call.h"
#include "client/pump.h"
#include "lang/mask.h"

/* Append the user's mask and the classes that it is wider by. */
static void
add_mask(const struct context *ctx, struct buf *mask)
{
	struct str user = buf_str(&ctx->mask), wider = buf_str(&ctx->wider);

	if (wider.n == 0 || !str_eq(user, STR("off")))
		buf_adds(mask, user);
	if (wider.n)
		buf_addf(mask, mask->n ? ",%.*s" : "%.*s", STR_ARG(wider));
}

/* Send the mask that is wanted now. Returns the number of the call, 0 when it was not sent. */
static uint32_t
send_mask(struct context *ctx)
{
	struct buf mask = BUF_INIT(BUF_MAX_LINE);
	struct action a;
	struct err ignored;
	uint32_t call = 0;

	if (!ctx->online || call_begin(ctx, &a, STR("Events"), &ignored) < 0)
		return 0;
	add_mask(ctx, &mask);
	if (action_header(&a, STR("EventMask"), buf_str(&mask), &ignored) == 0) {
		action_end(&a);
		call = session_send(ctx->session, &a, ctx->set.timeout);
	}
	action_clear(&a);
	buf_clear(&mask);
	return call;
}

static void
stop_waiting(struct context *ctx)
{
	pump_forget(ctx, &ctx->narrowing);
	ctx->narrowing = (struct waiter){0};
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
narrow(struct context *ctx)
{
	buf_reset(&ctx->wider);
	stop_waiting(ctx);
	uint32_t call = send_mask(ctx);
	if (call == 0)
		return;
	ctx->narrowing = (struct waiter){.call = call, .take = take_reply, .owner = ctx};
	pump_await(ctx, &ctx->narrowing);
}

void
widen_forget(struct context *ctx)
{
	ctx->widened = 0;
	buf_reset(&ctx->wider);
	stop_waiting(ctx);
}

void
widen_restore(struct context *ctx)
{
	stop_waiting(ctx);
	send_mask(ctx);
}

bool
widen_begin(struct context *ctx, struct str class)
{
	if (mask_has(buf_str(&ctx->mask), class))
		return false;
	ctx->widened++;
	if (!mask_has(buf_str(&ctx->wider), class)) {
		buf_addf(&ctx->wider, ctx->wider.n ? ",%.*s" : "%.*s", STR_ARG(class));
		send_mask(ctx);
	}
	return true;
}

void
widen_end(struct context *ctx)
{
	if (ctx->widened > 0 && --ctx->widened == 0)
		narrow(ctx);
}

bool
widen_hides(const struct context *ctx, const struct msg *m)
{
	struct str rest, class;

	if (ctx->widened == 0 && ctx->narrowing.call == 0)
		return false;
	rest = msg_get(m, STR("Privilege"));
	if (rest.n == 0)
		return true;
	while (str_cut(&rest, ',', &class))
		if (!str_eq(class, STR("all")) && !mask_has(buf_str(&ctx->mask), class))
			return true;
	return false;
}
