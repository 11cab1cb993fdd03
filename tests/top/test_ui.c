/* SPDX-License-Identifier: ISC */
/* What keys do to what is on the screen, without a terminal, at many sizes. */
#include "seen.h"
#include "top/ui.h"

Suite *suite_ui(void);

static struct ui *ui;
static struct page page;
static struct buf asked; /* what the host was asked for */

static void
host_show(void *arg, enum top_tab tab)
{
	(void)arg;
	buf_addf(&asked, "show %s\n", lists[tab].name);
}

static void
host_refresh(void *arg)
{
	(void)arg;
	buf_addz(&asked, "refresh\n");
}

static void
host_act(void *arg, const struct row *row, const struct order *order)
{
	bool pauses = order->what == DO_PAUSE || order->what == DO_UNPAUSE;

	(void)arg;
	buf_addf(&asked, "%s %.*s [%.*s]\n", order->what == DO_HANGUP ? "hangup" :
	    order->what == DO_REDIRECT ? "redirect" :
	    order->what == DO_PAUSE ? "pause" : "unpause", STR_ARG(
	    pauses ? model_target(seen.model, row).interface : order->channel),
	    STR_ARG(order->text));
}

static void
host_follow(void *arg, const struct row *row, enum command what)
{
	(void)arg;
	buf_addf(&asked, "%s\n", !row ? "follow no more" : what == DO_TRACE ? "trace" : "events");
}

static void
start(bool read_only)
{
	const struct ui_host host = {
	    .show = host_show, .refresh = host_refresh, .act = host_act, .follow = host_follow};

	ui = ui_new(seen.board, "pbx", read_only, &host);
}

static void
set_up(void)
{
	seen_set_up();
	page = (struct page){0};
	asked = BUF_INIT(BUF_MAX_TEXT);
	start(false);
	seen_list(MODEL_CHANNELS,
	    "Event: CoreShowChannel\nChannel: PJSIP/erin-00000001\nUniqueid: 1\nLinkedid: 1\n"
	    "ChannelState: 6\nCallerIDNum: 105\nCallerIDName: Erin\nDuration: 00:01:05\n"
	    "Exten: 200\nContext: sets\n\n"
	    "Event: CoreShowChannel\nChannel: PJSIP/dave-00000002\nUniqueid: 2\nLinkedid: 2\n"
	    "ChannelState: 5\nCallerIDNum: 104\nCallerIDName: Dave\nDuration: 00:00:05\n\n");
	seen_list(MODEL_QUEUES, "Event: QueueParams\nQueue: support\n\n"
	    "Event: QueueMember\nQueue: support\nName: Alice\nLocation: PJSIP/alice\nStatus: 1\n\n");
	model_settle(seen.model, seen.now);
}

static void
tear_down(void)
{
	ui_free(ui);
	page_clear(&page);
	buf_clear(&asked);
	seen_tear_down();
}

static void
keys(const char *text)
{
	for (; *text; text++)
		ui_key(ui, SCREEN_CHARACTER, (unsigned char)*text);
}

/* What was asked is on the screen. */
static void
look(void)
{
	ui_draw(ui, &page, 10, 80, seen.now);
}

static void
expect_page(size_t rows, size_t columns, const char *want)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	ui_draw(ui, &page, rows, columns, seen.now);
	seen_page(&page, &out);
	EXPECT_STR(buf_str(&out), str_of(want));
	buf_clear(&out);
}

START_TEST(a_screen)
{
	expect_page(8, 80,
	    " 1 calls 2  2 queues 1  3 endpoints 0                                        pbx\n"
	    "TIME↑  STATE     SINCE  FROM        WITH      CHANNEL\n"
	    " 1:05  up               Erin (105)  200@sets  PJSIP/erin-00000001\n"
	    " 0:05  ringing          Dave (104)            PJSIP/dave-00000002\n"
	    "\n\n\nq quit ? help / filter s sort t trace e events h hang up d redirect "
	    "p pause\n");
	keys("2");
	expect_page(8, 60,
	    " 1 calls 2  2 queues 1  3 endpoints 0                    pbx\n"
	    "QUEUE↑   STATE                    SINCE   TAKEN   LOST\n"
	    "support  0 waiting, 1 of 1 free               0      0\n"
	    "  Alice  not in use                           0\n"
	    "\n\n\nq quit ? help / filter s sort t trace e events h hang up\n");
	EXPECT_STR(buf_str(&asked), STR("show queues\n"));
}
END_TEST

