/* SPDX-License-Identifier: ISC */
/* One question for all servers that are going to do the same: they show to what, and wait. */
#include "base/out.h"
#include "client/ask.h"
#include "client/fleet_control.h"
#include "fleet/fleet_impl.h"

#define SCRIPT_WAITS 1000 /* ms that the first plan of a script waits for those of other servers */

/* Is this the plan of an earlier line, which was left by ^C? */
static bool
is_late(const struct fleet *f, const struct worker *w)
{
	return f->interactive && w->owed == w->late;
}

/* Of the workers that wait, the one whose plan came first; NULL: none waits. */
static const struct worker *
first_waiting(const struct fleet *f)
{
	const struct worker *first = NULL;

	for (size_t i = 0; i < f->n; i++) {
		const struct worker *w = &f->v[i];
		if (w->asks && (!first || w->plan_number < first->plan_number))
			first = w;
	}
	return first;
}

/* Does it wait with a plan like that, which the same question is for? */
static bool
is_alike(const struct worker *w, const struct worker *first)
{
	return w->asks && str_eq(buf_str(&w->verb), buf_str(&first->verb)) &&
	    str_eq(buf_str(&w->command), buf_str(&first->command));
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
	w->shows = w->shown = false;
	w->plan_number = f->plans_n++;
	if (f->plans_due == CLOCK_NEVER)
		f->plans_due = clock_now() + SCRIPT_WAITS;
	w->things = plan.n;
	buf_reset(&w->verb);
	buf_adds(&w->verb, plan.verb);
	buf_reset(&w->command);
	buf_adds(&w->command, plan.command);
}

/* Let the workers with plans like the first show them. True: they have. */
static bool
show_alike(const struct fleet *f, const struct worker *first)
{
	bool shown = true;

	for (size_t i = 0; i < f->n; i++) {
		struct worker *w = &f->v[i];
		if (!is_alike(w, first))
			continue;
		if (!w->shows)
			fleet_control_send(w->control, CONTROL_ANSWER, STR(""));
		w->shows = true;
		shown &= w->shown;
	}
	return shown;
}

/* Give the workers with plans like the first the same answer. Others may come to the plans that
 * still wait. */
static void
answer_alike(struct fleet *f, const struct worker *first, enum fleet_control kind)
{
	for (size_t i = 0; i < f->n; i++) {
		struct worker *w = &f->v[i];
		if (!is_alike(w, first))
			continue;
		fleet_control_send(w->control, kind, kind == CONTROL_ANSWER ? STR("y") : STR(""));
		w->asks = false;
	}
	f->plans_due = first_waiting(f) ? clock_now() + SCRIPT_WAITS : CLOCK_NEVER;
}

/* Say that a plan was refused, below pictures that are still drawn. */
static void
tell_refusal(struct fleet *f, const struct worker *first)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&text, "amsh: %.*s: not done\n", STR_ARG(buf_str(&first->command)));
	if (f->watching)
		fleet_watch_say(&f->v[first - f->v], buf_str(&text));
	else
		out_stderr(buf_str(&text));
	buf_clear(&text);
}

/* The same as a no, which is reported. */
static void
refuse_alike(struct fleet *f, const struct worker *first)
{
	tell_refusal(f, first);
	answer_alike(f, first, CONTROL_NO_ANSWER);
}

static void
refuse_all(struct fleet *f)
{
	const struct worker *first;

	while ((first = first_waiting(f)) != NULL)
		refuse_alike(f, first);
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

/* Write the question about the plans that are like the first. */
static void
write_question(const struct fleet *f, const struct worker *first, struct buf *question)
{
	size_t servers = 0, things = 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct worker *w = &f->v[i];
		servers += is_alike(w, first);
		things += is_alike(w, first) ? w->things : 0;
	}
	if (servers == 1)
		buf_addf(question, "%s: ", fleet_name(first));
	buf_addf(question, "%.*s these %zu", STR_ARG(buf_str(&first->verb)), things);
	if (servers > 1)
		buf_addf(question, " on %zu servers", servers);
	buf_addz(question, "? [y/N] ");
}

void
fleet_refuse_plans(struct fleet *f)
{
	if (!first_waiting(f))
		return;
	if (f->interactive)
		out_show(STR("\n"));
	refuse_all(f);
}

/* Ask about the plans that are like the first: a no is for these. */
static void
ask(struct fleet *f, const struct worker *first)
{
	struct buf question = BUF_INIT(BUF_MAX_LINE), answer = BUF_INIT(64);

	write_question(f, first, &question);
	switch (ask_line(buf_z(&question), &answer, true)) {
	case ANSWER_GIVEN:
		if (ask_is_yes(buf_str(&answer)))
			answer_alike(f, first, CONTROL_ANSWER);
		else
			refuse_alike(f, first);
		break;
	case ANSWER_NONE: /* ^C is for all */
		refuse_all(f);
		break;
	case ANSWER_NO_TERMINAL:
		answer_alike(f, first, CONTROL_NO_TERMINAL);
		break;
	}
	buf_clear(&question);
	buf_clear(&answer);
}

void
fleet_ask_plans(struct fleet *f)
{
	const struct worker *first = first_waiting(f);

	if (!first || !show_alike(f, first))
		return;
	for (size_t i = 0; i < f->n; i++)
		if (is_awaited(f, &f->v[i]) && clock_now() < fleet_plans_deadline(f))
			return;
	ask(f, first);
}
