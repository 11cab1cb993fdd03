/* SPDX-License-Identifier: ISC */
/* A server's stream, rendered: parsed, sorted into replies, lists and events, and put through a
 * renderer, as the program does it. */
#ifndef TESTS_VIEW_SHOWN_H
#define TESTS_VIEW_SHOWN_H

#include "../expect.h"
#include "view/render.h"

/* Messages of a stream without a banner, in the short way: lines end with \n, an empty line ends
 * each message, the last one too. Events without a Privilege count as suspect. */
void shown_stream(struct buf *out, struct str stream, const struct render_options *options);

/* The same for a file of tests/captures ("ast22/ping"). */
void shown_capture(struct buf *out, const char *name, const struct render_options *options);

/* Append the bytes of such a file. */
void shown_read(struct buf *bytes, const char *name);

/* Set the local time to UTC: a fixture for tests of what prints times. */
void shown_utc(void);

/* Call each for every capture, with its name. */
void shown_captures(void (*each)(const char *name));

/* Call take for each message of such a stream. */
void shown_each(struct str stream, void (*take)(void *arg, const struct msg *m), void *arg);

/* The only message of such a stream; freed with free(). */
struct msg *shown_one(const char *stream);

/* Is there a byte in s that could control a terminal: C0 but newline, DEL, C1, bidirectional
 * controls, or broken UTF-8? */
bool shown_steers(struct str s);

/* The stream, rendered with the options, is that text. */
#define EXPECT_SHOWN(options, stream, want)                                                        \
	do {                                                                                       \
		struct buf shown_ = BUF_INIT(BUF_MAX_TEXT);                                        \
		shown_stream(&shown_, str_of(stream), (options));                                  \
		EXPECT_STR(buf_str(&shown_), str_of(want));                                        \
		buf_clear(&shown_);                                                                \
	} while (0)

#endif
