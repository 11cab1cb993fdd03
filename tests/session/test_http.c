/* SPDX-License-Identifier: ISC */
/* Sessions over HTTP against a scripted server: what is sent, and which items come. */
#include "session/session.h"

#include <check.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../expect.h"
#include "item_expect.h"
#include "sender.h"
#include "session/http_form.h"
#include "web_server.h"

Suite *suite_http(void);

#define MOMENT 900 /* ms: session_free gives up on its thread after 1000 */

static struct web_server server;
static struct session *s;
static struct session_options options;
static struct endpoint endpoint;

static void
setup(void)
{
	server = (struct web_server){0};
	options = (struct session_options){
	    .user = STR("hello"),
	    .secret = STR("s3cret&="),
	    .connect_timeout = PATIENCE,
	    .ping = CLOCK_NEVER,
	    .room = (size_t)1 << 20,
	    .lossless = true,
	};
	endpoint = (struct endpoint){.scheme = SCHEME_HTTP, .host = strdup("127.0.0.1")};
	setenv("no_proxy", "127.0.0.1", 1);
}

/* Connect, to the server unless another port is set. */
static void
start(void)
{
	web_start(&server);
	if (!endpoint.port)
		endpoint.port = strdup(server.port);
	options.endpoint = &endpoint;
	s = session_new(&options);
}

/* The next item of any kind, or a failure that says it did not come. */
static struct item
any_item(void)
{
	struct pollfd ready = {.fd = session_fd(s), .events = POLLIN};
	msec deadline = clock_now() + PATIENCE;
	struct item item;

	while (!session_next(s, &item))
		ck_assert_msg(poll(&ready, 1, clock_poll_timeout(deadline)) == 1,
		    "no item within %d ms, the server heard: %s", PATIENCE, buf_z(&server.log));
	return item;
}

/* The next that says more than that an action goes out. */
static struct item
next_item(void)
{
	struct item item = any_item();

	return item.kind == ITEM_BEGUN ? any_item() : item;
}

static struct item
expect(enum item_kind kind)
{
	return item_expect(next_item(), kind);
}

/* The next item is of that kind, its text holds that, and its error is of that kind. */
static struct item
expect_text(enum item_kind kind, enum err_kind error, const char *text)
{
	struct item item = expect(kind);

	ck_assert_msg(item.error == error, "expected an error of kind %d, came %d: %s", error,
	    item.error, expect_shown(item.text));
	EXPECT_ROW(str_find(item.text, str_of(text)) < item.text.n, str_of(text), item.text);
	return item;
}

/* Send an action and expect that its reply comes next. */
static void
expect_reply(const char *name, const char *response)
{
	uint32_t call = sender_send(s, name, NULL, NULL, PATIENCE);
	struct item item = expect(ITEM_REPLY);

	ck_assert_uint_eq(item.request, call);
	EXPECT_STR(msg_title(&item.msg), str_of(response));
}

/* Close the session; it must not have to abandon its thread. */
static void
finish(void)
{
	msec begin = clock_now();

	session_free(s);
	ck_assert_msg(clock_now() - begin < MOMENT, "session_free took %lld ms",
	    (long long)(clock_now() - begin));
	web_end(&server);
	endpoint_clear(&endpoint);
}

static void
expect_log(const char *log)
{
	EXPECT_STR(buf_str(&server.log), str_of(log));
}

START_TEST(logs_in_and_calls)
{
	options.events = STR("off");
	start();
	expect(ITEM_ONLINE);
	expect_reply("Ping", "Success");
	expect_reply("CoreStatus", "Success");
	msec begin = clock_now();
	session_free(s);
	ck_assert_int_lt(clock_now() - begin, MOMENT);
	expect_log("Challenge Login Ping CoreStatus Logoff ");
	struct str wire = buf_str(&server.wire);
	EXPECT_ROW(str_find(wire, STR("s3cret")) == wire.n, STR("the secret"), wire);
	EXPECT_ROW(str_find(wire, STR("GET ")) == wire.n, STR("GET"), wire);
	EXPECT_ROW(str_find(wire, STR("Expect:")) == wire.n, STR("Expect"), wire);
	ck_assert_uint_eq(server.n, 1);
	web_end(&server);
	endpoint_clear(&endpoint);
}
END_TEST

START_TEST(plain_login_is_a_post)
{
	options.auth = AUTH_PLAIN;
	options.events = STR("off");
	start();
	expect(ITEM_ONLINE);
	struct str wire = buf_str(&server.wire);
	EXPECT_ROW(str_find(wire, STR("&Secret=s3cret%26%3D&Events=off")) < wire.n,
	    STR("the secret in the form"), wire);
	finish();
}
END_TEST

static bool
answer_list(struct web_request *r)
{
	if (strcmp(r->action, "CoreShowChannels") != 0)
		return false;
	web_say(r,
	    "Response: Success\nActionID: @\nEventList: start\nMessage: will follow\n\n"
	    "Event: CoreShowChannel\nActionID: @\nChannel: PJSIP/a-1\n\n"
	    "Event: CoreShowChannelsComplete\nActionID: @\nEventList: Complete\nListItems: 1\n\n");
	return true;
}

