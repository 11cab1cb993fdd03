/* SPDX-License-Identifier: ISC */
/* Programs of ARI: who they are, what they are told, which channels they have. */
#include "ari_app.h"

#include <stdio.h>
#include <stdlib.h>

#include "ari.h"
#include "ari_json.h"
#include "base/mem.h"
#include "channel.h"
#include "variable.h"
#include "websocket.h"

#define ENTITY "02:fc:00:00:00:01"

struct ari_app *
sim_app_find(const struct sim *sim, const char *name)
{
	struct ari_app *app = sim->ari->apps;

	while (app && strcmp(app->name, name) != 0)
		app = app->next;
	return app;
}

struct buf *
sim_ari_event(struct sim *sim, const char *type)
{
	struct buf *out = &sim->ari->event;

	buf_reset(out);
	sim_json_member(out, "{", "type", type);
	buf_addz(out, ",\"timestamp\":");
	sim_json_time(out, sim_wall(sim));
	return out;
}

void
sim_ari_event_to(struct sim *sim, struct ari_app *app)
{
	struct buf text = BUF_INIT(BUF_MAX_MESSAGE);

	buf_adds(&text, buf_str(&sim->ari->event));
	sim_json_member(&text, ",", "asterisk_id", ENTITY);
	sim_json_member(&text, ",", "application", app->name);
	buf_addc(&text, '}');
	sim_websocket_text(app->http, buf_str(&text));
	buf_clear(&text);
}

static bool
is_subscribed(const struct ari_app *app, const char *source)
{
	for (size_t i = 0; i < app->sources; i++)
		if (strcmp(app->source[i], source) == 0)
			return true;
	return false;
}

static bool
wants(const struct ari_app *app, const char *const *sources, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_subscribed(app, sources[i]))
			return true;
	return app->all;
}

void
sim_ari_event_send(struct sim *sim, const char *const *sources, size_t n)
{
	for (struct ari_app *app = sim->ari->apps; app; app = app->next)
		if (wants(app, sources, n))
			sim_ari_event_to(sim, app);
}

bool
sim_app_subscribe(struct ari_app *app, const char *source)
{
	if (app->sources == APP_SOURCES || is_subscribed(app, source))
		return false;
	app->source[app->sources++] = mem_strdup(source);
	return true;
}

bool
sim_app_unsubscribe(struct ari_app *app, const char *source)
{
	for (size_t i = 0; i < app->sources; i++) {
		if (strcmp(app->source[i], source) != 0)
			continue;
		free(app->source[i]);
		app->source[i] = app->source[--app->sources];
		return true;
	}
	return false;
}

void
sim_app_open(struct sim *sim, struct http *h, const char *name, bool all)
{
	struct ari_app *app = sim_app_find(sim, name);

	if (app) {
		sim_ari_event(sim, "ApplicationReplaced");
		sim_ari_event_to(sim, app);
	} else {
		app = mem_alloc(sizeof(*app));
		snprintf(app->name, sizeof(app->name), "%s", name);
		app->next = sim->ari->apps;
		sim->ari->apps = app;
	}
	app->http = h;
	app->all = all;
}

static void
app_free(struct ari_app *app)
{
	while (app->sources)
		free(app->source[--app->sources]);
	free(app);
}

void
sim_ari_lost(struct sim *sim, struct http *h)
{
	struct ari_app **at = &sim->ari->apps;

	while (*at) {
		struct ari_app *app = *at;
		if (app->http != h) {
			at = &app->next;
			continue;
		}
		*at = app->next;
		app_free(app);
	}
}

void
sim_ari_start(struct sim *sim)
{
	sim->ari = mem_alloc(sizeof(*sim->ari));
	buf_init(&sim->ari->event, BUF_MAX_MESSAGE);
}

void
sim_ari_free(struct sim *sim)
{
	if (!sim->ari)
		return;
	while (sim->ari->devices) {
		struct ari_device *device = sim->ari->devices;
		sim->ari->devices = device->next;
		free(device->name);
		free(device->state);
		free(device);
	}
	sim_media_free(sim);
	sim_variables_free(&sim->ari->log_channels);
	buf_clear(&sim->ari->event);
	free(sim->ari);
}

static void
tell(struct sim *sim, struct ari_app *app, const char *type, const struct channel *ch,
    const char *args)
{
	struct buf *out = sim_ari_event(sim, type);
	struct str rest = str_of(args ? args : ""), one;
	const char *before = "";

	if (args)
		buf_addz(out, ",\"args\":[");
	while (rest.n && str_cut(&rest, ',', &one)) {
		char *text = mem_strndup(one);
		buf_addz(out, before);
		sim_json_text(out, text);
		before = ",";
		free(text);
	}
	buf_addz(out, args ? "],\"channel\":" : ",\"channel\":");
	sim_json_channel(out, ch);
	sim_ari_event_to(sim, app);
}

bool
sim_stasis_enter(struct sim *sim, struct channel *ch, const char *name, const char *args)
{
	struct ari_app *app = sim_app_find(sim, name);
	char source[200];

	sim_variable_set(sim, ch, "STASISSTATUS", "");
	if (!app) {
		sim_variable_set(sim, ch, "STASISSTATUS", "FAILED");
		return false;
	}
	snprintf(source, sizeof(source), "channel:%s", ch->uniqueid);
	sim_app_subscribe(app, source);
	snprintf(ch->stasis, sizeof(ch->stasis), "%s", name);
	tell(sim, app, "StasisStart", ch, args);
	return true;
}

void
sim_stasis_leave(struct sim *sim, struct channel *ch)
{
	struct ari_app *app = *ch->stasis ? sim_app_find(sim, ch->stasis) : NULL;

	sim_media_leave(sim, ch);
	if (!*ch->stasis)
		return;
	if (app)
		tell(sim, app, "StasisEnd", ch, NULL);
	*ch->stasis = '\0';
	sim_variable_set(sim, ch, "STASISSTATUS", "SUCCESS");
}
