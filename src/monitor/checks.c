/* SPDX-License-Identifier: ISC */
/* The checks, one function each. */
#include "monitor/checks.h"

#include "client/client.h"
#include "lang/settings.h"
#include "monitor/peers.h"
#include "monitor/queues.h"
#include "monitor/survey.h"
#include "monitor/traffic.h"

#define NAMES_MAX 10 /* that a line has; the rest is counted */

/* Value i of the row; max is negative where there is none. */
static void
add(struct check *c, size_t i, double value, double max)
{
	plugin_add(&c->plugin, &(struct plugin_value){
	    .label = c->row->labels[i],
	    .unit = c->row->unit[i],
	    .value = value,
	    .max = max,
	    .warning = c->warning[i],
	    .critical = c->critical[i],
	});
}

static void
add_count(struct buf *out, size_t n, const char *what)
{
	buf_addf(out, "%zu %s%s", n, what, n == 1 ? "" : "s");
}

static int
check_ping(struct check *c, struct err *err)
{
	double seconds;

	if (survey_ping(c->client, &seconds, NULL, err) < 0)
		return -1;
	buf_addf(&c->plugin.text, "round trip %.1f ms", seconds * 1000);
	add(c, 0, seconds, -1);
	return 0;
}

static int
check_calls(struct check *c, struct err *err)
{
	struct traffic t;

	if (traffic_ask(c->client, &t, err) < 0)
		return -1;
	add_count(&c->plugin.text, t.calls, "call");
	add(c, 0, (double)t.calls, -1);
	return 0;
}

static int
check_channels(struct check *c, struct err *err)
{
	struct traffic t;

	if (traffic_ask(c->client, &t, err) < 0)
		return -1;
	add_count(&c->plugin.text, t.channels, "channel");
	add(c, 0, (double)t.channels, -1);
	return 0;
}

static int
check_longest(struct check *c, struct err *err)
{
	struct traffic t;

	if (traffic_ask(c->client, &t, err) < 0)
		return -1;
	if (t.calls)
		buf_addf(&c->plugin.text, "longest call %.0f s", t.longest);
	else
		buf_addz(&c->plugin.text, "no calls");
	add(c, 0, t.longest, -1);
	return 0;
}

/* Name those that are not well, with their state if that says more. */
static void
add_ill(struct buf *out, const struct peers *all, bool states)
{
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct peer *p = &all->v[i];
		if (p->well || ++n > NAMES_MAX)
			continue;
		buf_addf(out, "%s%s/%s", n == 1 ? ": " : ", ", p->technology, p->name);
		if (states)
			buf_addf(out, " %s", p->state);
	}
	if (n > NAMES_MAX)
		buf_addf(out, " and %zu more", n - NAMES_MAX);
}

/* A dry run has asked nothing. */
static int
need_driver(const struct check *c, const struct peers *all, struct err *err)
{
	if (all->drivers || c->client->settings->dry_run)
		return 0;
	return err_set(err, ERR_FAILED, "the server has neither PJSIP nor SIP nor IAX2");
}

static void
say_endpoints(struct check *c, const struct peers *all)
{
	size_t ill = peers_ill(all);

	if (ill)
		buf_addf(&c->plugin.text, "%zu of ", ill);
	add_count(&c->plugin.text, all->n, "endpoint");
	buf_addz(&c->plugin.text, ill ? " unreachable" : " reachable");
	add_ill(&c->plugin.text, all, false);
	add(c, 0, (double)ill, (double)all->n);
	add(c, 1, (double)(all->n - ill), (double)all->n);
}

static int
check_endpoints(struct check *c, struct err *err)
{
	struct peers all = {0};
	int failed = peers_endpoints(c->client, &all, err);

	if (!failed)
		failed = need_driver(c, &all, err);
	if (!failed)
		say_endpoints(c, &all);
	peers_clear(&all);
	return failed;
}

/* One that is not qualified has no round trip to judge. */
static void
say_endpoint(struct check *c, const struct peer *p)
{
	struct buf *text = &c->plugin.text;

	buf_addf(text, "%s/%s is %s (%s)", p->technology, p->name,
	    p->well ? "reachable" : "unreachable", p->state);
	if (!p->well) {
		plugin_raise(&c->plugin, PLUGIN_CRITICAL);
	} else if (p->round_trip >= 0) {
		buf_addf(text, ", round trip %.1f ms", p->round_trip * 1000);
		add(c, 0, p->round_trip, -1);
	} else {
		buf_addz(text, ", its round trip is not measured (qualify is off)");
		plugin_raise(&c->plugin, c->limited ? PLUGIN_UNKNOWN : PLUGIN_OK);
	}
}

