/* SPDX-License-Identifier: ISC */
/* May have threads. */
#include <pthread.h>
