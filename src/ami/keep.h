/* SPDX-License-Identifier: ISC */
/* A message that outlives the buffer it was parsed in. */
#ifndef AMI_KEEP_H
#define AMI_KEEP_H

#include "ami/msg.h"

/* A copy in one piece of memory; the caller frees it with free(). */
struct msg *msg_keep(const struct msg *m);

/* The bytes that such a copy takes. */
size_t msg_keep_size(const struct msg *m);

#endif
