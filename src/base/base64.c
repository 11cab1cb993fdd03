/* SPDX-License-Identifier: ISC */
/* Three bytes are four characters. */
#include "base/base64.h"

void
base64_add(struct buf *out, struct str bytes)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *p = (const unsigned char *)bytes.p;

	for (size_t i = 0; i < bytes.n; i += 3) {
		size_t left = bytes.n - i;
		unsigned b = (unsigned)p[i] << 16;
		b |= left > 1 ? (unsigned)p[i + 1] << 8 : 0;
		b |= left > 2 ? (unsigned)p[i + 2] : 0;
		buf_addc(out, digits[b >> 18]);
		buf_addc(out, digits[b >> 12 & 63]);
		buf_addc(out, left > 1 ? digits[b >> 6 & 63] : '=');
		buf_addc(out, left > 2 ? digits[b & 63] : '=');
	}
}
