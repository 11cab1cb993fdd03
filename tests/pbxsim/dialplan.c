/* SPDX-License-Identifier: ISC */
/* What can be dialled (1xx are phones, 2xx applications, 3xx queues, 4xx programs of ARI), and the
 * walk. */
#include "dialplan.h"

#include <stdio.h>
#include <strings.h>

#include "channel.h"
#include "event.h"
#include "timer.h"
#include "variable.h"

const struct step sim_dialplan[] = {
    {"default", "s", 1, "Answer", ""},
    {"default", "s", 2, "Wait", "600"},
    {"sets", "100", 1, "Dial", "PJSIP/alice,30"},
    {"sets", "100", 2, "Hangup", ""},
    {"sets", "101", 1, "Dial", "PJSIP/bob,30"},
    {"sets", "101", 2, "Hangup", ""},
    {"sets", "102", 1, "Dial", "PJSIP/carol,30"},
    {"sets", "102", 2, "Hangup", ""},
    {"sets", "103", 1, "Dial", "PJSIP/alice,30"},
    {"sets", "103", 2, "Hangup", ""},
    {"sets", "104", 1, "Dial", "PJSIP/dave,30"},
    {"sets", "104", 2, "Hangup", ""},
    {"sets", "105", 1, "Dial", "PJSIP/erin,30"},
    {"sets", "105", 2, "Hangup", ""},
    {"sets", "_1XXX", 1, "Dial", "PJSIP/${EXTEN},30"},
    {"sets", "_1XXX", 2, "Hangup", ""},
    {"sets", "200", 1, "Answer", ""},
    {"sets", "200", 2, "Wait", "600"},
    {"sets", "201", 1, "Answer", ""},
    {"sets", "201", 2, "ConfBridge", "ops"},
    {"sets", "202", 1, "Answer", ""},
    {"sets", "202", 2, "Echo", ""},
    {"sets", "203", 1, "Busy", "5"},
    {"sets", "204", 1, "Congestion", "5"},
    {"sets", "205", 1, "Ringing", ""},
    {"sets", "205", 2, "Wait", "600"},
    {"sets", "206", 1, "Answer", ""},
    {"sets", "206", 2, "Park", ""},
    {"sets", "207", 1, "Answer", ""},
    {"sets", "207", 2, "UserEvent", "Lamp,Colour: green,Room: 12"},
    {"sets", "207", 3, "Wait", "600"},
    {"sets", "208", 1, "Answer", ""},
    {"sets", "208", 2, "Set",
        "FORGED=x\r\n\r\nEvent: Hangup\r\nChannel: PJSIP/forged-1\r\nCause: 17"},
    {"sets", "208", 3, "NoOp", "${FORGED}"},
    {"sets", "208", 4, "Wait", "600"},
    {"sets", "209", 1, "Answer", ""},
    {"sets", "209", 2, "Wait", "600"},
    {"sets", "210", 1, "Answer", ""},
    {"sets", "210", 2, "Set", "FOO=bar baz"},
    {"sets", "210", 3, "Wait", "1"},
    {"sets", "210", 4, "Hangup", "16"},
    {"sets", "300", 1, "Answer", ""},
    {"sets", "300", 2, "Queue", "support"},
    {"sets", "400", 1, "Stasis", "desk,lobby"},
    {"sets", "400", 2, "Wait", "600"},
    {"async", "100", 1, "Answer", ""},
    {"async", "100", 2, "AGI", "agi:async"},
    {"async", "100", 3, "Hangup", ""},
    {"ops", "500", 1, "Answer", ""},
    {"ops", "500", 2, "ConfBridge", "ops"},
    {NULL, NULL, 0, NULL, NULL},
};

const struct hint sim_hints[] = {
    {"100", "sets", "PJSIP/alice"},
    {"101", "sets", "PJSIP/bob"},
    {"102", "sets", "PJSIP/carol"},
    {"104", "sets", "PJSIP/dave"},
    {"105", "sets", "PJSIP/erin"},
    {NULL, NULL, NULL},
};

