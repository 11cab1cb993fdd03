/* SPDX-License-Identifier: ISC */
/* One client at a time; the answer of an action is generated. */
#include "supply.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"

struct client {
	int fd;
	size_t n;
	bool old, legs, console;
	struct str id; /* of the action at hand */
	struct buf out;
};

static void
check(bool good, const char *what)
{
	if (good)
		return;
	perror(what);
	exit(EXIT_FAILURE);
}

static bool
send_out(struct client *c)
{
	struct str s = buf_str(&c->out);
	bool sent = true;

	while (s.n && sent) {
		ssize_t n = send(c->fd, s.p, s.n, MSG_NOSIGNAL);
		sent = n >= 0;
		s = str_from_at(s, sent ? (size_t)n : s.n);
	}
	buf_reset(&c->out);
	return sent;
}

/* "Response: Success" and the ActionID. */
static void
begin(struct client *c)
{
	buf_addz(&c->out, "Response: Success\r\n");
	if (c->id.n)
		buf_addf(&c->out, "ActionID: %.*s\r\n", STR_ARG(c->id));
}

static void
begin_list(struct client *c)
{
	begin(c);
	buf_addz(&c->out, "EventList: start\r\nMessage: follows\r\n\r\n");
}

static void
item(struct client *c, const char *event)
{
	buf_addf(&c->out, "Event: %s\r\nActionID: %.*s\r\n", event, STR_ARG(c->id));
}

static void
end_list(struct client *c)
{
	item(c, "ListComplete");
	buf_addf(&c->out, "EventList: Complete\r\nListItems: %zu\r\n\r\n", c->n);
}

static void
give_headers(struct client *c)
{
	begin(c);
	for (size_t i = 0; i < c->n; i++)
		buf_addf(&c->out, "Line-000000-%06zu: name%zu=value\r\n", i, i);
}

static void
give_lines(struct client *c)
{
	begin(c);
	buf_addz(&c->out, "Message: Command output follows\r\n");
	for (size_t i = 0; i < c->n; i++)
		buf_addf(&c->out, "Output: %zu: a line of the console\r\n", i);
}

static void
give_endpoints(struct client *c)
{
	begin_list(c);
	for (size_t i = 0; i < c->n; i++) {
		item(c, "EndpointList");
		buf_addf(&c->out, "ObjectType: endpoint\r\nObjectName: e%zu\r\nTransport: t\r\n"
		    "Aor: e%zu\r\nContacts: e%zu/sip:1,\r\nDeviceState: Not in use\r\n\r\n",
		    i, i, i);
	}
	end_list(c);
}

/* Items of an unknown kind, each with fifty headers of its own. */
static void
give_sparse(struct client *c)
{
	begin_list(c);
	for (size_t i = 0; i < c->n; i++) {
		if (i % 50 == 0)
			item(c, "Thing");
		buf_addf(&c->out, "H%zu: %zu\r\n%s", i, i, i % 50 == 49 || i + 1 == c->n ? "\r\n" : "");
	}
	end_list(c);
}

/* Items that are all of another kind. */
static void
give_kinds(struct client *c)
{
	char name[32];

	begin_list(c);
	for (size_t i = 0; i < c->n; i++) {
		snprintf(name, sizeof(name), "Kind%zu", i);
		item(c, name);
		buf_addz(&c->out, "A: 1\r\nB: 2\r\n\r\n");
	}
	end_list(c);
}

/* Channels, two to a call; an old server tells but who is bridged with whom. */
static void
give_channels(struct client *c)
{
	begin_list(c);
	for (size_t i = 0; i < c->n; i++) {
		item(c, "CoreShowChannel");
		buf_addf(&c->out, "Channel: SIP/p%zu-%08zx\r\n%s: 1784.%zu\r\nContext: default\r\n"
		    "Extension: 100\r\nPriority: 1\r\nChannelStateDesc: Up\r\nChannelState: 6\r\n"
		    "Application: Dial\r\nCallerIDNum: %zu\r\nDuration: 00:01:00\r\n",
		    i, i, c->old ? "UniqueID" : "Uniqueid", i, i);
		if (c->old)
			buf_addf(&c->out, "BridgedChannel: SIP/p%zu-%08zx\r\nBridgedUniqueID: "
			    "1784.%zu\r\n\r\n", i ^ 1, i ^ 1, i ^ 1);
		else
			buf_addf(&c->out, "Linkedid: 1784.%zu\r\nBridgeId: b%zu\r\n\r\n", i & ~(size_t)1,
			    i / 2);
	}
	end_list(c);
}

/* Channels that are all legs of one call, each in a bridge of its own. */
static void
give_legs(struct client *c)
{
	begin_list(c);
	for (size_t i = 0; i < c->n; i++) {
		item(c, "CoreShowChannel");
		buf_addf(&c->out, "Channel: SIP/p%zu-%08zx\r\nUniqueid: 1784.%zu\r\n"
		    "ChannelState: 6\r\nLinkedid: 1784.0\r\nBridgeId: b%zu\r\n\r\n", i, i, i, i);
	}
	end_list(c);
}

/* One value of bytes that have to be escaped. */
static void
give_escapes(struct client *c)
{
	begin(c);
	buf_addz(&c->out, "Variable: X\r\nValue: ");
	buf_pad(&c->out, '\033', c->n * 100);
	buf_addz(&c->out, "\r\n");
}

