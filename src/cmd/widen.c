/* SPDX-License-Identifier: ISC */
/* Widening the mask of events for a while. */
#include "cmd/widen.h"

#include "cmd/call.h"
#include "cmd/mask.h"

/* Send the mask; its reply is nobody's. */
static void
send_mask(struct context *ctx, struct str mask)
{
	struct action a;
	struct err ignored;

	if (ctx->online && call_begin(ctx, &a, STR("Events"), &ignored) == 0) {
		if (action_header(&a, STR("EventMask"), mask, &ignored) == 0) {
			action_end(&a);
			session_send(ctx->session, &a, ctx->set.timeout);
		}
		action_clear(&a);
	}
}

void
widen_restore(struct context *ctx)
{
	ctx->widened = 0;
	buf_reset(&ctx->wider);
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
	if (ctx->widened == 0 || --ctx->widened > 0)
		return;
	buf_reset(&ctx->wider);
	send_mask(ctx, buf_str(&ctx->mask));
}

bool
widen_hides(const struct context *ctx, const struct msg *m)
{
	struct str rest, class;

	if (ctx->widened == 0)
		return false;
	rest = msg_get(m, STR("Privilege"));
	while (str_cut(&rest, ',', &class))
		if (!str_eq(class, STR("all")) && mask_has(buf_str(&ctx->mask), class))
			return false;
	return true;
}
