/* SPDX-License-Identifier: ISC */
/* Items into batches, batches into the inbox. */
#include "session/inbox.h"

#include <stdarg.h>

#include "ami/answer.h"
#include "base/redact.h"

#define BATCH_SIZE  ((size_t)256 << 10) /* a lossless batch is handed over at this size, even if
                                         * that waits: more than what one read brings, as a second
                                         * batch of it would cost 5 % of the time */
#define BATCH_LIMIT ((size_t)1 << 20)   /* items held back, beyond which events are dropped */
#define RETRY_AFTER 5                   /* ms until a full inbox is tried again */

static struct batch *
spare_batch(const struct inbox *in)
{
	struct batch *b = queue_take(in->setup->spare);

	return b ? b : batch_new();
}

void
inbox_init(struct inbox *in, const struct session_setup *setup)
{
	*in = (struct inbox){.setup = setup, .batch = batch_new()};
}

void
inbox_clear(struct inbox *in)
{
	batch_free(in->batch);
	in->batch = NULL;
}

/* The field table of a huge message, which the parser does not need any more. */
static struct field *
spare_table(const struct inbox *in, const struct msg *m)
{
	return batch_has_table(in->batch) ? NULL : parse_take_fields(*in->parse, m);
}

/* Is there no room for more events? */
static bool
is_full(const struct inbox *in)
{
	return !in->setup->lossless && batch_bytes(in->batch) > BATCH_LIMIT;
}

void
inbox_add(struct inbox *in, const struct item *item)
{
	size_t at;

	if (item->kind == ITEM_EVENT && is_full(in))
		in->dropped++;
	else if (in->parse && item->has_msg && parse_keep(*in->parse, item->msg.raw, &at))
		batch_add_at(in->batch, item, at, spare_table(in, &item->msg));
	else
		batch_add(in->batch, item);
}

/* Get the batch ready to be handed over. */
static void
complete(struct inbox *in)
{
	if (batch_wants_memory(in->batch))
		parse_swap(*in->parse, batch_memory(in->batch));
}

/* Say how many events were dropped, if any were. */
static void
add_dropped(struct inbox *in)
{
	struct item dropped = {.kind = ITEM_DROPPED, .count = in->dropped};

	if (in->dropped)
		batch_add(in->batch, &dropped);
	in->dropped = 0;
}

bool
inbox_passes(const struct inbox *in)
{
	return in->wanted && batch_bytes(in->batch) == 0;
}

bool
inbox_refuses(void *arg, struct str name)
{
	struct inbox *in = arg;

	return wanted_refuses(in->wanted, &in->unwanted, name);
}

/* Is it an event for all clients that the owner, who has handled all before it, does not want? Of
 * one that is framed that was asked before: see parse_pass. */
static bool
is_left_out(struct inbox *in, enum verdict v, const struct msg *m)
{
	return v == VERDICT_EVENT && inbox_passes(in) && m && !m->framed &&
	       answer_is_broadcast(m) && inbox_refuses(in, msg_title(m));
}

/* Add an event of which nothing is known but that it is for all clients; most are such. It takes
 * half of the time of an item, which it must be if this is false. */
static bool
add_framed(struct inbox *in, const struct msg *m)
{
	size_t at;

	if (!in->parse || is_full(in) || !parse_keep(*in->parse, m->raw, &at))
		return false;
	batch_add_event(in->batch, m, at);
	return true;
}

