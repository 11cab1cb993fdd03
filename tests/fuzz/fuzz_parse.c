/* SPDX-License-Identifier: ISC */
/*
 * Any bytes give the same messages and the same error, however they come: all at once, so that
 * events are framed; line by line, where nothing is framed; cut in three, or as the reader of a session
 * takes them, whose batches keep the memory; and, where they are few, a byte at a time.
 *
 * The last four bytes choose the way, the rest is the stream: a transcript is good input as it is.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "ami/framing.h"
#include "ami/parse.h"
#include "ami/split.h"
#include "heard.h"
#include "session/batch.h"

#define FEW   32   /* bytes that always come one by one as well */
#define OFTEN 16   /* one in so many longer ones */
#define SPARE 4000 /* room that is asked for beside the bytes, so that the memory is moved */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* The input, and what it is when it comes all at once. */
static struct str stream;
static struct heard want;
static size_t cuts[3]; /* the last is the end */
static size_t max, spare;
static bool banner, by_bytes;
static unsigned pattern; /* eight bits: which messages are kept, when memory is given away */

/* A parser on its way through the stream. */
struct hearing {
	const char *way;
	struct parse *p;
	size_t fed;
	size_t n;     /* messages that came, */
	size_t heard; /* and their bytes */
	bool failed;
};

static void
must(bool holds, const struct hearing *h, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "%s, cuts at %zu and %zu, fed %zu of %zu bytes: not so: %s\n", h->way, cuts[0],
	    cuts[1], h->fed, stream.n, what);
	for (size_t i = 0; i < want.n; i++)
		heard_print(&want, i, stream);
	fprintf(stderr, "then: %s\n", want.err.kind ? want.err.text : "nothing");
	abort();
}

static struct hearing
begin(const char *way)
{
	return (struct hearing){.way = way, .p = parse_new(max, banner)};
}

/* Give the parser the bytes up to there. */
static void
give(struct hearing *h, size_t to)
{
	size_t n = to - h->fed, room;
	char *p = parse_room(h->p, n + spare, &room);

	must(room >= n + spare, h, "there is room");
	memcpy(p, stream.p + h->fed, n);
	parse_fed(h->p, n);
	h->fed = to;
}

/* The parser has nothing more: that is right only if it had an error before. */
static void
end_feed(struct hearing *h, int got, const struct err *err)
{
	if (got == 0)
		return;
	h->failed = true;
	must(h->n == want.n, h, "the error comes after the last message");
	must(err->kind == want.err.kind && str_eq(str_of(err->text), str_of(want.err.text)), h,
	    "the error is the same");
}

/* Is the event of this name, which must be the next message, passed over? */
static bool
passes(void *arg, struct str name)
{
	struct hearing *h = arg;

	must(h->n < want.n, h, "it is asked for a message");
	const struct heard_message *next = &want.messages[h->n];
	const struct field *title = &want.fields[next->first];
	must(next->kind == MSG_EVENT, h, "it is asked for an event");
	must(str_eq(name, str_from(stream.p + next->at + title->value, title->value_n)), h,
	    "it is asked by its name");
	if ((pattern >> h->n % 8 & 1) == 0)
		return false;
	h->heard += next->raw_n;
	h->n++;
	return true;
}

/* The next message. Events that come before it may be passed over. */
static int
next_message(struct hearing *h, struct msg *m, struct err *err)
{
	size_t before = h->n;
	size_t passed = parse_pass(h->p, passes, h);

	must(passed == h->n - before, h, "it counts what it passes over");
	return parse_next(h->p, m, err);
}

/* Feed the bytes up to there, and compare. */
static void
feed(struct hearing *h, size_t to)
{
	struct msg m;
	struct err err;
	int got = 0;

	if (h->failed)
		return;
	give(h, to);
	while ((got = next_message(h, &m, &err)) == 1) {
		must(h->n < want.n && heard_is(&want, h->n, stream, &m), h, "the message is the same");
		h->heard += m.raw.n;
		h->n++;
	}
	end_feed(h, got, &err);
}

