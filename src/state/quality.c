/* SPDX-License-Identifier: ISC */
/* Keeps the last report on each direction of each stream. */
#include "state/quality.h"

#include <stdlib.h>

#include "base/mem.h"

#define STREAMS_MAX 200 /* of a call: a conference is one */

/* A 24 bit count of lost packets that is below 0: more came than were expected, as doubles do. */
#define LOST_MAX 0x7fffff

#define MILLION    1000000
#define NUMBER_MAX 100000000000 /* no header has more; tenfold it has room for millionths */

bool
quality_is_report(const struct msg *m)
{
	return msg_is(m, MSG_EVENT, STR("RTCPSent")) || msg_is(m, MSG_EVENT, STR("RTCPReceived"));
}

void
quality_clear(struct quality *q)
{
	for (size_t i = 0; i < q->n; i++) {
		free(q->v[i].channel);
		free(q->v[i].uniqueid);
		free(q->v[i].local);
	}
	free(q->v);
	*q = (struct quality){0};
}

/* Read "5.000123" in millionths; digits beyond these are left out. */
static bool
read_millionths(struct str s, int64_t *number)
{
	size_t point = str_chr(s, '.'), i;
	int64_t n = 0, unit = MILLION / 10;

	for (i = 0; i < point && s.p[i] >= '0' && s.p[i] <= '9' && n < NUMBER_MAX; i++)
		n = n * 10 + (s.p[i] - '0');
	if (point == 0 || i < point)
		return false;
	n *= MILLION;
	for (i++; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++, unit /= 10)
		n += unit * (s.p[i] - '0');
	*number = n;
	return i >= s.n;
}

static bool
read_count(struct str s, int64_t *number)
{
	if (!read_millionths(s, number))
		return false;
	*number /= MILLION;
	return true;
}

/* The stream that a report is about; NULL: there are too many. */
static struct quality_stream *
find(struct quality *q, struct str channel, struct str uniqueid, struct str local)
{
	const struct quality_way unknown = {-1, -1, -1, -1};

	for (size_t i = 0; i < q->n; i++)
		if (str_eq(str_of(q->v[i].uniqueid), uniqueid) &&
		    str_eq(str_of(q->v[i].local), local))
			return &q->v[i];
	if (q->n == STREAMS_MAX || !uniqueid.n)
		return NULL;
	q->v = mem_grow(q->v, q->n + 1, sizeof(*q->v));
	q->v[q->n] = (struct quality_stream){
	    .channel = mem_strndup(channel),
	    .uniqueid = mem_strndup(uniqueid),
	    .local = mem_strndup(local),
	    .from = unknown,
	    .to = unknown,
	    .rtt = -1,
	};
	return &q->v[q->n++];
}

/* The clock that sound usually has, nearest to what was measured; 0: none is near. */
static long
round_rate(int64_t measured)
{
	static const long rates[] = {8000, 11025, 12000, 16000, 24000, 32000, 44100, 48000, 90000};

	for (size_t i = 0; i < sizeof(rates) / sizeof(rates[0]); i++)
		if (measured > rates[i] - rates[i] / 25 && measured < rates[i] + rates[i] / 25)
			return rates[i];
	return 0;
}

/* Two reports of a sender tell how fast its RTP clock runs. */
static void
measure(struct quality_stream *s, struct quality_clock *clock, const struct msg *m)
{
	int64_t time, units;

	if (!read_millionths(msg_get(m, STR("SentNTP")), &time) ||
	    !read_count(msg_get(m, STR("SentRTP")), &units))
		return;
	if (clock->time && time - clock->time > MILLION / 5) {
		int64_t passed = (uint32_t)units - clock->units;
		long rate = round_rate(passed * MILLION / (time - clock->time));
		s->rate = rate ? rate : s->rate;
	}
	if (!clock->time)
		*clock = (struct quality_clock){time, (uint32_t)units};
}

static bool
is_worse(int64_t value, int64_t before, bool low)
{
	return before < 0 || (low ? value < before : value > before);
}

/* Take the report on a direction. A score of 0 is none: nothing was received yet. */
static void
take_block(struct quality_way *way, const struct msg *m)
{
	int64_t lost, jitter, mes;

	if (!read_count(msg_get(m, STR("Report0CumulativeLost")), &lost))
		return;
	way->lost = lost > LOST_MAX ? 0 : lost;
	if (read_count(msg_get(m, STR("Report0IAJitter")), &jitter) &&
	    is_worse(jitter, way->jitter, false))
		way->jitter = jitter;
	if (read_millionths(msg_get(m, STR("MES")), &mes) && mes && is_worse(mes, way->mes, true))
		way->mes = mes;
}

void
quality_take(struct quality *q, const struct msg *m)
{
	bool sent = msg_is(m, MSG_EVENT, STR("RTCPSent"));
	struct quality_stream *s = find(q, msg_get(m, STR("Channel")), msg_get(m, STR("Uniqueid")),
	    msg_get(m, sent ? STR("From") : STR("To")));
	int64_t rtt;

	if (!s)
		return;
	take_block(sent ? &s->from : &s->to, m);
	read_count(msg_get(m, STR("SentPackets")), sent ? &s->to.packets : &s->from.packets);
	measure(s, sent ? &s->server : &s->phone, m);
	if (!sent && read_millionths(msg_get(m, STR("RTT")), &rtt) && rtt &&
	    is_worse(rtt, s->rtt, false))
		s->rtt = rtt;
}
