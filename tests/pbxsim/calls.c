/* SPDX-License-Identifier: ISC */
/* Starts a call now and then, and lets its caller hang up later. */
#include "calls.h"

#include <stdio.h>

#include "channel.h"
#include "device.h"
#include "dialplan.h"
#include "event.h"
#include "timer.h"

/* What is called, and how often out of a hundred; "" is another made-up phone. */
static const struct {
	uint32_t percent;
	const char *exten;
} popular[] = {
    {45, ""},
    {10, "100"},
    {10, "101"},
    {5, "102"},
    {5, "104"},
    {5, "200"},
    {5, "201"},
    {15, "300"},
};

static struct phone *
idle_phone(struct sim *sim)
{
	size_t first = sim->phone_count - (size_t)sim->opt.phones;
	struct phone *phone = NULL;

	if (!sim->opt.phones)
		return NULL;
	for (int tries = 0; tries < 20; tries++) {
		phone = &sim->phones[first + sim_random(sim, (uint32_t)sim->opt.phones)];
		if (sim_phone_calls(sim, phone) == 0)
			return phone;
	}
	return NULL;
}

static const char *
pick_exten(struct sim *sim, const struct phone *caller)
{
	uint32_t dice = sim_random(sim, 100), sum = 0;
	const struct phone *other;

	for (size_t i = 0; i < sizeof(popular) / sizeof(*popular); i++) {
		sum += popular[i].percent;
		if (dice >= sum)
			continue;
		if (*popular[i].exten)
			return popular[i].exten;
		break;
	}
	other = idle_phone(sim);
	return other && other != caller ? other->number : "202";
}

/* A timer of the caller's channel. */
static void
caller_leaves(struct sim *sim, void *owner)
{
	sim_hangup_request(sim, owner, CAUSE_NORMAL);
}

static void
call(struct sim *sim, struct phone *phone, const char *exten)
{
	char name[160];

	sim_channel_name_pjsip(sim, phone->name, name, sizeof(name));
	struct channel *ch = sim_channel_new(sim, name, NULL, NULL);
	ch->phone = phone;
	snprintf(ch->caller.number, sizeof(ch->caller.number), "%s", phone->number);
	snprintf(ch->caller.name, sizeof(ch->caller.name), "%s", phone->display);
	snprintf(ch->context, sizeof(ch->context), "sets");
	snprintf(ch->exten, sizeof(ch->exten), "%s", exten);
	sim->processed++;
	sim_channel_tell(sim, "Newchannel", CLASS_CALL, ch);
	sim_channel_set_state(sim, ch, CHANNEL_RING);
	sim_dialplan_run(sim, ch);
	sim_after(sim, sim->opt.talk_time / 2 + sim_random(sim, (uint32_t)sim->opt.talk_time + 1),
	    caller_leaves, ch);
}

/* A timer: one call, and the next one at about the rate asked for. */
static void
next_call(struct sim *sim, void *owner)
{
	struct phone *phone = sim->restarting || sim->stopping ? NULL : idle_phone(sim);
	uint32_t pause = (uint32_t)(60000 / sim->opt.calls_per_minute);

	(void)owner;
	if (phone)
		call(sim, phone, pick_exten(sim, phone));
	sim_after(sim, pause / 2 + sim_random(sim, pause + 1), next_call, sim);
}

void
sim_calls_start(struct sim *sim)
{
	if (sim->opt.calls_per_minute)
		sim_after(sim, 0, next_call, sim);
}
