/* SPDX-License-Identifier: ISC */
/* A thread for each connection; one lock around what they share. */
#include "web_server.h"

#include <check.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"

/* Sleep until something changes, at most a moment. */
static void
await_change(struct web_server *w)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	t.tv_nsec += 20000000;
	t.tv_sec += t.tv_nsec / 1000000000;
	t.tv_nsec %= 1000000000;
	pthread_cond_timedwait(&w->change, &w->lock, &t);
}

/* The value of a header of the request, or the empty view. */
static struct str
header(const struct web_request *r, const char *name)
{
	struct str rest = buf_str(&r->head), line;

	while (str_cut(&rest, '\n', &line)) {
		size_t colon = str_chr(line, ':');
		if (str_ieq(str_head(line, colon), str_of(name)))
			return str_trim(str_head(str_from_at(line, colon + 1), line.n - colon - 2));
	}
	return STR("");
}

/* Copy the value of a field of the form; what these tests read has no %XX. */
static void
field(const struct web_request *r, const char *name, char *value, size_t size)
{
	struct str rest = buf_str(&r->form), pair;

	value[0] = '\0';
	while (str_cut(&rest, '&', &pair)) {
		size_t equals = str_chr(pair, '=');
		if (str_ieq(str_head(pair, equals), str_of(name)))
			snprintf(value, size, "%.*s", STR_ARG(str_from_at(pair, equals + 1)));
	}
}

/* Read more of the request. */
static bool
read_more(struct web_request *r, struct buf *input)
{
	struct pollfd ready = {.fd = r->fd, .events = POLLIN};

	if (poll(&ready, 1, PATIENCE) != 1)
		return false;
	char *room = buf_room(input, 4096);
	ssize_t n = read(r->fd, room, 4096);
	if (n > 0)
		input->n += (size_t)n;
	return n > 0;
}

/* Read a request whole. */
static bool
read_request(struct web_request *r, struct buf *input)
{
	size_t end;
	long length = 0;

	while ((end = str_find(buf_str(input), STR("\r\n\r\n"))) == input->n)
		if (!read_more(r, input))
			return false;
	buf_reset(&r->head);
	buf_reset(&r->form);
	buf_adds(&r->head, str_head(buf_str(input), end + 2));
	str_number(header(r, "Content-Length"), 0, 1000000, &length);
	while (input->n < end + 4 + (size_t)length)
		if (!read_more(r, input))
			return false;
	buf_adds(&r->form, str_head(str_from_at(buf_str(input), end + 4), (size_t)length));
	buf_drop(input, end + 4 + (size_t)length);
	field(r, "Action", r->action, sizeof(r->action));
	field(r, "ActionID", r->id, sizeof(r->id));
	return true;
}

void
web_reply(struct web_request *r, const char *status, const char *body)
{
	struct web_server *w = r->server;
	struct buf text = BUF_INIT(BUF_MAX_MESSAGE);

	buf_addf(&text, "HTTP/1.1 %s\r\nContent-Type: text/plain\r\n", status);
	if (!w->digest)
		buf_addf(&text, "Set-Cookie: mansession_id=\"%08x\"; Version=1; Max-Age=60\r\n",
		    w->session);
	buf_addf(&text, "Content-Length: %zu\r\n\r\n%s", strlen(body), body);
	write_all(r->fd, text.p, text.n);
	buf_clear(&text);
}

/* Append one line as an attribute, in lower case as the server does it. */
static void
add_attribute(struct buf *out, struct str line)
{
	size_t colon = str_chr(line, ':');

	buf_addc(out, ' ');
	for (size_t i = 0; i < colon; i++)
		buf_addc(out, str_lower(line.p[i]));
	buf_addf(out, "='%.*s'", STR_ARG(str_from_at(line, colon + 2)));
}

static bool
wants_raw(const struct web_request *r)
{
	return str_starts(buf_str(&r->head), STR("POST /rawman "));
}

/* Append messages as mxml or rawman has them. */
static void
encode(const struct web_request *r, struct buf *out, const char *messages)
{
	bool mxml = r->server->mxml && !wants_raw(r);
	struct str rest = str_of(messages), line;
	bool open = false;

	buf_addz(out, mxml ? "<ajax-response>\n" : "");
	while (str_cut(&rest, '\n', &line) && (line.n || rest.p)) {
		struct buf full = BUF_INIT(BUF_MAX_LINE);
		if (str_ends(line, STR("@"))) {
			buf_addf(&full, "%.*s%s", (int)(line.n - 1), line.p, r->id);
			line = buf_str(&full);
		}
		if (!mxml)
			buf_addf(out, "%.*s\r\n", STR_ARG(line));
		else if (line.n == 0)
			buf_addz(out, " /></response>\n");
		if (mxml && line.n && !open)
			buf_addz(out, "<response type='object' id='unknown'><generic");
		if (mxml && line.n)
			add_attribute(out, line);
		open = line.n > 0;
		buf_clear(&full);
	}
	buf_addz(out, mxml ? "</ajax-response>\n" : "");
}