START_TEST(lists_are_as_over_tcp)
{
	options.events = STR("off");
	server.answer = answer_list;
	start();
	expect(ITEM_ONLINE);
	uint32_t call = sender_send(s, "CoreShowChannels", NULL, NULL, PATIENCE);
	struct item item = expect(ITEM_REPLY);
	ck_assert_uint_eq(item.request, call);
	ck_assert(item.more);
	item = expect(ITEM_LIST);
	EXPECT_STR(msg_get(&item.msg, STR("Channel")), STR("PJSIP/a-1"));
	item = expect(ITEM_END);
	EXPECT_STR(msg_get(&item.msg, STR("ListItems")), STR("1"));
	expect_reply("Ping", "Success");
	finish();
}
END_TEST

static bool
answer_cut_list(struct web_request *r)
{
	if (strcmp(r->action, "CoreShowChannels") != 0)
		return false;
	web_say(r,
	    "Response: Success\nActionID: @\nEventList: start\nMessage: will follow\n\n");
	return true;
}

START_TEST(list_without_end_is_lost)
{
	options.events = STR("off");
	server.answer = answer_cut_list;
	start();
	expect(ITEM_ONLINE);
	sender_send(s, "CoreShowChannels", NULL, NULL, PATIENCE);
	expect(ITEM_REPLY);
	expect_text(ITEM_LOST, ERR_LOST, "broke off its answer");
	expect_reply("Ping", "Success");
	finish();
}
END_TEST

static bool
answer_lines(struct web_request *r)
{
	if (strcmp(r->action, "IAXnetstats") != 0)
		return false;
	web_reply(r, "200 OK", "IAX2/a 1 2\n\r\n");
	return true;
}

START_TEST(lines_without_a_response)
{
	options.events = STR("off");
	server.answer = answer_lines;
	start();
	expect(ITEM_ONLINE);
	sender_send(s, "IAXnetstats", NULL, NULL, PATIENCE);
	struct item item = expect(ITEM_LIST);
	EXPECT_STR(msg_title(&item.msg), STR("IAX2/a 1 2"));
	expect(ITEM_END);
	finish();
}
END_TEST

START_TEST(events_come_by_asking)
{
	start();
	expect(ITEM_ONLINE);
	ck_assert(web_await(&server, "WaitEvent "));
	expect_reply("Ping", "Success");
	web_raise(&server, "Event: Hangup\nPrivilege: call,all\nChannel: PJSIP/a-1\n\n"
	                   "Event: Forged\n\n");
	struct item item = expect(ITEM_EVENT);
	EXPECT_STR(msg_title(&item.msg), STR("Hangup"));
	ck_assert(!item.suspect);
	item = expect(ITEM_EVENT);
	ck_assert(item.suspect);
	web_raise(&server, "Event: UserEvent\nPrivilege: user,all\n\n");
	item = expect(ITEM_EVENT);
	EXPECT_STR(msg_title(&item.msg), STR("UserEvent"));
	finish();
}
END_TEST

/* The server gives events only when asked; those from before an action stand before its answer. */
static bool
answer_slowly(struct web_request *r)
{
	struct web_server *w = r->server;

	if (strcmp(r->action, "WaitEvent") != 0 || w->waits++ > 0)
		return false;
	while (w->waiting == 0 && !w->ends)
		pthread_cond_wait(&w->change, &w->lock);
	web_reply(r, "200 OK", "");
	return true;
}

START_TEST(events_from_before_an_action_come_before_its_answer)
{
	server.answer = answer_slowly;
	start();
	expect(ITEM_ONLINE);
	ck_assert(web_await(&server, "WaitEvent "));
	web_raise(&server, "Event: Hangup\nPrivilege: call,all\n\n");
	uint32_t call = sender_send(s, "Ping", NULL, NULL, PATIENCE);
	struct item item = any_item();
	ck_assert_int_eq(item.kind, ITEM_EVENT);
	EXPECT_STR(msg_title(&item.msg), STR("Hangup"));
	item = any_item();
	ck_assert_int_eq(item.kind, ITEM_BEGUN);
	ck_assert_uint_eq(item.request, call);
	ck_assert_int_eq(any_item().kind, ITEM_REPLY);
	expect_reply("Ping", "Success");
	finish();
}
END_TEST

START_TEST(no_events_are_asked_for_without_a_mask)
{
	options.events = STR("off");
	start();
	expect(ITEM_ONLINE);
	web_raise(&server, "Event: Old\nPrivilege: call,all\n\n");
	expect_reply("Ping", "Success");
	sender_send(s, "Events", "EventMask", "call", PATIENCE);
	expect(ITEM_REPLY);
	web_raise(&server, "Event: New\nPrivilege: call,all\n\n");
	struct item item = expect(ITEM_EVENT);
	EXPECT_STR(msg_title(&item.msg), STR("New"));
	sender_send(s, "Events", "EventMask", "off", PATIENCE);
	expect(ITEM_REPLY);
	ck_assert_uint_eq(web_count(&server, "Login Ping WaitEvent Events"), 1);
	finish();
}
END_TEST

