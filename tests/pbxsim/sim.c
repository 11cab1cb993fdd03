/* SPDX-License-Identifier: ISC */
/* The simulated PBX's clock and dice. */
#include "sim.h"

#include <stdio.h>
#include <time.h>

int64_t
sim_wall(const struct sim *sim)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000 + sim->wall_offset;
}

uint32_t
sim_random(struct sim *sim, uint32_t below)
{
	/* Knuth's linear congruential generator: repeatable is all it has to be. */
	sim->random = sim->random * 6364136223846793005u + 1442695040888963407u;
	return below ? (uint32_t)(sim->random >> 33) % below : 0;
}

void
sim_uuid(struct sim *sim, char out[37])
{
	snprintf(out, 37, "%08x-%04x-4%03x-a%03x-%06x%06x", sim_random(sim, 0x7fffffff),
	    sim_random(sim, 0x10000), sim_random(sim, 0x1000), sim_random(sim, 0x1000),
	    sim_random(sim, 0x1000000), sim_random(sim, 0x1000000));
}
