/* SPDX-License-Identifier: ISC */
/* The events of ARI in a recording, played by a session. */
#include <check.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "../expect.h"
#include "../patience.h"
#include "ari/replay.h"
#include "session/session.h"

Suite *suite_ari_replay(void);

static void
add_other(struct buf *out, const struct item *item)
{
	if (item->kind == ITEM_NOTICE)
		buf_addf(out, "notice %.*s\n", STR_ARG(item->text));
	else
		buf_addf(out, "%s %d %.*s\n", item->kind == ITEM_ONLINE ? "online" : "offline",
		    item->error, STR_ARG(item->text));
}

/* Append what a session tells of a file until it is offline, or until enough was told. */
static void
play(struct buf *out, const char *file, long speed, size_t most)
{
	struct endpoint e = {.scheme = SCHEME_REPLAY, .host = strdup(file), .speed = speed};
	struct session_options options = {
	    .run = ari_replay_run, .endpoint = &e, .room = (size_t)1 << 20, .lossless = true};
	struct session *s = session_new(&options);
	struct pollfd ready = {.fd = session_fd(s), .events = POLLIN};
	struct item item;

	for (size_t n = 0; n < most;) {
		ck_assert_int_eq(poll(&ready, 1, PATIENCE), 1);
		while (n < most && session_next(s, &item)) {
			n++;
			if (item.kind == ITEM_EVENT)
				buf_addf(out, "%lld %.*s\n", (long long)item.msg.time,
				    STR_ARG(msg_json(&item.msg)));
			else
				add_other(out, &item);
			if (item.kind == ITEM_OFFLINE)
				n = most;
		}
	}
	session_free(s);
	endpoint_clear(&e);
}

/* The same for the text of a file that is written for it. *** stands for its name. */
static void
expect(struct str text, long speed, size_t most, const char *want)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT), shown = BUF_INIT(BUF_MAX_TEXT);
	char name[] = "/tmp/test-ari-XXXXXX";
	int fd = mkstemp(name);

	ck_assert(fd >= 0 && write(fd, text.p, text.n) == (ssize_t)text.n);
	close(fd);
	play(&out, name, speed, most);
	unlink(name);
	struct str rest = buf_str(&out);
	size_t at = str_find(rest, str_of(name));
	buf_adds(&shown, str_head(rest, at));
	if (at < rest.n) {
		buf_addz(&shown, "***");
		buf_adds(&shown, str_from_at(rest, at + strlen(name)));
	}
	EXPECT_STR(buf_str(&shown), str_of(want));
	buf_clear(&out);
	buf_clear(&shown);
}

#define HEAD "# amsh recording 1\n# began 1795355440.000\n"

START_TEST(plays_events_with_their_times)
{
	struct str text = STR(HEAD "     0.010 < Event: A\\r\\n\n"
				   "     0.020 ws< {\"type\":\"B\"}\n"
				   "     0.030 ari< {\"type\":\"answer\"}\n"
				   "     0.040 ws< this is none\n"
				   "   900.000 ws< {\\n\"type\": \"C\\xff\"}\n");

	expect(text, 0, SIZE_MAX,
	    "online 0 \n"
	    "1795355440020 {\"type\":\"B\"}\n"
	    "notice ari: an event of *** is left out: not JSON: invalid token near 'thisisnone'\n"
	    "1795356340000 {\"type\":\"C\xef\xbf\xbd\"}\n"
	    "offline 0 the recording has ended\n");
	/* The first is told long before the second, and closing does not wait for it. */
	expect(text, 1000, 2, "online 0 \n1795355440020 {\"type\":\"B\"}\n");
}
END_TEST

START_TEST(says_when_there_are_none)
{
	struct buf out = BUF_INIT(4096);

	expect(STR(HEAD "     0.010 < Event: A\\r\\n\n"), 0, SIZE_MAX,
	    "online 0 \noffline 2 *** holds no events of ARI\n");
	expect(STR("Asterisk Call Manager/11.0.0\r\n"), 0, SIZE_MAX,
	    "offline 2 *** holds no events of ARI\n");
	expect(STR(""), 0, SIZE_MAX, "offline 2 *** holds no events of ARI\n");
	play(&out, "/nonexistent", 0, SIZE_MAX);
	EXPECT_STR(buf_str(&out), STR("offline 2 /nonexistent: no such file or directory\n"));
	buf_clear(&out);
}
END_TEST

START_TEST(refuses_to_answer)
{
	char name[] = "/tmp/test-ari-XXXXXX";
	struct str text = STR(HEAD "  1000.000 ws< {\"type\":\"B\"}\n");
	struct endpoint e = {.scheme = SCHEME_REPLAY, .host = name, .speed = 1000};
	struct session_options options = {
	    .run = ari_replay_run, .endpoint = &e, .room = (size_t)1 << 20, .lossless = true};
	struct action action;
	struct err err;
	struct item item = {.kind = ITEM_ONLINE};
	int fd = mkstemp(name);

	ck_assert(fd >= 0 && write(fd, text.p, text.n) == (ssize_t)text.n);
	close(fd);
	struct session *s = session_new(&options);
	struct pollfd ready = {.fd = session_fd(s), .events = POLLIN};
	ck_assert_int_eq(action_init(&action, STR("GET"), STR("1"), &err), 0);
	action_end(&action);
	uint32_t request = session_send(s, &action, PATIENCE);
	action_clear(&action);
	while (item.kind != ITEM_LOST) {
		ck_assert_int_eq(poll(&ready, 1, PATIENCE), 1);
		while (item.kind != ITEM_LOST && session_next(s, &item))
			continue;
	}
	ck_assert_uint_eq(item.request, request);
	ck_assert_int_eq(item.error, ERR_USAGE);
	EXPECT_STR(item.text, STR("a recording cannot answer"));
	session_free(s);
	unlink(name);
}
END_TEST

Suite *
suite_ari_replay(void)
{
	Suite *s = suite_create("ari/replay");
	TCase *t = tcase_create("replay");

	tcase_add_test(t, plays_events_with_their_times);
	tcase_add_test(t, says_when_there_are_none);
	tcase_add_test(t, refuses_to_answer);
	suite_add_tcase(s, t);
	return s;
}
