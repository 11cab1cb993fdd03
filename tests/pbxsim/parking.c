/* SPDX-License-Identifier: ISC */
/* Parks channels; those that nobody fetches go on in the dialplan. */
#include "parking.h"

#include <inttypes.h>
#include <stdio.h>

#include "channel.h"
#include "dialplan.h"
#include "event.h"
#include "timer.h"

static bool
is_taken(const struct sim *sim, int space)
{
	for (const struct channel *ch = sim->channels; ch; ch = ch->next)
		if (ch->parked == space)
			return true;
	return false;
}

void
sim_parked_fields(const struct sim *sim, struct buf *out, const struct channel *ch)
{
	int64_t seconds = (sim_wall(sim) - ch->parked_at) / 1000000;

	sim_snapshot(out, "Parkee", ch);
	buf_addf(out,
	    "ParkerDialString: %s\r\nParkinglot: default\r\nParkingSpace: %d\r\n"
	    "ParkingTimeout: %" PRId64 "\r\nParkingDuration: %" PRId64 "\r\n",
	    ch->parker, ch->parked, PARKING_TIMEOUT - seconds, seconds);
}

static void
tell(struct sim *sim, const char *event, const struct channel *ch)
{
	sim_event_begin(sim, event, CLASS_CALL);
	sim_parked_fields(sim, &sim->event, ch);
	sim_event_send(sim);
}

static void
nobody_came(struct sim *sim, void *owner)
{
	struct channel *ch = owner;

	sim_unpark(sim, ch, "ParkedCallTimeOut");
	if (ch->dialplan)
		sim_dialplan_next(sim, ch);
	else
		sim_hangup(sim, ch, CAUSE_NORMAL);
}

bool
sim_park(struct sim *sim, struct channel *ch, const char *parker)
{
	int space = PARKING_FIRST;

	while (space <= PARKING_LAST && is_taken(sim, space))
		space++;
	if (space > PARKING_LAST)
		return false;
	ch->parked = space;
	ch->parked_at = sim_wall(sim);
	snprintf(ch->parker, sizeof(ch->parker), "%s", parker);
	tell(sim, "ParkedCall", ch);
	sim_after(sim, PARKING_TIMEOUT * 1000, nobody_came, ch);
	return true;
}

void
sim_unpark(struct sim *sim, struct channel *ch, const char *event)
{
	if (!ch->parked)
		return;
	tell(sim, event, ch);
	ch->parked = 0;
	sim_cancel(sim, ch, nobody_came);
}