START_TEST(an_ended_session_is_begun_again)
{
	options.events = STR("off");
	start();
	expect(ITEM_ONLINE);
	web_expire(&server);
	sender_send(s, "Ping", NULL, NULL, PATIENCE);
	expect_text(ITEM_RENEWED, ERR_NONE, "the HTTP session had ended: logged in again");
	expect(ITEM_REPLY);
	expect_reply("CoreStatus", "Success");
	finish();
}
END_TEST

START_TEST(an_ended_session_ends_waiting_too)
{
	start();
	expect(ITEM_ONLINE);
	ck_assert(web_await(&server, "WaitEvent "));
	web_expire(&server);
	struct item item = next_item();
	while (item.kind == ITEM_NOTICE && str_starts(item.text, STR("another client")))
		item = next_item();
	ck_assert_int_eq(item.kind, ITEM_RENEWED);
	EXPECT_ROW(str_find(item.text, STR("events in the meantime are missing")) < item.text.n,
	    STR("the notice"), item.text);
	web_raise(&server, "Event: Hangup\nPrivilege: call,all\n\n");
	expect(ITEM_EVENT);
	finish();
}
END_TEST

static bool
answer_denied(struct web_request *r)
{
	if (strcmp(r->action, "Originate") != 0)
		return false;
	web_say(r,
	    "Response: Error\nActionID: @\nMessage: Permission denied\n\n");
	return true;
}

START_TEST(what_is_not_permitted_is_sent_once)
{
	options.events = STR("off");
	server.answer = answer_denied;
	start();
	expect(ITEM_ONLINE);
	expect_reply("Originate", "Error");
	ck_assert_uint_eq(web_count(&server, "Originate "), 1);
	ck_assert_uint_eq(web_count(&server, "Login "), 1);
	finish();
}
END_TEST

/* The first WaitEvent is cut off in the headers of its answer. */
static bool
cut_a_wait(struct web_request *r)
{
	static const char some[] = "HTTP/1.1 200 OK\r\nContent-Le";

	if (strcmp(r->action, "WaitEvent") != 0 || r->server->number++ > 0)
		return false;
	write_all(r->fd, some, strlen(some));
	r->close = true;
	return true;
}

START_TEST(a_wait_cut_in_its_headers_is_a_loss)
{
	server.answer = cut_a_wait;
	start();
	expect(ITEM_ONLINE);
	expect_text(ITEM_NOTICE, ERR_NONE, "in the middle of its answer: asking again");
	expect_reply("Ping", "Success");
	finish();
}
END_TEST

static atomic_llong superseded; /* when */

static bool
answer_superseded(struct web_request *r)
{
	if (strcmp(r->action, "WaitEvent") != 0 || r->server->waits++ > 0)
		return false;
	atomic_store(&superseded, clock_now());
	web_reply(r, "200 OK", "");
	return true;
}

START_TEST(another_who_asks_for_events_is_named)
{
	server.answer = answer_superseded;
	start();
	expect(ITEM_ONLINE);
	expect_text(ITEM_NOTICE, ERR_NONE, "another client takes the events");
	web_raise(&server, "Event: Hangup\nPrivilege: call,all\n\n");
	expect(ITEM_EVENT);
	ck_assert_int_ge(clock_now() - atomic_load(&superseded), 500);
	finish();
}
END_TEST

/* The connection ends with the request read and no answer. */
static bool
answer_nothing(struct web_request *r)
{
	if (strcmp(r->action, "Originate") != 0)
		return false;
	r->close = true;
	return true;
}

START_TEST(an_action_is_never_sent_twice)
{
	options.events = STR("off");
	server.answer = answer_nothing;
	start();
	expect(ITEM_ONLINE);
	expect_reply("Ping", "Success");
	uint32_t call = sender_send(s, "Originate", NULL, NULL, PATIENCE);
	struct item item = expect_text(ITEM_LOST, ERR_LOST, "closed the connection");
	ck_assert_uint_eq(item.request, call);
	expect_text(ITEM_OFFLINE, ERR_LOST, "closed the connection");
	ck_assert_uint_eq(web_count(&server, "Originate "), 1);
	finish();
}
END_TEST

START_TEST(connects_again_after_a_loss)
{
	options.events = STR("off");
	options.reconnect = true;
	server.answer = answer_nothing;
	start();
	expect(ITEM_ONLINE);
	sender_send(s, "Originate", NULL, NULL, PATIENCE);
	expect(ITEM_LOST);
	ck_assert(expect(ITEM_OFFLINE).more);
	expect(ITEM_ONLINE);
	expect_reply("Ping", "Success");
	finish();
}
END_TEST

static atomic_bool given_up;

/* Not before it was given up. */
static bool
answer_late(struct web_request *r)
{
	if (strcmp(r->action, "Command") != 0)
		return false;
	pthread_mutex_unlock(&r->server->lock);
	for (int ms = 0; !atomic_load(&given_up) && ms < PATIENCE; ms += 10)
		poll(NULL, 0, 10);
	pthread_mutex_lock(&r->server->lock);
	return false;
}

