/* SPDX-License-Identifier: ISC */
/* Calls a channel and lets it run an extension or an application once it has answered. */
#include "originate.h"

#include <stdio.h>
#include <stdlib.h>

#include "ari_app.h"
#include "base/mem.h"
#include "channel.h"
#include "dial.h"
#include "dialplan.h"
#include "event.h"
#include "reply.h"
#include "timer.h"
#include "variable.h"

/* What OriginateResponse calls the outcomes. */
enum {
	REASON_UNKNOWN = 0,
	REASON_NO_ANSWER = 3,
	REASON_ANSWERED = 4,
	REASON_BUSY = 5,
	REASON_CONGESTION = 8
};

struct originate {
	bool ari; /* nobody is told the outcome */
	unsigned long client; /* serial of who waits for the reply; 0: asynchronous */
	char *action_id;
	char *channel;
	char *channel_id;
	char *context;
	char *exten;
	int priority;
	char *application;
	char *data;
	struct party caller;
};

static void
originate_free(struct originate *o)
{
	free(o->action_id);
	free(o->channel);
	free(o->channel_id);
	free(o->context);
	free(o->exten);
	free(o->application);
	free(o->data);
	free(o);
}

/* Read `"Jo Doe" <123>`, `Jo Doe <123>` or `123`. */
static void
read_caller(const char *text, struct party *caller)
{
	const char *open = strchr(text, '<'), *close = open ? strchr(open, '>') : NULL;
	struct str name = str_trim(str_from(text, open ? (size_t)(open - text) : 0));

	if (!close) {
		snprintf(caller->number, sizeof(caller->number), "%s", text);
		return;
	}
	if (name.n >= 2 && name.p[0] == '"' && name.p[name.n - 1] == '"')
		name = str_from(name.p + 1, name.n - 2);
	snprintf(caller->name, sizeof(caller->name), "%.*s", STR_ARG(name));
	snprintf(caller->number, sizeof(caller->number), "%.*s", (int)(close - open - 1), open + 1);
}

static int
reason(const struct dial *dial, const struct channel *answered, enum dial_status status)
{
	if (answered)
		return REASON_ANSWERED;
	if (status == DIAL_NOANSWER)
		return REASON_NO_ANSWER;
	if (dial->lost)
		return REASON_UNKNOWN;
	if (status == DIAL_BUSY)
		return REASON_BUSY;
	return status == DIAL_CONGESTION ? REASON_CONGESTION : REASON_UNKNOWN;
}

static const char *
or_unknown(const char *text)
{
	return *text ? text : "<unknown>";
}

static void
tell_response(struct sim *sim, const struct originate *o, const struct channel *ch, int why)
{
	const char *id = *o->channel_id ? o->channel_id : "<unknown>";

	sim_event_begin(sim, "OriginateResponse", CLASS_CALL);
	if (*o->action_id)
		sim_event_field(sim, "ActionID", "%s", o->action_id);
	sim_event_field(sim, "Response", "%s", ch ? "Success" : "Failure");
	sim_event_field(sim, "Channel", "%s", ch ? ch->name : o->channel);
	if (*o->application) {
		sim_event_field(sim, "Application", "%s", o->application);
		sim_event_field(sim, "Data", "%s", o->data);
	} else {
		sim_event_field(sim, "Context", "%s", o->context);
		sim_event_field(sim, "Exten", "%s", o->exten);
	}
	sim_event_field(sim, "Reason", "%d", why);
	sim_event_field(sim, "Uniqueid", "%s", ch ? ch->uniqueid : id);
	sim_event_field(sim, "CallerIDNum", "%s", or_unknown(o->caller.number));
	sim_event_field(sim, "CallerIDName", "%s", or_unknown(o->caller.name));
	if (ch) {
		buf_addf(&sim->event, "ChanVariable(%s): ", ch->name);
		sim_chan_variable(&sim->event, ch);
	}
	sim_event_send(sim);
}

/* Answer who waits, if it is still there. */
static void
answer_client(struct sim *sim, const struct originate *o, bool answered)
{
	struct client *c = sim_client_find(sim, o->client);
	struct message m = {.n = 0};
	struct buf line = BUF_INIT(BUF_MAX_LINE);

	if (!c)
		return;
	buf_addf(&line, "ActionID: %s", o->action_id);
	buf_z(&line);
	m.line[m.n++] = line.p;
	if (answered)
		sim_reply(c, &m, "Originate successfully queued");
	else
		sim_reply_error(c, &m, "Originate failed");
	buf_clear(&line);
	sim_client_unblock(c);
}

