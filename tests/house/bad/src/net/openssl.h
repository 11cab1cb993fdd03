/* SPDX-License-Identifier: ISC */
/* May have OpenSSL, and base. */
#include <openssl/ssl.h>
#include "base/buf.h"