START_TEST(gives_up_in_time_and_goes_on)
{
	options.events = STR("off");
	server.answer = answer_late;
	start();
	expect(ITEM_ONLINE);
	sender_send(s, "Command", NULL, NULL, 100);
	expect_text(ITEM_LOST, ERR_TIMEOUT, "no reply within 0.1 s");
	atomic_store(&given_up, true);
	expect_reply("Ping", "Success");
	finish();
}
END_TEST

START_TEST(mxml_gives_the_same)
{
	endpoint.http.mxml = true;
	server.mxml = true;
	server.path = "/mxml";
	start();
	expect(ITEM_ONLINE);
	ck_assert(web_await(&server, "WaitEvent "));
	web_raise(&server, "Event: UserEvent\nPrivilege: user,all\nUserEvent: U\nCallerIDNum: \x1b[1\n\n");
	expect_text(ITEM_NOTICE, ERR_NONE, "bytes that XML does not allow");
	struct item item = expect(ITEM_EVENT);
	EXPECT_STR(item.msg.raw,
	    STR("Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: U\r\nCallerIDNum: \x1b[1\r\n\r\n"));
	expect_reply("Ping", "Success");
	finish();
}
END_TEST

static bool
answer_command(struct web_request *r)
{
	if (strcmp(r->action, "Command") != 0)
		return false;
	ck_assert(str_starts(buf_str(&r->head), STR("POST /rawman ")));
	if (!r->server->logged_in)
		return false;
	web_say(r, "Response: Success\nActionID: @\nMessage: Command output follows\n"
	           "Output: System uptime: 1 hour\nOutput: Last reload: 1 hour\n\n");
	return true;
}

static void
expect_output(void)
{
	struct item item = expect(ITEM_REPLY);
	struct str lines = STR("\nOutput: System uptime: 1 hour\r\nOutput: Last reload: 1 hour\r\n");

	EXPECT_ROW(str_find(item.msg.raw, lines) < item.msg.raw.n, lines, item.msg.raw);
}

START_TEST(mxml_leaves_commands_in_text)
{
	options.events = STR("off");
	endpoint.http.mxml = true;
	server.mxml = true;
	server.path = "/mxml";
	server.answer = answer_command;
	start();
	expect(ITEM_ONLINE);
	sender_send(s, "Command", NULL, NULL, PATIENCE);
	expect_output();
	expect_reply("Ping", "Success");
	web_expire(&server);
	sender_send(s, "Command", NULL, NULL, PATIENCE);
	expect(ITEM_RENEWED);
	expect_output();
	expect_reply("Ping", "Success");
	finish();
}
END_TEST

START_TEST(digest_needs_no_login)
{
	endpoint.http.digest = true;
	server.digest = true;
	server.path = "/arawman";
	options.events = STR("off");
	start();
	expect(ITEM_ONLINE);
	expect_reply("CoreStatus", "Success");
	expect_reply("Ping", "Success");
	ck_assert_uint_eq(web_count(&server, "Login "), 0);
	ck_assert_uint_eq(server.refusals, 1);
	struct str wire = buf_str(&server.wire);
	EXPECT_ROW(str_find(wire, STR("s3cret")) == wire.n, STR("the secret"), wire);
	finish();
}
END_TEST

START_TEST(digest_has_events_of_its_own)
{
	endpoint.http.digest = true;
	server.digest = true;
	server.path = "/arawman";
	options.events = STR("call");
	start();
	expect(ITEM_ONLINE);
	ck_assert(web_await(&server, "Ping Events Challenge WaitEvent "));
	sender_send(s, "Events", "EventMask", "user", PATIENCE);
	expect(ITEM_REPLY);
	web_raise(&server, "Event: UserEvent\nPrivilege: user,all\n\n");
	expect(ITEM_EVENT);
	finish();
}
END_TEST

/* The server begins another session without a word: its mask is put back before it is asked for
 * events. */
START_TEST(digest_notices_another_session)
{
	endpoint.http.digest = true;
	server.digest = true;
	server.path = "/arawman";
	options.events = STR("call");
	start();
	expect(ITEM_ONLINE);
	ck_assert(web_await(&server, "Ping Events Challenge WaitEvent "));
	web_expire(&server);
	struct item item = next_item();
	while (item.kind == ITEM_NOTICE && str_starts(item.text, STR("another client")))
		item = next_item();
	ck_assert_int_eq(item.kind, ITEM_RENEWED);
	ck_assert(web_await(&server, "WaitEvent Challenge Events WaitEvent "));
	web_raise(&server, "Event: Hangup\nPrivilege: call,all\n\n");
	expect(ITEM_EVENT);
	finish();
}
END_TEST

static bool
refuse_digest(struct web_request *r)
{
	web_reply(r, "401 Unauthorized", "<html>");
	return true;
}

