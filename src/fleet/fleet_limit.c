/* SPDX-License-Identifier: ISC */
/* The limit of open files, for a front of many workers. */
#include <sys/resource.h>

#include "fleet/fleet_impl.h"

#define OTHERS 64 /* of the program itself, its shell, and what it runs */

static struct rlimit inherited;

int
fleet_raise_limit(size_t servers, struct err *err)
{
	rlim_t needed = (rlim_t)(servers * FLEET_WAYS + OTHERS);

	if (getrlimit(RLIMIT_NOFILE, &inherited) < 0 || inherited.rlim_cur >= needed)
		return 0;
	struct rlimit limit = {.rlim_cur = needed, .rlim_max = inherited.rlim_max};
	if (inherited.rlim_max < needed || setrlimit(RLIMIT_NOFILE, &limit) < 0)
		return err_set(err, ERR_USAGE,
		    "%zu servers need %lu open files, and the limit is %lu: raise it (ulimit -Hn, "
		    "as root) or name fewer servers", servers, (unsigned long)needed,
		    (unsigned long)inherited.rlim_max);
	return 0;
}

void
fleet_restore_limit(void)
{
	if (inherited.rlim_max)
		setrlimit(RLIMIT_NOFILE, &inherited);
}
