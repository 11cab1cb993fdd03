/* SPDX-License-Identifier: ISC */
/* The end of a call: durations, and who hung up. */
#include "await/call_end.h"

#include <stdio.h>

#include "ami/compose.h"
#include "await/outcome.h"
#include "base/text.h"
#include "state/course.h"
#include "view/words.h"

static const char *const sides[] = {
    [COURSE_SERVER] = "server",
    [COURSE_CHANNEL] = "channel",
    [COURSE_DESTINATION] = "destination",
};

void
call_end_say(const struct call_end *e, struct buf *out)
{
	const char *cause = e->outcome->cause > 0 ? words_hangup_cause(e->outcome->cause) : NULL;
	struct str channel;

	buf_addf(out, "the call lasted %.1f s, talked %.1f s: ", (double)e->lasted / 1000,
	    (double)course_talked(e->course, 0) / 1000);
	course_by(e->course, &channel);
	if (channel.n) {
		text_escape(out, channel);
		buf_addz(out, " hung up");
	} else {
		buf_addz(out, "the server ended it");
	}
	if (cause)
		buf_addf(out, " (%ld %s)", e->outcome->cause, cause);
	buf_addc(out, '\n');
}

static void
add_seconds(struct compose *c, struct str name, msec duration)
{
	char number[32];

	snprintf(number, sizeof(number), "%.3f", (double)duration / 1000);
	compose_add(c, name, str_of(number));
}

void
call_end_add(const struct call_end *e, struct compose *c)
{
	struct str channel;
	enum course_side side = course_by(e->course, &channel);

	add_seconds(c, STR("_lasted"), e->lasted);
	add_seconds(c, STR("_talked"), course_talked(e->course, 0));
	compose_add(c, STR("_hung_up_by"), str_of(sides[side]));
	if (channel.n)
		compose_add(c, STR("_hung_up_channel"), channel);
}
