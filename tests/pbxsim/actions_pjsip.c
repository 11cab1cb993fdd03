/* SPDX-License-Identifier: ISC */
/* Actions on PJSIP endpoints. */
#include "actions.h"

#include <stdio.h>

#include "device.h"
#include "event.h"
#include "reply.h"

/* "sip:alice@127.0.0.1:5061": where a phone would be. */
static void
contact_uri(const struct phone *phone, char *out, size_t size)
{
	snprintf(out, size, "sip:%s@127.0.0.1:5061", phone->name);
}

static void
put_endpoint(struct sim *sim, struct client *c, const struct message *m, const struct phone *phone)
{
	char uri[80];

	contact_uri(phone, uri, sizeof(uri));
	sim_item_open(c, m, "EndpointList");
	sim_reply_field(c, "ObjectType", "endpoint");
	sim_reply_field(c, "ObjectName", "%s", phone->name);
	sim_reply_field(c, "Transport", "%s", "");
	sim_reply_field(c, "Aor", "%s", phone->name);
	sim_reply_field(c, "Auths", "%s", phone->name);
	sim_reply_field(c, "OutboundAuths", "%s", "");
	sim_reply_field(c, "Contacts", "%s/%s,", phone->name, uri);
	sim_reply_field(
	    c, "DeviceState", "%s", sim_device_state_words(sim_device_state(sim, phone)));
	sim_reply_field(c, "ActiveChannels", "%zu", sim_phone_calls(sim, phone));
	sim_reply_close(c);
}

static void
show_endpoints(struct sim *sim, struct client *c, const struct message *m)
{
	sim_list_open(
	    c, m, true, "A listing of Endpoints follows, presented as EndpointList events");
	for (size_t i = 0; i < sim->phone_count; i++)
		put_endpoint(sim, c, m, &sim->phones[i]);
	sim_list_end(c, m, true, "EndpointListComplete", sim->phone_count);
	sim_reply_close(c);
}

static void
put_endpoint_detail(
    struct sim *sim, struct client *c, const struct message *m, const struct phone *phone)
{
	static const struct {
		const char *name;
		const char *value;
	} settings[] = {
	    {"RpidImmediate", "false"},
	    {"Webrtc", "no"},
	    {"SdpSession", "pbxsim"},
	    {"TimersSessExpires", "1800"},
	    {"IdentifyBy", "username,ip"},
	    {"Context", "sets"},
	    {"Transport", ""},
	    {"Allow", "(ulaw|alaw)"},
	    {"DtmfMode", "rfc4733"},
	    {"100rel", "yes"},
	    {"DirectMedia", "true"},
	};

	sim_item_open(c, m, "EndpointDetail");
	sim_reply_field(c, "ObjectType", "endpoint");
	sim_reply_field(c, "ObjectName", "%s", phone->name);
	for (size_t i = 0; i < sizeof(settings) / sizeof(*settings); i++)
		sim_reply_field(c, settings[i].name, "%s", settings[i].value);
	sim_reply_field(c, "Aors", "%s", phone->name);
	sim_reply_field(c, "Auth", "%s", phone->name);
	sim_reply_field(c, "Callerid", "\"%s\" <%s>", phone->display, phone->number);
	sim_reply_field(
	    c, "DeviceState", "%s", sim_device_state_words(sim_device_state(sim, phone)));
	sim_reply_field(c, "ActiveChannels", "%zu", sim_phone_calls(sim, phone));
	sim_reply_close(c);
}

