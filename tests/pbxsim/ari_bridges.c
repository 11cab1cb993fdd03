/* SPDX-License-Identifier: ISC */
/* Bridges that programs of ARI make. */
#include <stdio.h>
#include <stdlib.h>

#include "ari.h"
#include "ari_app.h"
#include "ari_json.h"
#include "base/mem.h"
#include "bridge.h"
#include "channel.h"

static void
list(struct ari_request *q)
{
	const char *before = "[";

	for (const struct bridge *b = q->sim->bridges; b; b = b->next) {
		buf_addz(&q->out, before);
		sim_json_bridge(&q->out, q->sim, b);
		before = ",";
	}
	buf_addz(&q->out, q->out.n ? "]" : "[]");
	sim_ari_ok(q);
}

/* The bridge that the path names, or NULL after an answer of 404. */
static struct bridge *
need(struct ari_request *q)
{
	struct bridge *b = sim_bridge_find(q->sim, q->word[1]);

	if (!b)
		sim_ari_error(q, 404, "Bridge not found");
	return b;
}

static void
get(struct ari_request *q)
{
	const struct bridge *b = need(q);

	if (!b)
		return;
	sim_json_bridge(&q->out, q->sim, b);
	sim_ari_ok(q);
}

static void
create(struct ari_request *q)
{
	const char *id = q->words == 2 ? q->word[1] : sim_ari_param(q, "bridgeId");
	bool holding = strstr(sim_ari_param(q, "type"), "holding") != NULL;

	if (*id && sim_bridge_find(q->sim, id)) {
		sim_ari_error(q, 409, "Bridge with id '%s' already exists", id);
		return;
	}
	sim_json_bridge(&q->out, q->sim,
	    sim_bridge_make(q->sim, id, sim_ari_param(q, "name"), holding));
	sim_ari_ok(q);
}

static void
destroy(struct ari_request *q)
{
	struct bridge *b = need(q);

	if (!b)
		return;
	sim_bridge_destroy(q->sim, b);
	sim_ari_done(q);
}

/* Look whether all of the channels can be added, or removed; refuse if not. */
static bool
check_channels(struct ari_request *q, const struct bridge *b, bool adding)
{
	struct str rest = str_of(sim_ari_param(q, "channel")), one;

	if (!rest.n) {
		sim_ari_error(q, 400, "Missing parameter channel");
		return false;
	}
	while (str_cut(&rest, ',', &one)) {
		char *id = mem_strndup(one);
		const struct channel *ch = sim_channel_find(q->sim, id);
		free(id);
		if (!ch)
			sim_ari_error(q, 400, "Channel not found");
		else if (!*ch->stasis)
			sim_ari_error(q, 422, "Channel not in Stasis application");
		else if (!adding && ch->bridge != b)
			sim_ari_error(q, 422, "Channel not in this bridge");
		else
			continue;
		return false;
	}
	return true;
}

/* Who has the channel hears of its bridge, too. */
static void
subscribe(struct sim *sim, const struct channel *ch, const struct bridge *b)
{
	struct ari_app *app = sim_app_find(sim, ch->stasis);
	char source[200];

	snprintf(source, sizeof(source), "bridge:%s", b->id);
	if (app)
		sim_app_subscribe(app, source);
}

static void
change(struct ari_request *q, bool adding)
{
	struct bridge *b = need(q);
	struct str rest = str_of(sim_ari_param(q, "channel")), one;

	if (!b || !check_channels(q, b, adding))
		return;
	while (str_cut(&rest, ',', &one)) {
		char *id = mem_strndup(one);
		struct channel *ch = sim_channel_find(q->sim, id);
		free(id);
		if (adding) {
			subscribe(q->sim, ch, b);
			sim_bridge_enter(q->sim, b, ch);
		} else {
			sim_bridge_leave(q->sim, ch);
		}
	}
	sim_ari_done(q);
}

static void
add_channel(struct ari_request *q)
{
	change(q, true);
}

static void
remove_channel(struct ari_request *q)
{
	change(q, false);
}

static void
quietly(struct ari_request *q)
{
	if (need(q))
		sim_ari_done(q);
}

#define BRIDGE "/bridges/{bridgeId}"
#define NO_SUCH "404 Bridge not found"
#define CHANGES                                                                                    \
	"400 Channel not found;404 Bridge not found;409 Bridge not in Stasis application;"         \
	"422 Channel not in Stasis application"

const struct ari_operation sim_ari_bridges[] = {
    {"GET", "/bridges", "list", "List[Bridge]", "", "", "List the bridges.", list},
    {"POST", "/bridges", "create", "Bridge", "type bridgeId name",
        "409 Bridge with the same bridgeId already exists", "Make a bridge.", create},
    {"POST", BRIDGE, "createWithId", "Bridge", "type name",
        "409 Bridge with the same bridgeId already exists", "Make a bridge with this id.",
        create},
    {"GET", BRIDGE, "get", "Bridge", "", NO_SUCH, "Tell about a bridge.", get},
    {"DELETE", BRIDGE, "destroy", "void", "", NO_SUCH, "Let all channels go, and end a bridge.",
        destroy},
    {"POST", BRIDGE "/addChannel", "addChannel", "void",
        "channel!* role absorbDTMF:boolean mute:boolean", CHANGES, "Put channels into a bridge.",
        add_channel},
    {"POST", BRIDGE "/removeChannel", "removeChannel", "void", "channel!*", CHANGES,
        "Take channels out of a bridge.", remove_channel},
    {"POST", BRIDGE "/moh", "startMoh", "void", "mohClass", NO_SUCH, "Play music.", quietly},
    {"DELETE", BRIDGE "/moh", "stopMoh", "void", "", NO_SUCH, "End the music.", quietly},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
