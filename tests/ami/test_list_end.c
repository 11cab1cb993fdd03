/* SPDX-License-Identifier: ISC */
/* The ends of lists, as servers write them. */
#include "ami/list_end.h"

#include <check.h>

#include "transcript.h"

Suite *suite_list_end(void);

/* What the end says: "N", "-" where it does not count, with a ! where it is cancelled. */
struct heard {
	struct str action;
	struct buf said;
};

static void
hear(void *arg, const struct msg *m)
{
	struct heard *h = arg;
	size_t n;

	if (list_end_count(h->action, m, &n))
		buf_addf(&h->said, "%zu", n);
	else
		buf_addc(&h->said, '-');
	buf_addz(&h->said, list_end_is_cancelled(m) ? "!" : "");
}

static void
expect(const char *action, const char *end, const char *want)
{
	struct heard h = {.action = str_of(action), .said = BUF_INIT(64)};
	struct parse *parse = parse_new(BUF_MAX_MESSAGE, false);
	struct err err;

	ck_assert_int_eq(transcript_feed(parse, str_of(end), SIZE_MAX, hear, &h, &err), 0);
	ck_assert_str_eq(buf_z(&h.said), want);
	buf_clear(&h.said);
	parse_free(parse);
}

#define END(more) "Event: XComplete\nActionID: a\n" more "\n"

START_TEST(counts)
{
	expect("CoreShowChannels", END("EventList: Complete\nListItems: 12\n"), "12");
	expect("Status", END("Items: 0\n"), "0");
	expect("ParkedCalls", END("Total: 3\n"), "-");
	expect("CoreShowChannels", END("ListItems: many\n"), "-");
	expect("CoreShowChannels", END("ListItems: -1\n"), "-");
}
END_TEST

START_TEST(does_not_count_where_the_server_cannot)
{
	expect("dbgettree", END("EventList: Complete\nListItems: 1\n"), "-");
	expect("PJSIPShowEndpoint", END("EventList: Complete\nListItems: 7\n"), "-");
}
END_TEST

START_TEST(is_cancelled)
{
	expect("CoreShowChannels", END("EventList: cancelled\nListItems: 2\n"), "2!");
	expect("CoreShowChannels", END("EventList: Cancelled\n"), "-!");
}
END_TEST

Suite *
suite_list_end(void)
{
	Suite *s = suite_create("list_end");
	TCase *t = tcase_create("list_end");

	tcase_add_test(t, counts);
	tcase_add_test(t, does_not_count_where_the_server_cannot);
	tcase_add_test(t, is_cancelled);
	suite_add_tcase(s, t);
	return s;
}
