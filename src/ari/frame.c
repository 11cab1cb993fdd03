/* SPDX-License-Identifier: ISC */
/*
 * Each byte is read once: the head of a frame where it lies, what a frame of a message in parts
 * holds into the message, and a message in one frame that has come whole is given out as it lies.
 */
#include "ari/frame.h"

#define FIN      0x80 /* of the first byte: the last frame of its message */
#define RESERVED 0x70
#define OPCODE   0x0f
#define MASKED   0x80 /* of the second byte */
#define LENGTH   0x7f
#define LENGTH16 126  /* instead of a length: that is in the next two bytes, */
#define LENGTH64 127  /* or eight */

#define CONTINUATION 0
#define BINARY       2
#define CONTROL      0x08 /* the bit of an opcode that control frames have */

#define KEEP ((size_t)1 << 20) /* bytes of memory that a message that was taken out may keep */

/* The head of a frame. */
struct head {
	unsigned opcode;
	bool fin;
	uint64_t n; /* bytes after it */
};

void
frames_init(struct frames *f, size_t max)
{
	*f = (struct frames){.in = BUF_INIT(SIZE_MAX), .text = BUF_INIT(max)};
}

void
frames_clear(struct frames *f)
{
	buf_clear(&f->in);
	buf_clear(&f->text);
}

void
frames_reset(struct frames *f)
{
	size_t max = f->text.max;

	frames_clear(f);
	frames_init(f, max);
}

void
frames_feed(struct frames *f, struct str bytes)
{
	buf_adds(&f->in, bytes);
}

/* What came and is not read yet. */
static struct str
unread(const struct frames *f)
{
	return str_from_at(buf_str(&f->in), f->at);
}

static int
broken(struct frames *f, unsigned code, const char *what)
{
	f->code = code;
	return err_set(&f->err, ERR_LOST, "the server sent %s", what);
}

/* A number of n bytes, the highest first. */
static uint64_t
number(struct str bytes, size_t n)
{
	uint64_t value = 0;

	for (size_t i = 0; i < n; i++)
		value = value << 8 | (unsigned char)bytes.p[i];
	return value;
}

/* How many bytes the length has after the second byte, which holds it or says so. */
static size_t
length_bytes(unsigned length)
{
	return length == LENGTH16 ? 2 : length == LENGTH64 ? 8 : 0;
}

/* Is what the first two bytes say allowed, with the length that was read? */
static int
check_head(struct frames *f, unsigned first, unsigned second, uint64_t n)
{
	static const uint64_t least[] = {[0] = 0, [2] = LENGTH16, [8] = UINT64_C(1) << 16};

	if (first & RESERVED)
		return broken(f, FRAME_WRONG, "a frame with reserved bits");
	if (second & MASKED)
		return broken(f, FRAME_WRONG, "a masked frame, which only clients do");
	if (n < least[length_bytes(second & LENGTH)])
		return broken(f, FRAME_WRONG, "the length of a frame in more bytes than it needs");
	if (n >> 63)
		return broken(f, FRAME_WRONG, "a frame of an impossible length");
	return 0;
}

/* Is the kind of the frame allowed here? */
static int
check_kind(struct frames *f, const struct head *h)
{
	bool control = h->opcode & CONTROL;

	if (h->opcode > FRAME_PONG || (!control && h->opcode > BINARY))
		return broken(f, FRAME_WRONG, "a frame of an unknown kind");
	if (control && !h->fin)
		return broken(f, FRAME_WRONG, "a control frame in parts");
	if (control && h->n > FRAME_MAX_CONTROL)
		return broken(f, FRAME_WRONG, "a control frame of more than 125 bytes");
	if (!control && !f->begun && h->opcode == CONTINUATION)
		return broken(f, FRAME_WRONG, "the continuation of no message");
	if (!control && f->begun && h->opcode != CONTINUATION)
		return broken(f, FRAME_WRONG, "a message inside another");
	if (h->opcode == BINARY)
		return broken(f, FRAME_BINARY, "a binary message, where ARI has text");
	if (!control && h->n > f->text.max - f->text.n)
		return broken(f, FRAME_TOO_BIG, "a message that is too big");
	return 0;
}

/* Read the head of the next frame: 1; 0: it has not come yet. */
static int
read_head(struct frames *f, struct head *h)
{
	struct str bytes = unread(f);

	if (bytes.n < 2)
		return 0;
	unsigned first = (unsigned char)bytes.p[0], second = (unsigned char)bytes.p[1];
	size_t more = length_bytes(second & LENGTH);
	if (bytes.n < 2 + more)
		return 0;
	*h = (struct head){
	    .opcode = first & OPCODE,
	    .fin = first & FIN,
	    .n = more ? number(str_from_at(bytes, 2), more) : second & LENGTH,
	};
	if (check_head(f, first, second, h->n) < 0 || check_kind(f, h) < 0)
		return -1;
	if ((h->opcode & CONTROL) && bytes.n < 2 + h->n)
		return 0;
	f->at += 2 + more;
	return 1;
}