static void
put_auth_and_aor(struct client *c, const struct message *m, const struct phone *phone)
{
	char uri[80];

	contact_uri(phone, uri, sizeof(uri));
	sim_item_open(c, m, "AuthDetail");
	sim_reply_field(c, "ObjectType", "auth");
	sim_reply_field(c, "ObjectName", "%s", phone->name);
	sim_reply_field(c, "Username", "%s", phone->name);
	sim_reply_field(c, "AuthType", "userpass");
	sim_reply_field(c, "EndpointName", "%s", phone->name);
	sim_reply_close(c);
	sim_item_open(c, m, "AorDetail");
	sim_reply_field(c, "ObjectType", "aor");
	sim_reply_field(c, "ObjectName", "%s", phone->name);
	sim_reply_field(c, "MaxContacts", "1");
	sim_reply_field(c, "Contacts", "%s/%s", phone->name, uri);
	sim_reply_field(c, "TotalContacts", "1");
	sim_reply_field(c, "EndpointName", "%s", phone->name);
	sim_reply_close(c);
	sim_item_open(c, m, "ContactStatusDetail");
	sim_reply_field(c, "AOR", "%s", phone->name);
	sim_reply_field(c, "URI", "%s", uri);
	sim_reply_field(c, "UserAgent", "%s", "");
	sim_reply_field(c, "RegExpire", "0");
	sim_reply_field(c, "Status", "Reachable");
	sim_reply_field(c, "RoundtripUsec", "1500");
	sim_reply_field(c, "EndpointName", "%s", phone->name);
	sim_reply_close(c);
}

static void
show_endpoint(struct sim *sim, struct client *c, const struct message *m)
{
	const char *name = sim_header(m, "Endpoint");
	const struct phone *phone = sim_phone_find(sim, name);

	if (!*name) {
		sim_reply_error(c, m, "PJSIPShowEndpoint requires an endpoint name\n");
		return;
	}
	if (!phone) {
		sim_reply_error(c, m, "Unable to retrieve endpoint %s\n", name);
		return;
	}
	sim_list_open(
	    c, m, true, "Following are Events for each object associated with the Endpoint");
	put_endpoint_detail(sim, c, m, phone);
	put_auth_and_aor(c, m, phone);
	sim_list_end(c, m, true, "EndpointDetailComplete", 4);
	sim_reply_close(c);
}

static void
show_contacts(struct sim *sim, struct client *c, const struct message *m)
{
	char uri[80];

	sim_list_open(c, m, true, "A listing of Contacts follows, presented as ContactList events");
	for (size_t i = 0; i < sim->phone_count; i++) {
		const struct phone *phone = &sim->phones[i];
		contact_uri(phone, uri, sizeof(uri));
		sim_item_open(c, m, "ContactList");
		sim_reply_field(c, "ObjectType", "contact");
		sim_reply_field(c, "ObjectName", "%s;@%s", phone->name, uri);
		sim_reply_field(c, "Uri", "%s", uri);
		sim_reply_field(c, "Status", "Reachable");
		sim_reply_field(c, "RoundtripUsec", "1500");
		sim_reply_field(c, "Endpoint", "%s", phone->name);
		sim_reply_close(c);
	}
	sim_list_end(c, m, true, "ContactListComplete", sim->phone_count);
	sim_reply_close(c);
}

static void
qualify(struct sim *sim, struct client *c, const struct message *m)
{
	const struct phone *phone = sim_phone_find(sim, sim_header(m, "Endpoint"));
	char uri[80];

	if (!phone) {
		sim_reply_error(c, m, "Unable to retrieve endpoint\n");
		return;
	}
	sim_reply(c, m, "Endpoint found, will qualify");
	contact_uri(phone, uri, sizeof(uri));
	sim_event_begin(sim, "ContactStatus", CLASS_SYSTEM);
	sim_event_field(sim, "URI", "%s", uri);
	sim_event_field(sim, "ContactStatus", "Reachable");
	sim_event_field(sim, "AOR", "%s", phone->name);
	sim_event_field(sim, "EndpointName", "%s", phone->name);
	sim_event_field(sim, "RoundtripUsec", "1500");
	sim_event_send(sim);
}

const struct action sim_actions_pjsip[] = {
    {"PJSIPQualify", CLASS_SYSTEM | CLASS_REPORTING, "Ask an endpoint whether it is there.",
        "Endpoint", qualify},
    {"PJSIPShowContacts", CLASS_SYSTEM, "List where endpoints are.", "", show_contacts},
    {"PJSIPShowEndpoint", CLASS_SYSTEM, "Describe one endpoint.", "Endpoint", show_endpoint},
    {"PJSIPShowEndpoints", CLASS_SYSTEM, "List the endpoints.", "", show_endpoints},
    {NULL, 0, NULL, NULL, NULL},
};