/* Nothing more comes. */
static void
end(struct hearing *h)
{
	struct msg m;

	must(h->n == want.n && h->failed == (want.err.kind != ERR_NONE), h, "all has come");
	if (!h->failed) {
		must(parse_begun(h->p, &m) == want.begun, h, "as much has begun");
		must(!want.begun || heard_is(&want, want.n, stream, &m), h, "it begins the same");
	}
	parse_free(h->p);
}

/* What all others are held against. */
static void
hear_at_once(void)
{
	struct hearing h = begin("at once");
	struct msg m;
	int got;

	heard_reset(&want);
	give(&h, stream.n);
	while ((got = parse_next(h.p, &m, &want.err)) == 1) {
		must(m.raw.n && str_starts(str_from_at(stream, h.heard), m.raw), &h,
		    "the raw bytes are those that were fed");
		heard_add(&want, &m, h.heard);
		h.heard += m.raw.n;
	}
	if (got == 0)
		want.err.kind = ERR_NONE;
	if (got == 0 && parse_begun(h.p, &m))
		heard_begun(&want, &m, h.heard);
	parse_free(h.p);
}

/* A message whose first byte came alone is not framed. */
static void
hear_by_lines(void)
{
	struct hearing h = begin("by lines");

	for (size_t i = 0; i < want.n; i++) {
		feed(&h, want.messages[i].at + 1);
		must(h.n == i, &h, "a byte is no message");
		feed(&h, want.messages[i].at + want.messages[i].raw_n);
		must(h.n == i + 1, &h, "a message ends with its last byte");
	}
	if (h.fed < stream.n)
		feed(&h, h.fed + 1);
	feed(&h, stream.n);
	end(&h);
}

static void
hear_cut(void)
{
	struct hearing h = begin("cut");

	for (size_t i = 0; i < 3; i++)
		feed(&h, cuts[i]);
	end(&h);
}

static void
hear_by_bytes(void)
{
	struct hearing h = begin("by bytes");

	while (h.fed < stream.n && !h.failed)
		feed(&h, h.fed + 1);
	end(&h);
}

/* Frame and split where the input lies: it has no room behind it. */
static void
frame_in_place(void)
{
	static struct fields fields;
	const struct hearing h = {.way = "in place", .fed = stream.n};
	struct field head[FRAMING_HEAD];

	for (size_t i = 0; i < want.n; i++) {
		struct str rest = str_from_at(stream, want.messages[i].at);
		struct msg m = {.kind = MSG_EVENT, .framed = true};
		m.raw = str_head(rest, framing_event(rest, head));
		if (m.raw.n == 0)
			continue;
		split_framed(&fields, &m);
		must(heard_is(&want, i, stream, &m), &h, "the message is the same");
		must(memcmp(head, m.fields, sizeof(head)) == 0, &h, "the head is the same");
	}
}

/* Pass over events by their name, as the owner of a session does with those that nobody looks at, as
 * often as the bits say. Then the next item is one with a name, or not. */
static bool
pass_over(struct batch *b, unsigned *bits, struct str *name)
{
	bool named;

	while ((named = batch_framed(b, name)) && *bits & 1) {
		batch_pass(b);
		*bits >>= 1;
	}
	*bits >>= 1;
	return named;
}

/* Which message is it, from there on? Those with a name do not say so. */
static size_t
position(const struct item *item, bool named, size_t next)
{
	if (!named)
		return item->count;
	while (next < want.n && !heard_is(&want, next, stream, &item->msg))
		next++;
	return next;
}