START_TEST(digest_refused)
{
	endpoint.http.digest = true;
	server.digest = true;
	server.path = "/arawman";
	server.answer = refuse_digest;
	start();
	expect_text(ITEM_OFFLINE, ERR_LOGIN, "login refused by http://127.0.0.1");
	finish();
}
END_TEST

static int stale; /* requests that are still refused as stale */

static bool
answer_stale(struct web_request *r)
{
	static const char refusal[] =
	    "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nWWW-authenticate: Digest "
	    "algorithm=MD5, realm=\"asterisk\", nonce=\"066cf237\", qop=\"auth\", stale=true\r\n\r\n";

	if (strcmp(r->action, "Originate") != 0 || stale-- <= 0)
		return false;
	write_all(r->fd, refusal, strlen(refusal));
	return true;
}

START_TEST(a_stale_digest_is_made_anew)
{
	endpoint.http.digest = true;
	server.digest = true;
	server.path = "/arawman";
	server.answer = answer_stale;
	options.events = STR("off");
	stale = 1;
	start();
	expect(ITEM_ONLINE);
	expect_reply("Originate", "Success");
	ck_assert_uint_eq(web_count(&server, "Originate "), 2);
	finish();
}
END_TEST

/* After a refusal the action was taken, and the connection ended: that is no reason for a third. */
static bool
answer_stale_then_nothing(struct web_request *r)
{
	return answer_stale(r) || answer_nothing(r);
}

START_TEST(a_stale_digest_makes_no_action_twice)
{
	endpoint.http.digest = true;
	server.digest = true;
	server.path = "/arawman";
	server.answer = answer_stale_then_nothing;
	options.events = STR("off");
	stale = 1;
	start();
	expect(ITEM_ONLINE);
	sender_send(s, "Originate", NULL, NULL, PATIENCE);
	expect(ITEM_LOST);
	expect(ITEM_OFFLINE);
	ck_assert_uint_eq(web_count(&server, "Originate "), 2);
	finish();
}
END_TEST

static bool
refuse_login(struct web_request *r)
{
	if (strcmp(r->action, "Login") != 0)
		return false;
	web_say(r, "Response: Error\nMessage: Authentication failed\n\n");
	return true;
}

static bool
answer_503(struct web_request *r)
{
	web_reply(r, "503 Service Unavailable", "<html>");
	return true;
}

/* The connection is cut in the headers of the answer to a Login. */
static bool
cut_headers(struct web_request *r)
{
	static const char some[] = "HTTP/1.1 200 OK\r\nContent-Le";

	if (strcmp(r->action, "Login") != 0)
		return false;
	write_all(r->fd, some, strlen(some));
	r->close = true;
	return true;
}

static bool
close_at_once(struct web_request *r)
{
	r->close = true;
	return true;
}

START_TEST(a_silent_end_may_be_a_port_with_tls)
{
	server.answer = close_at_once;
	start();
	expect_text(ITEM_OFFLINE, ERR_CONNECT,
	    "closed the connection without an answer: a port with TLS (https://)?");
	finish();
}
END_TEST

/* Headers of a mebibyte. */
static bool
answer_long_header(struct web_request *r)
{
	char some[1024];

	write_all(r->fd, "HTTP/1.1 200 OK\r\nX: ", 20);
	memset(some, 'x', sizeof(some));
	for (int i = 0; i < 1024; i++)
		send(r->fd, some, sizeof(some), MSG_NOSIGNAL);
	r->close = true;
	return true;
}

static bool
answer_html(struct web_request *r)
{
	web_reply(r, "200 OK", "<html>\r\n<p>Welcome: here</p>\r\n</html>\r\n");
	return true;
}

START_TEST(tells_why_there_is_no_login)
{
	static const struct {
		bool (*answer)(struct web_request *r);
		const char *path, *port;
		enum err_kind kind;
		const char *text;
	} all[] = {
	    {refuse_login, NULL, NULL, ERR_LOGIN, "login as hello refused: Authentication failed"},
	    {refuse_digest, NULL, NULL, ERR_LOGIN, "HTTP 401"},
	    {cut_headers, NULL, NULL, ERR_CONNECT, "closed the connection in the middle"},
	    {answer_long_header, NULL, NULL, ERR_CONNECT, "headers of the server's answer are too long"},
	    {answer_503, NULL, NULL, ERR_CONNECT, "shutting down, try again"},
	    {answer_html, NULL, NULL, ERR_CONNECT, "does not answer like AMI"},
	    {NULL, "/prefix/rawman", NULL, ERR_CONNECT, "no AMI over HTTP at http://127.0.0.1"},
	    {NULL, NULL, "1", ERR_CONNECT, "127.0.0.1:1: "},
	};

	server.answer = all[_i].answer;
	server.path = all[_i].path;
	if (all[_i].port)
		endpoint.port = strdup(all[_i].port);
	start();
	expect_text(ITEM_OFFLINE, all[_i].kind, all[_i].text);
	finish();
}
END_TEST

/* The server takes what comes and says nothing. */
static bool
answer_never(struct web_request *r)
{
	struct web_server *w = r->server;

	while (!w->ends)
		pthread_cond_wait(&w->change, &w->lock);
	return false;
}

