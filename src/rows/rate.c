/* SPDX-License-Identifier: ISC */
/* When what may begin. */
#include "rows/rate.h"

#define RATE_MAX 100000

int
rate_read(struct rate *r, struct str text, struct err *err)
{
	struct str number = str_head(text, str_chr(text, '/')), unit = str_from_at(text, number.n);
	bool minute = str_eq(unit, STR("/m"));

	*r = (struct rate){.unit = minute ? 60000 : 1000};
	if (str_number(number, 1, RATE_MAX, &r->n) &&
	    (unit.n == 0 || minute || str_eq(unit, STR("/s"))))
		return 0;
	return err_set(err, ERR_USAGE,
	    "--rate must be 1 to %d a second or minute, such as 5/s or 30/m: %.*s",
	    RATE_MAX, STR_ARG(text));
}

msec
rate_next(const struct rate *r)
{
	return r->n && r->begun ? r->start + r->begun * r->unit / r->n : 0;
}

void
rate_take(struct rate *r, msec now)
{
	msec late = now - rate_next(r);

	if (r->n && (r->begun == 0 || late > r->unit / r->n + 100)) {
		r->start = now;
		r->begun = 0;
	}
	r->begun++;
}
