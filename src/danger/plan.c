/* SPDX-License-Identifier: ISC */
/* The things of a plan, and the question about them. */
#include "danger/plan.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "client/client.h"
#include "client/confirm.h"
#include "client/display.h"
#include "client/fleet_control.h"
#include "lang/settings.h"

void
plan_init(struct plan *p, const struct plan_kind *kind)
{
	*p = (struct plan){.kind = kind, .note = BUF_INIT(BUF_MAX_LINE),
	    .shown = BUF_INIT(BUF_MAX_TEXT)};
}

void
plan_reset(struct plan *p)
{
	for (size_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < PLAN_NAMES; k++)
			free(p->v[i].names[k]);
	p->n = 0;
	buf_reset(&p->shown);
}

void
plan_clear(struct plan *p)
{
	plan_reset(p);
	free(p->v);
	free(p->more_value);
	buf_clear(&p->note);
	buf_clear(&p->shown);
	*p = (struct plan){0};
}

void
plan_say_more(struct plan *p, const char *header, struct str value)
{
	if (value.n == 0)
		return;
	p->more = header;
	mem_replace(&p->more_value, value);
}

void
plan_add(struct plan *p, const struct str *names, struct str shown)
{
	if (p->n == p->room) {
		p->room = p->room ? 2 * p->room : 16;
		p->v = mem_grow(p->v, p->room, sizeof(*p->v));
	}
	struct plan_thing *thing = &p->v[p->n++];
	for (size_t k = 0; k < PLAN_NAMES; k++)
		thing->names[k] = p->kind->names[k] ? mem_strndup(names[k]) : NULL;
	buf_addz(&p->shown, "  ");
	text_escape(&p->shown, shown);
	buf_addc(&p->shown, '\n');
}

bool
plan_is_asked(const struct client *client)
{
	return client->display->interactive && !client->settings->agreed;
}

/* Show the plan, below what must be known first, and ask. */
static enum answer
ask(const struct client *client, const struct fleet_plan *plan, const struct plan *p, bool *yes)
{
	struct buf shown = BUF_INIT(BUF_MAX_TEXT + BUF_MAX_LINE);

	buf_adds(&shown, buf_str(&p->note));
	buf_adds(&shown, buf_str(&p->shown));
	enum answer given = confirm(client, plan, buf_str(&shown), NULL, yes);
	buf_clear(&shown);
	return given;
}

int
plan_confirm(struct client *client, const struct plan *p, bool always, struct err *err)
{
	const char *command = p->kind->command;
	const struct fleet_plan plan = {p->n, str_of(p->kind->verb), str_of(command)};
	bool yes;

	if (client->settings->yes || (!plan_is_asked(client) && !always))
		return 0;
	enum answer given = ask(client, &plan, p, &yes);
	if (yes)
		return 0;
	if (given == ANSWER_NO_TERMINAL)
		return err_set(err, ERR_USAGE,
		    "%s: not done, since nobody can be asked: use --yes to do it without asking",
		    command);
	return client->member ? err_set(err, ERR_FAILED, "%s", "")
	                 : err_set(err, ERR_FAILED, "%s: not done", command);
}
