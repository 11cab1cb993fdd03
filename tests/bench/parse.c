/* SPDX-License-Identifier: ISC */
/*
 * How fast does the parser cut a stream of events into messages? It is fed in pieces as a socket
 * would give them.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "ami/parse.h"
#include "base/buf.h"
#include "events.h"
#include "figures.h"

#define STREAM_BYTES (64u << 20)
#define READ_BYTES   (64u << 10)
#define ROUNDS       5

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

	events_fill(&stream);
	for (int round = 0; round < ROUNDS; round++) {
		double begin = figures_now();
		messages = parse_stream(buf_str(&stream));
		double took = figures_now() - begin;
		best = took < best ? took : best;
	}
	printf("parse: %.0f messages/s, %.0f MB/s, %zu bytes a message, best of %d\n",
	    (double)messages / best, (double)stream.n / best / 1e6, stream.n / messages, ROUNDS);
	buf_clear(&stream);
	return EXIT_SUCCESS;
}
