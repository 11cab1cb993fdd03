/* SPDX-License-Identifier: ISC */
/*
 * How long tests wait for what takes no time when all is well. CK_TIMEOUT_MULTIPLIER, libcheck's own
 * factor, makes all of them more patient.
 */
#ifndef TESTS_PATIENCE_H
#define TESTS_PATIENCE_H

#include <stdlib.h>

#define PATIENCE patience(10000) /* milliseconds after which a test gives up */

static int patience_times = 1;

/* Read before there are threads: what they wait for must not depend on who changes the environment. */
__attribute__((constructor)) static void
patience_read(void)
{
	const char *multiplier = getenv("CK_TIMEOUT_MULTIPLIER");
	int times = multiplier ? atoi(multiplier) : 1;

	patience_times = times > 1 && times <= 100 ? times : 1;
}

/* So many milliseconds, or as many times that as the environment says. */
static inline int
patience(int ms)
{
	return ms * patience_times;
}

#endif