START_TEST(no_answer_to_the_login_in_time)
{
	options.connect_timeout = 100;
	options.auth = AUTH_PLAIN;
	server.answer = answer_never;
	start();
	expect_text(ITEM_OFFLINE, ERR_TIMEOUT, "no reply to the login");
	finish();
}
END_TEST

/* Like that from the login on that its key makes. */
static bool
answer_challenge_alone(struct web_request *r)
{
	return strcmp(r->action, "Challenge") != 0 && answer_never(r);
}

START_TEST(silence_takes_the_time_of_the_login_once)
{
	static bool (*const all[])(struct web_request *r) = {answer_never, answer_challenge_alone};

	options.connect_timeout = 2500;
	server.answer = all[_i];
	msec begin = clock_now();
	start();
	expect_text(ITEM_OFFLINE, ERR_TIMEOUT, "no reply to the login within 2.5 s");
	ck_assert_int_lt(clock_now() - begin, 2 * 2500 - 50);
	finish();
}
END_TEST

static bool
hang_wait_event(struct web_request *r)
{
	return strcmp(r->action, "WaitEvent") == 0 && answer_never(r);
}

START_TEST(a_hanging_wait_event_costs_an_action_its_own_time)
{
	server.answer = hang_wait_event;
	start();
	expect(ITEM_ONLINE);
	uint32_t call = sender_send(s, "Ping", NULL, NULL, 100);
	struct item item = expect_text(ITEM_LOST, ERR_TIMEOUT, "not sent: the server did not answer");
	ck_assert_uint_eq(item.request, call);
	call = sender_send(s, "Ping", NULL, NULL, 100);
	item = expect_text(ITEM_LOST, ERR_TIMEOUT, "WaitEvent within 0.1 s");
	ck_assert_uint_eq(item.request, call);
	ck_assert_uint_eq(web_count(&server, "Ping"), 0);
	finish();
}
END_TEST

static bool
hang_challenge(struct web_request *r)
{
	return strcmp(r->action, "Challenge") == 0 && answer_never(r);
}

START_TEST(a_hanging_challenge_with_digest_holds_nothing_up)
{
	endpoint.http.digest = true;
	server.digest = true;
	server.path = "/arawman";
	server.answer = hang_challenge;
	start();
	expect(ITEM_ONLINE);
	ck_assert(web_await(&server, "Challenge "));
	uint32_t call = sender_send(s, "Ping", NULL, NULL, patience(200));
	expect_text(ITEM_NOTICE, ERR_NONE, " s: asking again");
	struct item item = expect(ITEM_REPLY);
	ck_assert_uint_eq(item.request, call);
	finish();
}
END_TEST

/* Say how long the answer is, and give less. */
static bool
answer_in_part(struct web_request *r)
{
	char text[512];

	if (strcmp(r->action, "Command") != 0)
		return false;
	snprintf(text, sizeof(text),
	    "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nResponse: Success\r\n"
	    "ActionID: %s\r\nMessage: Command output follows\r\nOutput: one\r\nOutp", r->id);
	ck_assert_int_gt(write(r->fd, text, strlen(text)), 0);
	return answer_never(r);
}

START_TEST(part_of_an_answer_is_not_lost)
{
	options.events = STR("off");
	server.answer = answer_in_part;
	start();
	expect(ITEM_ONLINE);
	sender_send(s, "Command", NULL, NULL, patience(200));
	struct item item = expect(ITEM_LIST);
	EXPECT_STR(msg_get(&item.msg, STR("Output")), STR("one"));
	expect_text(ITEM_LOST, ERR_TIMEOUT, "the answer broke off: nothing more within ");
	finish();
}
END_TEST

/* More than the server takes is refused here. */
START_TEST(an_action_that_is_too_big_is_not_sent)
{
	struct action a;
	struct err err;
	char value[1001];

	memset(value, '&', sizeof(value) - 1);
	value[sizeof(value) - 1] = '\0';
	options.events = STR("off");
	start();
	expect(ITEM_ONLINE);
	action_init(&a, STR("UserEvent"), STR("x"), &err);
	for (size_t i = 0; i * sizeof(value) * 3 < HTTP_FORM_MAX; i++)
		ck_assert_int_eq(action_header(&a, STR("A"), str_of(value), &err), 0);
	action_end(&a);
	session_send(s, &a, PATIENCE);
	action_clear(&a);
	expect_text(ITEM_LOST, ERR_USAGE, "longer than 40960 bytes");
	expect_reply("Ping", "Success");
	ck_assert_uint_eq(web_count(&server, "UserEvent "), 0);
	finish();
}
END_TEST

START_TEST(wait_event_is_ours)
{
	options.events = STR("off");
	start();
	expect(ITEM_ONLINE);
	sender_send(s, "WaitEvent", NULL, NULL, PATIENCE);
	expect_text(ITEM_LOST, ERR_USAGE, "use tail or wait");
	ck_assert_uint_eq(web_count(&server, "WaitEvent "), 0);
	finish();
}
END_TEST

