/* SPDX-License-Identifier: ISC */
/* Collects the metrics, part by part, and writes each with all its samples. */
#include "monitor/scrape.h"

#include <stdlib.h>

#include "base/keys.h"
#include "base/mem.h"
#include "base/out.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/fleet_member.h"
#include "conf/options.h"
#include "lang/settings.h"
#include "monitor/exposition.h"
#include "monitor/peers.h"
#include "monitor/queues.h"
#include "monitor/survey.h"
#include "monitor/traffic.h"
#include "view/words.h"

#define GAUGE(name, help)   {"amsh_" name, "gauge", help}
#define COUNTER(name, help) {"amsh_" name, "counter", help}

static const struct metric up = GAUGE("up", "Whether the server could be asked (1) or not (0).");
static const struct metric success =
    GAUGE("collector_success", "Whether the server answered what this collector asked.");
static const struct metric round_trip =
    GAUGE("round_trip_seconds", "Time until a Ping was answered.");
static const struct metric calls = GAUGE("calls", "Live calls.");
static const struct metric channels = GAUGE("channels", "Live channels.");
static const struct metric longest =
    GAUGE("longest_call_seconds", "How long the oldest live call has lasted.");
static const struct metric endpoints = GAUGE("endpoints", "Endpoints in each state.");
static const struct metric unreachable =
    GAUGE("endpoints_unreachable", "Endpoints that cannot be called.");
static const struct metric registrations =
    GAUGE("registrations", "Outbound registrations in each state.");
static const struct metric unregistered =
    GAUGE("registrations_unregistered", "Outbound registrations that do not stand.");
static const struct metric callers = GAUGE("queue_callers", "Callers that wait in the queue.");
static const struct metric wait =
    GAUGE("queue_longest_wait_seconds", "How long the first caller has waited.");
static const struct metric members = GAUGE("queue_members", "Members whose device has this state.");
static const struct metric free_members =
    GAUGE("queue_members_free", "Members that can take a call now.");
static const struct metric paused = GAUGE("queue_members_paused", "Members that are paused.");
static const struct metric completed =
    COUNTER("queue_completed_calls_total", "Calls that a member took.");
static const struct metric abandoned =
    COUNTER("queue_abandoned_calls_total", "Callers that hung up before.");
static const struct metric uptime = GAUGE("uptime_seconds", "Time since Asterisk started.");

struct scraping {
	struct client *client;
	struct buf *out;
	struct str server;
};

/* A metric with the server as its only label. */
static void
put(struct scraping *s, const struct metric *metric, double value)
{
	const struct label label = {"server", s->server};

	exposition_metric(s->out, metric);
	exposition_sample(s->out, metric, &label, 1, value);
}

static int
collect_ping(struct scraping *s, struct err *err)
{
	double seconds;

	if (survey_ping(s->client, &seconds, NULL, err) < 0)
		return -1;
	put(s, &round_trip, seconds);
	return 0;
}

static int
collect_traffic(struct scraping *s, struct err *err)
{
	struct traffic t;

	if (traffic_ask(s->client, &t, err) < 0)
		return -1;
	put(s, &calls, (double)t.calls);
	put(s, &channels, (double)t.channels);
	put(s, &longest, t.longest);
	return 0;
}

/* "Not in use" as a label: not_in_use. */
static void
add_state(struct buf *out, struct str words)
{
	size_t from = out->n;

	for (size_t i = 0; i < words.n; i++) {
		char c = str_lower(words.p[i]);
		bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
		if (plain)
			buf_addc(out, c);
		else if (out->n > from && out->p[out->n - 1] != '_')
			buf_addc(out, '_');
	}
}

/* How many have one technology and one state. */
struct group {
	const char *technology;
	char *key; /* the technology, a blank, the state as a label */
	size_t n;
};

struct groups {
	struct group *v;
	size_t n;
	struct keys keys;
};