/* Actions that the server has. */
static void
give_actions(struct client *c)
{
	begin(c);
	for (size_t i = 0; i < c->n; i++)
		buf_addf(&c->out, "Act%zu: does something  (Priv: <none>)\r\n", i);
}

/* The documentation of an action with many parameters. */
static void
give_documentation(struct client *c)
{
	begin(c);
	buf_addz(&c->out, "Message: Command output follows\r\nOutput: [Syntax]\r\n"
	    "Output: Action: Act1\r\n");
	for (size_t i = 0; i < c->n; i++)
		buf_addf(&c->out, "Output: %sP%zu:%s <value>\r\n", i % 2 ? "[" : "", i, i % 2 ? "]" : "");
	buf_addz(&c->out, "Output: \r\nOutput: [Arguments]\r\n");
	for (size_t i = c->n; i-- > 0;)
		buf_addf(&c->out, "Output: P%zu\r\nOutput:     What it is.\r\n", i);
}

static void
give_live(struct client *c)
{
	if (c->legs)
		give_legs(c);
	else
		give_channels(c);
}

static void
give_command(struct client *c)
{
	if (c->old)
		give_documentation(c);
	else
		give_lines(c);
}

/* New channels, and what becomes of them. */
static void
give_events(struct client *c)
{
	for (size_t i = 0; i < c->n; i++)
		buf_addf(&c->out, "Event: %s\r\nPrivilege: call,all\r\nChannel: PJSIP/p%zu-%08zx\r\n"
		    "ChannelState: 4\r\nUniqueid: 1784.%zu\r\nLinkedid: 1784.%zu\r\n\r\n",
		    i & 1 ? "Hangup" : "Newchannel", i / 2, i / 2, i / 2, i / 2);
}

static const struct supply {
	const char *action;
	void (*give)(struct client *c);
} supplies[] = {
    {"GetConfig", give_headers},
    {"Command", give_command},
    {"PJSIPShowEndpoints", give_endpoints},
    {"Agents", give_sparse},
    {"DeviceStateList", give_kinds},
    {"CoreShowChannels", give_live},
    {"Getvar", give_escapes},
    {"ListCommands", give_actions},
};

static struct str
header(struct str action, struct str name)
{
	struct str line;

	while (str_cut(&action, '\n', &line))
		if (str_istarts(line, name) && line.n > name.n && line.p[name.n] == ':')
			return str_trim(str_from_at(
			    str_head(line, line.n - str_ends(line, STR("\r"))), name.n + 1));
	return STR("");
}

/* What the user's name says. */
static void
take_user(struct client *c, struct str user)
{
	size_t dash = str_chr(user, '-');
	long n;

	if (dash == user.n || !str_number(str_from_at(user, dash + 1), 0, 10000000, &n))
		return;
	c->n = (size_t)n;
	c->old = str_eq(str_head(user, dash), STR("old"));
	c->legs = str_eq(str_head(user, dash), STR("legs"));
	c->console = str_eq(str_head(user, dash), STR("console"));
}

/* Answer an action; false when it ends the connection. */
static bool
answer(struct client *c, struct str action)
{
	struct str name = header(action, STR("Action"));
	bool goodbye = str_ieq(name, STR("Logoff")), login = str_ieq(name, STR("Login"));
	size_t i = 0;

	c->id = header(action, STR("ActionID"));
	if (login)
		take_user(c, header(action, STR("Username")));
	while (i < sizeof(supplies) / sizeof(*supplies) && !str_ieq(name, str_of(supplies[i].action)))
		i++;
	if (i < sizeof(supplies) / sizeof(*supplies) &&
	    (!c->console || supplies[i].give == give_command))
		supplies[i].give(c);
	else
		begin(c);
	if (str_ieq(name, STR("Challenge")))
		buf_addz(&c->out, "Challenge: 102273405\r\n");
	buf_addz(&c->out, "\r\n");
	if (login && !c->console && str_eq(header(action, STR("Events")), STR("on")))
		give_events(c);
	return send_out(c) && !goodbye;
}

static void
serve(struct client *c)
{
	struct buf in = BUF_INIT(BUF_MAX_LINE);

	buf_addz(&c->out, "Asterisk Call Manager/11.0.0\r\n");
	bool open = send_out(c);
	while (open) {
		size_t end = str_find(buf_str(&in), STR("\r\n\r\n"));
		if (end < in.n) {
			open = answer(c, str_head(buf_str(&in), end));
			buf_drop(&in, end + 4);
			continue;
		}
		char *room = buf_room(&in, 4096);
		ssize_t n = room ? read(c->fd, room, 4096) : -1;
		open = n > 0;
		in.n += open ? (size_t)n : 0;
	}
	buf_clear(&in);
	buf_clear(&c->out);
}

int
supply_start(void)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	socklen_t n = sizeof(a);
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	check(bind(listener, (struct sockaddr *)&a, n) == 0 && listen(listener, 16) == 0 &&
	        getsockname(listener, (struct sockaddr *)&a, &n) == 0,
	    "listen");
	fflush(stdout);
	pid_t pid = fork();
	check(pid >= 0, "fork");
	if (pid) {
		close(listener);
		return ntohs(a.sin_port);
	}
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (;;) {
		struct client c = {.fd = accept(listener, NULL, NULL), .out = BUF_INIT((size_t)1 << 30)};
		check(c.fd >= 0, "accept");
		serve(&c);
		close(c.fd);
	}
}
