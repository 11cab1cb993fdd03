/* SPDX-License-Identifier: ISC */
/* Actions that ask for the states of devices and extensions. */
#include "actions.h"
#include "device.h"
#include "dialplan.h"
#include "reply.h"

/* The state of an extension; -1 and a text when it has no hint. */
static int
state_of(const struct sim *sim, const struct hint *hint, const char **text)
{
	*text = "Unknown";
	if (!hint)
		return -1;
	return sim_extension_state(
	    sim_device_state(sim, sim_phone_of_interface(sim, hint->device)), text);
}

static void
extension_state(struct sim *sim, struct client *c, const struct message *m)
{
	const char *exten = sim_header(m, "Exten"), *context = sim_header(m, "Context"), *text;

	if (!*exten) {
		sim_reply_error(c, m, "Extension not specified");
		return;
	}
	if (!*context)
		context = "default";
	const struct hint *hint = sim_hint_find(context, exten);
	int state = state_of(sim, hint, &text);
	sim_reply_open(c, m, "Success");
	sim_reply_field(c, "Message", "Extension Status");
	sim_reply_field(c, "Exten", "%s", exten);
	sim_reply_field(c, "Context", "%s", context);
	sim_reply_field(c, "Hint", "%s", hint ? hint->device : "");
	sim_reply_field(c, "Status", "%d", state);
	sim_reply_field(c, "StatusText", "%s", text);
	sim_reply_close(c);
}

static void
extension_state_list(struct sim *sim, struct client *c, const struct message *m)
{
	size_t n = 0;
	const char *text;

	sim_list_open(c, m, true, "Extension Statuses will follow");
	for (const struct hint *h = sim_hints; h->exten; h++, n++) {
		int state = state_of(sim, h, &text);
		sim_item_open(c, m, "ExtensionStatus");
		sim_reply_field(c, "Exten", "%s", h->exten);
		sim_reply_field(c, "Context", "%s", h->context);
		sim_reply_field(c, "Hint", "%s", h->device);
		sim_reply_field(c, "Status", "%d", state);
		sim_reply_field(c, "StatusText", "%s", text);
		sim_reply_close(c);
	}
	sim_list_end(c, m, true, "ExtensionStateListComplete", n);
	sim_reply_close(c);
}

static void
device_state_list(struct sim *sim, struct client *c, const struct message *m)
{
	sim_list_open(c, m, true, "Device State Changes will follow");
	for (size_t i = 0; i < sim->phone_count; i++) {
		const struct phone *phone = &sim->phones[i];
		sim_item_open(c, m, "DeviceStateChange");
		sim_reply_field(c, "Device", "PJSIP/%s", phone->name);
		sim_reply_field(
		    c, "State", "%s", sim_device_state_name(sim_device_state(sim, phone)));
		sim_reply_close(c);
	}
	sim_list_end(c, m, true, "DeviceStateListComplete", sim->phone_count);
	sim_reply_close(c);
}

const struct action sim_actions_state[] = {
    {"DeviceStateList", CLASS_CALL | CLASS_REPORTING, "List the states of all devices.", "",
        device_state_list},
    {"ExtensionState", CLASS_CALL | CLASS_REPORTING, "Tell the state of an extension.",
        "Exten [Context]", extension_state},
    {"ExtensionStateList", CLASS_CALL | CLASS_REPORTING, "List the states of all extensions.", "",
        extension_state_list},
    {NULL, 0, NULL, NULL, NULL},
};