/* A program of ARI takes the channel without a step of a dialplan. */
static void
enter_program(struct sim *sim, struct channel *ch, const struct originate *o)
{
	struct str rest = str_of(o->data), name;

	snprintf(ch->app, sizeof(ch->app), "%s", o->application);
	snprintf(ch->data, sizeof(ch->data), "%s", o->data);
	str_cut(&rest, ',', &name);
	char *app = mem_strndup(name);
	if (!sim_stasis_enter(sim, ch, app, rest.p ? rest.p : ""))
		sim_hangup(sim, ch, CAUSE_UNKNOWN);
	free(app);
}

static void
originate_done(
    struct sim *sim, struct dial *dial, struct channel *answered, enum dial_status status)
{
	struct originate *o = dial->context;

	if (o->client)
		answer_client(sim, o, answered != NULL);
	else if (!o->ari)
		tell_response(sim, o, answered, reason(dial, answered, status));
	if (answered && o->ari && *o->application)
		enter_program(sim, answered, o);
	else if (answered && *o->application)
		sim_dialplan_app(sim, answered, o->application, o->data);
	else if (answered)
		sim_dialplan_start(sim, answered, o->context, o->exten, o->priority);
	originate_free(o);
}

/* Set the variables of one Variable header, the last first. */
static void
set_variables(struct sim *sim, struct channel *ch, struct str list)
{
	struct str one, name;

	if (!str_cut(&list, ',', &one))
		return;
	set_variables(sim, ch, list);
	struct str value = one;
	str_cut(&value, '=', &name);
	if (!value.p)
		return;
	char *name_z = mem_strndup(name), *value_z = mem_strndup(value);
	sim_variable_set(sim, ch, name_z, value_z);
	free(name_z);
	free(value_z);
}

static void
set_caller(struct sim *sim, struct channel *ch, const struct originate *o)
{
	if (!*o->caller.number && !*o->caller.name)
		return;
	ch->caller = ch->connected = o->caller;
	sim_channel_event(sim, "NewCallerid", CLASS_CALL, ch);
	buf_addz(&sim->event, "CID-CallingPres: 0 (Presentation Allowed, Not Screened)\r\n");
	sim_event_send(sim);
}

static void
set_account(struct sim *sim, struct channel *ch, const char *account)
{
	if (!*account)
		return;
	snprintf(ch->account, sizeof(ch->account), "%s", account);
	sim_channel_tell(sim, "NewAccountCode", CLASS_CALL, ch);
}

static void
tell_connected(struct sim *sim, const struct channel *ch)
{
	if (*ch->connected.number || *ch->connected.name)
		sim_channel_tell(sim, "NewConnectedLine", CLASS_CALL, ch);
}

/* The other half of a Local channel has all that the first has, told in another order. */
static void
dress_half(struct sim *sim, struct channel *half, const struct channel *ch,
    const struct originate *o)
{
	for (const struct variable *v = ch->variables; v; v = v->next)
		sim_variable_set(sim, half, v->name, v->value);
	set_caller(sim, half, o);
	set_account(sim, half, ch->account);
	tell_connected(sim, half);
}

static void
dress(struct sim *sim, struct channel *ch, const struct message *m, const struct originate *o)
{
	for (size_t i = m->n; i-- > 0;) {
		const char *list = sim_line_value(m->line[i], "Variable");
		if (list)
			set_variables(sim, ch, str_of(list));
	}
	set_account(sim, ch, sim_header(m, "Account"));
	set_caller(sim, ch, o);
	tell_connected(sim, ch);
	if (ch->half)
		dress_half(sim, ch->half, ch, o);
}

/* The call begins a moment later, so that the reply comes before its events. */
static void
go(struct sim *sim, void *owner)
{
	struct dial *dial = owner;

	sim_dial_go(sim, dial, dial->timeout);
}

struct channel *
sim_originate(struct sim *sim, struct client *c, const struct message *m, msec timeout)
{
	struct originate *o = mem_alloc(sizeof(*o));
	long priority = 1;

	str_number(str_of(sim_header(m, "Priority")), 1, 1000, &priority);
	o->ari = !c;
	o->client = c && c->blocked ? c->serial : 0;
	o->action_id = mem_strdup(sim_header(m, "ActionID"));
	o->channel = mem_strdup(sim_header(m, "Channel"));
	o->channel_id = mem_strdup(sim_header(m, "ChannelId"));
	o->context = mem_strdup(sim_header(m, "Context"));
	o->exten = mem_strdup(sim_header(m, "Exten"));
	o->priority = (int)priority;
	o->application = mem_strdup(sim_header(m, "Application"));
	o->data = mem_strdup(sim_header(m, "Data"));
	read_caller(sim_header(m, "CallerID"), &o->caller);
	struct dial *dial = sim_dial_new(sim, NULL, originate_done, o);
	struct channel *ch = sim_dial_add(
	    sim, dial, str_of(o->channel), o->channel_id, sim_header(m, "OtherChannelId"));
	if (ch)
		dress(sim, ch, m, o);
	dial->timeout = timeout;
	sim->processed++;
	sim_after(sim, 0, go, dial);
	return ch;
}
