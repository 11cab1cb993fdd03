/* SPDX-License-Identifier: ISC */
/* The times of call files, in local time. */
#include <time.h>

#include "conf/callfile.h"

#define ONCE 1
#define TWICE 2

static int
no_time(struct str text, struct err *err)
{
	return err_set(err, ERR_USAGE,
	    "not a time: %.*s (YYYY-MM-DD HH:MM[:SS], HH:MM[:SS] or +SECONDS)", STR_ARG(text));
}

/* "+90", "+90s", "+5m", "+2h", "+1d". */
static bool
read_distance(struct str text, long *seconds)
{
	static const struct {
		char letter;
		long seconds;
	} units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}};
	long factor = 1;

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (text.n && text.p[text.n - 1] == units[i].letter) {
			factor = units[i].seconds;
			text.n--;
			break;
		}
	}
	if (!str_number(text, 0, 100000000, seconds))
		return false;
	*seconds *= factor;
	return true;
}

/* Numbers of this many digits with these marks between them: "dddd-dd-dd". */
static bool
read_digits(struct str *text, const char *form, int *numbers)
{
	for (; *form; form++) {
		if (text->n == 0)
			return false;
		char c = text->p[0];
		if (*form == 'd' ? c < '0' || c > '9' : c != *form)
			return false;
		if (*form == 'd')
			*numbers = *numbers * 10 + (c - '0');
		else
			*++numbers = 0;
		*text = str_from_at(*text, 1);
	}
	return true;
}

/* "HH:MM" or "HH:MM:SS", and nothing after it. */
static bool
read_clock(struct str text, struct tm *tm)
{
	int n[3] = {0};
	bool seconds = text.n > 5;

	if (!read_digits(&text, seconds ? "dd:dd:dd" : "dd:dd", n) || text.n || n[0] > 23 ||
	    n[1] > 59 || n[2] > 59)
		return false;
	tm->tm_hour = n[0];
	tm->tm_min = n[1];
	tm->tm_sec = n[2];
	return true;
}

/* Does the local clock show this at that time? */
static bool
shows(time_t at, const struct tm *wanted)
{
	struct tm tm;

	return at != (time_t)-1 && localtime_r(&at, &tm) && tm.tm_mday == wanted->tm_mday &&
	    tm.tm_mon == wanted->tm_mon && tm.tm_hour == wanted->tm_hour &&
	    tm.tm_min == wanted->tm_min;
}

/* How often the local clock shows this: once, never in an hour that is skipped, twice in one that
 * repeats. at gets the times, the earlier one first. */
static int
times_of(time_t at[2], const struct tm *wanted)
{
	static const long changes[] = {-7200, -3600, -1800, 1800, 3600, 7200};
	struct tm tm = *wanted;

	tm.tm_isdst = -1;
	at[0] = at[1] = mktime(&tm);
	if (!shows(at[0], wanted))
		return 0;
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		if (!shows(at[0] + changes[i], wanted))
			continue;
		at[changes[i] > 0] = at[0] + changes[i];
		return TWICE;
	}
	return ONCE;
}

/* Make it a day of the calendar; false when there is no such day, such as the 30th of February. */
static bool
settle_date(struct tm *tm)
{
	struct tm noon = {.tm_year = tm->tm_year, .tm_mon = tm->tm_mon, .tm_mday = tm->tm_mday,
	    .tm_hour = 12, .tm_isdst = -1};
	bool is_date = mktime(&noon) != (time_t)-1 && noon.tm_mday == tm->tm_mday &&
	    noon.tm_mon == tm->tm_mon;

	tm->tm_year = noon.tm_year;
	tm->tm_mon = noon.tm_mon;
	tm->tm_mday = noon.tm_mday;
	return is_date;
}

/* Choose the time: of two the first that has not passed. */
static int
choose(time_t *at, const struct tm *tm, struct str text, time_t now, struct buf *note,
    struct err *err)
{
	struct tm chosen;
	char shown[64];
	time_t both[2];
	int n = times_of(both, tm);

	if (n == 0)
		return err_set(err, ERR_USAGE,
		    "no such time: %.*s, the hour is skipped when the clocks go forward",
		    STR_ARG(text));
	*at = both[n == TWICE && both[0] < now];
	if (n == TWICE && localtime_r(at, &chosen) &&
	    strftime(shown, sizeof(shown), "%Y-%m-%d %H:%M:%S %Z (%z)", &chosen))
		buf_addf(note, "that time comes twice, since the clocks go back: using %s",
		    shown);
	return *at < now ? err_set(err, ERR_USAGE, "time is in the past: %.*s", STR_ARG(text)) : 0;
}

/* The next time that the clock shows this, today or tomorrow. */
static int
next_time(time_t *at, struct tm *tm, struct str text, time_t now, struct buf *note, struct err *err)
{
	struct tm today = *tm;
	time_t both[2];

	times_of(both, &today);
	if (both[1] <= now) {
		tm->tm_mday++;
		settle_date(tm);
	}
	return choose(at, tm, text, now, note, err);
}

int
callfile_time(time_t *at, struct str text, time_t now, struct buf *note, struct err *err)
{
	struct str rest = text;
	struct tm tm;
	int date[3] = {0};
	long seconds;

	localtime_r(&now, &tm);
	if (str_starts(text, STR("+"))) {
		if (!read_distance(str_from_at(text, 1), &seconds))
			return no_time(text, err);
		*at = now + seconds;
		return 0;
	}
	if (read_clock(text, &tm))
		return next_time(at, &tm, text, now, note, err);
	if (!read_digits(&rest, "dddd-dd-dd", date) || rest.n == 0 ||
	    (rest.p[0] != ' ' && rest.p[0] != 'T') || !read_clock(str_from_at(rest, 1), &tm))
		return no_time(text, err);
	tm.tm_year = date[0] - 1900;
	tm.tm_mon = date[1] - 1;
	tm.tm_mday = date[2];
	return settle_date(&tm) ? choose(at, &tm, text, now, note, err) : no_time(text, err);
}
