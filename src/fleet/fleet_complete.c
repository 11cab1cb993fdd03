/* SPDX-License-Identifier: ISC */
/* What a line can be completed with, as the worker says that the line is for. */
#include "complete/candidates.h"

#include "client/fleet_control.h"
#include "fleet/fleet_impl.h"

#define PATIENCE 1000 /* ms; the worker itself waits for its server for a part of that */

void
fleet_take_candidate(struct fleet *f, struct worker *w, struct str text)
{
	struct str kind = str_head(text, 1), rest = str_from_at(text, 1), word;
	long number;

	/* Nobody waits any more for what comes late. */
	if (text.n == 0)
		w->completes = false;
	else if (f->wanted && str_number(kind, CANDIDATE_WORD, CANDIDATE_OPTIONAL, &number) &&
	         str_cut(&rest, '\0', &word))
		completion_add(f->wanted, word, rest, (enum candidate_kind)number);
}

bool
fleet_complete(struct fleet *f, size_t i, struct str line, struct completion *c)
{
	struct worker *w = &f->v[i];
	struct completion said = {.prefix = c->prefix};
	msec deadline = clock_now() + PATIENCE;

	if (!w->up || w->owed || w->completes)
		return false;
	fleet_control_send(w->control, CONTROL_COMPLETE, line);
	w->completes = true;
	f->wanted = &said;
	while (w->completes && w->pid && clock_now() < deadline) {
		struct pollfd v = {.fd = w->control, .events = POLLIN};
		if (poll(&v, 1, clock_poll_timeout(deadline)) > 0)
			fleet_take_messages(f, w);
	}
	f->wanted = NULL;
	bool whole = w->pid && !w->completes;
	if (whole)
		completion_replace(c, &said);
	completion_clear(&said);
	return whole;
}
