/* SPDX-License-Identifier: ISC */
/* Hours only where there are any. */
#include "base/duration.h"

void
duration_print(struct buf *out, int64_t seconds)
{
	long long s = seconds > 0 ? (long long)seconds : 0;

	if (s >= 3600)
		buf_addf(out, "%lld:%02lld:%02lld", s / 3600, s / 60 % 60, s % 60);
	else
		buf_addf(out, "%lld:%02lld", s / 60, s % 60);
}

void
duration_print_tenths(struct buf *out, double seconds)
{
	if (seconds < 60)
		buf_addf(out, "%.1f s", seconds);
	else
		duration_print(out, (int64_t)seconds);
}
