/* SPDX-License-Identifier: ISC */
/* The phones and their states. */
#include "device.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "base/mem.h"
#include "channel.h"
#include "dialplan.h"
#include "event.h"
#include "queue.h"

static const struct phone named[] = {
    {"alice", "100", "Alice", ANSWERS, DEVICE_NOT_INUSE},
    {"bob", "101", "Bob", ANSWERS, DEVICE_NOT_INUSE},
    {"carol", "102", "Carol", IS_BUSY, DEVICE_NOT_INUSE},
    {"dave", "104", "Dave", NEVER_ANSWERS, DEVICE_NOT_INUSE},
    {"erin", "105", "Erin", DECLINES, DEVICE_NOT_INUSE},
};

#define NAMED (sizeof(named) / sizeof(*named))

void
sim_phones_make(struct sim *sim)
{
	size_t made = (size_t)sim->opt.phones;

	sim->phone_count = NAMED + made;
	sim->phones = mem_array(sim->phone_count, sizeof(*sim->phones));
	memcpy(sim->phones, named, sizeof(named));
	for (size_t i = 0; i < made; i++) {
		struct phone *phone = &sim->phones[NAMED + i];
		snprintf(phone->name, sizeof(phone->name), "%zu", 1000 + i);
		snprintf(phone->number, sizeof(phone->number), "%zu", 1000 + i);
		snprintf(phone->display, sizeof(phone->display), "Phone %zu", 1000 + i);
	}
}

void
sim_phones_free(struct sim *sim)
{
	free(sim->phones);
}

struct phone *
sim_phone_find(const struct sim *sim, const char *name)
{
	for (size_t i = 0; i < sim->phone_count; i++)
		if (strcasecmp(sim->phones[i].name, name) == 0)
			return &sim->phones[i];
	return NULL;
}

struct phone *
sim_phone_of_interface(const struct sim *sim, const char *interface)
{
	return strncasecmp(interface, "PJSIP/", 6) == 0 ? sim_phone_find(sim, interface + 6) : NULL;
}

enum device_state
sim_device_state(const struct sim *sim, const struct phone *phone)
{
	bool ringing = false, in_use = false;

	for (const struct channel *ch = sim->channels; ch; ch = ch->next) {
		if (ch->phone != phone)
			continue;
		if (ch->state == CHANNEL_RINGING)
			ringing = true;
		else if (ch->state != CHANNEL_DOWN)
			in_use = true;
	}
	if (ringing)
		return in_use ? DEVICE_RINGINUSE : DEVICE_RINGING;
	return in_use ? DEVICE_INUSE : DEVICE_NOT_INUSE;
}

size_t
sim_phone_calls(const struct sim *sim, const struct phone *phone)
{
	size_t n = 0;

	for (const struct channel *ch = sim->channels; ch; ch = ch->next)
		n += ch->phone == phone;
	return n;
}

const char *
sim_device_state_name(enum device_state state)
{
	static const char *const names[] = {"NOT_INUSE", "INUSE", "RINGING", "RINGINUSE"};

	return names[state];
}

const char *
sim_device_state_words(enum device_state state)
{
	static const char *const words[] = {"Not in use", "In use", "Ringing", "Ring+Inuse"};

	return words[state];
}

int
sim_extension_state(enum device_state state, const char **text)
{
	static const struct {
		int number;
		const char *text;
	} states[] = {{0, "Idle"}, {1, "InUse"}, {8, "Ringing"}, {9, "InUse&Ringing"}};

	*text = states[state].text;
	return states[state].number;
}

static void
tell_hints(struct sim *sim, const struct phone *phone, enum device_state state)
{
	const char *text;
	int number = sim_extension_state(state, &text);

	for (const struct hint *h = sim_hints; h->exten; h++) {
		if (sim_phone_of_interface(sim, h->device) != phone)
			continue;
		sim_event_begin(sim, "ExtensionStatus", CLASS_CALL);
		sim_event_field(sim, "Exten", "%s", h->exten);
		sim_event_field(sim, "Context", "%s", h->context);
		sim_event_field(sim, "Hint", "%s", h->device);
		sim_event_field(sim, "Status", "%d", number);
		sim_event_field(sim, "StatusText", "%s", text);
		sim_event_send(sim);
	}
}

void
sim_device_refresh(struct sim *sim, struct phone *phone)
{
	enum device_state state;

	if (!phone || (state = sim_device_state(sim, phone)) == phone->told)
		return;
	phone->told = state;
	sim_event_begin(sim, "DeviceStateChange", CLASS_CALL);
	sim_event_field(sim, "Device", "PJSIP/%s", phone->name);
	sim_event_field(sim, "State", "%s", sim_device_state_name(state));
	sim_event_send(sim);
	tell_hints(sim, phone, state);
	sim_queue_device_changed(sim, phone);
}