static int
check_endpoint(struct check *c, struct err *err)
{
	struct peers found = {0};
	int failed = peers_endpoint(c->client, &found, c->name, err);

	if (!failed && found.n)
		say_endpoint(c, &found.v[0]);
	else if (!failed && !c->client->settings->dry_run)
		failed = err_set(err, ERR_FAILED, "no such endpoint: %.*s", STR_ARG(c->name));
	peers_clear(&found);
	return failed;
}

/* Without -w and -c a lost registration is critical, and it is wrong that there is none. */
static void
say_registrations(struct check *c, const struct peers *all)
{
	struct buf *text = &c->plugin.text;
	size_t ill = peers_ill(all);

	if (ill)
		buf_addf(text, "%zu of %zu not registered", ill, all->n);
	else if (all->n)
		buf_addf(text, "%zu of %zu registered", all->n, all->n);
	else
		buf_addz(text, "the server registers nowhere");
	add_ill(text, all, true);
	if (!c->limited && (ill || all->n == 0))
		plugin_raise(&c->plugin, ill ? PLUGIN_CRITICAL : PLUGIN_UNKNOWN);
	add(c, 0, (double)ill, (double)all->n);
	add(c, 1, (double)(all->n - ill), (double)all->n);
}

static int
check_registrations(struct check *c, struct err *err)
{
	struct peers all = {0};
	int failed = peers_registrations(c->client, &all, err);

	if (!failed)
		failed = need_driver(c, &all, err);
	if (!failed)
		say_registrations(c, &all);
	peers_clear(&all);
	return failed;
}

static void
say_queue(struct check *c, const struct queue_facts *q)
{
	buf_addf(&c->plugin.text, "queue %s: %zu waiting, longest %.0f s, %zu of ", q->name,
	    q->waiting, q->longest, q->free);
	add_count(&c->plugin.text, q->members, "member");
	buf_addz(&c->plugin.text, " free");
	add(c, 0, (double)q->waiting, -1);
	add(c, 1, q->longest, -1);
	add(c, 2, (double)q->free, (double)q->members);
}

static int
check_queue(struct check *c, struct err *err)
{
	struct queues found = {0};
	int failed = queues_ask(c->client, &found, c->name, err);

	const struct queue_facts *queue = failed ? NULL : queues_find(&found, c->name);
	if (queue)
		say_queue(c, queue);
	else if (!failed && !c->client->settings->dry_run)
		failed = found.there ?
		    err_set(err, ERR_FAILED, "no such queue: %.*s", STR_ARG(c->name)) :
		    err_set(err, ERR_FAILED, "the server has no queues (app_queue)");
	queues_clear(&found);
	return failed;
}

static int
check_uptime(struct check *c, struct err *err)
{
	double seconds;

	if (survey_uptime(c->client, &seconds, err) < 0)
		return -1;
	long long s = (long long)seconds;
	buf_addf(&c->plugin.text, "up %lld d %02lld:%02lld:%02lld", s / 86400, s / 3600 % 24,
	    s / 60 % 60, s % 60);
	add(c, 0, (double)s, -1);
	return 0;
}

static const struct check_row rows[] = {
    {"ping", false, {"s"}, {"rtt"}, check_ping},
    {"calls", false, {""}, {"calls"}, check_calls},
    {"channels", false, {""}, {"channels"}, check_channels},
    {"longest", false, {"s"}, {"longest"}, check_longest},
    {"endpoints", false, {"", ""}, {"unreachable", "reachable"}, check_endpoints},
    {"endpoints", true, {"s"}, {"rtt"}, check_endpoint},
    {"registrations", false, {"", ""}, {"unregistered", "registered"}, check_registrations},
    {"queue", true, {"", "s", ""}, {"waiting", "longest", "free"}, check_queue},
    {"uptime", false, {"s"}, {"uptime"}, check_uptime},
};

const struct check_row *
checks_find(struct str what, bool named, struct err *err)
{
	const struct check_row *other = NULL;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!str_ieq(str_of(rows[i].name), what))
			continue;
		if (rows[i].of_one == named)
			return &rows[i];
		other = &rows[i];
	}
	if (other && other->of_one)
		err_set(err, ERR_USAGE, "check: %s needs a NAME", other->name);
	else
		err_set(err, ERR_USAGE, "check: %.*s takes no NAME", STR_ARG(what));
	return NULL;
}

size_t
checks_values(const struct check_row *row)
{
	size_t n = 0;

	while (n < CHECK_VALUES && row->labels[n])
		n++;
	return n;
}
