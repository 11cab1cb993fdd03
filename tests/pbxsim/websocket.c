/* SPDX-License-Identifier: ISC */
/* Frames of a WebSocket, seen from the server. */
#include "websocket.h"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdint.h>

enum { OPCODE_TEXT = 1, OPCODE_CLOSE = 8, OPCODE_PING = 9, OPCODE_PONG = 10 };
enum { CLOSE_NORMAL = 1000, CLOSE_BAD_DATA = 1003 };

#define FINAL  0x80
#define MASKED 0x80

void
sim_websocket_accept(struct http *h, struct str key)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	unsigned char digest[SHA_DIGEST_LENGTH], base64[64];

	buf_adds(&text, key);
	buf_addz(&text, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
	SHA1((const unsigned char *)text.p, text.n, digest);
	buf_clear(&text);
	EVP_EncodeBlock(base64, digest, sizeof(digest));
	buf_addf(&h->out,
	    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
	    "Sec-WebSocket-Accept: %s\r\n\r\n",
	    (const char *)base64);
	h->upgraded = true;
}

static void
send_frame(struct http *h, int opcode, struct str data)
{
	buf_addc(&h->out, (char)(FINAL | opcode));
	if (data.n < 126) {
		buf_addc(&h->out, (char)data.n);
	} else if (data.n < 65536) {
		buf_addc(&h->out, 126);
		for (int shift = 8; shift >= 0; shift -= 8)
			buf_addc(&h->out, (char)(data.n >> shift));
	} else {
		buf_addc(&h->out, 127);
		for (int shift = 56; shift >= 0; shift -= 8)
			buf_addc(&h->out, (char)((uint64_t)data.n >> shift));
	}
	buf_adds(&h->out, data);
}

void
sim_websocket_text(struct http *h, struct str text)
{
	if (!h->closing && !h->dead)
		send_frame(h, OPCODE_TEXT, text);
}

static void
close_with(struct http *h, int code)
{
	char data[] = {(char)(code >> 8), (char)code};

	send_frame(h, OPCODE_CLOSE, str_from(data, sizeof(data)));
	sim_http_close(h);
}

struct frame {
	int opcode;
	size_t head; /* bytes before the data */
	size_t n;    /* bytes of data */
	unsigned char mask[4];
};

/* Read a frame's head. False: more has to come. */
static bool
frame_read(struct str in, struct frame *f)
{
	const unsigned char *p = (const void *)in.p;
	size_t more;

	if (in.n < 2)
		return false;
	f->opcode = p[0] & 15;
	f->n = p[1] & 127u;
	more = f->n == 126 ? 2 : f->n == 127 ? 8 : 0;
	f->head = 2 + more + (p[1] & MASKED ? 4 : 0);
	if (in.n < f->head)
		return false;
	if (more)
		f->n = 0;
	for (size_t i = 0; i < more; i++)
		f->n = f->n << 8 | p[2 + i];
	memset(f->mask, 0, sizeof(f->mask));
	if (p[1] & MASKED)
		memcpy(f->mask, p + 2 + more, 4);
	return in.n - f->head >= f->n;
}

static void
take(struct http *h, const struct frame *f)
{
	char *data = h->in.p + f->head;

	for (size_t i = 0; i < f->n; i++)
		data[i] = (char)(data[i] ^ f->mask[i & 3]);
	if (f->opcode == OPCODE_CLOSE)
		close_with(h, CLOSE_NORMAL);
	else if (f->opcode == OPCODE_PING)
		send_frame(h, OPCODE_PONG, str_from(data, f->n));
	else if (f->opcode > 2 && f->opcode != OPCODE_PONG)
		close_with(h, CLOSE_BAD_DATA);
}

void
sim_websocket_read(struct http *h)
{
	struct frame f;

	while (!h->closing && frame_read(buf_str(&h->in), &f)) {
		take(h, &f);
		buf_drop(&h->in, f.head + f.n);
	}
}
