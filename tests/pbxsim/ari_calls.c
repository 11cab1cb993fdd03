/* SPDX-License-Identifier: ISC */
/* Originate, and its two halves: create and dial. */
#include "ari_calls.h"

#include <stdio.h>
#include <stdlib.h>

#include "ari_app.h"
#include "ari_json.h"
#include "base/mem.h"
#include "channel.h"
#include "device.h"
#include "dial.h"
#include "originate.h"
#include "variable.h"

/* The id that the new channel is to have: that of the path, or a parameter; "" for the next. */
static const char *
wanted_id(const struct ari_request *q)
{
	bool named = q->words == 2 && strcmp(q->word[1], "create") != 0;

	return named ? q->word[1] : sim_ari_param(q, "channelId");
}

/* Is there something to call by that name? */
static bool
can_call(const struct sim *sim, const char *endpoint)
{
	return sim_phone_of_interface(sim, endpoint) ||
	    str_istarts(str_of(endpoint), STR("Local/"));
}

/* Refuse what cannot be called. False: it has been refused. */
static bool
check_endpoint(struct ari_request *q)
{
	const char *endpoint = sim_ari_param(q, "endpoint"), *slash = strchr(endpoint, '/');

	if (!*endpoint)
		sim_ari_error(q, 400, "Endpoint must be specified");
	else if (!slash || slash == endpoint || !slash[1])
		sim_ari_error(q, 400, "Invalid endpoint specified");
	else
		return true;
	return false;
}

static bool
check_id(struct ari_request *q)
{
	const char *id = wanted_id(q);

	if (*id && sim_channel_find(q->sim, id))
		sim_ari_error(q, 409, "Channel with given unique ID already exists");
	else if (!can_call(q->sim, sim_ari_param(q, "endpoint")))
		sim_http_answer(q->http, 500, sim_http_reason(500), "", "application/json",
		    STR("{\"error\":\"Allocation failed\"}"));
	else
		return true;
	return false;
}

static void
add_line(struct message *m, const char *name, const char *value)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&line, "%s: %s", name, value);
	m->line[m->n++] = mem_strdup(buf_z(&line));
	buf_clear(&line);
}

/* The same as headers of an Originate. */
static void
fill(const struct ari_request *q, struct message *m)
{
	static const char *const names[][2] = {{"endpoint", "Channel"}, {"context", "Context"},
	    {"extension", "Exten"}, {"priority", "Priority"}, {"callerId", "CallerID"},
	    {"otherChannelId", "OtherChannelId"}};
	struct buf data = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (sim_ari_has(q, names[i][0]))
			add_line(m, names[i][1], sim_ari_param(q, names[i][0]));
	if (!sim_ari_has(q, "context"))
		add_line(m, "Context", "default");
	add_line(m, "ChannelId", wanted_id(q));
	if (!sim_ari_has(q, "app"))
		return;
	buf_addz(&data, sim_ari_param(q, "app"));
	if (sim_ari_has(q, "appArgs"))
		buf_addf(&data, ",%s", sim_ari_param(q, "appArgs"));
	add_line(m, "Application", "Stasis");
	add_line(m, "Data", buf_z(&data));
	buf_clear(&data);
}

static void
set_variables(const struct ari_request *q, struct channel *ch)
{
	for (size_t i = 0; i < q->params; i++)
		if (q->param[i].variable)
			sim_variable_set(q->sim, ch, q->param[i].name, q->param[i].value);
}

/* The program hears of the channel that is made for it. */
static void
subscribe(const struct ari_request *q, const struct channel *ch)
{
	struct ari_app *app = sim_app_find(q->sim, sim_ari_param(q, "app"));
	char source[200];

	snprintf(source, sizeof(source), "channel:%s", ch->uniqueid);
	if (app)
		sim_app_subscribe(app, source);
}

void
sim_ari_originate(struct ari_request *q)
{
	struct message m = {.n = 0};
	long timeout = 30;

	if (!check_endpoint(q))
		return;
	if (!sim_ari_has(q, "app") && !sim_ari_has(q, "extension")) {
		sim_ari_error(q, 400, "Application or extension must be specified");
		return;
	}
	if (!check_id(q))
		return;
	str_number(str_of(sim_ari_param(q, "timeout")), 1, 86400, &timeout);
	fill(q, &m);
	struct channel *ch = sim_originate(q->sim, NULL, &m, timeout * 1000);
	sim_message_clear(&m);
	set_variables(q, ch);
	subscribe(q, ch);
	sim_json_channel(&q->out, ch);
	sim_ari_ok(q);
}

static void
created_done(struct sim *sim, struct dial *dial, struct channel *answered, enum dial_status status)
{
	(void)sim, (void)dial, (void)answered, (void)status;
}

void
sim_ari_create(struct ari_request *q)
{
	if (!check_endpoint(q))
		return;
	if (!sim_ari_has(q, "app")) {
		sim_ari_error(q, 400, "Application must be specified");
		return;
	}
	if (!check_id(q))
		return;
	struct dial *dial = sim_dial_new(q->sim, NULL, created_done, NULL);
	struct channel *ch = sim_dial_add(q->sim, dial, str_of(sim_ari_param(q, "endpoint")),
	    wanted_id(q), sim_ari_param(q, "otherChannelId"));
	dial->started = true; /* it has all the legs that it will have */
	set_variables(q, ch);
	sim_json_channel(&q->out, ch);
	sim_ari_ok(q);
	snprintf(ch->app, sizeof(ch->app), "Stasis");
	snprintf(ch->data, sizeof(ch->data), "%s", sim_ari_param(q, "app"));
	if (!sim_stasis_enter(
		q->sim, ch, sim_ari_param(q, "app"), sim_ari_param(q, "appArgs")))
		sim_hangup(q->sim, ch, CAUSE_UNKNOWN);
}

void
sim_ari_dial(struct ari_request *q)
{
	struct channel *ch = sim_ari_in_stasis(q);
	long timeout = 0;

	if (!ch)
		return;
	if (ch->state != CHANNEL_DOWN || !ch->leg_of) {
		sim_ari_error(q, 409, "Channel is not in the 'Down' state");
		return;
	}
	str_number(str_of(sim_ari_param(q, "timeout")), 1, 86400, &timeout);
	sim_ari_done(q);
	sim_dial_go(q->sim, ch->leg_of, timeout * 1000);
}
