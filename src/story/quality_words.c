/* SPDX-License-Identifier: ISC */
/* The two directions of a stream, each as far as it is known. */
#include "story/quality_words.h"

#include <stdio.h>

#include "ami/compose.h"
#include "base/text.h"

#define MILLION 1e6

/* Append one direction: "; from it 3 of 501 lost, jitter 14.4 ms, MES 88.1". */
static void
say_way(const struct quality_way *way, const char *name, long rate, struct buf *out)
{
	if (way->lost < 0)
		return;
	buf_addf(out, "; %s it %lld", name, (long long)way->lost);
	if (way->packets >= 0)
		buf_addf(out, " of %lld", (long long)way->packets);
	buf_addz(out, " lost");
	if (way->jitter >= 0 && rate)
		buf_addf(out, ", jitter %.1f ms", 1000.0 * (double)way->jitter / (double)rate);
	if (way->mes > 0)
		buf_addf(out, ", MES %.1f", (double)way->mes / MILLION);
}

void
quality_say(const struct quality_stream *s, struct buf *out)
{
	struct buf ways = BUF_INIT(BUF_MAX_LINE);

	say_way(&s->from, "from", s->rate, &ways);
	say_way(&s->to, "to", s->rate, &ways);
	if (s->rtt >= 0)
		buf_addf(&ways, "; round trip %.1f ms", (double)s->rtt / 1000);
	text_escape(out, str_of(s->channel));
	buf_addz(out, ": ");
	if (ways.n)
		buf_adds(out, str_from_at(buf_str(&ways), 2));
	else
		buf_addz(out, "no report on its sound");
	buf_clear(&ways);
}

/* Add a number with that many digits after the point. */
static void
add_number(struct compose *c, const char *way, const char *name, double value, int digits)
{
	char header[32], text[64];

	snprintf(header, sizeof(header), "%s%s", way, name);
	snprintf(text, sizeof(text), "%.*f", digits, value);
	compose_add(c, str_of(header), str_of(text));
}

static void
add_way(struct compose *c, const char *name, const struct quality_way *way, long rate)
{
	if (way->lost >= 0)
		add_number(c, name, "Lost", (double)way->lost, 0);
	if (way->packets >= 0)
		add_number(c, name, "Packets", (double)way->packets, 0);
	if (way->jitter >= 0 && rate)
		add_number(c, name, "Jitter", (double)way->jitter / (double)rate, 6);
	if (way->jitter >= 0)
		add_number(c, name, "IAJitter", (double)way->jitter, 0);
	if (way->mes > 0)
		add_number(c, name, "MES", (double)way->mes / MILLION, 1);
}

void
quality_add(const struct quality_stream *s, struct compose *c)
{
	add_way(c, "From", &s->from, s->rate);
	add_way(c, "To", &s->to, s->rate);
	if (s->rtt >= 0)
		add_number(c, "", "RTT", (double)s->rtt / MILLION, 6);
}
