/* SPDX-License-Identifier: ISC */
/* Pins of certificate files. */
#ifndef NET_TLS_PIN_H
#define NET_TLS_PIN_H

#include "base/buf.h"
#include "base/err.h"

/* Append sha256:HEX of the first certificate in a PEM file. ERR_USAGE when there is none. */
int tls_pin_of_file(struct buf *pin, const char *file, struct err *err);

#endif
