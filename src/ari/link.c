/* SPDX-License-Identifier: ISC */
/* libcurl's handles: it connects, then its send and recv are used as those of a socket. */
#include "ari/link.h"

#include <poll.h>
#include <stdio.h>

#include "net/fd.h"
#include "session/http_error.h"
#include "session/http_setup.h"
#include "session/http_way.h"

#define PIECE         ((size_t)64 << 10) /* bytes that are read at once */
#define LONGEST_SLEEP 60000 /* ms; libcurl needs a finite deadline */

#define SET(link, option, value)                                                                   \
	(code = code ? code : (link)->curl->easy_setopt((link)->easy, option, value))

/* Set what every request to the server has, and that only the connection is wanted. */
static CURLcode
set_up(struct link *l)
{
	CURLcode code = CURLE_OK;

	SET(l, CURLOPT_ERRORBUFFER, l->words);
	if (code == CURLE_OK)
		code = http_settings(l->curl, l->easy, l->setup, &l->list);
	SET(l, CURLOPT_CONNECT_ONLY, 1L);
	SET(l, CURLOPT_HTTPPROXYTUNNEL, 1L); /* a proxy must pass frames, too */
	return code;
}

int
link_open(struct link *l, const struct session_setup *setup, struct err *err)
{
	*l = (struct link){.setup = setup, .fd = -1};
	buf_init_secret(&l->out, BUF_MAX_LINE);
	if (http_check(&setup->endpoint, err) < 0)
		return -1;
	l->curl = http_curl(err);
	if (!l->curl)
		return -1;
	l->multi = l->curl->multi_init();
	l->easy = l->curl->easy_init();
	CURLcode code = l->multi && l->easy ? set_up(l) : CURLE_FAILED_INIT;
	if (code == CURLE_OK && l->curl->multi_add(l->multi, l->easy) != CURLM_OK)
		code = CURLE_FAILED_INIT;
	return code ? http_curl_error(err, code, l->words, l->curl->easy_strerror(code)) : 0;
}

void
link_close(struct link *l)
{
	if (l->curl && l->easy && l->multi)
		l->curl->multi_remove(l->multi, l->easy);
	if (l->curl && l->easy)
		l->curl->easy_cleanup(l->easy);
	if (l->curl && l->multi)
		l->curl->multi_cleanup(l->multi);
	if (l->curl)
		l->curl->slist_free(l->list);
	buf_clear(&l->out);
	*l = (struct link){.fd = -1};
}

/* Why there is no connection: libcurl's words contain the time each time. */
static int
explain(struct link *l, CURLcode code, struct err *err)
{
	long number = 0;

	if (http_way_why(l->setup->way, err))
		return -1;
	if (code == CURLE_COULDNT_CONNECT)
		l->curl->easy_getinfo(l->easy, CURLINFO_OS_ERRNO, &number);
	if (number)
		fd_error(err, ERR_CONNECT, (int)number);
	else
		http_curl_error(err, code, l->words, l->curl->easy_strerror(code));
	return err->kind == ERR_CONNECT ? endpoint_blame(&l->setup->endpoint, err) : -1;
}

/* Has libcurl come to an end? */
static int
reap(struct link *l, struct err *err)
{
	curl_socket_t fd = CURL_SOCKET_BAD;
	CURLMsg *m;
	int left;

	do
		m = l->curl->multi_info(l->multi, &left);
	while (m && m->msg != CURLMSG_DONE);
	if (!m)
		return 0;
	CURLcode code = m->data.result;
	if (code == CURLE_OK)
		code = l->curl->easy_getinfo(l->easy, CURLINFO_ACTIVESOCKET, &fd);
	if (code == CURLE_OK && fd == CURL_SOCKET_BAD)
		code = CURLE_COULDNT_CONNECT;
	if (code != CURLE_OK)
		return explain(l, code, err);
	l->fd = fd;
	l->more = true;
	return 1;
}

int
link_connect(struct link *l, msec deadline, struct err *err)
{
	struct curl_waitfd wake = {
	    .fd = queue_fd(l->setup->outbox), .events = CURL_WAIT_POLLIN};
	msec longest = clock_now() + LONGEST_SLEEP, soon;
	int running, got;

	l->curl->multi_perform(l->multi, &running);
	got = reap(l, err);
	deadline = link_deadline(l, deadline, &soon);
	longest = soon < longest ? soon : longest;
	if (got)
		return got;
	l->curl->multi_poll(l->multi, &wake, 1,
	    clock_poll_timeout(deadline < longest ? deadline : longest), NULL);
	l->curl->multi_perform(l->multi, &running);
	got = reap(l, err);
	link_deadline(l, deadline, NULL);
	return got;
}

msec
link_deadline(const struct link *l, msec deadline, msec *soon)
{
	return http_way_tend(l->setup->way, deadline, soon);
}

/* What a call of send or recv came to: the end of the connection has its own words. */
static int
judge(struct link *l, CURLcode code, struct err *err)
{
	if (code == CURLE_OK || code == CURLE_AGAIN)
		return 0;
	if (http_way_why(l->setup->way, err))
		return -1;
	return http_curl_error(err, code, l->words, l->curl->easy_strerror(code));
}

/* The server is gone, or the command that led to it. */
static int
end(struct link *l, struct err *err)
{
	if (http_way_why(l->setup->way, err))
		return -1;
	return err_set(err, ERR_LOST, "the server closed the connection");
}

ssize_t
link_fill(struct link *l, struct buf *in, struct err *err)
{
	size_t all = 0, got;
	CURLcode code = CURLE_OK;

	do {
		char *room = buf_room(in, PIECE);
		got = 0;
		*l->words = '\0';
		code = l->curl->easy_recv(l->easy, room, PIECE, &got);
		if (code == CURLE_OK && got == 0)
			return end(l, err);
		if (got)
			http_way_settle(l->setup->way);
		in->n += got;
		all += got;
	} while (code == CURLE_OK && all < LINK_TURN);
	l->more = code == CURLE_OK;
	return judge(l, code, err) < 0 ? -1 : (ssize_t)all;
}

int
link_flush(struct link *l, struct err *err)
{
	CURLcode code = CURLE_OK;

	while (code == CURLE_OK && l->out.n) {
		size_t sent = 0;
		*l->words = '\0';
		code = l->curl->easy_send(l->easy, l->out.p, l->out.n, &sent);
		buf_drop(&l->out, sent);
	}
	return judge(l, code, err);
}

void
link_wait(struct link *l, msec deadline)
{
	struct pollfd fds[] = {
	    {.fd = l->fd, .events = (short)(POLLIN | (l->out.n ? POLLOUT : 0))},
	    {.fd = queue_fd(l->setup->outbox), .events = POLLIN},
	};

	if (!l->more)
		poll(fds, 2, clock_poll_timeout(deadline));
}
