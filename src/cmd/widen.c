/* SPDX-License-Identifier: ISC */
/* Widening the mask of events for a while. */
#include "cmd/widen.h"

#include "cmd/call.h"
#include "cmd/mask.h"
#include "cmd/pump.h"

/* Send a mask. Returns the number of the call, 0 when it was not sent. */
static uint32_t
send_mask(struct context *ctx, struct str mask)
{
	struct action a;
	struct err ignored;
	uint32_t call = 0;

	if (!ctx->online || call_begin(ctx, &a, STR("Events"), &ignored) < 0)
		return 0;
	if (action_header(&a, STR("EventMask"), mask, &ignored) == 0) {
		action_end(&a);
		call = session_send(ctx->session, &a, ctx->set.timeout);
	}
	action_clear(&a);
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
	uint32_t call = send_mask(ctx, buf_str(&ctx->mask));

	buf_reset(&ctx->wider);
	stop_waiting(ctx);
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
	widen_forget(ctx);
	send_mask(ctx, buf_str(&ctx->mask));
}

bool
widen_begin(struct context *ctx, struct str class)
{
	struct buf mask = BUF_INIT(BUF_MAX_LINE);

	if (mask_has(buf_str(&ctx->mask), class))
		return false;
	ctx->widened++;
	if (!mask_has(buf_str(&ctx->wider), class)) {
		buf_addf(&ctx->wider, ctx->wider.n ? ",%.*s" : "%.*s", STR_ARG(class));
		if (!str_eq(buf_str(&ctx->mask), STR("off")))
			buf_addf(&mask, "%.*s,", STR_ARG(buf_str(&ctx->mask)));
		buf_adds(&mask, buf_str(&ctx->wider));
		send_mask(ctx, buf_str(&mask));
	}
	buf_clear(&mask);
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
