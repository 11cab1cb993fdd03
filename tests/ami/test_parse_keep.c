/* SPDX-License-Identifier: ISC */
/*
 * Messages whose bytes are kept: they stay where they are while the parser reads on, cut anywhere,
 * and are in the memory that it gives away.
 */
#include <check.h>
#include <stdlib.h>

#include "../expect.h"
#include "base/mem.h"
#include "transcript.h"

Suite *suite_parse_keep(void);

#define EVENTS 150
#define MAX    (1u << 20)

/* Where a message that was kept is, and its number. */
struct kept {
	size_t at, n;
	unsigned number;
};

struct keeping {
	struct parse *p;
	struct memory memory; /* the next to be given */
	struct kept kept[EVENTS];
	size_t n;
	unsigned came;
};

/* Event i, some of them long: framed or not, and with stray blank lines in front. */
static void
add_event(struct buf *out, unsigned i)
{
	buf_addf(out, "%sEvent: E%u\r\nPrivilege: call,%s\r\nX: ", i % 5 ? "" : "\r\n", i,
	    i % 3 ? "all" : "some");
	buf_pad(out, (char)('a' + i % 26), i % 7 ? i : 60 * i);
	buf_addz(out, "\r\n\r\n");
}

/* Take the memory and look at what was kept there. */
static void
look(struct keeping *k)
{
	parse_swap(k->p, &k->memory);
	for (size_t i = 0; i < k->n; i++) {
		struct buf want = BUF_INIT(BUF_MAX_LINE);
		add_event(&want, k->kept[i].number);
		ck_assert_uint_le(k->kept[i].at + k->kept[i].n, k->memory.size);
		EXPECT_STR(str_from(k->memory.p + k->kept[i].at, k->kept[i].n), buf_str(&want));
		buf_clear(&want);
	}
	k->n = 0;
}

/* Keep most messages; look now and then, also between two that were fed together. */
static void
take(void *arg, const struct msg *m)
{
	struct keeping *k = arg;
	unsigned number = k->came++;

	if (number % 4 == 3)
		return;
	ck_assert(parse_keep(k->p, m->raw, &k->kept[k->n].at));
	k->kept[k->n].n = m->raw.n;
	k->kept[k->n++].number = number;
	if (number % 50 == 49 || number % 50 == 1)
		look(k);
}

START_TEST(kept_bytes_stay)
{
	static const size_t pieces[] = {1, 7, 61, 1000, 4096, 70000, SIZE_MAX};
	struct buf stream = BUF_INIT(BUF_MAX_MESSAGE);
	struct keeping k = {.p = parse_new(MAX, false)};
	struct err err;

	for (unsigned i = 0; i < EVENTS; i++)
		add_event(&stream, i);
	ck_assert_int_eq(transcript_feed(k.p, buf_str(&stream), pieces[_i], take, &k, &err), 0);
	ck_assert_uint_eq(k.came, EVENTS);
	look(&k);
	parse_free(k.p);
	free(k.memory.p);
	buf_clear(&stream);
}
END_TEST

/* Where the memory is full of what was not kept, the parser does not grow. */
START_TEST(what_is_not_kept_makes_room)
{
	struct parse *p = parse_new(MAX, false);
	struct str event = STR("Event: A\r\nPrivilege: a,all\r\n\r\n");
	size_t room, at = SIZE_MAX;
	struct msg m;
	struct err err;

	for (unsigned i = 0; i < 100000; i++) {
		memcpy(parse_room(p, 4096, &room), event.p, event.n);
		ck_assert_uint_le(room, 16384);
		parse_fed(p, event.n);
		ck_assert_int_eq(parse_frame(p, &m, &err), 1);
		if (i == 10)
			ck_assert(parse_keep(p, m.raw, &at));
	}
	struct memory memory = {0};
	parse_swap(p, &memory);
	EXPECT_STR(str_from(memory.p + at, event.n), event);
	free(memory.p);
	parse_free(p);
}
END_TEST

START_TEST(only_what_it_gave_out)
{
	struct parse *p = parse_new(MAX, false);
	struct str stream = STR("Event: A\r\n\r\nEvent: B\r\nX: 1\r\nY");
	size_t room, at;
	struct msg m;
	struct err err;

	memcpy(parse_room(p, stream.n, &room), stream.p, stream.n);
	parse_fed(p, stream.n);
	ck_assert(!parse_keep(p, stream, &at));
	ck_assert_int_eq(parse_next(p, &m, &err), 1);
	ck_assert(parse_keep(p, m.raw, &at));
	ck_assert_uint_eq(at, 0);
	ck_assert_int_eq(parse_next(p, &m, &err), 0);
	ck_assert(parse_begun(p, &m));
	ck_assert(!parse_keep(p, m.raw, &at));
	struct memory memory = {0};
	parse_swap(p, &memory);
	ck_assert(parse_begun(p, &m));
	EXPECT_STR(m.raw, STR("Event: B\r\nX: 1\r\n"));
	EXPECT_STR(msg_get(&m, STR("X")), STR("1"));
	free(memory.p);
	parse_free(p);
}
END_TEST

Suite *
suite_parse_keep(void)
{
	Suite *s = suite_create("ami/parse keep");
	TCase *t = tcase_create("keep");

	tcase_set_tags(t, "blocks");
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, kept_bytes_stay, 0, 7);
	tcase_add_test(t, what_is_not_kept_makes_room);
	tcase_add_test(t, only_what_it_gave_out);
	suite_add_tcase(s, t);
	return s;
}
