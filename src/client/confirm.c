/* SPDX-License-Identifier: ISC */
/* Shows and asks, itself or through the front of a fleet. */
#include "client/confirm.h"

#include "base/out.h"
#include "client/client.h"
#include "client/display.h"
#include "client/fleet_control.h"
#include "client/fleet_member.h"
#include "client/pager.h"

/* A user reads the results, unless they go to a file or a command now, or are gathered for a
 * picture; a script's go elsewhere. */
static void
show(const struct client *client, struct str shown)
{
	if (client->display->interactive && out_is_terminal() && !out_gathers())
		pager_print(true, shown);
	else
		ask_show(shown);
}

static enum answer
ask_front(const struct client *client, const struct fleet_plan *plan, struct str shown,
    struct buf *answer)
{
	enum answer given = member_plan(client->member, plan);

	if (given != ANSWER_GIVEN)
		return given;
	show(client, shown);
	return member_ask(client->member, answer);
}

static enum answer
ask_here(const struct client *client, const struct fleet_plan *plan, struct str shown,
    const char *question, struct buf *answer)
{
	struct buf usual = BUF_INIT(BUF_MAX_LINE);

	show(client, shown);
	buf_addf(&usual, "%.*s these %zu? [y/N] ", STR_ARG(plan->verb), plan->n);
	enum answer given = ask_line(question ? question : buf_z(&usual), answer, true);
	buf_clear(&usual);
	return given;
}

enum answer
confirm(const struct client *client, const struct fleet_plan *plan, struct str shown,
    const char *question, bool *yes)
{
	struct buf answer = BUF_INIT(64);
	enum answer given = client->member ? ask_front(client, plan, shown, &answer)
	                                   : ask_here(client, plan, shown, question, &answer);

	*yes = given == ANSWER_GIVEN && ask_is_yes(buf_str(&answer));
	buf_clear(&answer);
	return given;
}
