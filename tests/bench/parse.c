/* SPDX-License-Identifier: ISC */
/*
 * How fast does the parser cut a stream of events into messages? The stream is made here, from the
 * shapes of a call as Asterisk 22 reports it; it is fed in pieces as a socket would give them.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "ami/parse.h"
#include "base/buf.h"

#define STREAM_BYTES (64u << 20)
#define READ_BYTES   (64u << 10)
#define ROUNDS       5

/* What a channel looks like in each of its events. */
#define CHANNEL                                                                                    \
	"Channel: PJSIP/alice-%08x\r\nChannelState: 6\r\nChannelStateDesc: Up\r\n"                 \
	"CallerIDNum: 6001\r\nCallerIDName: Alice\r\nConnectedLineNum: <unknown>\r\n"              \
	"ConnectedLineName: <unknown>\r\nLanguage: en\r\nAccountCode: \r\nContext: phones\r\n"     \
	"Exten: 6002\r\nPriority: 2\r\nUniqueid: 1795323554.%u\r\nLinkedid: 1795323554.%u\r\n"

static const char *const shapes[] = {
    "Event: Newchannel\r\nPrivilege: call,all\r\nTimestamp: 1795323554.060744\r\n" CHANNEL "\r\n",
    "Event: Newexten\r\nPrivilege: dialplan,all\r\nTimestamp: 1795323554.060744\r\n" CHANNEL
    "Extension: 6002\r\nApplication: Dial\r\nAppData: PJSIP/bob,20,tT\r\n\r\n",
    "Event: VarSet\r\nPrivilege: dialplan,all\r\nTimestamp: 1795323554.060744\r\n" CHANNEL
    "Variable: DIALSTATUS\r\nValue: ANSWER\r\n\r\n",
    "Event: Hangup\r\nPrivilege: call,all\r\nTimestamp: 1795323554.060744\r\n" CHANNEL
    "Cause: 16\r\nCause-txt: Normal Clearing\r\n\r\n",
};

#define SHAPES (sizeof(shapes) / sizeof(shapes[0]))

static void
make_stream(struct buf *stream)
{
	char event[1024];

	for (unsigned i = 0;; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		int n = snprintf(event, sizeof(event), shapes[i % SHAPES], i, i, i);
#pragma GCC diagnostic pop
		if (buf_add(stream, event, (size_t)n) == -1)
			return;
	}
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Parse the whole stream; returns the number of messages. */
static size_t
parse_stream(struct str stream)
{
	struct parse *p = parse_new(BUF_MAX_MESSAGE, false);
	size_t messages = 0;
	struct err err;
	struct msg m;

	while (stream.n) {
		size_t room;
		char *to = parse_room(p, READ_BYTES, &room);
		struct str piece = str_head(stream, READ_BYTES);
		memcpy(to, piece.p, piece.n);
		parse_fed(p, piece.n);
		stream = str_from_at(stream, piece.n);
		while (parse_next(p, &m, &err) == 1)
			messages++;
	}
	parse_free(p);
	return messages;
}

int
main(void)
{
	struct buf stream = BUF_INIT(STREAM_BYTES);
	double best = 1e9;
	size_t messages = 0;

	make_stream(&stream);
	for (int round = 0; round < ROUNDS; round++) {
		double begin = seconds();
		messages = parse_stream(buf_str(&stream));
		double took = seconds() - begin;
		best = took < best ? took : best;
	}
	printf("parse: %.0f messages/s, %.0f MB/s, %zu bytes a message, best of %d\n",
	    (double)messages / best, (double)stream.n / best / 1e6, stream.n / messages, ROUNDS);
	buf_clear(&stream);
	return EXIT_SUCCESS;
}
