/* SPDX-License-Identifier: ISC */
/* One question for all servers: they have printed what they are going to do, and wait. */
#include "base/out.h"
#include "client/ask.h"
#include "client/fleet_control.h"
#include "fleet/fleet_impl.h"

#define SCRIPT_WAITS 1000 /* ms that the first plan of a script waits for those of other servers */

/* Is this the plan of an earlier line, which was left by ^C? */
static bool
is_late(const struct fleet *f, const struct worker *w)
{
	return f->interactive && w->owed != 1;
}

void
fleet_take_plan(struct fleet *f, struct worker *w, struct str text)
{
	struct fleet_plan plan;

	if (is_late(f, w) || !fleet_control_read_plan(text, &plan)) {
		fleet_control_send(w->control, CONTROL_NO_ANSWER, STR(""));
		return;
	}
	w->asks = true;
	if (f->plans_due == CLOCK_NEVER)
		f->plans_due = clock_now() + SCRIPT_WAITS;
	w->things = plan.n;
	buf_reset(&f->verb);
	buf_adds(&f->verb, plan.verb);
	buf_reset(&f->command);
	buf_adds(&f->command, plan.command);
}

/* Give all waiting workers the same answer. */
static void
answer_all(struct fleet *f, enum fleet_control kind, struct str text)
{
	for (size_t i = 0; i < f->n; i++) {
		struct worker *w = &f->v[i];
		if (w->asks)
			fleet_control_send(w->control, kind, text);
		w->asks = false;
	}
	f->plans_due = CLOCK_NEVER;
}

msec
fleet_plans_deadline(const struct fleet *f)
{
	return f->interactive ? CLOCK_NEVER : f->plans_due;
}

/* May another plan still come? */
static bool
is_awaited(const struct fleet *f, const struct worker *w)
{
	return w->pid > 0 && !w->asks && (!f->interactive || w->owed);
}

/* Write the question about the plans of this many servers. */
static void
write_question(struct fleet *f, struct buf *question)
{
	size_t servers = 0, things = 0;
	const char *name = NULL;

	for (size_t i = 0; i < f->n; i++) {
		const struct worker *w = &f->v[i];
		servers += w->asks;
		things += w->asks ? w->things : 0;
		name = w->asks ? fleet_name(w) : name;
	}
	if (servers == 1)
		buf_addf(question, "%s: %s these %zu? [y/N] ", name, buf_z(&f->verb), things);
	else
		buf_addf(question, "%s these %zu on %zu servers? [y/N] ", buf_z(&f->verb), things,
		    servers);
}

void
fleet_refuse_plans(struct fleet *f)
{
	bool asks = false;

	for (size_t i = 0; i < f->n; i++)
		asks |= f->v[i].asks;
	if (!asks)
		return;
	out_write(f->interactive ? STR("\n") : STR(""));
	out_error("%s: not done", buf_z(&f->command));
	answer_all(f, CONTROL_NO_ANSWER, STR(""));
}

void
fleet_ask_plans(struct fleet *f)
{
	static const enum fleet_control kinds[] = {
	    [ANSWER_GIVEN] = CONTROL_ANSWER,
	    [ANSWER_NONE] = CONTROL_NO_ANSWER,
	    [ANSWER_NO_TERMINAL] = CONTROL_NO_TERMINAL,
	};
	struct buf question = BUF_INIT(BUF_MAX_LINE), answer = BUF_INIT(64);
	bool asks = false;

	for (size_t i = 0; i < f->n; i++) {
		if (is_awaited(f, &f->v[i]) && clock_now() < fleet_plans_deadline(f))
			return;
		asks |= f->v[i].asks;
	}
	if (!asks)
		return;
	write_question(f, &question);
	enum answer given = ask_line(buf_z(&question), &answer, true);
	if (given == ANSWER_GIVEN && !ask_is_yes(buf_str(&answer)))
		given = ANSWER_NONE;
	if (given == ANSWER_NONE)
		out_error("%s: not done", buf_z(&f->command));
	answer_all(f, kinds[given], STR("y"));
	buf_clear(&question);
	buf_clear(&answer);
}
