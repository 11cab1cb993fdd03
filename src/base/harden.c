/* SPDX-License-Identifier: ISC */
/* Core dumps off. Failure is not an error: there is nothing that a user could do about it. */
#include "base/harden.h"

#include <sys/resource.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

void
harden_process(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_CORE, &limit) == 0) {
		limit.rlim_cur = 0;
		setrlimit(RLIMIT_CORE, &limit);
	}
#ifdef __linux__
	prctl(PR_SET_DUMPABLE, 0); /* a core_pattern that is a pipe ignores the limit */
#endif
}