START_TEST(logging_off_ends_it)
{
	options.events = STR("off");
	start();
	expect(ITEM_ONLINE);
	expect_reply("Logoff", "Goodbye");
	expect_text(ITEM_OFFLINE, ERR_LOST, "the server closed the session");
	finish();
}
END_TEST

START_TEST(pings_in_silence)
{
	options.events = STR("off");
	options.ping = 20;
	start();
	expect(ITEM_ONLINE);
	ck_assert(web_await(&server, "Ping Ping Ping "));
	struct item item;
	ck_assert_msg(!session_next(s, &item), "a keepalive was reported");
	finish();
}
END_TEST

/* The secret is asked for when the server has answered, and goes into the login alone. */
START_TEST(asks_for_the_secret)
{
	options.events = STR("off");
	options.secret = STR("");
	options.asks = true;
	server.digest = endpoint.http.digest = _i;
	server.path = _i ? "/arawman" : NULL;
	start();
	expect(ITEM_ASKS);
	session_secret(s, STR("s3cret"), STR("somewhere"));
	expect(ITEM_ONLINE);
	expect_reply("Ping", "Success");
	EXPECT_STR(buf_str(&server.log), _i ? STR("Ping Ping ") : STR("Challenge Challenge Login Ping "));
	finish();
}
END_TEST

/* As old servers and odd modules do. */
static bool
answer_oddly(struct web_request *r)
{
	if (strcmp(r->action, "Ping") == 0)
		web_say(r, "ActionID: @\nResponse: Success\nPing: Pong\n\n");
	else if (strcmp(r->action, "Events") == 0)
		web_say(r, "Response: Success\nEvents: Off\n\n");
	else if (strcmp(r->action, "DBGet") == 0)
		web_say(r,
		    "Response: Success\nActionID: @\nMessage: Result will follow\n\n"
		    "Event: DBGetResponse\nKey: k\nVal: v\nActionID: @\n\n");
	else
		return false;
	return true;
}

START_TEST(understands_odd_answers)
{
	server.answer = answer_oddly;
	server.mxml = _i == 1;
	if (server.mxml)
		server.path = "/mxml";
	endpoint.http.mxml = server.mxml;
	options.events = STR("off");
	start();
	expect(ITEM_ONLINE);
	expect_reply("Ping", "Success");
	expect_reply("Events", "Success");
	sender_send(s, "DBGet", "Key", "k", PATIENCE);
	ck_assert(expect(ITEM_REPLY).more);
	struct item entry = expect(ITEM_LIST);
	EXPECT_STR(msg_get(&entry.msg, STR("Val")), STR("v"));
	expect(ITEM_END);
	expect_reply("Ping", "Success");
	finish();
}
END_TEST

START_TEST(asks_nobody_when_the_server_is_away)
{
	options.asks = true;
	endpoint.port = strdup("1");
	start();
	expect_text(ITEM_OFFLINE, ERR_CONNECT, "127.0.0.1:1: connection refused");
	finish();
}
END_TEST

START_TEST(ends_without_a_secret)
{
	options.asks = true;
	start();
	expect(ITEM_ASKS);
	session_no_secret(s);
	expect_text(ITEM_OFFLINE, ERR_USAGE, "the secret is needed");
	finish();
}
END_TEST

START_TEST(names_where_the_refused_secret_came_from)
{
	server.digest = endpoint.http.digest = _i;
	server.path = _i ? "/arawman" : NULL;
	server.answer = _i ? refuse_digest : refuse_login;
	options.secret_from = STR("AMSH_SECRET");
	start();
	expect_text(ITEM_OFFLINE, ERR_LOGIN, "(secret from AMSH_SECRET)");
	finish();
}
END_TEST

/* Every connection is a command of its own, and nobody looks the name up. */
START_TEST(commands_lead_there)
{
	char command[500];

	web_start(&server);
	snprintf(command, sizeof(command),
	    "exec perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(\"127.0.0.1:%s\") or die; "
	    "($f, $t) = fork ? (STDIN, $s) : ($s, STDOUT);"
	    "while (sysread($f, $b, 65536)) { syswrite($t, $b) } shutdown($s, 2)'", server.port);
	endpoint.proxy = strdup(command);
	endpoint.port = strdup("1");
	free(endpoint.host);
	endpoint.host = strdup("nosuch.invalid");
	options.endpoint = &endpoint;
	s = session_new(&options);
	expect(ITEM_ONLINE);
	expect_reply("Ping", "Success");
	pthread_mutex_lock(&server.lock);
	EXPECT_ROW(str_find(buf_str(&server.wire), STR("Host: nosuch.invalid:1\r\n")) <
	        server.wire.n, STR("Host: nosuch.invalid:1"), buf_str(&server.wire));
	pthread_mutex_unlock(&server.lock);
	finish();
}
END_TEST

START_TEST(this_machine_is_reached_without_a_proxy)
{
	unsetenv("no_proxy");
	setenv("http_proxy", "http://127.0.0.1:1", 1);
	start();
	expect(ITEM_ONLINE);
	finish();
	unsetenv("http_proxy");
}
END_TEST

