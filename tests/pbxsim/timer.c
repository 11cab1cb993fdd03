/* SPDX-License-Identifier: ISC */
/* The list of timers, the next one first. */
#include "timer.h"

#include <stdlib.h>

#include "base/mem.h"

struct timer {
	struct timer *next;
	msec due;
	timer_fn *fn;
	void *owner;
};

void
sim_after(struct sim *sim, msec delay, timer_fn *fn, void *owner)
{
	struct timer *t = mem_alloc(sizeof(*t));
	struct timer **at = &sim->timers;

	t->due = clock_now() + delay;
	t->fn = fn;
	t->owner = owner;
	while (*at && (*at)->due <= t->due)
		at = &(*at)->next;
	t->next = *at;
	*at = t;
}

void
sim_cancel(struct sim *sim, const void *owner, timer_fn *fn)
{
	struct timer **at = &sim->timers;

	while (*at) {
		struct timer *t = *at;
		if (t->owner == owner && (!fn || t->fn == fn)) {
			*at = t->next;
			free(t);
		} else {
			at = &t->next;
		}
	}
}

void
sim_run_due(struct sim *sim)
{
	msec now = clock_now();

	while (sim->timers && sim->timers->due <= now) {
		struct timer *t = sim->timers;
		sim->timers = t->next;
		t->fn(sim, t->owner);
		free(t);
	}
}

void
sim_timers_clear(struct sim *sim)
{
	while (sim->timers) {
		struct timer *t = sim->timers;
		sim->timers = t->next;
		if (t->due <= clock_now())
			t->fn(sim, t->owner);
		free(t);
	}
}

msec
sim_next_due(const struct sim *sim)
{
	return sim->timers ? sim->timers->due : CLOCK_NEVER;
}
