/* SPDX-License-Identifier: ISC */
/* Endpoints and the states of devices. */
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "ari.h"
#include "ari_app.h"
#include "ari_json.h"
#include "base/mem.h"
#include "device.h"

static void
list_phones(struct ari_request *q)
{
	const char *before = "[";

	if (q->words > 1 && strcasecmp(q->word[1], "PJSIP") != 0) {
		sim_ari_error(q, 404, "No Endpoints found - invalid tech %s", q->word[1]);
		return;
	}
	for (size_t i = 0; i < q->sim->phone_count; i++) {
		buf_addz(&q->out, before);
		sim_json_phone(&q->out, q->sim, &q->sim->phones[i]);
		before = ",";
	}
	buf_addc(&q->out, ']');
	sim_ari_ok(q);
}

static void
get_phone(struct ari_request *q)
{
	const struct phone *phone = sim_phone_find(q->sim, q->word[2]);

	if (strcasecmp(q->word[1], "PJSIP") != 0 || !phone) {
		sim_ari_error(q, 404, "Endpoint not found");
		return;
	}
	sim_json_phone(&q->out, q->sim, phone);
	sim_ari_ok(q);
}

static void
json_device(struct buf *out, const char *name, const char *state)
{
	sim_json_member(out, "{", "name", name);
	sim_json_member(out, ",", "state", state);
	buf_addc(out, '}');
}

static void
list_devices(struct ari_request *q)
{
	const char *before = "[";

	for (const struct ari_device *d = q->sim->ari->devices; d; d = d->next) {
		buf_addz(&q->out, before);
		json_device(&q->out, d->name, d->state);
		before = ",";
	}
	buf_addz(&q->out, q->out.n ? "]" : "[]");
	sim_ari_ok(q);
}

/* Where the device that the path names is in the list; at its end if it is not. */
static struct ari_device **
find_device(struct ari_request *q)
{
	struct ari_device **at = &q->sim->ari->devices;

	while (*at && strcmp((*at)->name, q->word[1]) != 0)
		at = &(*at)->next;
	return at;
}

static void
get_device(struct ari_request *q)
{
	const struct ari_device *device = *find_device(q);
	const struct phone *phone = sim_phone_of_interface(q->sim, q->word[1]);

	json_device(&q->out, q->word[1],
	    device      ? device->state
		: phone ? sim_device_state_name(sim_device_state(q->sim, phone))
			: "UNKNOWN");
	sim_ari_ok(q);
}

static void
tell(struct sim *sim, const char *name, const char *state)
{
	struct buf *out = sim_ari_event(sim, "DeviceStateChanged");
	char source[200];
	const char *sources = source;

	buf_addz(out, ",\"device_state\":");
	json_device(out, name, state);
	snprintf(source, sizeof(source), "deviceState:%s", name);
	sim_ari_event_send(sim, &sources, 1);
}

static bool
is_ours(struct ari_request *q)
{
	if (str_starts(str_of(q->word[1]), STR("Stasis:")))
		return true;
	sim_ari_error(q, 409, "Uncontrolled device specified");
	return false;
}

static void
set_device(struct ari_request *q)
{
	struct ari_device **at = find_device(q);
	struct str state = str_of(sim_ari_param(q, "deviceState"));

	if (!is_ours(q))
		return;
	if (!state.n) {
		sim_ari_error(q, 400, "Missing parameter deviceState");
		return;
	}
	if (!*at) {
		*at = mem_alloc(sizeof(**at));
		(*at)->name = mem_strdup(q->word[1]);
	}
	mem_replace(&(*at)->state, state);
	sim_ari_done(q);
	tell(q->sim, (*at)->name, (*at)->state);
}

static void
delete_device(struct ari_request *q)
{
	struct ari_device **at = find_device(q), *device = *at;

	if (!is_ours(q))
		return;
	if (!device) {
		sim_ari_error(q, 404, "Device name is missing");
		return;
	}
	*at = device->next;
	free(device->name);
	free(device->state);
	free(device);
	sim_ari_done(q);
}

#define DEVICE "/deviceStates/{deviceName}"

const struct ari_operation sim_ari_endpoints[] = {
    {"GET", "/endpoints", "list", "List[Endpoint]", "", "", "List the endpoints.", list_phones},
    {"GET", "/endpoints/{tech}", "listByTech", "List[Endpoint]", "", "404 Endpoints not found",
        "List the endpoints of a technology.", list_phones},
    {"GET", "/endpoints/{tech}/{resource}", "get", "Endpoint", "", "404 Endpoints not found",
        "Tell about an endpoint.", get_phone},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};

const struct ari_operation sim_ari_device_states[] = {
    {"GET", "/deviceStates", "list", "List[DeviceState]", "", "",
        "List the devices that programs control.", list_devices},
    {"GET", DEVICE, "get", "DeviceState", "", "", "Tell the state of a device.", get_device},
    {"PUT", DEVICE, "update", "void",
        "deviceState!(NOT_INUSE|INUSE|BUSY|INVALID|UNAVAILABLE|RINGING|RINGINUSE|ONHOLD)",
        "404 Device name is missing;409 Uncontrolled device specified",
        "Set the state of a device that programs control.", set_device},
    {"DELETE", DEVICE, "delete", "void", "",
        "404 Device name is missing;409 Uncontrolled device specified",
        "Forget a device that programs control.", delete_device},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
