/* SPDX-License-Identifier: ISC */
/* Reads the times of events, prints local times. */
#include "view/when.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Take a number of some digits and what must come after it off the front of *s. */
static bool
cut_number(struct str *s, size_t digits, struct str after, long *number)
{
	if (!str_number(str_head(*s, digits), 0, 9999, number) ||
	    !str_starts(str_from_at(*s, digits), after))
		return false;
	*s = str_from_at(*s, digits + after.n);
	return true;
}

/* Days from 1970 to a date of this calendar. A year begins in March here, so that its last day is
 * the one that not all of them have. */
static long
days_to(long year, long month, long day)
{
	year -= month < 3;
	month += month < 3 ? 9 : -3;
	return year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day -
	       719469;
}

/* Read a time of ARI: 2026-11-28T04:44:35.894+0000 (main/json.c, ast_json_timeval()). */
static bool
read_iso(struct str s, struct timespec *time)
{
	long year, month, day, hour, minute, second, ms, zone_hour, zone_minute;

	if (!cut_number(&s, 4, STR("-"), &year) || !cut_number(&s, 2, STR("-"), &month) ||
	    !cut_number(&s, 2, STR("T"), &day) || !cut_number(&s, 2, STR(":"), &hour) ||
	    !cut_number(&s, 2, STR(":"), &minute) || !cut_number(&s, 2, STR("."), &second) ||
	    !cut_number(&s, 3, STR(""), &ms) || s.n != 5 || (s.p[0] != '+' && s.p[0] != '-'))
		return false;
	bool west = s.p[0] == '-';
	s = str_from_at(s, 1);
	if (!cut_number(&s, 2, STR(""), &zone_hour) || !cut_number(&s, 2, STR(""), &zone_minute) ||
	    month < 1 || month > 12)
		return false;
	long zone = (zone_hour * 60 + zone_minute) * 60;
	time->tv_sec = (time_t)days_to(year, month, day) * 86400 + hour * 3600 + minute * 60 +
		       second - (west ? -zone : zone);
	time->tv_nsec = ms * 1000000;
	return true;
}

struct timespec
when_of(const struct msg *m, struct timespec now)
{
	struct str fraction = msg_get(m, STR("Timestamp")), whole;
	struct timespec time = {0};
	long seconds, unit = 100000000;

	if (m->json && read_iso(fraction, &time))
		return time;
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