/* Contexts that include another one. */
static const struct {
	const char *context;
	const char *included;
} includes[] = {{"ops", "sets"}};

const struct hint *
sim_hint_find(const char *context, const char *exten)
{
	for (const struct hint *h = sim_hints; h->exten; h++)
		if (strcmp(h->context, context) == 0 && strcmp(h->exten, exten) == 0)
			return h;
	return NULL;
}

static bool
exten_matches(const char *pattern, const char *exten)
{
	if (*pattern != '_')
		return strcmp(pattern, exten) == 0;
	for (pattern++; *pattern && *exten; pattern++, exten++)
		if (*pattern == 'X' ? *exten < '0' || *exten > '9' : *pattern != *exten)
			return false;
	return !*pattern && !*exten;
}

static const struct step *
step_in(const char *context, const char *exten, int priority)
{
	for (const struct step *s = sim_dialplan; s->context; s++)
		if (s->priority == priority && strcmp(s->context, context) == 0 &&
		    exten_matches(s->exten, exten))
			return s;
	return NULL;
}

static const struct step *
step_find(const char *context, const char *exten, int priority)
{
	const struct step *s = step_in(context, exten, priority);

	for (size_t i = 0; !s && i < sizeof(includes) / sizeof(*includes); i++)
		if (strcmp(includes[i].context, context) == 0)
			s = step_in(includes[i].included, exten, priority);
	return s;
}

bool
sim_exten_exists(const char *context, const char *exten, int priority)
{
	return step_find(context, exten, priority) != NULL;
}

/* Run one application, announced. An unknown one ends the call. */
static enum app_result
run_app(struct sim *sim, struct channel *ch, const char *app, const char *data)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	const struct app *a = sim_apps;

	sim_substitute(sim, ch, data, &text);
	snprintf(ch->app, sizeof(ch->app), "%s", app);
	snprintf(ch->data, sizeof(ch->data), "%s", buf_z(&text));
	buf_clear(&text);
	sim_channel_event(sim, "Newexten", CLASS_DIALPLAN, ch);
	sim_event_field(sim, "Extension", "%s", ch->exten);
	sim_event_field(sim, "Application", "%s", ch->app);
	sim_event_field(sim, "AppData", "%s", ch->data);
	sim_event_send(sim);
	while (a->name && strcasecmp(a->name, app) != 0)
		a++;
	if (a->name)
		return a->run(sim, ch, ch->data);
	sim_hangup(sim, ch, CAUSE_NORMAL);
	return APP_WAIT;
}

/* A timer: walk until an application waits or the call ends. */
static void
walk(struct sim *sim, void *owner)
{
	struct channel *ch = owner;
	enum app_result result = APP_NEXT;

	while (!ch->gone && result == APP_NEXT) {
		const struct step *s = step_find(ch->context, ch->exten, ch->priority);
		if (ch->single || !s) {
			sim_hangup(sim, ch, CAUSE_NORMAL);
			return;
		}
		result = run_app(sim, ch, s->app, s->data);
		if (result == APP_NEXT)
			ch->priority++;
	}
}

void
sim_dialplan_run(struct sim *sim, struct channel *ch)
{
	ch->dialplan = true;
	ch->single = false;
	sim_after(sim, 0, walk, ch);
}

void
sim_dialplan_start(
    struct sim *sim, struct channel *ch, const char *context, const char *exten, int priority)
{
	snprintf(ch->context, sizeof(ch->context), "%s", context);
	snprintf(ch->exten, sizeof(ch->exten), "%s", exten);
	ch->priority = priority;
	sim_dialplan_run(sim, ch);
}

void
sim_dialplan_app(struct sim *sim, struct channel *ch, const char *app, const char *data)
{
	ch->dialplan = ch->single = true;
	if (run_app(sim, ch, app, data) == APP_NEXT && !ch->gone)
		sim_after(sim, 0, walk, ch);
}

void
sim_dialplan_next(struct sim *sim, struct channel *ch)
{
	if (ch->gone)
		return;
	ch->priority++;
	sim_after(sim, 0, walk, ch);
}
