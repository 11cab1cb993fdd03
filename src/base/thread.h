/* SPDX-License-Identifier: ISC */
/* Threads besides the main one, which alone receives the signals. */
#ifndef BASE_THREAD_H
#define BASE_THREAD_H

#include <pthread.h>

/* Start a thread with every signal blocked; it must be joined or detached. Returns 0, or an
 * errno. */
int thread_start(pthread_t *thread, void *(*run)(void *arg), void *arg);

#endif
