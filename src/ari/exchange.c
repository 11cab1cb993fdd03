/* SPDX-License-Identifier: ISC */
/* One handle of libcurl, its callbacks, and the loop that drives it. */
#include "ari/exchange.h"

#include <stdio.h>
#include <sys/socket.h>

#include "net/fd.h"
#include "session/http_error.h"
#include "session/http_setup.h"
#include "session/http_way.h"

#define CONNECTS      500   /* ms more until something is sent: libcurl says why nothing can be */
#define LONGEST_SLEEP 60000 /* ms; libcurl needs a finite deadline */

#define SET(x, option, value) ((x)->curl->easy_setopt((x)->easy, option, value))

/* It is going to be sent, maybe again over another connection. */
static int
note_sent(void *exchange, char *to, char *from, int to_port, int from_port)
{
	struct exchange *x = exchange;

	(void)to, (void)from, (void)to_port, (void)from_port;
	x->moved = clock_now();
	x->sent++;
	return x->sent > 1 && !x->may_repeat;
}

/* Make a socket for a connection: after the request was sent, there is none for another try. */
static curl_socket_t
open_socket(void *exchange, curlsocktype purpose, struct curl_sockaddr *to)
{
	const struct exchange *x = exchange;

	(void)purpose;
	if (x->sent && !x->may_repeat)
		return CURL_SOCKET_BAD;
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

/* Begin with another answer: HTTP/1.1 200 OK. */
static void
take_status(struct exchange *x, struct str line)
{
	struct str rest = str_from_at(line, str_chr(line, ' ') + 1), code = str_head(rest, 3);

	http_way_settle(x->setup->way);
	x->status = 0;
	str_number(code, 100, 999, &x->status);
	x->whole_head = false;
	x->json = true;
	buf_reset(&x->type);
	buf_reset(&x->reason);
	buf_reset(&x->body);
	buf_adds(&x->reason, str_trim(str_from_at(rest, code.n)));
}

static void
take_type(struct exchange *x, struct str value)
{
	value = str_trim(value);
	buf_reset(&x->type);
	buf_adds(&x->type, str_trim(str_head(value, str_chr(value, ';'))));
	x->json = str_ieq(buf_str(&x->type), STR("application/json"));
}

static size_t
take_header(char *bytes, size_t size, size_t n, void *exchange)
{
	struct exchange *x = exchange;
	struct str line = str_from(bytes, size * n);
	size_t colon = str_chr(line, ':');

	x->moved = clock_now();
	while (line.n && (line.p[line.n - 1] == '\n' || line.p[line.n - 1] == '\r'))
		line.n--;
	x->whole_head |= line.n == 0;
	if (x->has_body) /* a trailer: what is read cannot become another answer */
		return size * n;
	if (str_istarts(line, STR("HTTP/")))
		take_status(x, line);
	else if (str_ieq(str_head(line, colon), STR("Content-Type")))
		take_type(x, str_from_at(line, colon + 1));
	return size * n;
}

static bool
is_data(const struct exchange *x)
{
	return !x->json && x->status / 100 == 2;
}

static size_t
take_body(char *bytes, size_t size, size_t n, void *exchange)
{
	struct exchange *x = exchange;
	int failed = is_data(x) ? x->ops->take(x->arg, str_from(bytes, size * n))
	                        : buf_add(&x->body, bytes, size * n);

	x->has_body = true;
	x->moved = clock_now();
	return failed ? 0 : size * n;
}

/* An old libcurl does not tell when a request is sent: then each that may not be sent twice has a
 * connection of its own. */
static void
watch_sending(struct exchange *x)
{
#if LIBCURL_VERSION_NUM >= 0x075000
	x->told_when_sent = SET(x, CURLOPT_PREREQFUNCTION, note_sent) == CURLE_OK &&
	                    SET(x, CURLOPT_PREREQDATA, x) == CURLE_OK;
#else
	(void)note_sent;
#endif
}

/* Set the options of every request. */
static CURLcode
set_up(struct exchange *x)
{
	SET(x, CURLOPT_ERRORBUFFER, x->words);
	SET(x, CURLOPT_HEADERFUNCTION, take_header);
	SET(x, CURLOPT_HEADERDATA, x);
	SET(x, CURLOPT_WRITEFUNCTION, take_body);
	SET(x, CURLOPT_WRITEDATA, x);
	SET(x, CURLOPT_PATH_AS_IS, 1L);
	watch_sending(x);
	CURLcode code = http_connection(x->curl, x->easy, x->setup, &x->list);
	SET(x, CURLOPT_OPENSOCKETFUNCTION, open_socket); /* instead of that of all others */
	SET(x, CURLOPT_OPENSOCKETDATA, x);
	return code ? code : http_account(x->curl, x->easy, x->setup, (long)CURLAUTH_BASIC);
}

int
exchange_open(struct exchange *x, const struct session_setup *setup, struct err *err)
{
	*x = (struct exchange){
	    .setup = setup,
	    .type = BUF_INIT(BUF_MAX_LINE),
	    .reason = BUF_INIT(BUF_MAX_LINE),
	    .body = BUF_INIT(BUF_MAX_MESSAGE),
	};
	if (str_chr(buf_str(&setup->user), ':') < setup->user.n)
		return err_set(err, ERR_USAGE, "the user's name holds a colon: %.*s",
		    STR_ARG(buf_str(&setup->user)));
	if (http_check(&setup->endpoint, err) < 0)
		return -1;
	x->curl = http_curl(err);
	if (!x->curl)
		return -1;
	x->multi = x->curl->multi_init();
	x->easy = x->curl->easy_init();
	if (!x->multi || !x->easy)
		return err_set(err, ERR_USAGE, "libcurl cannot be used");
	/* Asterisk never gives the permission that libcurl would wait for. */
	x->headers = x->curl->slist_append(NULL, "Expect:");
	x->headers = x->curl->slist_append(x->headers, "Content-Type:");
	x->json_headers = x->curl->slist_append(NULL, "Expect:");
	x->json_headers = x->curl->slist_append(x->json_headers, "Content-Type: application/json");
	CURLcode code = set_up(x);
	return code ? http_curl_error(err, code, x->words, x->curl->easy_strerror(code)) : 0;
}

void
exchange_close(struct exchange *x)
{
	if (x->easy)
		x->curl->easy_cleanup(x->easy);
	if (x->multi)
		x->curl->multi_cleanup(x->multi);
	if (x->curl) {
		x->curl->slist_free(x->list);
		x->curl->slist_free(x->headers);
		x->curl->slist_free(x->json_headers);
	}
	buf_clear(&x->type);
	buf_clear(&x->reason);
	buf_clear(&x->body);
	*x = (struct exchange){0};
}

/* A POST and a PUT have a body, be it empty. */
static CURLcode
set_method(struct exchange *x, const char *method, struct str body)
{
	bool get = str_eq(str_of(method), STR("GET"));
	bool posts = body.n || !(get || str_eq(str_of(method), STR("DELETE")));

	x->may_repeat = get;
	SET(x, CURLOPT_FRESH_CONNECT, x->told_when_sent || get ? 0L : 1L);
	SET(x, CURLOPT_HTTPHEADER, body.n ? x->json_headers : x->headers);
	SET(x, CURLOPT_HTTPGET, 1L);
	if (posts) {
		SET(x, CURLOPT_POST, 1L);
		SET(x, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.n);
		SET(x, CURLOPT_POSTFIELDS, body.n ? body.p : "");
	}
	return SET(x, CURLOPT_CUSTOMREQUEST, method);
}

/* Give the request to libcurl. What the body views must stay until the end. */
static CURLcode
begin(struct exchange *x, const struct path_parts *request)
{
	struct buf url, method = BUF_INIT(BUF_MAX_LINE);

	buf_init_secret(&url, 2 * BUF_MAX_LINE);
	http_place_sent(&url, &x->setup->endpoint);
	buf_adds(&url, request->target);
	buf_adds(&method, request->method);
	x->words[0] = '\0';
	x->sent = 0;
	x->status = 0;
	x->whole_head = false;
	x->json = true;
	x->has_body = false;
	x->moved = clock_now();
	buf_reset(&x->type);
	buf_reset(&x->body);
	CURLcode code = SET(x, CURLOPT_URL, buf_z(&url));
	if (code == CURLE_OK)
		code = set_method(x, buf_z(&method), request->body);
	if (code == CURLE_OK)
		x->curl->multi_add(x->multi, x->easy);
	buf_clear(&url);
	buf_clear(&method);
	return code;
}

/* Until when libcurl may take. */
static msec
deadline_of(const struct exchange *x, msec timeout)
{
	msec more = x->sent ? 0 : CONNECTS + x->setup->connect_timeout;

	return timeout >= CLOCK_NEVER - x->moved - more ? CLOCK_NEVER : x->moved + more + timeout;
}

/* Has it ended? Then *code says how. */
static bool
has_ended(const struct exchange *x, CURLcode *code)
{
	const CURLMsg *m;
	int left;

	while ((m = x->curl->multi_info(x->multi, &left))) {
		if (m->msg != CURLMSG_DONE)
			continue;
		*code = m->data.result;
		return true;
	}
	return false;
}

static int
say_late(const struct exchange *x, msec timeout, struct err *err)
{
	return err_set(err, ERR_TIMEOUT, x->status ?
	    "the answer broke off: nothing more within %g s" : "no answer within %g s",
	    (double)timeout / 1000);
}

/* Run until it has ended. */
static int
drive(struct exchange *x, msec timeout, int wake_fd, CURLcode *code, struct err *err)
{
	msec soon;
	int running;

	for (;;) {
		struct curl_waitfd wake = {.fd = wake_fd, .events = CURL_WAIT_POLLIN};
		msec longest = clock_now() + LONGEST_SLEEP;
		x->curl->multi_perform(x->multi, &running);
		/* now: what was sent meanwhile has another deadline */
		msec deadline = http_way_tend(x->setup->way, deadline_of(x, timeout), &soon);
		longest = soon < longest ? soon : longest;
		if (has_ended(x, code))
			return 0;
		if (clock_now() >= deadline)
			return say_late(x, timeout, err);
		x->curl->multi_poll(x->multi, &wake, 1,
		    clock_poll_timeout(deadline < longest ? deadline : longest), NULL);
		if (wake.revents && !x->ops->woken(x->arg))
			return err_set(err, ERR_INTERRUPTED, "closed");
	}
}

/* Why there is no connection: libcurl's words contain the time each time. */
static void
explain_connect(struct exchange *x)
{
	struct err why;
	long number = 0;

	x->curl->easy_getinfo(x->easy, CURLINFO_OS_ERRNO, &number);
	if (number == 0)
		return;
	fd_error(&why, ERR_CONNECT, (int)number);
	snprintf(x->words, sizeof(x->words), "%.200s", why.text);
}

/* The error of libcurl, which names the server. After a dead connection libcurl makes another,
 * though it may not send the request again: only the first counts. */
static int
explain(struct exchange *x, CURLcode code, struct err *err)
{
	if (code != CURLE_OK && http_way_why(x->setup->way, err))
		return -1;
	if (code == CURLE_OK)
		code = CURLE_PARTIAL_FILE;
	if (code == CURLE_ABORTED_BY_CALLBACK || (code == CURLE_COULDNT_CONNECT && x->sent)) {
		x->words[0] = '\0';
		code = CURLE_GOT_NOTHING;
	}
	if (code == CURLE_COULDNT_CONNECT)
		explain_connect(x);
	http_curl_error(err, code, x->words, x->curl->easy_strerror(code));
	if (err->kind == ERR_CONNECT)
		endpoint_blame(&x->setup->endpoint, err);
	return -1;
}

int
exchange_run(struct exchange *x, const struct path_parts *request, msec timeout, int wake_fd,
    const struct exchange_ops *ops, void *arg, struct err *err)
{
	CURLcode code = CURLE_OK;

	x->ops = ops;
	x->arg = arg;
	code = begin(x, request);
	if (code != CURLE_OK)
		return http_curl_error(err, code, x->words, x->curl->easy_strerror(code));
	int failed = drive(x, timeout, wake_fd, &code, err);
	x->curl->multi_remove(x->multi, x->easy);
	if (failed)
		return -1;
	/* libcurl takes truncated headers as complete. */
	return code == CURLE_OK && x->whole_head ? 0 : explain(x, code, err);
}
