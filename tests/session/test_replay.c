/* SPDX-License-Identifier: ISC */
/* Which messages of a recording are shown. */
#include "session/replay.h"

#include <check.h>

#include "../ami/transcript.h"

Suite *suite_replay(void);

/* Verdicts as a session without calls of its own has them, and what becomes of each: v event,
 * s suspect, - not shown. */
struct played_log {
	struct replay replay;
	struct buf log;
};

static void
hear(void *arg, const struct msg *m)
{
	struct played_log *l = arg;
	bool marked = m->n > 1 && str_ieq(msg_name(m, 1), STR("Privilege"));
	enum verdict v = marked ? VERDICT_EVENT : VERDICT_SUSPECT;

	if (m->kind != MSG_EVENT)
		v = VERDICT_STRAY;
	if (!replay_shows(&l->replay, &v, m))
		buf_addc(&l->log, '-');
	else
		buf_addc(&l->log, v == VERDICT_EVENT ? 'v' : 's');
}

START_TEST(shows_events_and_items)
{
	struct parse *parse = parse_new(BUF_MAX_MESSAGE, false);
	struct played_log l = {.log = BUF_INIT(64)};
	struct err err;

	replay_init(&l.replay);
	ck_assert_int_eq(transcript_feed(parse,
			     STR("Response: Success\nActionID: a\nEventList: start\n\n"
				 "Event: Item\nActionID: a\n\nEvent: Forged\nActionID: b\n\n"
				 "Event: Forged\n\nEvent: ItemComplete\nActionID: a\n\n"
				 "Event: News\nPrivilege: call,all\n\n"
				 "Response: Success\nPing: Pong\n\nEvent: Forged\n\n"
				 "Event: Item\nActionID: a\n\nq has 0 calls\n\n"),
			     SIZE_MAX, hear, &l, &err),
	    0);
	ck_assert_str_eq(buf_z(&l.log), "-vssvv-ss-");
	ck_assert_uint_eq(l.replay.replies, 3);
	ck_assert_uint_eq(l.replay.shown, 7);
	replay_clear(&l.replay);
	buf_clear(&l.log);
	parse_free(parse);
}
END_TEST

Suite *
suite_replay(void)
{
	Suite *s = suite_create("replay");
	TCase *t = tcase_create("replay");

	tcase_add_test(t, shows_events_and_items);
	suite_add_tcase(s, t);
	return s;
}