/* A close frame holds nothing, or a code and a reason. */
static int
read_close(struct frames *f, struct frame *frame)
{
	struct str data = frame->data;

	frame->code = FRAME_NO_CODE;
	if (data.n == 0)
		return 1;
	if (data.n == 1)
		return broken(f, FRAME_WRONG, "half of a close code");
	unsigned code = (unsigned)number(data, 2);
	bool reserved = code == 1004 || code == FRAME_NO_CODE || code == 1006;
	if (code < 1000 || (code > 1014 && code < 3000) || code > 4999 || reserved)
		return broken(f, FRAME_WRONG, "a close code that must not be sent");
	frame->code = code;
	frame->data = str_from_at(data, 2);
	return 1;
}

/* The frame is here as a whole. */
static int
take_control(struct frames *f, const struct head *h, struct frame *frame)
{
	*frame = (struct frame){
	    .kind = (enum frame_kind)h->opcode,
	    .data = str_head(unread(f), (size_t)h->n),
	};
	f->at += (size_t)h->n;
	return frame->kind == FRAME_CLOSE ? read_close(f, frame) : 1;
}

/* The message is whole. */
static int
give(struct frames *f, struct str text, struct frame *frame)
{
	*frame = (struct frame){.kind = FRAME_TEXT, .data = text};
	f->begun = false;
	f->given = true;
	return 1;
}

/* Move what came of the frame to its message. */
static int
take_part(struct frames *f, struct frame *frame)
{
	struct str bytes = unread(f);
	size_t n = bytes.n < f->left ? bytes.n : (size_t)f->left;

	buf_adds(&f->text, str_head(bytes, n));
	f->at += n;
	f->left -= n;
	f->in_frame = f->left > 0;
	if (f->in_frame || !f->last)
		return 0;
	return give(f, buf_str(&f->text), frame);
}

/* A frame of a message begins. */
static int
begin_part(struct frames *f, const struct head *h, struct frame *frame)
{
	struct str bytes = unread(f);

	if (!f->begun && h->fin && bytes.n >= h->n) {
		f->at += (size_t)h->n;
		return give(f, str_head(bytes, (size_t)h->n), frame);
	}
	f->begun = f->in_frame = true;
	f->last = h->fin;
	f->left = h->n;
	return take_part(f, frame);
}

/* Forget what was taken out, and what was read. */
static void
tidy(struct frames *f)
{
	if (f->given && f->text.cap > KEEP)
		buf_clear(&f->text);
	if (f->given)
		buf_reset(&f->text);
	f->given = false;
	if (f->at == f->in.n) {
		buf_reset(&f->in);
		f->at = 0;
	}
}

/* Wait for more: what is left moves to the front. */
static int
need_more(struct frames *f)
{
	buf_drop(&f->in, f->at);
	f->at = 0;
	return 0;
}

/* As frames_next, without its memory of errors. */
static int
next(struct frames *f, struct frame *frame)
{
	struct head h;
	int got = 0;

	tidy(f);
	if (f->in_frame)
		got = take_part(f, frame);
	while (got == 0 && !f->in_frame) {
		int head = read_head(f, &h);
		if (head <= 0)
			return head < 0 ? -1 : need_more(f);
		got = (h.opcode & CONTROL) ? take_control(f, &h, frame)
		                           : begin_part(f, &h, frame);
	}
	return got ? got : need_more(f);
}

int
frames_next(struct frames *f, struct frame *frame, struct err *err)
{
	int got = f->err.kind ? -1 : next(f, frame);

	if (got < 0)
		*err = f->err;
	return got;
}

void
frame_add(struct buf *out, enum frame_kind kind, struct str data,
    const unsigned char mask[FRAME_MASK])
{
	buf_addc(out, (char)(FIN | kind));
	buf_addc(out, (char)(MASKED | data.n));
	buf_add(out, mask, FRAME_MASK);
	for (size_t i = 0; i < data.n; i++)
		buf_addc(out, (char)((unsigned char)data.p[i] ^ mask[i % FRAME_MASK]));
}

void
frame_add_close(struct buf *out, unsigned code, const unsigned char mask[FRAME_MASK])
{
	char bytes[] = {(char)(code >> 8), (char)(code & 0xff)};
	bool coded = code != FRAME_NO_CODE;

	frame_add(out, FRAME_CLOSE, str_from(bytes, coded ? sizeof(bytes) : 0), mask);
}

const char *
frame_code_words(unsigned code)
{
	static const char *const words[] = {
	    "normal end",
	    "going away",
	    "protocol error",
	    "data of a kind that it does not take",
	    NULL,
	    NULL,
	    NULL,
	    "invalid UTF-8",
	    "against its policy",
	    "message too big",
	    NULL,
	    "internal error",
	    "restart",
	    "try again later",
	};
	size_t i = code - FRAME_NORMAL;

	return code >= FRAME_NORMAL && i < sizeof(words) / sizeof(words[0]) ? words[i] : NULL;
}