static void
count(struct groups *g, const struct peer *p, struct buf *key)
{
	buf_reset(key);
	buf_addf(key, "%s ", p->technology);
	add_state(key, str_of(p->state));
	size_t i = keys_find(&g->keys, buf_str(key));
	if (i >= g->n) {
		i = g->n++;
		g->v = mem_more(g->v, i, sizeof(*g->v));
		g->v[i] = (struct group){p->technology, mem_strndup(buf_str(key)), 0};
		keys_add(&g->keys, str_of(g->v[i].key), i);
	}
	g->v[i].n++;
}

static void
count_all(struct groups *g, const struct peers *all)
{
	struct buf key = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; i < all->n; i++)
		count(g, &all->v[i], &key);
	buf_clear(&key);
}

static void
clear_groups(struct groups *g)
{
	for (size_t i = 0; i < g->n; i++)
		free(g->v[i].key);
	free(g->v);
	keys_clear(&g->keys);
}

static void
put_group(struct scraping *s, const struct metric *metric, const struct group *g)
{
	struct str technology = str_of(g->technology);
	const struct label labels[] = {{"server", s->server}, {"technology", technology},
	    {"state", str_from_at(str_of(g->key), technology.n + 1)}};

	exposition_sample(s->out, metric, labels, 3, (double)g->n);
}

/* All of them by state, then those that are not well. */
static void
put_peers(struct scraping *s, const struct peers *all, const struct metric *states,
    const struct metric *ill)
{
	struct groups groups = {0};

	count_all(&groups, all);
	if (groups.n)
		exposition_metric(s->out, states);
	for (size_t i = 0; i < groups.n; i++)
		put_group(s, states, &groups.v[i]);
	put(s, ill, (double)peers_ill(all));
	clear_groups(&groups);
}

static int
collect_endpoints(struct scraping *s, struct err *err)
{
	struct peers all = {0};
	int failed = peers_endpoints(s->client, &all, err);

	if (!failed && all.drivers)
		put_peers(s, &all, &endpoints, &unreachable);
	peers_clear(&all);
	return failed;
}

static int
collect_registrations(struct scraping *s, struct err *err)
{
	struct peers all = {0};
	int failed = peers_registrations(s->client, &all, err);

	if (!failed && all.drivers)
		put_peers(s, &all, &registrations, &unregistered);
	peers_clear(&all);
	return failed;
}

/* A number of each queue. */
struct queue_metric {
	const struct metric *metric;
	double (*value)(const struct queue_facts *q);
};

static double
value_waiting(const struct queue_facts *q)
{
	return (double)q->waiting;
}

static double
value_longest(const struct queue_facts *q)
{
	return q->longest;
}

static double
value_free(const struct queue_facts *q)
{
	return (double)q->free;
}

static double
value_paused(const struct queue_facts *q)
{
	return (double)q->paused;
}

static double
value_completed(const struct queue_facts *q)
{
	return q->completed;
}

static double
value_abandoned(const struct queue_facts *q)
{
	return q->abandoned;
}

static const struct queue_metric queue_metrics[] = {
    {&callers, value_waiting},
    {&wait, value_longest},
    {&free_members, value_free},
    {&paused, value_paused},
    {&completed, value_completed},
    {&abandoned, value_abandoned},
};

static void
put_queues(struct scraping *s, const struct queues *all, const struct queue_metric *m)
{
	exposition_metric(s->out, m->metric);
	for (size_t i = 0; i < all->n; i++) {
		const struct label labels[] = {
		    {"server", s->server}, {"queue", str_of(all->v[i].name)}};
		exposition_sample(s->out, m->metric, labels, 2, m->value(&all->v[i]));
	}
}

/* Every state of every queue, also where no member has it: a series that comes and goes is hard to
 * watch. */
