/* SPDX-License-Identifier: ISC */
/* Actions about the session itself: who it is, what it hears, whether it is alive. */
#include "actions.h"

#include <inttypes.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <time.h>

#include "event.h"
#include "reply.h"
#include "timer.h"

/* End the session of a refused login, and read nothing more of it until then. */
static void
end_refused(struct sim *sim, void *owner)
{
	(void)sim;
	sim_client_close(owner);
}

static void
refuse(struct sim *sim, struct client *c, const struct message *m, const char *why)
{
	sim_reply_error(c, m, "%s", why);
	c->deaf = true;
	sim_after(sim, sim->opt.auth_delay, end_refused, c);
}

static bool
logged_in_elsewhere(const struct sim *sim, const struct user *user)
{
	for (const struct client *c = sim->clients; c; c = c->next)
		if (c->user == user && !c->dead)
			return true;
	return false;
}

/* Lower-case hex MD5 of the challenge followed by the secret. */
static void
md5_key(const struct sim *sim, const struct client *c, char key[33])
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	unsigned n = 0;

	buf_addf(&text, "%lu%s", c->challenge, sim->secret);
	EVP_Digest(text.p, text.n, digest, &n, EVP_md5(), NULL);
	for (unsigned i = 0; i < n && i < 16; i++)
		snprintf(key + 2 * i, 3, "%02x", digest[i]);
	buf_clear(&text);
}

static bool
secret_is_right(const struct sim *sim, const struct client *c, const struct message *m)
{
	char key[33] = "";

	if (strcasecmp(sim_header(m, "AuthType"), "MD5") != 0)
		return strcmp(sim_header(m, "Secret"), sim->secret) == 0;
	if (!c->challenge)
		return false;
	md5_key(sim, c, key);
	return strcmp(sim_header(m, "Key"), key) == 0;
}