void
web_say(struct web_request *r, const char *messages)
{
	struct buf body = BUF_INIT(BUF_MAX_MESSAGE);

	encode(r, &body, messages);
	web_reply(r, "200 OK", buf_z(&body));
	buf_clear(&body);
}

static void
say_response(struct web_request *r, const char *response, const char *headers)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&text, "Response: %s\nActionID: %s\n%s\n", response, r->id, headers);
	web_say(r, buf_z(&text));
	buf_clear(&text);
}

/* Hold the request back until there are events, it is too late, or another one takes its place. */
static void
wait_event(struct web_request *r)
{
	struct web_server *w = r->server;
	struct buf text = BUF_INIT(BUF_MAX_MESSAGE);
	unsigned me = ++w->waits;
	char timeout[32];

	field(r, "Timeout", timeout, sizeof(timeout));
	msec deadline = clock_now() + atoi(timeout) * 1000;
	w->waiting = me;
	pthread_cond_broadcast(&w->change);
	while (w->waiting == me && w->events.n == 0 && !w->ends && clock_now() < deadline)
		await_change(w);
	if (w->waiting == me) {
		buf_addf(&text, "Response: Success\nActionID: %s\nMessage: Waiting for Event completed.\n\n"
		                "%s", r->id, buf_z(&w->events));
		buf_addf(&text, "Event: WaitEventComplete\nActionID: %s\n\n", r->id);
		buf_reset(&w->events);
		w->waiting = 0;
		web_say(r, buf_z(&text));
	} else {
		web_reply(r, "200 OK", "");
	}
	buf_clear(&text);
}

/* Does the request belong to the session? If not, it gets a new one. */
static bool
has_session(struct web_request *r)
{
	struct web_server *w = r->server;
	char wanted[64];

	snprintf(wanted, sizeof(wanted), "mansession_id=\"%08x\"", w->session);
	if (w->session && str_eq(header(r, "Cookie"), str_of(wanted)))
		return true;
	w->session = w->session % 1000 + 1;
	w->logged_in = false;
	return false;
}

/* With digest: does the request show one? */
static bool
is_authorized(struct web_request *r)
{
	static const char refusal[] =
	    "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n"
	    "WWW-authenticate: Digest algorithm=MD5, realm=\"asterisk\", nonce=\"75739feb\", "
	    "qop=\"auth\", opaque=\"75739feb\"\r\n\r\n";
	struct web_server *w = r->server;

	if (header(r, "Authorization").n)
		return true;
	w->refusals++;
	write_all(r->fd, refusal, strlen(refusal));
	return false;
}

/* What a server does. */
static void
answer_as_usual(struct web_request *r)
{
	struct web_server *w = r->server;
	struct str action = str_of(r->action);
	bool mine = w->digest || has_session(r);

	if (str_ieq(action, STR("Challenge"))) {
		char challenge[64];
		snprintf(challenge, sizeof(challenge), "Challenge: 1234567%02u\n",
		    w->digest ? w->session % 100 : 89);
		say_response(r, "Success", challenge);
	} else if (str_ieq(action, STR("Login"))) {
		w->logged_in = true;
		say_response(r, "Success", "Message: Authentication accepted\n");
	} else if (!w->digest && (!mine || !w->logged_in)) {
		say_response(r, "Error", "Message: Permission denied\n");
	} else if (str_ieq(action, STR("WaitEvent"))) {
		wait_event(r);
	} else if (str_ieq(action, STR("Logoff"))) {
		say_response(r, "Goodbye", "Message: Thanks for all the fish.\n");
	} else if (str_ieq(action, STR("Events"))) {
		char mask[64];
		field(r, "EventMask", mask, sizeof(mask));
		say_response(r, "Success", strcmp(mask, "off") == 0 ? "Events: Off\n" : "Events: On\n");
	} else {
		say_response(r, "Success", "Ping: Pong\n");
	}
}

