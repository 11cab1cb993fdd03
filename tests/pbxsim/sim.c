/* SPDX-License-Identifier: ISC */
/* The simulated PBX's clock and dice. */
#include "sim.h"

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
