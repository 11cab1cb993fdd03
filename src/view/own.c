/* SPDX-License-Identifier: ISC */
/* The names and values that this program adds. */
#include "view/own.h"

#include <stdio.h>
#include <time.h>

#define LAST_SECOND INT64_C(253402300799) /* of the year 9999 */

void
own_init(struct own *own, struct str server)
{
	*own = (struct own){.server = server, .second = -1};
	compose_init(&own->copy);
}

void
own_clear(struct own *own)
{
	compose_clear(&own->copy);
}

bool
own_adds(struct str name)
{
	return name.n && name.p[0] == '_' &&
	    (str_ieq(name, OWN_SERVER) || str_ieq(name, OWN_TIME) || str_ieq(name, OWN_SEQ));
}

/* Make the text of a second, without its digits after the point. */
static void
write_second(struct own *own, int64_t second)
{
	time_t t = (time_t)second;
	struct tm tm;

	own->second = second;
	own->text_n = 0;
	if (second >= 0 && second <= LAST_SECOND && gmtime_r(&t, &tm))
		own->text_n = strftime(own->text, sizeof(own->text), "%Y-%m-%dT%H:%M:%S.000Z", &tm);
}

struct str
own_time(struct own *own, const struct msg *m)
{
	int64_t second = m->time / 1000;
	unsigned ms = (unsigned)(m->time % 1000);

	if (m->time <= 0)
		return STR("");
	if (second != own->second)
		write_second(own, second);
	if (own->text_n) {
		char *digits = own->text + own->text_n - 4;
		digits[0] = (char)('0' + ms / 100);
		digits[1] = (char)('0' + ms / 10 % 10);
		digits[2] = (char)('0' + ms % 10);
	}
	return str_from(own->text, own->text_n);
}

struct str
own_seq(struct own *own)
{
	size_t at = sizeof(own->digits);

	for (uint64_t rest = own->number; rest; rest /= 10)
		own->digits[--at] = (char)('0' + rest % 10);
	return str_from(own->digits + at, sizeof(own->digits) - at);
}

struct msg
own_add(struct own *own, const struct msg *m)
{
	struct msg copy;

	size_t n;

	compose_copy(&own->copy, m, own_adds);
	n = own->copy.n;
	if (own->server.n)
		compose_add(&own->copy, OWN_SERVER, own->server);
	struct str time = own_time(own, m);
	if (time.n)
		compose_add(&own->copy, OWN_TIME, time);
	if (own->number)
		compose_add(&own->copy, OWN_SEQ, own_seq(own));
	copy = compose_msg(&own->copy);
	copy.composed = m->composed;
	if (m->json) {
		copy.json = m->json;
		copy.n = m->n;
		copy.hidden = m->hidden + own->copy.n - n;
	}
	copy.time = m->time;
	return copy;
}
