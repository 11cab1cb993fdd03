/* SPDX-License-Identifier: ISC */
/* Long replies, drained while they are laid out: the same bytes, and never many of them at once. */
#include <signal.h>
#include <stdlib.h>

#include "base/sig.h"
#include "shown.h"

Suite *suite_drain(void);

#define LINES 20000

struct sink {
	struct buf *out, got;
	size_t most;   /* bytes that were there at once */
	size_t pieces;
	size_t stop;   /* at this piece a signal comes */
};

static void
drain(void *arg)
{
	struct sink *s = arg;

	s->most = s->out->n > s->most ? s->out->n : s->most;
	buf_adds(&s->got, buf_str(s->out));
	buf_reset(s->out);
	if (++s->pieces == s->stop)
		raise(SIGINT);
}

/* The answer to a console command, of many lines. */
static struct msg *
long_reply(void)
{
	struct buf text = BUF_INIT(BUF_MAX_TEXT);

	buf_addz(&text, "Response: Success\nMessage: Command output follows\n");
	for (int i = 0; i < LINES; i++)
		buf_addf(&text, "Output: %d: a line \"of\" the\tconsole\n", i);
	buf_addz(&text, "\n");
	struct msg *m = shown_one(buf_z(&text));
	buf_clear(&text);
	return m;
}

/* Every way to show it: the formats, with fields and without, on a terminal and not. */
static struct render_options
option(int i)
{
	struct render_options o = {.format = (enum format)(i / 4), .header = true};

	o.for_terminal = i & 1;
	o.fields = i & 2 ? STR("Output") : STR("");
	if (o.format == FORMAT_TEMPLATE)
		o.template = STR("%{Output}|%{Message}");
	return o;
}

#define OPTIONS ((FORMATS_N + 1) * 4)

static void
show(const struct render_options *o, const struct msg *m, struct sink *s, struct buf *out)
{
	struct render *r = render_new(o);

	s->out = out;
	buf_init(&s->got, BUF_MAX_TEXT);
	render_drain(r, drain, s);
	render_reply(r, m, out);
	render_free(r);
}

START_TEST(the_pieces_are_the_whole)
{
	struct render_options o = option(_i);
	struct buf whole = BUF_INIT(BUF_MAX_TEXT), rest = BUF_INIT(BUF_MAX_TEXT);
	struct msg *m = long_reply();
	struct render *r = render_new(&o);
	struct sink s = {0};

	render_reply(r, m, &whole);
	render_free(r);
	ck_assert_uint_gt(whole.n, (size_t)LINES * 20);
	show(&o, m, &s, &rest);
	buf_adds(&s.got, buf_str(&rest));
	EXPECT_STR(buf_str(&s.got), buf_str(&whole));
	ck_assert_uint_ge(s.pieces, whole.n / RENDER_PIECE - 1);
	ck_assert_uint_le(s.most, 2 * RENDER_PIECE);
	buf_clear(&s.got);
	buf_clear(&whole);
	buf_clear(&rest);
	free(m);
}
END_TEST

/* After a signal little more comes, and the next message begins on a line of its own. */
START_TEST(a_signal_ends_it_with_the_line)
{
	static const enum format stopped[] = {FORMAT_TEXT, FORMAT_JSON, FORMAT_TSV};
	struct render_options o = {.format = stopped[_i]};
	struct buf rest = BUF_INIT(BUF_MAX_TEXT);
	struct msg *m = long_reply(), *next = shown_one("Response: Success\nMessage: next\n\n");
	struct sink s = {.stop = 2};

	show(&o, m, &s, &rest);
	ck_assert_uint_eq(sig_take(), GOT_INT);
	ck_assert_uint_ge(s.pieces, 2);
	ck_assert_uint_le(s.pieces, 3);
	ck_assert_uint_le(rest.n, 1);
	buf_adds(&s.got, buf_str(&rest));
	ck_assert(str_ends(buf_str(&s.got), STR("\n")));
	ck_assert(!str_ends(buf_str(&s.got), STR("\n\n")));
	buf_clear(&s.got);
	buf_reset(&rest);
	struct render *r = render_new(&o);
	render_reply(r, next, &rest);
	ck_assert_uint_gt(rest.n, 4);
	render_free(r);
	buf_clear(&rest);
	free(next);
	free(m);
}
END_TEST

/* Who drains nothing, as one whose turn it is not yet, has all of it. */
static void
wait_for_turn(void *arg)
{
	++*(size_t *)arg;
}

START_TEST(what_nobody_takes_is_kept)
{
	struct render_options o = option(_i);
	struct buf whole = BUF_INIT(BUF_MAX_TEXT), kept = BUF_INIT(BUF_MAX_TEXT);
	struct msg *m = long_reply();
	size_t asked = 0;

	struct render *r = render_new(&o);
	render_reply(r, m, &whole);
	render_free(r);
	r = render_new(&o);
	render_drain(r, wait_for_turn, &asked);
	render_reply(r, m, &kept);
	render_free(r);
	ck_assert_uint_gt(asked, 0);
	EXPECT_STR(buf_str(&kept), buf_str(&whole));
	buf_clear(&whole);
	buf_clear(&kept);
	free(m);
}
END_TEST

static void
let_go(void)
{
	static const int caught[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGCONT};

	for (size_t i = 0; i < sizeof(caught) / sizeof(*caught); i++)
		signal(caught[i], SIG_DFL);
}

Suite *
suite_drain(void)
{
	Suite *suite = suite_create("drain");
	TCase *t = tcase_create("drain"), *stop = tcase_create("stop");

	tcase_add_loop_test(t, the_pieces_are_the_whole, 0, OPTIONS);
	tcase_add_checked_fixture(stop, sig_init, let_go);
	tcase_add_loop_test(stop, a_signal_ends_it_with_the_line, 0, 3);
	tcase_add_loop_test(t, what_nobody_takes_is_kept, 0, OPTIONS);
	suite_add_tcase(suite, t);
	suite_add_tcase(suite, stop);
	return suite;
}
