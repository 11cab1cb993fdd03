/* SPDX-License-Identifier: ISC */
/* The terminal of a fleet, which one server's ssh has at a time; everything else waits. */
#include <unistd.h>

#include "base/out.h"
#include "fleet/fleet_impl.h"
#include "net/turn.h"

bool
fleet_lends_terminal(const struct fleet *f)
{
	return f->talks != NULL;
}

bool
fleet_may_lend_terminal(const struct fleet *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->v[i].may_ask && !f->v[i].settled)
			return true;
	return false;
}

/* A worker's command, or the worker, has ended. */
static void
end_turn(struct fleet *f, struct worker *w, unsigned char number)
{
	if (number == w->turn_number)
		w->may_ask = w->wants_turn = false;
	if (f->talks == w && number == f->talk_number)
		f->talks = NULL;
}

/* Take one message; false when there is none. */
static bool
take_one(struct fleet *f, struct worker *w)
{
	enum turn turn;
	unsigned char number;
	int got = w->turn < 0 ? 0 : turn_receive(w->turn, &turn, &number);

	if (got < 0) {
		close(w->turn);
		w->turn = -1;
		w->may_ask = w->wants_turn = false;
		f->talks = f->talks == w ? NULL : f->talks;
	} else if (got > 0 && turn == TURN_OVER) {
		end_turn(f, w, number);
	} else if (got > 0) {
		w->turn_number = number;
		w->may_ask = true;
		w->wants_turn = turn == TURN_WANT;
	}
	return got > 0;
}

void
fleet_hear_of_terminal(struct fleet *f, struct worker *w)
{
	while (take_one(f, w))
		continue;
}

void
fleet_lend_terminal(struct fleet *f)
{
	for (size_t i = 0; i < f->n && !f->talks && !f->watching; i++) {
		struct worker *w = &f->v[i];
		if (!w->wants_turn)
			continue;
		/* Somebody may be typing a line. */
		bool refused = f->interactive && f->begun && !w->owed;
		w->wants_turn = false;
		if (!refused) {
			f->talks = w;
			f->talk_number = w->turn_number;
			out_flush();
		}
		turn_send(w->turn, refused ? TURN_NO : TURN_YES, w->turn_number);
	}
}