static void
take_request(struct web_request *r)
{
	struct web_server *w = r->server;
	struct buf line = BUF_INIT(256);

	buf_adds(&w->wire, buf_str(&r->head));
	buf_adds(&w->wire, buf_str(&r->form));
	buf_addf(&line, "POST %s HTTP/1.1\r\n", w->path ? w->path : "/rawman");
	if (!str_starts(buf_str(&r->head), buf_str(&line)) && !(w->mxml && wants_raw(r))) {
		web_reply(r, "404 Not Found", "<html>");
	} else if (!w->digest || is_authorized(r)) {
		buf_addf(&w->log, "%s ", r->action);
		pthread_cond_broadcast(&w->change);
		if (!w->answer || !w->answer(r))
			answer_as_usual(r);
	}
	buf_clear(&line);
}

/* One connection. */
static void *
serve(void *arg)
{
	struct web_request *r = arg;
	struct buf input = BUF_INIT(BUF_MAX_MESSAGE);

	while (!r->close && read_request(r, &input)) {
		pthread_mutex_lock(&r->server->lock);
		take_request(r);
		pthread_mutex_unlock(&r->server->lock);
	}
	shutdown(r->fd, SHUT_RDWR);
	buf_clear(&input);
	buf_clear(&r->head);
	buf_clear(&r->form);
	free(r);
	return NULL;
}

static void *
listen_for_clients(void *arg)
{
	struct web_server *w = arg;
	int fd;

	while ((fd = accept(w->fd, NULL, NULL)) >= 0) {
		struct web_request *r = calloc(1, sizeof(*r));
		r->server = w;
		r->fd = fd;
		buf_init(&r->head, BUF_MAX_LINE);
		buf_init(&r->form, BUF_MAX_LINE);
		pthread_mutex_lock(&w->lock);
		bool room = w->n < sizeof(w->clients) / sizeof(w->clients[0]);
		if (room) {
			w->fds[w->n] = fd;
			pthread_create(&w->clients[w->n++], NULL, serve, r);
		}
		pthread_mutex_unlock(&w->lock);
		if (!room) {
			close(fd);
			free(r);
		}
	}
	return NULL;
}

void
web_start(struct web_server *w)
{
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->change, NULL);
	w->log = BUF_INIT(BUF_MAX_LINE);
	w->wire = BUF_INIT(BUF_MAX_MESSAGE);
	w->events = BUF_INIT(BUF_MAX_MESSAGE);
	w->fd = server_bind(AF_INET, w->port);
	ck_assert_int_ge(w->fd, 0);
	ck_assert_int_eq(listen(w->fd, 16), 0);
	ck_assert_int_eq(pthread_create(&w->thread, NULL, listen_for_clients, w), 0);
}

void
web_end(struct web_server *w)
{
	pthread_mutex_lock(&w->lock);
	w->ends = true;
	pthread_cond_broadcast(&w->change);
	pthread_mutex_unlock(&w->lock);
	shutdown(w->fd, SHUT_RDWR);
	pthread_join(w->thread, NULL);
	for (size_t i = 0; i < w->n; i++) {
		shutdown(w->fds[i], SHUT_RDWR);
		pthread_join(w->clients[i], NULL);
		close(w->fds[i]);
	}
	close(w->fd);
	buf_clear(&w->log);
	buf_clear(&w->wire);
	buf_clear(&w->events);
	pthread_cond_destroy(&w->change);
	pthread_mutex_destroy(&w->lock);
}

void
web_raise(struct web_server *w, const char *event)
{
	pthread_mutex_lock(&w->lock);
	buf_addz(&w->events, event);
	pthread_cond_broadcast(&w->change);
	pthread_mutex_unlock(&w->lock);
}

void
web_expire(struct web_server *w)
{
	pthread_mutex_lock(&w->lock);
	w->session++;
	w->logged_in = false;
	w->waiting = 0;
	pthread_cond_broadcast(&w->change);
	pthread_mutex_unlock(&w->lock);
}

bool
web_await(struct web_server *w, const char *text)
{
	msec deadline = clock_now() + PATIENCE;
	bool found;

	pthread_mutex_lock(&w->lock);
	while (!(found = str_find(buf_str(&w->log), str_of(text)) < w->log.n) &&
	    clock_now() < deadline)
		await_change(w);
	pthread_mutex_unlock(&w->lock);
	return found;
}

size_t
web_count(struct web_server *w, const char *text)
{
	struct str what = str_of(text);
	size_t n = 0;

	pthread_mutex_lock(&w->lock);
	struct str rest = buf_str(&w->log);
	for (size_t at; (at = str_find(rest, what)) < rest.n; n++)
		rest = str_from_at(rest, at + what.n);
	pthread_mutex_unlock(&w->lock);
	return n;
}