/* Every size, every list, with each key once: no piece is outside the page. */
START_TEST(any_size)
{
	static const char *const states[] = {
	    "1", "2", "3", "2jp", ("\033" "1h"), "\033/", "x\r", "?", "q"};
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		keys(states[i]);
		for (size_t rows = 1; rows < 12; rows++)
			for (size_t columns = 1; columns < 100; columns += columns < 24 ? 1 : 9) {
				ui_draw(ui, &page, rows, columns, seen.now);
				buf_reset(&out);
				seen_page(&page, &out);
			}
	}
	buf_clear(&out);
}
END_TEST

START_TEST(asks_before_it_acts)
{
	keys("h");
	EXPECT_STR(buf_str(&asked), STR(""));
	keys("n");
	EXPECT_STR(buf_str(&asked), STR(""));
	keys("jhy"); /* together */
	EXPECT_STR(buf_str(&asked), STR(""));
	look();
	keys("y");
	EXPECT_STR(buf_str(&asked), STR(""));
	keys("h");
	look();
	keys("y");
	EXPECT_STR(buf_str(&asked), STR("hangup PJSIP/dave-00000002 []\n"));
	buf_reset(&asked);
	keys("d\r");
	EXPECT_STR(buf_str(&asked), STR(""));
	keys("d104@");
	look();
	for (const char *c = "sets"; *c; c++)
		ui_key(ui, SCREEN_PASTED, (unsigned char)*c);
	ui_key(ui, SCREEN_BACKSPACE, 0);
	keys("\r");
	EXPECT_STR(buf_str(&asked), STR("redirect PJSIP/dave-00000002 [104@set]\n"));
	buf_reset(&asked);
	keys("2jp");
	look();
	keys("lunch\r");
	EXPECT_STR(buf_str(&asked), STR("show queues\npause PJSIP/alice [lunch]\n"));
	buf_reset(&asked);
	keys("ptea\033");
	EXPECT_STR(buf_str(&asked), STR(""));
}
END_TEST

/* A row that is gone when the answer comes is not acted on, nor is another in its place. */
START_TEST(a_row_that_is_gone)
{
	keys("h");
	look();
	seen_events("Event: Hangup\nChannel: PJSIP/erin-00000001\nUniqueid: 1\nLinkedid: 1\n\n");
	model_settle(seen.model, seen.now);
	keys("y");
	EXPECT_STR(buf_str(&asked), STR(""));
	expect_page(7, 50,
	    " 1 calls 1  2 queues 1  3 endpoints 0          pbx\n"
	    "TIME↑  STATE    SINCE  FROM        WITH   CHANNEL\n"
	    " 0:05  ringing         Dave (104)         PJS…0002\n"
	    "\n\nit is gone\nq quit ? help / filter s sort t trace e events\n");
}
END_TEST

/* The call goes on in its row with another channel: the order names the one that was shown. */
START_TEST(a_row_that_is_another_now)
{
	seen_events("Event: Newchannel\nChannel: PJSIP/bob-00000003\nUniqueid: 3\nLinkedid: 1\n"
	    "ChannelState: 6\n\n"
	    "Event: BridgeEnter\nChannel: PJSIP/bob-00000003\nUniqueid: 3\nLinkedid: 1\n"
	    "BridgeUniqueid: b\n\nEvent: BridgeEnter\nChannel: PJSIP/erin-00000001\nUniqueid: 1\n"
	    "Linkedid: 1\nBridgeUniqueid: b\n\n");
	model_settle(seen.model, seen.now);
	keys("h");
	look();
	seen_events("Event: Hangup\nChannel: PJSIP/erin-00000001\nUniqueid: 1\nLinkedid: 1\n\n");
	model_settle(seen.model, seen.now);
	keys("y");
	EXPECT_STR(buf_str(&asked), STR("hangup PJSIP/erin-00000001 []\n"));
}
END_TEST

/* Somebody else pauses the member before the reason is complete: it is not unpaused. */
START_TEST(a_member_that_is_paused_meanwhile)
{
	keys("2jp");
	look();
	seen_list(MODEL_QUEUES, "Event: QueueParams\nQueue: support\n\n"
	    "Event: QueueMember\nQueue: support\nName: Alice\nLocation: PJSIP/alice\nStatus: 1\n"
	    "Paused: 1\n\n");
	model_settle(seen.model, seen.now);
	keys("\rp");
	look();
	keys("y");
	EXPECT_STR(buf_str(&asked), STR("show queues\npause PJSIP/alice []\n"
	    "unpause PJSIP/alice []\n"));
}
END_TEST

