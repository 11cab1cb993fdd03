/* SPDX-License-Identifier: ISC */
/* What the kernel does for us. Failure is not an error: a user could do nothing about it. */
#include "base/harden.h"

#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>
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

void
harden_end_with(pid_t parent)
{
#ifdef __linux__
	prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
	if (getppid() != parent)
		raise(SIGTERM);
}
