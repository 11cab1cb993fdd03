/* SPDX-License-Identifier: ISC */
/* The start of a thread: it has the signal mask of the one that makes it. */
#include "base/thread.h"

#include <signal.h>

int
thread_start(pthread_t *thread, void *(*run)(void *arg), void *arg)
{
	sigset_t all, old;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	int number = pthread_create(thread, NULL, run, arg);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return number;
}