void
inbox_add_verdict(void *arg, enum verdict v, uint32_t request, bool more, const struct msg *m,
    const struct err *err)
{
	static const enum item_kind kinds[] = {
	    [VERDICT_EVENT] = ITEM_EVENT,
	    [VERDICT_SUSPECT] = ITEM_EVENT,
	    [VERDICT_REPLY] = ITEM_REPLY,
	    [VERDICT_ITEM] = ITEM_LIST,
	    [VERDICT_END] = ITEM_END,
	    [VERDICT_LOST] = ITEM_LOST,
	    [VERDICT_STRAY] = ITEM_STRAY,
	};

	if (is_left_out(arg, v, m) || (v == VERDICT_EVENT && m && m->framed && add_framed(arg, m)))
		return;
	struct item item = {
	    .kind = kinds[v],
	    .request = request,
	    .more = more,
	    .suspect = v == VERDICT_SUSPECT,
	    .has_msg = m != NULL,
	};

	if (m)
		item.msg = *m;
	if (err) {
		item.error = err->kind;
		item.text = str_of(err->text);
	}
	inbox_add(arg, &item);
}

void
inbox_add_lost(struct inbox *in, uint32_t request, const struct err *err)
{
	inbox_add_verdict(in, VERDICT_LOST, request, false, NULL, err);
}

void
inbox_notice(struct inbox *in, const char *format, ...)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	va_list ap;

	va_start(ap, format);
	buf_addvf(&text, format, ap);
	va_end(ap);
	struct item notice = {.kind = ITEM_NOTICE, .text = buf_str(&text)};
	inbox_add(in, &notice);
	buf_clear(&text);
}

void
inbox_trace(struct inbox *in, enum item_kind kind, struct str block)
{
	struct buf shown = BUF_INIT(BUF_MAX_MESSAGE);

	if (!in->setup->trace)
		return;
	redact_blocks(&shown, block);
	struct item item = {.kind = kind, .text = buf_str(&shown)};
	inbox_add(in, &item);
	buf_clear(&shown);
}

void
inbox_publish(struct inbox *in)
{
	size_t bytes = batch_bytes(in->batch);
	bool waits = in->setup->lossless && bytes >= BATCH_SIZE;

	if (bytes == 0 || (!waits && !queue_has_room(in->setup->inbox, bytes)))
		return;
	complete(in);
	msec before = waits ? clock_now() : 0;
	if (!(waits ? queue_put : queue_try_put)(in->setup->inbox, in->batch, bytes))
		return;
	in->held_up += waits ? clock_now() - before : 0;
	in->batch = spare_batch(in);
	add_dropped(in);
}

void
inbox_pass(struct inbox *in, const struct wanted *wanted)
{
	in->wanted = wanted;
	in->unwanted.n = 0;
}

struct batch *
inbox_take(struct inbox *in)
{
	struct batch *taken = in->batch;

	if (batch_bytes(taken) == 0)
		return NULL;
	complete(in);
	in->batch = spare_batch(in);
	add_dropped(in);
	return taken;
}

void
inbox_publish_big(struct inbox *in)
{
	if (!in->wanted && in->setup->lossless && batch_bytes(in->batch) >= BATCH_SIZE)
		inbox_publish(in);
}

msec
inbox_deadline(const struct inbox *in)
{
	return batch_bytes(in->batch) ? clock_now() + RETRY_AFTER : CLOCK_NEVER;
}

/* Append an item that the owner must get now. */
static void
hand_over(struct inbox *in, const struct item *item)
{
	add_dropped(in);
	inbox_add(in, item);
	size_t bytes = batch_bytes(in->batch);
	queue_force_put(in->setup->inbox, inbox_take(in), bytes);
}

void
inbox_ask_secret(struct inbox *in)
{
	hand_over(in, &(struct item){.kind = ITEM_ASKS});
}

void
inbox_stage(void *arg, enum stage_kind stage, enum stage_state state, struct str text)
{
	struct item item = {.kind = ITEM_STAGE, .stage = stage, .state = state, .text = text};

	hand_over(arg, &item);
}

void
inbox_offline(struct inbox *in, const struct err *err, msec pause)
{
	struct item item = {
	    .kind = ITEM_OFFLINE,
	    .error = err->kind,
	    .lead = err->lead,
	    .text = str_of(err->text),
	    .more = pause >= 0,
	    .count = pause >= 0 ? (uint64_t)pause : 0,
	};

	hand_over(in, &item);
}
