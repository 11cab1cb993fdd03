/* SPDX-License-Identifier: ISC */
/* Finds the row of an event, and whether it is news. */
#include "story/notices.h"

#include "ami/alias.h"
#include "base/choices.h"
#include "view/phrase.h"

#define AGAIN 10000000 /* µs until a refusal of the same address is told again */

static const struct notice rows[] = {
#include "story/notices.inc"
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))

static bool
applies(const struct notice *row, const struct msg *m)
{
	return !row->header ||
	       choices_have(row->values, alias_get(m, str_of(row->header)));
}

static const struct notice *
find(const struct msg *m)
{
	struct str event = msg_title(m);

	for (size_t i = str_first_row(event, rows, ROWS, sizeof(*rows));
	     i < ROWS && str_ieq(str_of(rows[i].event), event); i++)
		if (applies(&rows[i], m))
			return &rows[i];
	return NULL;
}

/* Only what can be registered or reached has a state of its own. */
static bool
is_device(const struct msg *m)
{
	struct str device;

	if (!msg_find(m, STR("Device"), &device))
		return true;
	return str_chr(device, '/') < device.n && !str_istarts(device, STR("Local/"));
}

/* The round trip that the event tells. */
static int64_t
rtt_of(const struct msg *m)
{
	long n;

	if (str_number(msg_get(m, STR("RoundtripUsec")), 1, 1000000000, &n))
		return n;
	return str_number(msg_get(m, STR("Time")), 1, 1000000, &n) ? n * 1000 : 0;
}

/* Take over what the event says of its subject. Is it new? */
static bool
is_change(struct standing *s, enum notice_kind kind, const struct msg *m, int64_t *was)
{
	bool known = s->known, lost = s->lost;
	int64_t rtt = rtt_of(m);

	s->known = true;
	s->lost = kind == NOTICE_LOST || kind == NOTICE_FADES;
	if (s->lost) {
		*was = s->rtt;
		s->rtt = 0;
		return kind == NOTICE_LOST ? !(known && lost) : known && !lost;
	}
	s->rtt = rtt ? rtt : s->rtt;
	return kind == NOTICE_FOUND ? !known || lost : known && lost;
}

static bool
is_due(struct standing *s, int64_t now)
{
	if (s->told && now >= s->told && now - s->told < AGAIN)
		return false;
	s->told = now;
	return true;
}

const struct notice *
notice_take(struct standings *s, const struct msg *m, int64_t now, int64_t *was)
{
	const struct notice *row = m->kind == MSG_EVENT ? find(m) : NULL;

	*was = 0;
	if (!row || !row->subject)
		return row;
	if (!is_device(m))
		return NULL;
	buf_reset(&s->subject);
	phrase_print(&s->subject, row->subject, m);
	struct standing *standing = standings_get(s, buf_str(&s->subject));
	bool told = row->kind == NOTICE_REFUSED ? is_due(standing, now) :
	    is_change(standing, row->kind, m, was);
	return told ? row : NULL;
}
