/* SPDX-License-Identifier: ISC */
/* Reads ranges. Knows nothing of what they are for. */
#include "monitor/threshold.h"

#include <math.h>

#define NUMBER_MAX 64 /* bytes of a number: more are a mistake */

static size_t
count_digits(struct str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	return n;
}

/* Is it digits, maybe with a minus before and a fraction after them? */
static bool
is_decimal(struct str s)
{
	struct str rest = str_from_at(s, str_starts(s, STR("-")));
	size_t whole = count_digits(rest);

	if (whole == rest.n)
		return whole > 0;
	struct str fraction = str_from_at(rest, whole + 1);
	return rest.p[whole] == '.' && fraction.n && count_digits(fraction) == fraction.n;
}

static bool
read_number(struct str s, double *value)
{
	if (s.n > NUMBER_MAX || !is_decimal(s))
		return false;
	*value = str_double(s);
	return true;
}

static bool
read_start(struct str s, double *value)
{
	*value = str_eq(s, STR("~")) ? -INFINITY : 0;
	return s.n == 0 || str_eq(s, STR("~")) || read_number(s, value);
}

static bool
read_end(struct str s, double *value)
{
	*value = INFINITY;
	return s.n == 0 || read_number(s, value);
}

int
threshold_read(struct threshold *t, struct str text, struct err *err)
{
	bool inside = str_starts(text, STR("@"));
	struct str range = str_from_at(text, inside);
	size_t colon = str_chr(range, ':');
	bool pair = colon < range.n;

	*t = (struct threshold){.inside = inside, .text = text};
	bool valid = pair ? read_start(str_head(range, colon), &t->first) &&
	        read_end(str_from_at(range, colon + 1), &t->last)
	                  : read_number(range, &t->last);
	if (!valid)
		return err_set(err, ERR_USAGE,
		    "a range is 10, 10:, ~:10, 10:20 or @10:20: %.*s", STR_ARG(text));
	if (t->first > t->last)
		return err_set(err, ERR_USAGE, "the start of a range must not be above its end: "
		    "%.*s", STR_ARG(text));
	return 0;
}

static size_t
find_label(const char *const *labels, size_t n, struct str name)
{
	size_t i = 0;

	while (i < n && !str_ieq(str_of(labels[i]), name))
		i++;
	return i;
}

static int
unknown_label(const char *const *labels, size_t n, struct str name, struct err *err)
{
	err_set(err, ERR_USAGE, "no such value: %.*s, there is", STR_ARG(name));
	for (size_t i = 0; i < n; i++)
		err_suffix(err, "%s %s", i ? "," : "", labels[i]);
	return -1;
}

int
thresholds_read(struct threshold *v, const char *const *labels, size_t n, struct str text,
    struct err *err)
{
	struct str one;

	for (size_t at = 0; text.p && str_cut(&text, ',', &one); at++) {
		size_t equals = str_chr(one, '=');
		bool named = equals < one.n;
		size_t i = named ? find_label(labels, n, str_head(one, equals)) : at;
		if (named && i == n)
			return unknown_label(labels, n, str_head(one, equals), err);
		if (i >= n)
			return err_set(err, ERR_USAGE, "one range too many: %.*s", STR_ARG(one));
		struct str range = named ? str_from_at(one, equals + 1) : one;
		if ((range.n || n == 1 || named) && threshold_read(&v[i], range, err) < 0)
			return -1;
	}
	return 0;
}

bool
threshold_alerts(const struct threshold *t, double value)
{
	bool within = value >= t->first && value <= t->last;

	return t->text.p && within == t->inside;
}
