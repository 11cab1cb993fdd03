/* SPDX-License-Identifier: ISC */
/*
 * How good the sound of a call was, by the RTCP reports that Asterisk tells in RTCPSent and
 * RTCPReceived (main/rtp_engine.c, class reporting, 12 and later).
 *
 * RTCPSent has the server's report on what it received from the channel, RTCPReceived what the
 * phone at the channel says of the sound that was sent to it. Units, by main/rtp_engine.c and
 * RFC 3550, and as a real 22 sends them: CumulativeLost counts packets since the beginning, 24 bits
 * with a sign; IAJitter is in units of the RTP clock (115 at 8000 Hz is 14.4 ms: what
 * CHANNEL(rtcp,txjitter) said at the same time was 0.014375); RTT is in seconds; MES, since 20, is
 * from 0 to 100. No report names the clock: two of one sender do, by SentNTP (seconds) and SentRTP
 * (units).
 */
#ifndef STATE_QUALITY_H
#define STATE_QUALITY_H

#include "ami/msg.h"

/* What is sent in one direction. Negative: not known. */
struct quality_way {
	int64_t lost;    /* packets, in all */
	int64_t packets; /* that were sent, in all */
	int64_t jitter;  /* the largest, in units of the clock */
	int64_t mes;     /* the lowest, in millionths */
};

struct quality_clock {
	int64_t time; /* µs, of the first report; 0: none came */
	uint32_t units;
};

/* The sound of a channel; one with video has two. */
struct quality_stream {
	char *channel, *uniqueid;
	char *local;         /* the server's address */
	struct quality_way from, to; /* the channel */
	int64_t rtt;         /* the longest round trip, µs; negative: not known */
	long rate;           /* of the RTP clock, Hz; 0: not known */
	struct quality_clock server, phone;
};

struct quality {
	struct quality_stream *v;
	size_t n;
};

/* Learn from an event of a channel of the call. */
void quality_take(struct quality *q, const struct msg *m);
void quality_clear(struct quality *q);

/* Does the event report on the sound of a channel? */
bool quality_is_report(const struct msg *m);

#endif
