/* SPDX-License-Identifier: ISC */
/*
 * Whatever a server says: each call is told of exactly one end, nothing is told of a call after its
 * end or of a quiet one, and none is left when the connection is lost. Bytes above 0xf0 between the
 * server's send the next action or let time pass; the rest goes through the parser.
 */
#include <stdint.h>
#include <stdlib.h>

#include "../ami/transcript.h"
#include "ami/pending.h"

#define CALLS   256
#define TIMEOUT 10

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const char *const actions[] = {
    "Ping", "CoreShowChannels", "Status", "FAXStats", "Queues", "IAXpeers", "WaitEvent", "Nothing",
};

struct fuzz {
	struct pending *pending;
	uint32_t calls;
	bool quiet[CALLS + 1];
	bool ended[CALLS + 1];
	msec now;
};

static void
must(bool holds)
{
	if (!holds)
		abort();
}

static void
take(
    void *arg, enum verdict v, uint32_t call, bool more, const struct msg *m, const struct err *err)
{
	struct fuzz *f = arg;
	bool news = v == VERDICT_EVENT || v == VERDICT_SUSPECT || v == VERDICT_STRAY;

	must(news == (call == 0) && call <= f->calls);
	must((v == VERDICT_LOST) == (err != NULL));
	must(m || v == VERDICT_LOST || v == VERDICT_END);
	must(v == VERDICT_REPLY || more == (v == VERDICT_ITEM));
	if (news)
		return;
	must(!f->quiet[call] && !f->ended[call]);
	f->ended[call] = !more;
}

static void
feed(void *arg, const struct msg *m)
{
	struct fuzz *f = arg;

	pending_feed(f->pending, m, f->now);
}

/* Send an action, or let time pass. ActionIDs are single letters, so that texts can have them. */
static void
act(struct fuzz *f, uint8_t byte)
{
	char id = (char)('a' + f->calls % 26);

	if (byte == 0xff || f->calls == CALLS) {
		f->now += TIMEOUT / 2;
		pending_expire(f->pending, f->now, NULL);
		return;
	}
	f->quiet[++f->calls] = byte == 0xfe;
	pending_add(f->pending, f->calls, str_of(actions[byte % 8]), str_from(&id, byte != 0xfd),
	    f->now, TIMEOUT, byte == 0xfe);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct fuzz f = {0};
	struct parse *parse = parse_new(BUF_MAX_LINE, false);
	struct err err;

	f.pending = pending_new((struct pending_sink){.take = take, .arg = &f});
	for (uint8_t i = 0; i < 8; i++)
		act(&f, i);
	while (n) {
		size_t text = 0;
		while (text < n && data[text] < 0xf0)
			text++;
		if (transcript_feed(
		        parse, str_from((const char *)data, text), SIZE_MAX, feed, &f, &err))
			break;
		if (text < n)
			act(&f, data[text++]);
		data += text;
		n -= text;
	}
	err_set(&err, ERR_LOST, "gone");
	pending_lose(f.pending, &err);
	must(pending_count(f.pending) == 0 && pending_deadline(f.pending) == CLOCK_NEVER);
	for (uint32_t i = 1; i <= f.calls; i++)
		must(f.ended[i] != f.quiet[i]);
	pending_free(f.pending);
	parse_free(parse);
	return 0;
}
