/* SPDX-License-Identifier: ISC */
/* HTTP and WebSockets, as a server's script has them (RFC 9112, RFC 6455). */
#include "web.h"

#include <fnmatch.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "script.h"
#include "verdict.h"

#define ACCOUNT "Basic aGVsbG86b3BlbiBzZXNhbWU=" /* hello, PLAY_SECRET */
#define PIECE   ((size_t)256 << 10)              /* bytes a write */

enum { TEXT = 1, CLOSE = 8, PING = 9, PONG = 10, FINAL = 0x80, MASKED = 0x80 };

/* The value of a header of the request, empty without it. */
static struct str
header(struct str lines, const char *name)
{
	struct str line, label;

	while (lines.n && str_cut_line(&lines, &line)) {
		str_cut(&line, ':', &label);
		if (line.p && str_ieq(label, str_of(name)))
			return str_trim(line);
	}
	return STR("");
}

/* Read a request's first line and headers. */
static int
read_head(struct play *p, struct buf *head, struct err *err)
{
	int got = peer_message(&p->peer, head, err);

	if (got < 0)
		return -1;
	return got ? 0 : err_set(err, ERR_LOST, "the client has closed");
}

/* Put the first line without its version, and a body, into one line. */
static int
read_request(struct play *p, struct buf *request, struct err *err)
{
	struct buf head = BUF_INIT(BUF_MAX_TEXT), body = BUF_INIT(BUF_MAX_TEXT);
	long length = 0;
	int failed = read_head(p, &head, err);
	struct str rest = buf_str(&head), line;

	if (!failed) {
		str_cut_line(&rest, &line);
		str_number(header(rest, "Content-Length"), 0, 1 << 20, &length);
		failed = peer_bytes(&p->peer, &body, (size_t)length, err);
	}
	if (!failed) {
		size_t end = str_find(line, STR(" HTTP/1.1"));
		buf_adds(request, str_head(line, end));
		if (body.n)
			buf_addf(request, " %.*s", (int)body.n, body.p);
		if (end == line.n || !header(rest, "Host").n)
			failed = err_set(err, ERR_FAILED, "no request of HTTP/1.1");
		else if (!str_eq(header(rest, "Authorization"), STR(ACCOUNT)))
			failed = err_set(err, ERR_FAILED, "another account was expected");
	}
	buf_clear(&head);
	buf_clear(&body);
	return failed;
}

int
web_asks(struct play *p, struct str words, struct err *err)
{
	struct buf want = BUF_INIT(BUF_MAX_TEXT), got = BUF_INIT(BUF_MAX_TEXT);
	int failed = read_request(p, &got, err);

	play_expand(p, &want, words);
	if (!failed && !str_eq(buf_str(&want), buf_str(&got))) {
		verdict_diff(&p->report, p->dir, "the client's request", buf_str(&want), buf_str(&got));
		failed = err_set(err, ERR_FAILED, "another request was expected");
	}
	buf_clear(&want);
	buf_clear(&got);
	return failed;
}

static int
answer(struct play *p, struct str status, struct str type, struct str body, struct err *err)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	buf_addf(&out, "HTTP/1.1 %.*s Because\r\nServer: Asterisk/22.10.1\r\n", STR_ARG(status));
	if (body.n)
		buf_addf(&out, "Content-type: %.*s\r\n", STR_ARG(type));
	if (str_eq(status, STR("401")))
		buf_addz(&out, "WWW-Authenticate: Basic realm=\"Asterisk REST Interface\"\r\n");
	buf_addf(&out, "Content-Length: %zu\r\n\r\n", body.n);
	buf_adds(&out, body);
	int failed = peer_write(&p->peer, buf_str(&out), err);
	buf_clear(&out);
	return failed;
}

int
web_json(struct play *p, struct str words, struct err *err)
{
	struct buf body = BUF_INIT(BUF_MAX_TEXT);
	struct str status;

	str_cut(&words, ' ', &status);
	play_expand(p, &body, words.p ? words : STR(""));
	int failed = answer(p, status, STR("application/json"), buf_str(&body), err);
	buf_clear(&body);
	return failed;
}

