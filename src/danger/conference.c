/* SPDX-License-Identifier: ISC */
/* ConfbridgeKick of all, or of all participants (apps/app_confbridge.c): those that the user saw,
 * and nobody who came later. From a script it is sent as it is. */
#include "ami/action.h"
#include "client/client.h"
#include "client/display.h"
#include "client/perform.h"
#include "client/request.h"
#include "danger/danger.h"
#include "danger/plan.h"
#include "lang/args.h"
#include "lang/settings.h"
#include "session/item.h"

static const struct plan_kind kind = {
    .command = "ConfbridgeKick",
    .verb = "Kick",
    .done = "kicked",
    .action = "ConfbridgeKick",
    .names = {"Conference", "Channel"},
    .item = "ConfbridgeKick",
    .gone = "No C", /* No Channel, or No Conference, by that name found */
};

struct guests {
	struct plan *plan;
	struct str conference;
	bool admins; /* they are meant, too */
	struct err refused;
};

static bool
reaches(const struct client *client, struct str block)
{
	struct str channel = action_value(block, STR("Channel"));

	return client->display->interactive && !client->settings->yes &&
	    !client->settings->dry_run &&
	       (str_ieq(channel, STR("all")) || str_ieq(channel, STR("participants")));
}

static void
take_guest(void *arg, const struct item *item)
{
	struct guests *g = arg;
	bool admin = str_ieq(msg_get(&item->msg, STR("Admin")), STR("Yes"));
	const struct str names[PLAN_NAMES] = {g->conference, msg_get(&item->msg, STR("Channel"))};

	if (item->kind == ITEM_REPLY && msg_is(&item->msg, MSG_RESPONSE, STR("Error")))
		request_refused(&g->refused, "ConfbridgeKick: ", STR("ConfbridgeList"), &item->msg);
	if (item->kind == ITEM_LIST && names[1].n && (g->admins || !admin))
		plan_add(g->plan, names, names[1]);
}

static int
list(struct client *client, struct str block, struct plan *plan, bool *always, struct err *err)
{
	struct guests g = {
	    .plan = plan,
	    .conference = action_value(block, STR("Conference")),
	    .admins = str_ieq(action_value(block, STR("Channel")), STR("all")),
	};
	const struct header conference = {STR("Conference"), g.conference};
	int failed =
	    perform_quietly(client, "ConfbridgeList", &conference, 1, take_guest, &g, err);

	*always = true; /* who else is there is not said by the line */
	if (failed || plan->n)
		return failed;
	err_set(err, ERR_FAILED, "ConfbridgeKick: there is nobody to kick in %.*s",
	    STR_ARG(g.conference));
	if (g.refused.kind != ERR_NONE)
		*err = g.refused;
	return -1;
}

const struct danger danger_confbridgekick = {
    .action = "ConfbridgeKick",
    .kind = &kind,
    .reaches = reaches,
    .list = list,
    .lists_by = "ConfbridgeList",
};
