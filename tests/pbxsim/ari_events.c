/* SPDX-License-Identifier: ISC */
/*
 * What AMI is told as an event, ARI is told as another: one table of their names and of what else the
 * new one says, in the server's order.
 */
#include <stdio.h>
#include <stdlib.h>

#include "ari_app.h"
#include "ari_json.h"
#include "base/mem.h"
#include "bridge.h"
#include "channel.h"

/* An event of AMI that is being told again. */
struct told {
	struct sim *sim;
	struct str lines;
	struct buf *out;
};

/* The value of the header, empty without it. */
static struct str
header(const struct told *t, const char *name)
{
	struct str rest = t->lines, line, label;

	while (rest.n && str_cut_line(&rest, &line)) {
		str_cut(&line, ':', &label);
		if (line.p && str_eq(label, str_of(name)))
			return str_trim(line);
	}
	return STR("");
}

static void
add_header(struct told *t, const char *member, const char *name)
{
	char *text = mem_strndup(header(t, name));

	sim_json_member(t->out, ",", member, text);
	free(text);
}

static void
say_dialplan(struct told *t)
{
	add_header(t, "dialplan_app", "Application");
	add_header(t, "dialplan_app_data", "AppData");
}

static void
say_varset(struct told *t)
{
	add_header(t, "variable", "Variable");
	add_header(t, "value", "Value");
}

static void
say_caller(struct told *t)
{
	buf_addz(t->out, ",\"caller_presentation\":0,\"caller_presentation_txt\":"
			 "\"Presentation Allowed, Not Screened\"");
}

static void
say_cause(struct told *t)
{
	buf_addf(t->out, ",\"cause\":%.*s", STR_ARG(header(t, "Cause")));
}

static void
say_soft(struct told *t)
{
	say_cause(t);
	buf_addz(t->out, ",\"soft\":true");
}

static void
say_destroyed(struct told *t)
{
	say_cause(t);
	add_header(t, "cause_txt", "Cause-txt");
}

/* A Dial names its own channels: the one called is the peer. */
static void
say_dial(struct told *t)
{
	static const char *const parties[][2] = {{"Uniqueid", "caller"}, {"DestUniqueid", "peer"}};

	add_header(t, "dialstatus", "DialStatus");
	sim_json_member(t->out, ",", "forward", "");
	add_header(t, "dialstring", "DialString");
	for (size_t i = 0; i < 2; i++) {
		char *id = mem_strndup(header(t, parties[i][0]));
		const struct channel *ch = *id ? sim_channel_find(t->sim, id) : NULL;
		free(id);
		if (!ch)
			continue;
		buf_addf(t->out, ",\"%s\":", parties[i][1]);
		sim_json_channel(t->out, ch);
	}
}

static void
say_device(struct told *t)
{
	buf_addz(t->out, ",\"device_state\":{");
	buf_addf(t->out, "\"name\":\"%.*s\",\"state\":\"%.*s\"}", STR_ARG(header(t, "Device")),
	    STR_ARG(header(t, "State")));
}

static void
say_user(struct told *t)
{
	add_header(t, "eventname", "UserEvent");
	buf_addz(t->out, ",\"userevent\":");
	char *name = mem_strndup(header(t, "UserEvent"));
	sim_json_member(t->out, "{", "eventname", name);
	buf_addc(t->out, '}');
	free(name);
}

static const struct {
	const char *ami;
	const char *ari;
	void (*say)(struct told *t);
	bool own;  /* it names its channels itself */
	bool last; /* nothing more can be told of what it names */
} rows[] = {
    {"Newchannel", "ChannelCreated", NULL, false, false},
    {"Newstate", "ChannelStateChange", NULL, false, false},
    {"Newexten", "ChannelDialplan", say_dialplan, false, false},
    {"NewCallerid", "ChannelCallerId", say_caller, false, false},
    {"NewConnectedLine", "ChannelConnectedLine", NULL, false, false},
    {"VarSet", "ChannelVarset", say_varset, false, false},
    {"HangupRequest", "ChannelHangupRequest", say_cause, false, false},
    {"SoftHangupRequest", "ChannelHangupRequest", say_soft, false, false},
    {"Hangup", "ChannelDestroyed", say_destroyed, false, true},
    {"BridgeCreate", "BridgeCreated", NULL, false, false},
    {"BridgeDestroy", "BridgeDestroyed", NULL, false, true},
    {"BridgeEnter", "ChannelEnteredBridge", NULL, false, false},
    {"BridgeLeave", "ChannelLeftBridge", NULL, false, false},
    {"DialBegin", "Dial", say_dial, true, false},
    {"DialState", "Dial", say_dial, true, false},
    {"DialEnd", "Dial", say_dial, true, false},
    {"DeviceStateChange", "DeviceStateChanged", say_device, true, false},
    {"UserEvent", "ChannelUserevent", say_user, false, false},
};

/* The channel of that id, dead or alive: its end is told when it is gone. */
static const struct channel *
channel_of(const struct sim *sim, const char *id)
{
	const struct channel *ch = sim_channel_find(sim, id);

	if (ch)
		return ch;
	for (ch = sim->dead_channels; ch; ch = ch->next)
		if (strcmp(ch->uniqueid, id) == 0)
			return ch;
	return NULL;
}

/* Add the bridge and the channel that the event is about. */
static void
add_subjects(struct told *t)
{
	char *channel = mem_strndup(header(t, "Uniqueid"));
	char *bridge = mem_strndup(header(t, "BridgeUniqueid"));
	const struct channel *ch = channel_of(t->sim, channel);
	const struct bridge *b = sim_bridge_find(t->sim, bridge);

	if (b) {
		buf_addz(t->out, ",\"bridge\":");
		sim_json_bridge(t->out, t->sim, b);
	}
	if (ch) {
		buf_addz(t->out, ",\"channel\":");
		sim_json_channel(t->out, ch);
	}
	free(channel);
	free(bridge);
}

/* Send it to those who subscribed to one of the things that it names. */
static void
send(struct told *t)
{
	static const char *const kinds[][2] = {{"Uniqueid", "channel"}, {"DestUniqueid", "channel"},
	    {"BridgeUniqueid", "bridge"}, {"Device", "deviceState"}};
	char text[4][256];
	const char *source[4];

	for (size_t i = 0; i < 4; i++) {
		snprintf(text[i], sizeof(text[i]), "%s:%.*s", kinds[i][1],
		    STR_ARG(header(t, kinds[i][0])));
		source[i] = text[i];
	}
	sim_ari_event_send(t->sim, source, 4);
}

/* End the subscriptions to the channel or the bridge that is gone. */
static void
forget(struct told *t)
{
	struct str bridge = header(t, "BridgeUniqueid"), id = bridge.n ? bridge : header(t, "Uniqueid");
	char source[256];

	snprintf(source, sizeof(source), "%s:%.*s", bridge.n ? "bridge" : "channel", STR_ARG(id));
	for (struct ari_app *app = t->sim->ari->apps; app; app = app->next)
		sim_app_unsubscribe(app, source);
}

void
sim_ari_translate(struct sim *sim)
{
	struct told t = {.sim = sim, .lines = buf_str(&sim->event)};

	if (!sim->ari || !sim->ari->apps)
		return;
	struct str name = header(&t, "Event");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		if (!str_eq(name, str_of(rows[i].ami)))
			continue;
		t.out = sim_ari_event(sim, rows[i].ari);
		if (rows[i].say)
			rows[i].say(&t);
		if (!rows[i].own)
			add_subjects(&t);
		send(&t);
		if (rows[i].last)
			forget(&t);
	}
}
