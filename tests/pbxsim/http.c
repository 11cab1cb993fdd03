/* SPDX-License-Identifier: ISC */
/* Connections of HTTP: bytes to requests, answers to bytes. */
#include "http.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "ari.h"
#include "base/mem.h"
#include "tls.h"
#include "websocket.h"

#define IN_MAX  (1u << 20)
#define OUT_MAX (1u << 30)
#define SERVER  "Asterisk/22.10.1"

void
sim_http_new(struct sim *sim, int fd, bool tls)
{
	struct http *h = mem_alloc(sizeof(*h));

	h->sim = sim;
	h->fd = fd;
	buf_init(&h->in, IN_MAX);
	buf_init(&h->out, OUT_MAX);
	if (tls) {
		h->ssl = SSL_new(sim->tls->context);
		SSL_set_fd(h->ssl, fd);
		SSL_set_accept_state(h->ssl);
		h->handshaking = true;
	}
	h->next = sim->https;
	sim->https = h;
}

static void
http_free(struct http *h)
{
	if (h->ssl && !h->handshaking)
		SSL_shutdown(h->ssl);
	SSL_free(h->ssl);
	close(h->fd);
	buf_clear(&h->in);
	buf_clear(&h->out);
	free(h);
}

void
sim_http_reap(struct sim *sim)
{
	struct http **at = &sim->https;

	while (*at) {
		struct http *h = *at;
		if (!h->dead) {
			at = &h->next;
			continue;
		}
		*at = h->next;
		sim_ari_lost(sim, h);
		http_free(h);
	}
}

void
sim_http_end_all(struct sim *sim)
{
	for (struct http *h = sim->https; h; h = h->next)
		h->dead = true;
}

void
sim_http_close(struct http *h)
{
	h->closing = true;
}

short
sim_http_wants(const struct http *h)
{
	return (short)((h->closing ? 0 : POLLIN) |
	    (h->out.n > h->written || h->closing ? POLLOUT : 0));
}

struct str
sim_http_header(const struct http_request *request, const char *name)
{
	struct str rest = request->headers, line, label;

	while (rest.n && str_cut_line(&rest, &line)) {
		str_cut(&line, ':', &label);
		if (line.p && str_ieq(label, str_of(name)))
			return str_trim(line);
	}
	return STR("");
}