START_TEST(a_command_says_why_it_failed)
{
	endpoint.proxy = strdup("echo no way >&2; exit 3");
	options.talk = TALK_KEPT;
	start();
	struct item item = expect_text(
	    ITEM_OFFLINE, ERR_CONNECT, "no way (proxy command, exit status 3)");
	EXPECT_ROW(str_starts(item.text, STR("127.0.0.1:")), STR("127.0.0.1:"), item.text);
	finish();
}
END_TEST

/* One that says nothing takes no longer than a server that does. */
START_TEST(a_silent_command_is_given_up)
{
	endpoint.proxy = strdup("exec sleep 60");
	options.connect_timeout = 50;
	start();
	expect_text(ITEM_OFFLINE, ERR_TIMEOUT, "no reply to the login within 0.05 s");
	finish();
}
END_TEST

START_TEST(traces_without_secrets)
{
	options.trace = true;
	options.auth = AUTH_PLAIN;
	start();
	struct buf wire = BUF_INIT(BUF_MAX_LINE);
	struct item item = next_item();
	for (; item.kind != ITEM_ONLINE; item = next_item()) {
		ck_assert(item.kind == ITEM_SENT || item.kind == ITEM_HEARD);
		buf_adds(&wire, item.text);
	}
	EXPECT_ROW(str_find(buf_str(&wire), STR("Secret: ***")) < wire.n, STR("Login"), buf_str(&wire));
	EXPECT_ROW(str_find(buf_str(&wire), STR("Authentication accepted")) < wire.n, STR("its reply"),
	    buf_str(&wire));
	buf_clear(&wire);
	finish();
}
END_TEST

Suite *
suite_http(void)
{
	Suite *suite = suite_create("http");
	TCase *all = tcase_create("all");

	tcase_set_timeout(all, 60);
	tcase_add_checked_fixture(all, setup, NULL);
	tcase_add_test(all, logs_in_and_calls);
	tcase_add_test(all, plain_login_is_a_post);
	tcase_add_test(all, lists_are_as_over_tcp);
	tcase_add_test(all, list_without_end_is_lost);
	tcase_add_test(all, lines_without_a_response);
	tcase_add_test(all, events_come_by_asking);
	tcase_add_test(all, events_from_before_an_action_come_before_its_answer);
	tcase_add_test(all, no_events_are_asked_for_without_a_mask);
	tcase_add_test(all, an_ended_session_is_begun_again);
	tcase_add_test(all, an_ended_session_ends_waiting_too);
	tcase_add_test(all, what_is_not_permitted_is_sent_once);
	tcase_add_test(all, another_who_asks_for_events_is_named);
	tcase_add_test(all, a_silent_end_may_be_a_port_with_tls);
	tcase_add_test(all, an_action_is_never_sent_twice);
	tcase_add_test(all, connects_again_after_a_loss);
	tcase_add_test(all, gives_up_in_time_and_goes_on);
	tcase_add_test(all, mxml_gives_the_same);
	tcase_add_test(all, mxml_leaves_commands_in_text);
	tcase_add_test(all, digest_needs_no_login);
	tcase_add_test(all, digest_has_events_of_its_own);
	tcase_add_test(all, digest_notices_another_session);
	tcase_add_test(all, digest_refused);
	tcase_add_test(all, a_stale_digest_is_made_anew);
	tcase_add_test(all, a_stale_digest_makes_no_action_twice);
	tcase_add_test(all, a_wait_cut_in_its_headers_is_a_loss);
	tcase_add_loop_test(all, tells_why_there_is_no_login, 0, 8);
	tcase_add_test(all, no_answer_to_the_login_in_time);
	tcase_add_loop_test(all, silence_takes_the_time_of_the_login_once, 0, 2);
	tcase_add_test(all, a_hanging_wait_event_costs_an_action_its_own_time);
	tcase_add_test(all, a_hanging_challenge_with_digest_holds_nothing_up);
	tcase_add_test(all, part_of_an_answer_is_not_lost);
	tcase_add_test(all, an_action_that_is_too_big_is_not_sent);
	tcase_add_test(all, wait_event_is_ours);
	tcase_add_test(all, logging_off_ends_it);
	tcase_add_test(all, pings_in_silence);
	tcase_add_loop_test(all, asks_for_the_secret, 0, 2);
	tcase_add_loop_test(all, understands_odd_answers, 0, 2);
	tcase_add_test(all, asks_nobody_when_the_server_is_away);
	tcase_add_test(all, ends_without_a_secret);
	tcase_add_loop_test(all, names_where_the_refused_secret_came_from, 0, 2);
	tcase_add_test(all, commands_lead_there);
	tcase_add_test(all, this_machine_is_reached_without_a_proxy);
	tcase_add_test(all, a_command_says_why_it_failed);
	tcase_add_test(all, a_silent_command_is_given_up);
	tcase_add_test(all, traces_without_secrets);
	suite_add_tcase(suite, all);
	return suite;
}
