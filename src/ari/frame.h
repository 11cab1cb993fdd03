/* SPDX-License-Identifier: ISC */
/*
 * The frames of a WebSocket as its client sees and makes them (RFC 6455, section 5). Without I/O:
 * bytes are fed as they come, messages are taken out.
 */
#ifndef ARI_FRAME_H
#define ARI_FRAME_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

#define FRAME_MAX_MESSAGE BUF_MAX_MESSAGE /* bytes of a message, however many frames it has */
#define FRAME_MAX_CONTROL 125             /* bytes that a ping, a pong or a close may hold */
#define FRAME_MASK        4               /* bytes that what the client sends is masked with */

/* Why a connection is closed, in a close frame (section 7.4.1). */
enum frame_code {
	FRAME_NORMAL = 1000,
	FRAME_WRONG = 1002,   /* against the protocol */
	FRAME_BINARY = 1003,  /* not text */
	FRAME_NO_CODE = 1005, /* what a close frame without a code stands for */
	FRAME_TOO_BIG = 1009,
};

/* The opcodes. */
enum frame_kind {
	FRAME_TEXT = 1,
	FRAME_CLOSE = 8,
	FRAME_PING = 9,
	FRAME_PONG = 10,
};

/* What came: a whole message, or a control frame, which may come between the parts of one. */
struct frame {
	enum frame_kind kind;
	struct str data; /* FRAME_CLOSE: the reason after the code, which may be any bytes */
	unsigned code;   /* FRAME_CLOSE */
};

/* Reads frames. Zeroed members are right but for the maximum. */
struct frames {
	struct buf in;   /* bytes that came, and how many of them are read */
	size_t at;
	struct buf text; /* the message that is not whole yet */
	uint64_t left;   /* bytes of its frame that are still to come */
	bool begun;      /* there is such a message, */
	bool in_frame;   /* such a frame, */
	bool last;       /* which is the message's last */
	bool given;      /* the message was taken out */
	unsigned code;   /* after an error: the one to close the connection with */
	struct err err;
};

/* max: bytes of a message. */
void frames_init(struct frames *f, size_t max);
void frames_clear(struct frames *f);

/* Forget all that came: another connection begins. */
void frames_reset(struct frames *f);

void frames_feed(struct frames *f, struct str bytes);

/*
 * Take out the next: 1; 0: it has not come yet; -1: the server broke the protocol, and nothing more
 * can be read (ERR_LOST; f->code says it to the server). The data is good until the next call.
 * Text is not checked for UTF-8: who reads it replaces what is none.
 */
int frames_next(struct frames *f, struct frame *frame, struct err *err);

/* Append a frame of the client: masked, whole. data: at most FRAME_MAX_CONTROL bytes. */
void frame_add(struct buf *out, enum frame_kind kind, struct str data,
    const unsigned char mask[FRAME_MASK]);

/* The same for a close frame. FRAME_NO_CODE: without one. */
void frame_add_close(struct buf *out, unsigned code, const unsigned char mask[FRAME_MASK]);

/* What a code of a close frame means, in words; NULL: it has no known meaning. */
const char *frame_code_words(unsigned code);

#endif
