/* SPDX-License-Identifier: ISC */
/* libcurl's handles, their callbacks, and the loop that drives them. Does not know AMI. */
#include "session/http_post.h"

#include <stdio.h>

#include "net/fd.h"
#include "net/stages.h"
#include "session/http_error.h"
#include "session/http_form.h"
#include "session/http_setup.h"
#include "session/http_stages.h"
#include "session/http_way.h"

#define CONNECTS      500   /* ms more until something is sent: libcurl says why nothing can be */
#define LONGEST_SLEEP 60000 /* ms; libcurl needs a finite deadline */

#define SET(post, option, value) ((post)->client->curl->easy_setopt((post)->easy, option, value))

/* Give libcurl the next bytes of the form. What the server said before that does not concern it. */
static size_t
give_form(char *to, size_t size, size_t n, void *post)
{
	struct http_post *p = post;
	struct str rest = str_head(str_from_at(buf_str(&p->form), p->read_at), size * n);

	p->moved = clock_now();
	if (p->read_at == 0) {
		p->status = 0;
		p->sent = p->moved;
	}
	if (rest.n)
		memcpy(to, rest.p, rest.n);
	p->read_at += rest.n;
	return rest.n;
}

/* Libcurl wants to send the form again from its beginning. It may when the server has refused it,
 * or nothing of it was sent; a connection that died may have taken it. */
static int
rewind_form(void *post, curl_off_t offset, int origin)
{
	struct http_post *p = post;

	if (offset != 0 || origin != SEEK_SET || (p->read_at > 0 && p->status != 401))
		return CURL_SEEKFUNC_FAIL;
	p->read_at = 0;
	return CURL_SEEKFUNC_OK;
}

/* Begin with another answer: HTTP/1.1 200 OK. */
static void
take_status(struct http_post *p, struct str line)
{
	struct str code = str_head(str_from_at(line, str_chr(line, ' ') + 1), 3);

	http_way_settle(p->client->setup->way);
	p->status = 0;
	p->whole_head = false;
	str_number(code, 100, 999, &p->status);
	buf_reset(&p->answer);
	buf_reset(&p->cookie);
	p->max_age = 0;
}

/* Keep the session from: mansession_id="4bc0bf91"; Version=1; Max-Age=60. */
static void
take_cookie(struct http_post *p, struct str value)
{
	struct str part;

	while (str_cut(&value, ';', &part)) {
		part = str_trim(part);
		if (str_istarts(part, STR("mansession_id="))) {
			buf_reset(&p->cookie);
			buf_adds(&p->cookie, part);
		}
		if (str_istarts(part, STR("Max-Age=")))
			str_number(str_from_at(part, 8), 0, 1000000, &p->max_age);
	}
}

static size_t
take_header(char *bytes, size_t size, size_t n, void *post)
{
	struct http_post *p = post;
	struct str line = str_from(bytes, size * n);
	size_t colon = str_chr(line, ':');

	p->moved = clock_now();
	while (line.n && (line.p[line.n - 1] == '\n' || line.p[line.n - 1] == '\r'))
		line.n--;
	p->whole_head |= line.n == 0;
	if (str_istarts(line, STR("HTTP/")))
		take_status(p, line);
	else if (str_ieq(str_head(line, colon), STR("Set-Cookie")))
		take_cookie(p, str_from_at(line, colon + 1));
	return size * n;
}

static size_t
take_answer(char *bytes, size_t size, size_t n, void *post)
{
	struct http_post *p = post;

	p->moved = clock_now();
	return buf_add(&p->answer, bytes, size * n) == 0 ? size * n : 0;
}

/* Set the options of every request, on a handle that was made or reset. */
static CURLcode
set_up(struct http_post *p)
{
	const struct http_client *c = p->client;

	c->curl->slist_free(p->list);
	p->list = NULL;
	SET(p, CURLOPT_PRIVATE, p);
	SET(p, CURLOPT_ERRORBUFFER, p->words);
	SET(p, CURLOPT_READFUNCTION, give_form);
	SET(p, CURLOPT_READDATA, p);
	SET(p, CURLOPT_SEEKFUNCTION, rewind_form);
	SET(p, CURLOPT_SEEKDATA, p);
	SET(p, CURLOPT_HEADERFUNCTION, take_header);
	SET(p, CURLOPT_HEADERDATA, p);
	SET(p, CURLOPT_WRITEFUNCTION, take_answer);
	SET(p, CURLOPT_WRITEDATA, p);
	SET(p, CURLOPT_HTTPHEADER, c->headers);
	return http_settings(c->curl, p->easy, c->setup, &p->list);
}

