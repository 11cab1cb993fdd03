/* SPDX-License-Identifier: ISC */
/* Programs of ARI: who they are, what they want to know, and the WebSocket that tells them. */
#include <stdio.h>
#include <stdlib.h>

#include "ari.h"
#include "ari_app.h"
#include "ari_json.h"
#include "base/mem.h"
#include "bridge.h"
#include "channel.h"
#include "device.h"
#include "websocket.h"

/* Append the names of the sources of one kind, or that of all. */
static void
add_sources(struct buf *out, const struct ari_app *app, const char *member, const char *kind,
    const char *all)
{
	const char *before = "";

	buf_addf(out, ",\"%s\":[", member);
	if (app->all && all)
		sim_json_text(out, all);
	for (size_t i = 0; i < app->sources && !app->all; i++) {
		if (!str_starts(str_of(app->source[i]), str_of(kind)))
			continue;
		buf_addz(out, before);
		sim_json_text(out, app->source[i] + strlen(kind));
		before = ",";
	}
	buf_addc(out, ']');
}

static void
json_app(struct buf *out, const struct ari_app *app)
{
	sim_json_member(out, "{", "name", app->name);
	add_sources(out, app, "channel_ids", "channel:", "__AST_CHANNEL_ALL_TOPIC");
	add_sources(out, app, "bridge_ids", "bridge:", "__AST_BRIDGE_ALL_TOPIC");
	add_sources(out, app, "endpoint_ids", "endpoint:", "__AST_ENDPOINT_ALL_TOPIC");
	add_sources(out, app, "device_names", "deviceState:", "__AST_DEVICE_STATE_ALL_TOPIC");
	buf_addz(out, ",\"events_allowed\":[],\"events_disallowed\":[]}");
}

static void
list(struct ari_request *q)
{
	const char *before = "[";

	for (const struct ari_app *app = q->sim->ari->apps; app; app = app->next) {
		buf_addz(&q->out, before);
		json_app(&q->out, app);
		before = ",";
	}
	buf_addz(&q->out, q->out.n ? "]" : "[]");
	sim_ari_ok(q);
}

/* The program of that name, or NULL after an answer of 404. */
static struct ari_app *
need(struct ari_request *q, const char *name)
{
	struct ari_app *app = sim_app_find(q->sim, name);

	if (!app)
		sim_ari_error(q, 404, "Application not found");
	return app;
}

static void
get(struct ari_request *q)
{
	const struct ari_app *app = need(q, q->word[1]);

	if (!app)
		return;
	json_app(&q->out, app);
	sim_ari_ok(q);
}

/* Is there such a thing to be told of? 1, 0, or -1 for a kind that there is not. */
static int
source_exists(const struct sim *sim, const char *source)
{
	const char *colon = strchr(source, ':');
	struct str kind = str_from(source, colon ? (size_t)(colon - source) : 0);

	if (str_eq(kind, STR("channel")))
		return sim_channel_find(sim, colon + 1) != NULL;
	if (str_eq(kind, STR("bridge")))
		return sim_bridge_find(sim, colon + 1) != NULL;
	if (str_eq(kind, STR("endpoint")))
		return sim_phone_of_interface(sim, colon + 1) != NULL;
	return str_eq(kind, STR("deviceState")) ? 1 : -1;
}

/* The program and the source, or NULL after an answer that says what is wrong. */
static struct ari_app *
check_source(struct ari_request *q)
{
	struct ari_app *app = need(q, q->word[1]);
	const char *source = sim_ari_param(q, "eventSource");

	if (!app)
		return NULL;
	if (!*source)
		sim_ari_error(q, 400, "Missing parameter eventSource");
	else if (source_exists(q->sim, source) < 0)
		sim_ari_error(q, 400, "Invalid event source URI scheme");
	else if (source_exists(q->sim, source) == 0)
		sim_ari_error(q, 422, "Event source does not exist");
	else
		return app;
	return NULL;
}

static void
subscribe(struct ari_request *q)
{
	struct ari_app *app = check_source(q);

	if (!app)
		return;
	sim_app_subscribe(app, sim_ari_param(q, "eventSource"));
	json_app(&q->out, app);
	sim_ari_ok(q);
}

static void
unsubscribe(struct ari_request *q)
{
	struct ari_app *app = check_source(q);

	if (!app)
		return;
	if (!sim_app_unsubscribe(app, sim_ari_param(q, "eventSource"))) {
		sim_ari_error(q, 422, "Event source was not subscribed to");
		return;
	}
	json_app(&q->out, app);
	sim_ari_ok(q);
}

static void
open_socket(struct ari_request *q)
{
	struct str key = sim_http_header(q->in, "Sec-WebSocket-Key");
	struct str rest = str_of(sim_ari_param(q, "app")), one;
	bool all = str_yes(str_of(sim_ari_param(q, "subscribeAll"))) == 1;

	if (!str_ieq(sim_http_header(q->in, "Upgrade"), STR("websocket")) || !key.n) {
		sim_http_page(q->http, 426, sim_http_reason(426), "", "");
		return;
	}
	if (!rest.n) {
		sim_http_page(q->http, 400, sim_http_reason(400), "",
		    "HTTP request is missing param: [app]");
		return;
	}
	sim_websocket_accept(q->http, key);
	while (str_cut(&rest, ',', &one)) {
		char *name = mem_strndup(one);
		sim_app_open(q->sim, q->http, name, all);
		free(name);
	}
}

static void
user_event(struct ari_request *q)
{
	struct ari_app *app = need(q, sim_ari_param(q, "application"));

	if (!app)
		return;
	struct buf *out = sim_ari_event(q->sim, "ChannelUserevent");
	sim_json_member(out, ",", "eventname", q->word[2]);
	buf_addz(out, ",\"userevent\":");
	sim_json_member(out, "{", "eventname", q->word[2]);
	for (size_t i = 0; i < q->params; i++)
		if (q->param[i].variable)
			sim_json_member(out, ",", q->param[i].name, q->param[i].value);
	buf_addc(out, '}');
	sim_ari_done(q);
	sim_ari_event_to(q->sim, app);
}

#define APP     "/applications/{applicationName}"
#define SOURCES "400 Missing parameter;404 Application does not exist;422 Event source does not exist"

const struct ari_operation sim_ari_applications[] = {
    {"GET", "/applications", "list", "List[Application]", "", "", "List the programs.", list},
    {"GET", APP, "get", "Application", "", "404 Application does not exist",
        "Tell about a program.", get},
    {"POST", APP "/subscription", "subscribe", "Application", "eventSource!*", SOURCES,
        "Tell a program of one more thing.", subscribe},
    {"DELETE", APP "/subscription", "unsubscribe", "Application", "eventSource!*", SOURCES,
        "Tell a program no more of a thing.", unsubscribe},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};

const struct ari_operation sim_ari_events[] = {
    {"GET", "/events", "eventWebsocket", "Message", "app!* subscribeAll:boolean", "",
        "Open the WebSocket of events.", open_socket},
    {"POST", "/events/user/{eventName}", "userEvent", "void",
        "application! source* variables:containers", "404 Application does not exist",
        "Send a program an event.", user_event},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