/* The owner of a session gets a batch: the items that it takes are in order. */
static void
read_batch(const struct hearing *h, struct batch *b)
{
	static struct fields fields;
	struct item item;
	struct str name;
	unsigned bits = pattern * 0x1010101;
	size_t next = 0;

	for (;;) {
		bool named = pass_over(b, &bits, &name);
		if (!batch_next(b, &item))
			break;
		if (!item.has_msg) {
			must(str_eq(item.text, str_head(stream, 9)), h, "a text stays");
			continue;
		}
		split_framed(&fields, &item.msg);
		size_t at = position(&item, named, next);
		must(at >= next && at < want.n, h, "the order stays");
		must(heard_is(&want, at, stream, &item.msg), h, "the message stays");
		must(!named || str_eq(name, msg_value(&item.msg, 0)), h, "its name was seen");
		next = at + 1;
	}
	batch_reset(b);
	must(batch_bytes(b) == 0 && !batch_wants_memory(b) && !batch_next(b, &item), h,
	    "an empty batch is as new");
}

/* The batch that is full, and the one before it, which the owner reads only now. Both are used for
 * all inputs, as a session uses its batches. */
static struct batch *batches[2];

static void
hand_over(const struct hearing *h)
{
	struct batch *full = batches[0];

	if (batch_wants_memory(full))
		parse_swap(h->p, batch_memory(full));
	read_batch(h, batches[1]);
	batches[0] = batches[1];
	batches[1] = full;
}

/* A message goes into the batch: as it lies there, copied, or not at all. */
static void
add_to_batch(const struct hearing *h, const struct msg *m)
{
	const struct item text = {.kind = ITEM_NOTICE, .text = str_head(stream, 9)};
	const struct item item = {.kind = ITEM_EVENT, .has_msg = true, .msg = *m, .count = h->n};
	size_t way = (h->n + pattern) % 6, at;

	if (way == 0)
		batch_add(batches[0], &text);
	if (way == 1)
		batch_add(batches[0], &item);
	if (way < 3)
		return;
	must(parse_keep(h->p, m->raw, &at), h, "what came can be kept");
	if (m->framed && way > 3)
		batch_add_event(batches[0], m, at);
	else
		batch_add_at(batches[0], &item, at,
		    batch_has_table(batches[0]) ? NULL : parse_take_fields(h->p, m));
}

/* Feed the bytes up to there as the reader of a session does. */
static void
feed_batch(struct hearing *h, size_t to)
{
	struct msg m;
	struct err err;
	int got;

	if (h->failed)
		return;
	give(h, to);
	while ((got = parse_frame(h->p, &m, &err)) == 1) {
		must(h->n < want.n, h, "there is such a message");
		add_to_batch(h, &m);
		if (pattern >> h->n++ % 8 & 1)
			hand_over(h);
	}
	if (pattern & 0x80)
		hand_over(h);
	end_feed(h, got, &err);
}

static void
hear_in_batches(void)
{
	struct hearing h = begin("in batches");

	if (!batches[0])
		for (size_t i = 0; i < 2; i++)
			batches[i] = batch_new();
	for (size_t i = 0; i < 3; i++)
		feed_batch(&h, cuts[i]);
	for (size_t i = 0; i < 2; i++)
		hand_over(&h);
	end(&h);
}

/* Where a byte cuts the stream. */
static size_t
cut_at(uint8_t byte)
{
	return byte * (size_t)257 % (stream.n + 1);
}

static void
choose(const uint8_t last[4])
{
	/* A banner may have 256 bytes: no message has fewer where one must come. */
	static const size_t most[] = {64u << 10, 2048, 200, 64};
	size_t a = cut_at(last[0]), b = cut_at(last[1]);

	cuts[0] = a < b ? a : b;
	cuts[1] = a < b ? b : a;
	cuts[2] = stream.n;
	pattern = last[2];
	banner = last[3] % 64 == 1;
	max = most[last[3] >> 1 & (banner ? 1 : 3)];
	spare = last[3] & 8 ? SPARE : 0;
	by_bytes = stream.n <= FEW || last[3] / 16 % OFTEN == 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	if (n < 4)
		return 0;
	stream = str_from((const char *)data, n - 4);
	choose(data + stream.n);
	hear_at_once();
	frame_in_place();
	hear_by_lines();
	(pattern & 0x40 ? hear_cut : hear_in_batches)();
	if (by_bytes)
		hear_by_bytes();
	return 0;
}