static void
put_members(struct scraping *s, const struct queue_facts *q)
{
	struct buf state = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; i < QUEUE_STATES; i++) {
		buf_reset(&state);
		add_state(&state, str_of(words_device_state((long)i)));
		const struct label labels[] = {{"server", s->server},
		    {"queue", str_of(q->name)}, {"state", buf_str(&state)}};
		exposition_sample(s->out, &members, labels, 3, (double)q->by_state[i]);
	}
	buf_clear(&state);
}

static int
collect_queues(struct scraping *s, struct err *err)
{
	struct queues all = {0};
	int failed = queues_ask(s->client, &all, STR(""), err);

	for (size_t i = 0; !failed && all.n && i < sizeof(queue_metrics) / sizeof(queue_metrics[0]);
	     i++)
		put_queues(s, &all, &queue_metrics[i]);
	if (!failed && all.n)
		exposition_metric(s->out, &members);
	for (size_t i = 0; !failed && i < all.n; i++)
		put_members(s, &all.v[i]);
	queues_clear(&all);
	return failed;
}

static int
collect_uptime(struct scraping *s, struct err *err)
{
	double seconds;

	if (survey_uptime(s->client, &seconds, err) < 0)
		return -1;
	put(s, &uptime, seconds);
	return 0;
}

static const struct collector {
	const char *name;
	int (*collect)(struct scraping *s, struct err *err);
} collectors[] = {
    {"ping", collect_ping},
    {"traffic", collect_traffic},
    {"endpoints", collect_endpoints},
    {"registrations", collect_registrations},
    {"queues", collect_queues},
    {"uptime", collect_uptime},
};

#define COLLECTORS (sizeof(collectors) / sizeof(collectors[0]))

/* Does the server still answer, though not to this? */
static bool
is_refusal(const struct err *err)
{
	return err->kind == ERR_FAILED || err->kind == ERR_USAGE;
}

static int
collect(struct scraping *s, bool done[COLLECTORS], struct err *err)
{
	for (size_t i = 0; i < COLLECTORS; i++) {
		err_clear(err);
		done[i] = collectors[i].collect(s, err) == 0;
		if (!done[i] && !is_refusal(err))
			return -1;
		if (!done[i])
			out_error("metrics: %s", err->text);
	}
	err_clear(err);
	return 0;
}

static void
put_success(struct scraping *s, const bool done[COLLECTORS])
{
	exposition_metric(s->out, &success);
	for (size_t i = 0; i < COLLECTORS; i++) {
		const struct label labels[] = {
		    {"server", s->server}, {"collector", str_of(collectors[i].name)}};
		exposition_sample(s->out, &success, labels, 2, done[i]);
	}
}

int
scrape(struct client *client, struct buf *out, struct err *err)
{
	struct buf server = BUF_INIT(BUF_MAX_LINE), text = BUF_INIT(BUF_MAX_TEXT);
	bool done[COLLECTORS] = {false};

	scrape_server(&server, client);
	struct scraping s = {.client = client, .out = &text, .server = buf_str(&server)};
	put(&s, &up, 1);
	int failed = collect(&s, done, err);
	if (!failed)
		put_success(&s, done);
	if (!failed && !client->settings->dry_run)
		buf_adds(out, buf_str(&text));
	buf_clear(&server);
	buf_clear(&text);
	return failed;
}

void
scrape_down(struct buf *out, struct str server)
{
	struct scraping s = {.out = out, .server = server};

	put(&s, &up, 0);
}

void
scrape_server(struct buf *out, const struct client *client)
{
	const struct endpoint *e = &client->connection->endpoint;
	const char *profile = client->options->profile;

	if (client->member || profile)
		buf_addz(out, client->member ? member_name(client->member) : profile);
	else if (e->host && e->port && !str_eq(str_of(e->port), str_of(scheme_port(e->scheme))))
		endpoint_name(out, e);
	else if (e->host || client->options->server) /* a dry run knows neither */
		buf_addz(out, e->host ? e->host : client->options->server);
}