const char *
sim_http_reason(int status)
{
	static const struct {
		int status;
		const char *reason;
	} rows[] = {
	    {200, "OK"},
	    {201, "Created"},
	    {204, "No Content"},
	    {400, "Bad Request"},
	    {401, "Unauthorized"},
	    {403, "Forbidden"},
	    {404, "Not Found"},
	    {405, "Method Not Allowed"},
	    {409, "Conflict"},
	    {412, "Precondition Failed"},
	    {422, "Unprocessable Entity"},
	    {426, "Upgrade Required"},
	    {500, "Internal Server Error"},
	    {501, "Not Implemented"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (rows[i].status == status)
			return rows[i].reason;
	return "Unknown";
}

void
sim_http_answer(struct http *h, int status, const char *reason, const char *extra, const char *type,
    struct str body)
{
	time_t now = (time_t)(sim_wall(h->sim) / 1000000);
	struct tm tm;
	char date[64] = "";

	if (gmtime_r(&now, &tm))
		strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S GMT", &tm);
	buf_addf(&h->out,
	    "HTTP/1.1 %d %s\r\nServer: " SERVER "\r\nDate: %s\r\n"
	    "Cache-Control: no-cache, no-store\r\n%s",
	    status, reason, date, extra);
	if (type)
		buf_addf(&h->out, "Content-type: %s\r\n", type);
	buf_addf(&h->out, "Content-Length: %zu\r\n\r\n", type ? body.n : 0);
	if (type)
		buf_adds(&h->out, body);
}

void
sim_http_page(struct http *h, int status, const char *reason, const char *extra, const char *text)
{
	struct buf page = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&page,
	    "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\r\n<html><head>\r\n"
	    "<title>%d %s</title>\r\n</head><body>\r\n<h1>%s</h1>\r\n<p>%s</p>\r\n<hr />\r\n"
	    "<address>" SERVER "</address>\r\n</body></html>\r\n",
	    status, reason, reason, text);
	sim_http_answer(h, status, reason, extra, "text/html", buf_str(&page));
	buf_clear(&page);
}

/* Where does the request in these bytes end? 0: more has to come. */
static size_t
request_read(struct str in, struct http_request *request)
{
	size_t head = str_find(in, STR("\r\n\r\n"));
	long length = 0;

	if (head == in.n)
		return 0;
	request->headers = str_head(in, head);
	struct str line, word;
	str_cut_line(&request->headers, &line);
	str_cut(&line, ' ', &request->method);
	str_cut(&line, ' ', &word);
	request->query = word;
	str_cut(&request->query, '?', &request->path);
	if (!request->query.p)
		request->query = STR("");
	str_number(sim_http_header(request, "Content-Length"), 0, IN_MAX, &length);
	if (in.n < head + 4 + (size_t)length)
		return 0;
	request->body = str_from(in.p + head + 4, (size_t)length);
	return head + 4 + (size_t)length;
}

static void
run_requests(struct http *h)
{
	struct http_request request;
	size_t n;

	while (!h->upgraded && !h->closing && (n = request_read(buf_str(&h->in), &request)) > 0) {
		bool last = str_ieq(sim_http_header(&request, "Connection"), STR("close"));
		sim_ari_run(h, &request);
		buf_drop(&h->in, n);
		if (last)
			sim_http_close(h);
	}
	if (h->upgraded)
		sim_websocket_read(h);
}

/* Read what is there. False: the other side is gone. */
static bool
read_in(struct http *h)
{
	char *p = buf_room(&h->in, 16384);

	if (!p)
		return false;
	ssize_t n = h->ssl ? SSL_read(h->ssl, p, 16384) : recv(h->fd, p, 16384, 0);
	if (n > 0) {
		h->in.n += (size_t)n;
		return true;
	}
	if (h->ssl)
		return SSL_get_error(h->ssl, (int)n) == SSL_ERROR_WANT_READ;
	return n < 0 && (errno == EAGAIN || errno == EINTR);
}

static void
handshake(struct http *h)
{
	int done = SSL_do_handshake(h->ssl);
	int error = SSL_get_error(h->ssl, done);

	if (done == 1)
		h->handshaking = false;
	else if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE)
		h->dead = true;
}

/* Write once. Returns what was written, 0 when the socket is full, -1 when it is gone. */
static ssize_t
write_once(struct http *h)
{
	const char *p = h->out.p + h->written;
	size_t n = h->out.n - h->written;
	ssize_t done;

	if (!h->ssl) {
		done = send(h->fd, p, n, MSG_NOSIGNAL);
		return done < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : done;
	}
	done = SSL_write(h->ssl, p, n > 1 << 20 ? 1 << 20 : (int)n);
	if (done > 0)
		return done;
	return SSL_get_error(h->ssl, (int)done) == SSL_ERROR_WANT_WRITE ? 0 : -1;
}

static void
write_out(struct http *h)
{
	while (!h->dead && h->out.n > h->written) {
		ssize_t done = write_once(h);
		if (done < 0)
			h->dead = true;
		if (done <= 0)
			return;
		h->written += (size_t)done;
	}
	buf_reset(&h->out);
	h->written = 0;
	if (h->closing)
		h->dead = true;
}

void
sim_http_ready(struct http *h, short revents)
{
	if (h->dead || !revents)
		return;
	if (h->handshaking) {
		handshake(h);
		return;
	}
	if (revents & (POLLIN | POLLHUP | POLLERR) && !h->closing) {
		if (!read_in(h))
			h->dead = true;
		do
			run_requests(h);
		while (h->ssl && SSL_pending(h->ssl) && read_in(h));
	}
	write_out(h);
}
