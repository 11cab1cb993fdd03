/* SPDX-License-Identifier: ISC */
/* The dialplan's applications, one row each. */
#include <stdio.h>
#include <stdlib.h>

#include "agi.h"
#include "ari_app.h"
#include "bridge.h"
#include "channel.h"
#include "dial.h"
#include "dialplan.h"
#include "event.h"
#include "parking.h"
#include "queue.h"
#include "timer.h"
#include "variable.h"

static enum app_result
app_answer(struct sim *sim, struct channel *ch, const char *data)
{
	(void)data;
	sim_channel_answer(sim, ch);
	return APP_NEXT;
}

static void
go_on(struct sim *sim, void *owner)
{
	sim_dialplan_next(sim, owner);
}

static enum app_result
app_wait(struct sim *sim, struct channel *ch, const char *data)
{
	sim_after(sim, (msec)(strtod(data, NULL) * 1000), go_on, ch);
	return APP_WAIT;
}

static enum app_result
app_echo(struct sim *sim, struct channel *ch, const char *data)
{
	(void)sim, (void)ch, (void)data;
	return APP_WAIT;
}

static enum app_result
app_noop(struct sim *sim, struct channel *ch, const char *data)
{
	(void)sim, (void)ch, (void)data;
	return APP_NEXT;
}

static enum app_result
app_hangup(struct sim *sim, struct channel *ch, const char *data)
{
	int cause = *data ? (int)strtol(data, NULL, 10) : CAUSE_NORMAL;

	sim_soft_hangup(sim, ch, cause);
	return APP_WAIT;
}

static void
end_busy(struct sim *sim, void *owner)
{
	sim_hangup(sim, owner, CAUSE_BUSY);
}

static void
end_congested(struct sim *sim, void *owner)
{
	sim_hangup(sim, owner, CAUSE_CONGESTION);
}

static enum app_result
app_busy(struct sim *sim, struct channel *ch, const char *data)
{
	sim_after(sim, strtol(data, NULL, 10) * 1000, end_busy, ch);
	if (ch->half)
		sim_dial_failed(sim, ch->half, DIAL_BUSY, CAUSE_BUSY);
	return APP_WAIT;
}

static enum app_result
app_congestion(struct sim *sim, struct channel *ch, const char *data)
{
	sim_after(sim, strtol(data, NULL, 10) * 1000, end_congested, ch);
	if (ch->half)
		sim_dial_failed(sim, ch->half, DIAL_CONGESTION, CAUSE_CONGESTION);
	return APP_WAIT;
}

static enum app_result
app_ringing(struct sim *sim, struct channel *ch, const char *data)
{
	(void)data;
	if (ch->half)
		sim_dial_ringing(sim, ch->half);
	return APP_NEXT;
}

/* Dial is over without an answer: the rest of the dialplan decides. */
static void
dial_done(struct sim *sim, struct dial *dial, struct channel *answered, enum dial_status status)
{
	struct channel *ch = dial->caller;

	sim_variable_set(sim, ch, "DIALSTATUS", sim_dial_status_name(status));
	if (!answered) {
		ch->cause = dial->cause;
		sim_dialplan_next(sim, ch);
		return;
	}
	sim_channel_answer(sim, ch);
	if (!ch->gone)
		sim_bridge_two(sim, ch, answered);
}

static enum app_result
app_dial(struct sim *sim, struct channel *ch, const char *data)
{
	struct str rest = str_of(data), destinations, one;
	long timeout = 0;

	str_cut(&rest, ',', &destinations);
	str_number(str_head(rest, str_chr(rest, ',')), 0, 86400, &timeout);
	struct dial *dial = sim_dial_new(sim, ch, dial_done, NULL);
	while (str_cut(&destinations, '&', &one))
		sim_dial_add(sim, dial, one, NULL, NULL);
	sim_dial_go(sim, dial, timeout * 1000);
	return APP_WAIT;
}

static enum app_result
app_confbridge(struct sim *sim, struct channel *ch, const char *data)
{
	struct str name = str_head(str_of(data), str_chr(str_of(data), ','));
	char text[80];

	snprintf(text, sizeof(text), "%.*s", STR_ARG(name));
	sim_channel_answer(sim, ch);
	sim_bridge_conference(sim, ch, text);
	return APP_WAIT;
}

static enum app_result
app_queue(struct sim *sim, struct channel *ch, const char *data)
{
	return sim_queue_join(sim, ch, data) ? APP_WAIT : APP_NEXT;
}

static enum app_result
app_park(struct sim *sim, struct channel *ch, const char *data)
{
	(void)data;
	return sim_park(sim, ch, ch->name) ? APP_WAIT : APP_NEXT;
}

static enum app_result
app_set(struct sim *sim, struct channel *ch, const char *data)
{
	struct str rest = str_of(data), name;
	char text[256];

	str_cut(&rest, '=', &name);
	snprintf(text, sizeof(text), "%.*s", STR_ARG(name));
	sim_variable_set(sim, ch, text, rest.p ? rest.p : "");
	return APP_NEXT;
}

static enum app_result
app_user_event(struct sim *sim, struct channel *ch, const char *data)
{
	struct str rest = str_of(data), part;

	sim_channel_event(sim, "UserEvent", CLASS_USER, ch);
	str_cut(&rest, ',', &part);
	sim_event_field(sim, "UserEvent", "%.*s", STR_ARG(part));
	while (str_cut(&rest, ',', &part))
		buf_addf(&sim->event, "%.*s\r\n", STR_ARG(part));
	sim_event_send(sim);
	return APP_NEXT;
}

static enum app_result
app_agi(struct sim *sim, struct channel *ch, const char *data)
{
	return sim_agi_start(sim, ch, data) ? APP_WAIT : APP_NEXT;
}

static enum app_result
app_stasis(struct sim *sim, struct channel *ch, const char *data)
{
	struct str rest = str_of(data), name;
	char text[80];

	str_cut(&rest, ',', &name);
	snprintf(text, sizeof(text), "%.*s", STR_ARG(name));
	return sim_stasis_enter(sim, ch, text, rest.p ? rest.p : "") ? APP_WAIT : APP_NEXT;
}

const struct app sim_apps[] = {
    {"AGI", app_agi},
    {"Answer", app_answer},
    {"Busy", app_busy},
    {"ConfBridge", app_confbridge},
    {"Congestion", app_congestion},
    {"Dial", app_dial},
    {"Echo", app_echo},
    {"Hangup", app_hangup},
    {"MusicOnHold", app_echo},
    {"NoOp", app_noop},
    {"Park", app_park},
    {"Playback", app_noop},
    {"Queue", app_queue},
    {"Ringing", app_ringing},
    {"Set", app_set},
    {"Stasis", app_stasis},
    {"UserEvent", app_user_event},
    {"Wait", app_wait},
    {NULL, NULL},
};
