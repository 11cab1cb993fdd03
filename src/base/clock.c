/* SPDX-License-Identifier: ISC */
/* The monotonic clock and the time of day in milliseconds. */
#include "base/clock.h"

#include <limits.h>
#include <time.h>

static int64_t
read_clock(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

msec
clock_now(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

int64_t
clock_now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t
clock_today(void)
{
	return read_clock(CLOCK_REALTIME);
}

int
clock_poll_timeout(msec deadline)
{
	if (deadline == CLOCK_NEVER)
		return -1;
	msec left = deadline - clock_now();
	if (left < 0)
		return 0;
	return left > INT_MAX ? INT_MAX : (int)left;
}

/* The first three digits of a fraction as milliseconds; false if any character is not a digit. */
static bool
read_fraction(struct str digits, msec *ms)
{
	*ms = 0;
	for (size_t i = 0; i < 3; i++)
		*ms = *ms * 10 + (i < digits.n ? digits.p[i] - '0' : 0);
	for (size_t i = 0; i < digits.n; i++)
		if (digits.p[i] < '0' || digits.p[i] > '9')
			return false;
	return true;
}

bool
clock_read_seconds(struct str text, msec *value)
{
	size_t dot = str_chr(text, '.');
	struct str whole = str_head(text, dot), fraction = str_from_at(text, dot + 1);
	long seconds = 0;
	msec ms;

	if (whole.n + fraction.n == 0 || (dot < text.n && fraction.n == 0))
		return false;
	if (whole.n && whole.p[0] == '-')
		return false;
	if (whole.n && !str_number(whole, 0, CLOCK_SECONDS_MAX, &seconds))
		return false;
	if (!read_fraction(fraction, &ms))
		return false;
	*value = (msec)seconds * 1000 + ms;
	return true;
}