static int
open_post(struct http_client *c, struct http_post *p, struct err *err)
{
	p->client = c;
	buf_init(&p->answer, BUF_MAX_TEXT);
	buf_init_secret(&p->cookie, BUF_MAX_LINE);
	buf_init_secret(&p->used, BUF_MAX_LINE);
	buf_init_secret(&p->form, HTTP_FORM_MAX + 1);
	p->easy = c->curl->easy_init();
	CURLcode code = p->easy ? set_up(p) : CURLE_FAILED_INIT;
	return code ? http_curl_error(err, code, p->words, c->curl->easy_strerror(code)) : 0;
}

int
http_client_open(struct http_client *c, const struct session_setup *setup,
    const struct stages *stages, struct err *err)
{
	*c = (struct http_client){.setup = setup, .stages = stages};
	if (http_check(&setup->endpoint, err) < 0)
		return -1;
	c->curl = http_curl(err);
	if (!c->curl)
		return -1;
	c->multi = c->curl->multi_init();
	if (!c->multi)
		return err_set(err, ERR_USAGE, "libcurl cannot be used");
	/* Without this libcurl waits for a permission that Asterisk never gives. */
	c->headers = c->curl->slist_append(NULL, "Expect:");
	for (size_t i = 0; i < HTTP_POSTS; i++)
		if (open_post(c, &c->posts[i], err) < 0)
			return -1;
	return 0;
}

static void
close_post(struct http_post *p)
{
	const struct http_curl *curl = p->client->curl;

	http_post_stop(p);
	if (p->easy)
		curl->easy_cleanup(p->easy);
	curl->slist_free(p->list);
	buf_clear(&p->answer);
	buf_clear(&p->cookie);
	buf_clear(&p->used);
	buf_clear(&p->form);
}

void
http_client_close(struct http_client *c)
{
	for (size_t i = 0; i < HTTP_POSTS; i++)
		if (c->posts[i].client)
			close_post(&c->posts[i]);
	if (c->multi)
		c->curl->multi_cleanup(c->multi);
	if (c->headers)
		c->curl->slist_free(c->headers);
	*c = (struct http_client){0};
}

/* Choose the format of the answer, which is part of the URL. */
static void
set_encoding(struct http_post *p, bool mxml)
{
	struct buf url = BUF_INIT(BUF_MAX_LINE);
	struct endpoint e = p->client->setup->endpoint;

	p->mxml = e.http.mxml = mxml;
	http_url_sent(&url, &e);
	SET(p, CURLOPT_URL, buf_z(&url));
	buf_clear(&url);
}

static void
start(struct http_post *p, struct str form, struct str cookie, msec timeout)
{
	http_post_stop(p);
	p->err = (struct err){0};
	p->status = 0;
	p->whole_head = p->distrusted = false;
	p->words[0] = '\0';
	p->read_at = 0;
	p->timeout = timeout;
	p->sent = p->moved = clock_now();
	buf_reset(&p->answer);
	buf_reset(&p->cookie);
	buf_reset(&p->form);
	buf_reset(&p->used);
	buf_adds(&p->form, form);
	buf_adds(&p->used, cookie);
	SET(p, CURLOPT_COOKIE, p->used.n ? buf_z(&p->used) : NULL);
	SET(p, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)p->form.n);
	p->client->curl->multi_add(p->client->multi, p->easy);
	p->busy = true;
}

void
http_post_start(struct http_post *p, struct str form, struct str cookie, msec timeout)
{
	set_encoding(p, p->client->setup->endpoint.http.mxml);
	start(p, form, cookie, timeout);
}

void
http_post_start_raw(struct http_post *p, struct str form, struct str cookie, msec timeout)
{
	set_encoding(p, false);
	start(p, form, cookie, timeout);
}

/* Take the post away from libcurl; a connection in the middle of a transfer is closed. */
static void
detach(struct http_post *p)
{
	if (p->busy)
		p->client->curl->multi_remove(p->client->multi, p->easy);
	p->busy = false;
}

void
http_post_stop(struct http_post *p)
{
	detach(p);
	p->done = false;
}

