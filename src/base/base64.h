/* SPDX-License-Identifier: ISC */
/* Bytes in Base64 (RFC 4648). */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/buf.h"

/* Append bytes in Base64, with = at the end where they do not come out even. */
void base64_add(struct buf *out, struct str bytes);

#endif