int
web_body(struct play *p, struct str words, struct err *err)
{
	struct buf body = BUF_INIT(BUF_MAX_TEXT);
	struct str status, type;

	str_cut(&words, ' ', &status);
	str_cut(&words, ' ', &type);
	int failed = script_unescape(&body, words.p ? words : STR(""), err);
	if (!failed)
		failed = answer(p, status, type, buf_str(&body), err);
	buf_clear(&body);
	return failed;
}

/* Append what proves that the key was read. */
static void
add_proof(struct buf *out, struct str key)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	unsigned char digest[SHA_DIGEST_LENGTH], base64[64];

	buf_adds(&text, key);
	buf_addz(&text, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
	SHA1((const unsigned char *)text.p, text.n, digest);
	EVP_EncodeBlock(base64, digest, sizeof(digest));
	buf_addz(out, (const char *)base64);
	buf_clear(&text);
}

/* Is it a request for a WebSocket at that place? */
static int
check_upgrade(struct str request, struct str glob, struct err *err)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);
	struct str rest = request, first;
	char *pattern;

	str_cut_line(&rest, &first);
	buf_adds(&line, first);
	size_t n = strlen("GET ") + glob.n + strlen(" HTTP/1.1");
	pattern = mem_alloc(n + 1);
	snprintf(pattern, n + 1, "GET %.*s HTTP/1.1", STR_ARG(glob));
	int failed = fnmatch(pattern, buf_z(&line), 0) == 0 ? 0 :
	    err_set(err, ERR_FAILED, "another request was expected: %.*s", STR_ARG(first));
	if (!failed && (!str_ieq(header(rest, "Upgrade"), STR("websocket")) ||
	    !str_eq(header(rest, "Sec-WebSocket-Version"), STR("13")) ||
	    header(rest, "Sec-WebSocket-Key").n != 24))
		failed = err_set(err, ERR_FAILED, "no request for a WebSocket");
	if (!failed && !str_eq(header(rest, "Authorization"), STR(ACCOUNT)))
		failed = err_set(err, ERR_FAILED, "another account was expected");
	free(pattern);
	buf_clear(&line);
	return failed;
}

static int
accept_socket(struct play *p, struct str glob, bool right, struct err *err)
{
	struct buf head = BUF_INIT(BUF_MAX_TEXT), out = BUF_INIT(BUF_MAX_LINE);
	int failed = read_head(p, &head, err);

	if (!failed)
		failed = check_upgrade(buf_str(&head), glob, err);
	buf_addz(&out, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
		       "Connection: Upgrade\r\nSec-WebSocket-Accept: ");
	add_proof(&out, right ? header(buf_str(&head), "Sec-WebSocket-Key") : STR("another"));
	buf_addz(&out, "\r\n\r\n");
	if (!failed)
		failed = peer_write(&p->peer, buf_str(&out), err);
	buf_clear(&head);
	buf_clear(&out);
	return failed;
}

int
web_socket(struct play *p, struct str words, struct err *err)
{
	return accept_socket(p, words, true, err);
}

int
web_wrong_socket(struct play *p, struct str words, struct err *err)
{
	return accept_socket(p, words, false, err);
}

/* Append a frame; first is its opcode and FINAL. */
static void
add_frame(struct buf *out, int first, bool masked, struct str data)
{
	static const char mask[] = {'m', 'a', 's', 'k'};
	int bytes = data.n < 126 ? 0 : data.n < 65536 ? 2 : 8;

	buf_addc(out, (char)first);
	buf_addc(out, (char)((bytes == 0 ? (int)data.n : bytes == 2 ? 126 : 127) | (masked ? MASKED : 0)));
	for (int i = bytes - 1; i >= 0; i--)
		buf_addc(out, (char)((unsigned long long)data.n >> (8 * i)));
	if (masked)
		buf_add(out, mask, sizeof(mask));
	for (size_t i = 0; i < data.n; i++)
		buf_addc(out, (char)(masked ? data.p[i] ^ mask[i % 4] : data.p[i]));
}

