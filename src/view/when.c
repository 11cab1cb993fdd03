/* SPDX-License-Identifier: ISC */
/* Reads Timestamp headers, prints local times. */
#include "view/when.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

struct timespec
when_of(const struct msg *m, struct timespec now)
{
	struct str fraction = msg_get(m, STR("Timestamp")), whole;
	struct timespec time = {0};
	long seconds, unit = 100000000;

	str_cut(&fraction, '.', &whole);
	if (!str_number(whole, 0, 253402300799, &seconds)) {
		time.tv_sec = (time_t)(m->time / 1000);
		time.tv_nsec = (long)(m->time % 1000) * 1000000;
		return m->time ? time : now;
	}
	time.tv_sec = seconds;
	for (size_t i = 0; i < fraction.n && is_digit(fraction.p[i]); i++, unit /= 10)
		time.tv_nsec += (fraction.p[i] - '0') * unit;
	return time;
}

double
when_between(struct timespec from, struct timespec to)
{
	return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

void
when_print(struct buf *out, struct timespec time)
{
	when_print_seconds(out, time);
	buf_addf(out, ".%03ld", time.tv_nsec / 1000000);
}

void
when_print_seconds(struct buf *out, struct timespec time)
{
	struct tm tm;

	if (localtime_r(&time.tv_sec, &tm))
		buf_addf(out, "%02d:%02d:%02d", tm.tm_hour, tm.tm_min, tm.tm_sec);
}
