/* SPDX-License-Identifier: ISC */
/* Items into batches, batches into the inbox. */
#include "session/report.h"

#include <stdarg.h>

#include "base/redact.h"

#define BATCH_SIZE  ((size_t)128 << 10) /* a lossless batch that is handed over even by waiting */
#define BATCH_LIMIT ((size_t)1 << 20)   /* items held back, beyond which events are dropped */
#define RETRY_AFTER 5                   /* ms until a full inbox is tried again */

static struct batch *
spare_batch(const struct report *r)
{
	struct batch *b = queue_take(r->setup->spare);

	return b ? b : batch_new();
}

void
report_init(struct report *r, const struct session_setup *setup)
{
	*r = (struct report){.setup = setup, .batch = batch_new()};
}

void
report_clear(struct report *r)
{
	batch_free(r->batch);
	r->batch = NULL;
}

void
report_item(struct report *r, const struct item *item)
{
	bool full = !r->setup->lossless && batch_bytes(r->batch) > BATCH_LIMIT;

	if (full && item->kind == ITEM_EVENT)
		r->dropped++;
	else
		batch_add(r->batch, item);
}

/* Say how many events were dropped, if any were. */
static void
add_dropped(struct report *r)
{
	struct item dropped = {.kind = ITEM_DROPPED, .count = r->dropped};

	if (r->dropped)
		batch_add(r->batch, &dropped);
	r->dropped = 0;
}

void
report_verdict(
    void *arg, enum verdict v, uint32_t call, bool more, const struct msg *m, const struct err *err)
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
	struct item item = {
	    .kind = kinds[v],
	    .call = call,
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
	report_item(arg, &item);
}

void
report_lost(struct report *r, uint32_t call, const struct err *err)
{
	report_verdict(r, VERDICT_LOST, call, false, NULL, err);
}

void
report_notice(struct report *r, const char *format, ...)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	va_list ap;

	va_start(ap, format);
	buf_addvf(&text, format, ap);
	va_end(ap);
	struct item notice = {.kind = ITEM_NOTICE, .text = buf_str(&text)};
	report_item(r, &notice);
	buf_clear(&text);
}

void
report_wire(struct report *r, enum item_kind kind, struct str block)
{
	struct buf shown = BUF_INIT(BUF_MAX_MESSAGE);

	if (!r->setup->trace)
		return;
	redact_blocks(&shown, block);
	struct item item = {.kind = kind, .text = buf_str(&shown)};
	report_item(r, &item);
	buf_clear(&shown);
}

void
report_publish(struct report *r)
{
	size_t bytes = batch_bytes(r->batch);
	bool waits = r->setup->lossless && bytes >= BATCH_SIZE;

	if (bytes == 0)
		return;
	msec before = waits ? clock_now() : 0;
	if (!(waits ? queue_put : queue_try_put)(r->setup->inbox, r->batch, bytes))
		return;
	r->held_up += waits ? clock_now() - before : 0;
	r->batch = spare_batch(r);
	add_dropped(r);
}

void
report_publish_big(struct report *r)
{
	if (r->setup->lossless && batch_bytes(r->batch) >= BATCH_SIZE)
		report_publish(r);
}

msec
report_deadline(const struct report *r)
{
	return batch_bytes(r->batch) ? clock_now() + RETRY_AFTER : CLOCK_NEVER;
}

/* Append an item that the owner has to get now. */
static void
hand_over(struct report *r, const struct item *item)
{
	add_dropped(r);
	report_item(r, item);
	queue_force_put(r->setup->inbox, r->batch, batch_bytes(r->batch));
	r->batch = spare_batch(r);
}

void
report_question(struct report *r)
{
	hand_over(r, &(struct item){.kind = ITEM_ASKS});
}

void
report_offline(struct report *r, const struct err *err, msec pause)
{
	struct item item = {
	    .kind = ITEM_OFFLINE,
	    .error = err->kind,
	    .text = str_of(err->text),
	    .more = pause >= 0,
	    .count = pause >= 0 ? (uint64_t)pause : 0,
	};

	hand_over(r, &item);
}