START_TEST(read_only_refuses)
{
	ui_free(ui);
	start(true);
	keys("hydx\r2jpx\r");
	EXPECT_STR(buf_str(&asked), STR("show queues\n"));
}
END_TEST

START_TEST(keys_for_other_rows_say_so)
{
	keys("p");
	expect_page(5, 60,
	    " 1 calls 2  2 queues 1  3 endpoints 0                    pbx\n"
	    "TIME↑  STATE     SINCE  FROM        WITH      CHANNEL\n"
	    " 1:05  up               Erin (105)  200@sets  PJSIP/…0000001\n"
	    " 0:05  ringing          Dave (104)            PJSIP/…0000002\n"
	    "pause is for members of queues: choose one\n");
}
END_TEST

START_TEST(filters)
{
	size_t n;

	keys("/ERIN\r");
	board_rows(seen.board, TOP_CALLS, &n);
	ck_assert_uint_eq(n, 1);
	keys("\033");
	board_rows(seen.board, TOP_CALLS, &n);
	ck_assert_uint_eq(n, 2);
	keys("2/alice\r"); /* with its queue */
	board_rows(seen.board, TOP_QUEUES, &n);
	ck_assert_uint_eq(n, 2);
	keys("/zzz\r");
	board_rows(seen.board, TOP_QUEUES, &n);
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(sorts)
{
	size_t n;

	keys("S");
	EXPECT_STR(row_cell(board_rows(seen.board, TOP_CALLS, &n)[0], 1), STR("Dave (104)"));
	keys("SSsss"); /* by FROM */
	EXPECT_STR(row_cell(board_rows(seen.board, TOP_CALLS, &n)[0], 1), STR("Dave (104)"));
	keys("S");
	EXPECT_STR(row_cell(board_rows(seen.board, TOP_CALLS, &n)[0], 1), STR("Erin (105)"));
	keys("3s"); /* nothing, which is no error for sanitizers either */
	board_rows(seen.board, TOP_ENDPOINTS, &n);
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(follows)
{
	keys("t");
	EXPECT_STR(buf_str(&asked), STR("trace\n"));
	ui_lines(ui, STR("one\ntwo\nthree\n"));
	expect_page(7, 30, " trace of Erin (105)\none\ntwo\nthree\n\n\nq back\n");
	keys("q");
	EXPECT_STR(buf_str(&asked), STR("trace\nfollow no more\n"));
	ck_assert_int_eq(ui_key(ui, SCREEN_CHARACTER, L'q'), DO_QUIT);
}
END_TEST

/* Help that is longer than the screen begins with its first line. */
START_TEST(help_begins_at_the_top)
{
	keys("?");
	expect_page(4, 40,
	    " keys of top\n  q        quit (^C too)\n  ?        the keys\n\n");
}
END_TEST

START_TEST(trouble_is_seen)
{
	ui_trouble(ui, STR("not connected\033[2J"));
	expect_page(5, 40,
	    " 1 calls 2  2 queues 1  3 endpoints 0\n"
	    "TIME↑  STATE    FROM        WITH\n"
	    " 1:05  up       Erin (105)  200@sets\n"
	    " 0:05  ringing  Dave (104)\n"
	    "not connected\\x1b[2J\n");
	ck_assert(!ui_ticks(ui));
}
END_TEST

Suite *
suite_ui(void)
{
	Suite *suite = suite_create("top/ui");
	TCase *tests = tcase_create("ui"), *sizes = tcase_create("sizes");

	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_test(tests, a_screen);
	tcase_add_test(tests, asks_before_it_acts);
	tcase_add_test(tests, a_row_that_is_gone);
	tcase_add_test(tests, a_row_that_is_another_now);
	tcase_add_test(tests, a_member_that_is_paused_meanwhile);
	tcase_add_test(tests, read_only_refuses);
	tcase_add_test(tests, keys_for_other_rows_say_so);
	tcase_add_test(tests, filters);
	tcase_add_test(tests, sorts);
	tcase_add_test(tests, follows);
	tcase_add_test(tests, help_begins_at_the_top);
	tcase_add_test(tests, trouble_is_seen);
	suite_add_tcase(suite, tests);
	tcase_set_tags(sizes, "exhaustive");
	tcase_set_timeout(sizes, 60);
	tcase_add_checked_fixture(sizes, set_up, tear_down);
	tcase_add_test(sizes, any_size);
	suite_add_tcase(suite, sizes);
	return suite;
}