void
http_post_renew(struct http_post *p)
{
	http_post_stop(p);
	p->client->curl->easy_reset(p->easy);
	set_up(p);
}

/* Why there is no connection: libcurl's words contain the time each time. */
static void
explain_connect(struct http_post *p)
{
	struct err why;
	long number = 0;

	p->client->curl->easy_getinfo(p->easy, CURLINFO_OS_ERRNO, &number);
	if (number == 0)
		return;
	fd_error(&why, ERR_CONNECT, (int)number);
	snprintf(p->words, sizeof(p->words), "%.200s", why.text);
}

/* Record how a post ended; an error names the server. After a dead connection libcurl makes
 * another, though it may not send the form again: only the first counts. */
static void
end_post(struct http_post *p, CURLcode code)
{
	const struct http_client *c = p->client;

	p->distrusted =
	    code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_PINNEDPUBKEYNOTMATCH;
	http_stages_end(p, code);
	detach(p);
	p->done = true;
	/* libcurl takes truncated headers as complete. */
	if (code == CURLE_OK && !p->whole_head)
		code = CURLE_PARTIAL_FILE;
	if (code == CURLE_OK)
		return;
	p->status = 0;
	if (code == CURLE_COULDNT_CONNECT && p->read_at > 0)
		code = CURLE_GOT_NOTHING;
	if (code == CURLE_COULDNT_CONNECT)
		explain_connect(p);
	if (http_way_why(c->setup->way, &p->err)) {
		stages_tell(c->stages, STAGE_COMMAND, STAGE_DOUBTED, "%s", "");
		return;
	}
	http_curl_error(&p->err, code, p->words, c->curl->easy_strerror(code));
	if (p->err.kind == ERR_CONNECT)
		endpoint_blame(&c->setup->endpoint, &p->err);
}

/* Find the posts that have ended. */
static bool
reap(struct http_client *c)
{
	CURLMsg *m;
	int left;
	bool any = false;

	while ((m = c->curl->multi_info(c->multi, &left))) {
		char *post = NULL;
		CURLcode code = m->data.result;
		if (m->msg != CURLMSG_DONE)
			continue;
		c->curl->easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &post);
		end_post((struct http_post *)(void *)post, code);
		any = true;
	}
	return any;
}

static msec
deadline_of(const struct http_post *p, msec *soon)
{
	msec from = p->moved + (p->read_at == 0 ? CONNECTS : 0);

	if (!p->busy || p->timeout >= CLOCK_NEVER - from)
		return CLOCK_NEVER;
	return http_way_tend(p->client->setup->way, from + p->timeout, soon);
}

void
http_post_expire(struct http_post *p, msec timeout)
{
	detach(p);
	p->done = true;
	p->status = 0;
	err_set(&p->err, ERR_TIMEOUT, "no answer within %g s", (double)timeout / 1000);
}

/* End the posts whose answer is late. */
static bool
expire(struct http_client *c)
{
	msec now = clock_now();
	bool any = false;

	for (size_t i = 0; i < HTTP_POSTS; i++) {
		struct http_post *p = &c->posts[i];
		if (deadline_of(p, NULL) > now)
			continue;
		http_post_expire(p, p->timeout);
		any = true;
	}
	return any;
}

/* How many ms libcurl may sleep. */
static int
sleep_time(const struct http_client *c, msec deadline)
{
	msec longest = clock_now() + LONGEST_SLEEP;

	for (size_t i = 0; i < HTTP_POSTS; i++) {
		msec soon = CLOCK_NEVER, until = deadline_of(&c->posts[i], &soon);
		if (soon < longest)
			longest = soon;
		if (until < deadline)
			deadline = until;
	}
	return clock_poll_timeout(deadline < longest ? deadline : longest);
}

void
http_client_drive(struct http_client *c, int wake_fd, msec deadline)
{
	struct curl_waitfd wake = {.fd = wake_fd, .events = CURL_WAIT_POLLIN};
	int running;

	c->curl->multi_perform(c->multi, &running);
	if (reap(c))
		return;
	http_way_tend(c->setup->way, CLOCK_NEVER, NULL);
	c->curl->multi_poll(c->multi, &wake, 1, sleep_time(c, deadline), NULL);
	c->curl->multi_perform(c->multi, &running);
	if (!reap(c))
		expire(c);
}
