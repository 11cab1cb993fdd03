/* SPDX-License-Identifier: ISC */
/* What is played of a recording that holds AMI and ARI. */
#include "net/player.h"

#include <stdlib.h>
#include <unistd.h>

#include "../expect.h"

Suite *suite_player(void);

static const char recording[] = "# amsh recording 1\n"
				"# began 1795355440.000\n"
				"     0.010 < Event: A\\r\\n\n"
				"     0.020 ws< {\"type\":\"B\"}\n"
				"     0.030 ari> GET /ari/channels\\n\n"
				"     0.031 ari< 200 OK\\n\n"
				"     0.040 new! of a later version\n"
				"     0.050 > Action: C\\r\\n\n"
				"     1.500 ws< {\"type\":\"D\"}";

/* What was played; it ends after so many. */
struct played {
	struct buf text;
	msec first; /* wait was asked for */
	size_t left;
};

static bool
wait_none(void *arg, msec until)
{
	struct played *p = arg;

	if (!p->first)
		p->first = until;
	buf_addf(&p->text, "+%d ", (int)(until - p->first));
	return true;
}

static bool
note(void *arg, int64_t time, struct str bytes)
{
	struct played *p = arg;

	buf_addf(&p->text, "%d %.*s|", (int)(time - 1795355440000), STR_ARG(bytes));
	return --p->left > 0;
}

static bool
play(struct played *p, enum direction direction, long speed)
{
	char name[] = "/tmp/test-player-XXXXXX";
	int fd = mkstemp(name);
	struct player player = {
	    .speed = speed, .direction = direction, .wait = wait_none, .take = note, .arg = p};
	struct err err;

	ck_assert(fd >= 0 && write(fd, recording, sizeof(recording) - 1) > 0);
	close(fd);
	player.file = player_open(name, &err);
	unlink(name);
	ck_assert_int_ge(player.file, 0);
	ck_assert(player_knows(player.file, &player.headless) && !player.headless);
	bool whole = player_run(&player);
	close(player.file);
	return whole;
}

START_TEST(plays_one_direction)
{
	static const struct {
		enum direction direction;
		long speed;
		size_t most;
		const char *want;
		bool whole;
	} rows[] = {
	    {FROM_SERVER, 1000, 9, "+0 10 Event: A\r\n|", true},
	    {ARI_MESSAGE, 1000, 9, "+0 20 {\"type\":\"B\"}|+1480 1500 {\"type\":\"D\"}|", true},
	    {ARI_MESSAGE, 2000, 9, "+0 20 {\"type\":\"B\"}|+740 1500 {\"type\":\"D\"}|", true},
	    {ARI_MESSAGE, 0, 9, "20 {\"type\":\"B\"}|1500 {\"type\":\"D\"}|", true},
	    {ARI_MESSAGE, 0, 1, "20 {\"type\":\"B\"}|", false},
	    {ARI_ANSWER, 0, 9, "31 200 OK\n|", true},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct played p = {.text = BUF_INIT(4096), .left = rows[i].most};
		ck_assert(play(&p, rows[i].direction, rows[i].speed) == rows[i].whole);
		EXPECT_STR(buf_str(&p.text), str_of(rows[i].want));
		buf_clear(&p.text);
	}
}
END_TEST

START_TEST(opens_only_what_can_be_read)
{
	struct err err;

	ck_assert_int_eq(player_open("/nonexistent/x", &err), -1);
	EXPECT_STR(str_of(err.text), STR("/nonexistent/x: no such file or directory"));
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_int_eq(player_open("/tmp", &err), -1);
	EXPECT_STR(str_of(err.text), STR("/tmp: is a directory"));
}
END_TEST

Suite *
suite_player(void)
{
	Suite *s = suite_create("net/player");
	TCase *t = tcase_create("player");

	tcase_add_test(t, plays_one_direction);
	tcase_add_test(t, opens_only_what_can_be_read);
	suite_add_tcase(s, t);
	return s;
}