/* Send an event, as often as was asked for, in frames of that many bytes. */
static int
send_event(struct play *p, struct str words, size_t most, struct err *err)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT), text = BUF_INIT(BUF_MAX_TEXT);
	size_t times = p->repeat;
	int failed = 0;

	p->repeat = 1;
	for (p->round = 1; p->round <= times && !failed; p->round++) {
		buf_reset(&text);
		play_expand(p, &text, words);
		struct str rest = buf_str(&text);
		int opcode = TEXT;
		do {
			bool last = rest.n <= most;
			add_frame(&out, opcode | (last ? FINAL : 0), false, str_head(rest, most));
			rest = str_from_at(rest, most);
			opcode = 0;
		} while (rest.n);
		if (out.n < PIECE && p->round < times)
			continue;
		failed = peer_write(&p->peer, buf_str(&out), err);
		buf_reset(&out);
	}
	buf_clear(&out);
	buf_clear(&text);
	return failed;
}

int
web_event(struct play *p, struct str words, struct err *err)
{
	return send_event(p, words, BUF_MAX_TEXT, err);
}

int
web_pieces(struct play *p, struct str words, struct err *err)
{
	struct str number;
	long most;

	str_cut(&words, ' ', &number);
	if (!str_number(number, 1, 1 << 20, &most) || !words.p)
		return err_set(err, ERR_USAGE, "pieces N JSON");
	return send_event(p, words, (size_t)most, err);
}

static int
send_frame(struct play *p, struct str words, bool masked, struct err *err)
{
	struct buf data = BUF_INIT(BUF_MAX_TEXT), out = BUF_INIT(BUF_MAX_TEXT);
	struct str first;

	str_cut(&words, ' ', &first);
	int opcode = str_hex_byte(first);
	int failed = opcode < 0 || first.n != 2
	    ? err_set(err, ERR_USAGE, "not a byte in hex: %.*s", STR_ARG(first))
	    : script_unescape(&data, words.p ? words : STR(""), err);
	add_frame(&out, opcode, masked, buf_str(&data));
	if (!failed)
		failed = peer_write(&p->peer, buf_str(&out), err);
	buf_clear(&data);
	buf_clear(&out);
	return failed;
}

int
web_frame(struct play *p, struct str words, struct err *err)
{
	return send_frame(p, words, false, err);
}

int
web_masked(struct play *p, struct str words, struct err *err)
{
	return send_frame(p, words, true, err);
}

/* Read a short frame, which a client has to mask: its opcode, and what it holds. */
static int
read_frame(struct play *p, int *opcode, struct buf *data, struct err *err)
{
	struct buf in = BUF_INIT(BUF_MAX_LINE);
	int failed = peer_bytes(&p->peer, &in, 6, err);
	const unsigned char *byte = (const void *)in.p;
	size_t n = failed ? 0 : byte[1] & 0x7fu;

	if (!failed && (!(byte[1] & MASKED) || n > 125 || !(byte[0] & FINAL)))
		failed = err_set(err, ERR_FAILED, "not a masked frame of control");
	if (!failed)
		failed = peer_bytes(&p->peer, &in, n, err);
	if (!failed)
		*opcode = in.p[0] & 15;
	for (size_t i = 0; i < n && !failed; i++)
		buf_addc(data, (char)(in.p[6 + i] ^ in.p[2 + i % 4]));
	buf_clear(&in);
	return failed;
}

/* Put the frame as a case writes it: "pong text", "ping", "close 1000". */
static void
say_frame(struct buf *out, int opcode, struct str data)
{
	const unsigned char *byte = (const void *)data.p;

	buf_addz(out, opcode == CLOSE ? "close" : opcode == PING ? "ping" : opcode == PONG ? "pong" : "another");
	if (opcode == CLOSE && data.n >= 2)
		buf_addf(out, " %d", byte[0] << 8 | byte[1]);
	if (opcode == PONG && data.n)
		buf_addf(out, " %.*s", STR_ARG(data));
}

int
web_hears(struct play *p, struct str words, struct err *err)
{
	struct buf data = BUF_INIT(BUF_MAX_LINE), got = BUF_INIT(BUF_MAX_LINE);
	int opcode = 0, failed = read_frame(p, &opcode, &data, err);

	say_frame(&got, opcode, buf_str(&data));
	if (!failed && !str_eq(buf_str(&got), words))
		failed = err_set(err, ERR_FAILED, "another frame was expected: %s", buf_z(&got));
	buf_clear(&data);
	buf_clear(&got);
	return failed;
}