/* "2026-11-22T04:37:29.417+0000" */
static void
event_time(char *out, size_t size, int64_t wall)
{
	time_t seconds = (time_t)(wall / 1000000);
	struct tm tm;
	char day[32];

	gmtime_r(&seconds, &tm);
	strftime(day, sizeof(day), "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(out, size, "%s.%03" PRId64 "+0000", day, wall / 1000 % 1000);
}

static void
successful_auth(struct sim *sim, const struct client *c, bool md5)
{
	char now[64];

	event_time(now, sizeof(now), sim_wall(sim));
	sim_event_begin(sim, "SuccessfulAuth", CLASS_SECURITY);
	sim_event_field(sim, "EventTV", "%s", now);
	sim_event_field(sim, "Severity", "Informational");
	sim_event_field(sim, "Service", "AMI");
	sim_event_field(sim, "EventVersion", "1");
	sim_event_field(sim, "AccountID", "%s", c->user->name);
	sim_event_field(sim, "SessionID", "0x%012x", 0x517000 + (unsigned)c->fd);
	sim_event_field(sim, "LocalAddress", "%s", c->local);
	sim_event_field(sim, "RemoteAddress", "%s", c->remote);
	sim_event_field(sim, "UsingPassword", "%d", md5 ? 0 : 1);
	sim_event_field(sim, "SessionTV", "%s", now);
	sim_event_send(sim);
}

static void
fully_booted(struct sim *sim, struct client *c)
{
	int64_t uptime = (sim_wall(sim) - sim->started) / 1000000;

	if (!(c->user->read & c->mask & CLASS_SYSTEM))
		return;
	sim_item_open_bare(c, "FullyBooted");
	sim_reply_field(c, "Privilege", "system,all");
	if (!sim->old_output) {
		sim_reply_field(c, "Uptime", "%" PRId64, uptime);
		sim_reply_field(c, "LastReload", "%" PRId64, uptime);
	}
	sim_reply_field(c, "Status", "Fully Booted");
	sim_reply_close(c);
}

static void
login(struct sim *sim, struct client *c, const struct message *m)
{
	const struct user *user = sim_user_find(sim_header(m, "Username"));

	if (c->user) {
		sim_reply(c, m, "Already authenticated");
		return;
	}
	if (user && user->single && logged_in_elsewhere(sim, user)) {
		refuse(sim, c, m, "Login Already In Use");
		return;
	}
	if (!user || !secret_is_right(sim, c, m)) {
		refuse(sim, c, m, "Authentication failed");
		return;
	}
	c->user = user;
	c->mask = CLASS_ALL;
	sim_mask(sim_header(m, "Events"), &c->mask);
	c->faults.flood.since = clock_now();
	sim_reply(c, m, "Authentication accepted");
	fully_booted(sim, c);
	successful_auth(sim, c, strcasecmp(sim_header(m, "AuthType"), "MD5") == 0);
}

static void
challenge(struct sim *sim, struct client *c, const struct message *m)
{
	const struct user *user = sim_user_find(sim_header(m, "Username"));

	if (strcasecmp(sim_header(m, "AuthType"), "MD5") != 0) {
		sim_reply_error(c, m, "Must specify AuthType");
		return;
	}
	if (!c->user && user && user->single && logged_in_elsewhere(sim, user)) {
		refuse(sim, c, m, "Login Already In Use");
		return;
	}
	if (!c->challenge)
		c->challenge = 100000000 + sim_random(sim, 900000000);
	sim_reply_open(c, m, "Success");
	sim_reply_field(c, "Challenge", "%lu", c->challenge);
	sim_reply_close(c);
}

static void
logoff(struct sim *sim, struct client *c, const struct message *m)
{
	(void)sim;
	sim_reply_open(c, m, "Goodbye");
	sim_reply_field(c, "Message", "Thanks for all the fish.");
	sim_reply_close(c);
	sim_client_close(c);
}

static void
ping(struct sim *sim, struct client *c, const struct message *m)
{
	int64_t now = sim_wall(sim);

	sim_reply_open(c, m, "Success");
	sim_reply_field(c, "Ping", "Pong");
	sim_reply_field(c, "Timestamp", "%" PRId64 ".%06" PRId64, now / 1000000, now % 1000000);
	sim_reply_close(c);
}

static void
events(struct sim *sim, struct client *c, const struct message *m)
{
	(void)sim;
	if (!sim_mask(sim_header(m, "EventMask"), &c->mask)) {
		sim_reply_error(c, m, "Invalid event mask");
		return;
	}
	sim_reply_open(c, m, "Success");
	sim_reply_field(c, "Events", "%s", c->mask ? "On" : "Off");
	sim_reply_close(c);
}

static void
filter(struct sim *sim, struct client *c, const struct message *m)
{
	const char *criteria = sim->has_match_criteria ? sim_header(m, "MatchCriteria") : "";

	if (strcasecmp(sim_header(m, "Operation"), "Add") != 0) {
		sim_reply_error(c, m, "Unknown operation");
		return;
	}
	switch (sim_filter_add(&c->filters, criteria, sim_header(m, "Filter"))) {
	case FILTER_OK:
		sim_reply(c, m, "Success");
		break;
	case FILTER_BAD_SYNTAX:
		sim_reply_error(c, m,
		    "Filter was formatted incorrectly.  Check the syntax of the filter given.");
		break;
	case FILTER_BAD_REGEX:
		sim_reply_error(
		    c, m, "Filter did not compile.  Check the syntax of the filter given.");
	}
}

static void
list_commands(struct sim *sim, struct client *c, const struct message *m)
{
	size_t count;
	const struct action **list = sim_actions(sim, &count);

	sim_reply_open(c, m, "Success");
	for (size_t i = 0; i < count; i++) {
		struct buf classes = BUF_INIT(BUF_MAX_LINE);
		if (list[i]->classes && !(c->user->write & list[i]->classes))
			continue;
		sim_classes(&classes, list[i]->classes, "<none>");
		sim_reply_field(
		    c, list[i]->name, "%s  (Priv: %s)", list[i]->synopsis, buf_z(&classes));
		buf_clear(&classes);
	}
	sim_reply_close(c);
	free(list);
}

void
sim_wait_event_over(struct sim *sim, void *client)
{
	struct client *c = client;
	struct message m = {.n = 0};
	char id[sizeof(c->wait_id) + 16];

	if (!c->waiting)
		return;
	sim_cancel(sim, c, sim_wait_event_over);
	snprintf(id, sizeof(id), "ActionID: %s", c->wait_id);
	m.line[m.n++] = id;
	sim_reply(c, &m, "Waiting for Event completed.");
	sim_client_write(c, buf_str(&c->held));
	buf_reset(&c->held);
	sim_item_open(c, &m, "WaitEventComplete");
	sim_reply_close(c);
	sim_client_unblock(c);
}

static void
wait_event(struct sim *sim, struct client *c, const struct message *m)
{
	const char *text = sim_header(m, "Timeout");
	long timeout = *text ? strtol(text, NULL, 10) : -1;

	snprintf(c->wait_id, sizeof(c->wait_id), "%s", sim_header(m, "ActionID"));
	c->blocked = c->waiting = true;
	if (timeout >= 0)
		sim_after(sim, timeout * 1000, sim_wait_event_over, c);
}

static void
user_event(struct sim *sim, struct client *c, const struct message *m)
{
	sim_reply(c, m, "Event Sent");
	sim_event_begin(sim, "UserEvent", CLASS_USER);
	sim_event_field(sim, "UserEvent", "%s", sim_header(m, "UserEvent"));
	for (size_t i = 0; i < m->n; i++)
		if (!sim_line_value(m->line[i], "Action") &&
		    !sim_line_value(m->line[i], "UserEvent"))
			buf_addf(&sim->event, "%s\r\n", m->line[i]);
	sim_event_send(sim);
}

static void
kick_others(struct sim *sim, struct client *me)
{
	for (struct client *c = sim->clients; c; c = c->next)
		if (c != me)
			sim_client_kill(c);
}

static void
sim_fault(struct sim *sim, struct client *c, const struct message *m)
{
	struct err err;

	if (sim_faults_take(&c->faults, m, &err)) {
		sim_reply_error(c, m, "%s", err.text);
		return;
	}
	if (*sim_header(m, "Kick"))
		kick_others(sim, c);
	sim_reply(c, m, "Fault set");
	sim_client_write(c, buf_str(&c->faults.raw));
	buf_reset(&c->faults.raw);
	for (; c->faults.garbage; c->faults.garbage--) {
		char byte = (char)sim_random(sim, 256);
		sim_client_write(c, str_from(&byte, 1));
	}
}

const struct action sim_actions_session[] = {
    {"Challenge", 0, "Ask for the number that an MD5 login answers.", "AuthType", challenge},
    {"Events", 0, "Choose the classes of events to hear.", "EventMask", events},
    {"Filter", CLASS_SYSTEM, "Let only some events through, or keep some out.",
        "Operation [MatchCriteria] Filter", filter},
    {"ListCommands", 0, "Name the actions that this account may use.", "", list_commands},
    {"Login", 0, "Say who you are.", "[Username] [AuthType] [Secret] [Key] [Events]", login},
    {"Logoff", 0, "End the session.", "", logoff},
    {"Ping", 0, "See whether the other end still answers.", "", ping},
    {"SimFault", CLASS_SYSTEM, "Make this connection misbehave.",
        "[Cut] [Delay] [Fragment] [Garbage] [Mute] [Raw] [Flood] [Rate] [Seconds] [Bytes] [Size] "
        "[Kind] [Kick]",
        sim_fault},
    {"UserEvent", CLASS_USER, "Send an event of your own to everybody.", "UserEvent [Header1]",
        user_event},
    {"WaitEvent", 0, "Sleep until something happens.", "[Timeout]", wait_event},
    {NULL, 0, NULL, NULL, NULL},
};
