/* SPDX-License-Identifier: ISC */
/* Items packed into a batch come out as they went in; messages can be kept. */
#include "session/batch.h"

#include <check.h>
#include <stdlib.h>

#include "../expect.h"
#include "../view/shown.h"
#include "ami/msg.h"
#include "base/mem.h"

Suite *suite_batch(void);

#define EVENT "Event: Hangup\nPrivilege: call,all\nCause: 16\nX: a\x1b\n\n"

static void
expect_same_message(const struct msg *got, const struct msg *want)
{
	ck_assert_int_eq(got->kind, want->kind);
	ck_assert_uint_eq(got->n, want->n);
	EXPECT_STR(got->raw, want->raw);
	for (size_t i = 0; i < want->n; i++) {
		EXPECT_STR(msg_name(got, i), msg_name(want, i));
		EXPECT_STR(msg_value(got, i), msg_value(want, i));
	}
}

START_TEST(gives_back_what_went_in)
{
	struct batch *b = batch_new();
	struct msg *m = shown_one(EVENT);
	const struct item items[] = {
	    {.kind = ITEM_EVENT, .suspect = true, .has_msg = true, .msg = *m},
	    {.kind = ITEM_ONLINE, .text = STR("11.0.0")},
	    {.kind = ITEM_REPLY, .request = 0xfffffffe, .more = true, .has_msg = true, .msg = *m},
	    {.kind = ITEM_LOST, .request = 7, .error = ERR_TIMEOUT, .text = STR("no reply")},
	    {.kind = ITEM_DROPPED, .count = UINT64_MAX - 1},
	    {.kind = ITEM_END, .request = 7},
	};
	struct item item;

	ck_assert_uint_eq(batch_bytes(b), 0);
	for (size_t i = 0; i < sizeof(items) / sizeof(items[0]); i++)
		batch_add(b, &items[i]);
	ck_assert_uint_gt(batch_bytes(b), 0);
	for (size_t i = 0; i < sizeof(items) / sizeof(items[0]); i++) {
		ck_assert(batch_next(b, &item));
		ck_assert_int_eq(item.kind, items[i].kind);
		ck_assert_uint_eq(item.request, items[i].request);
		ck_assert_int_eq(item.more, items[i].more);
		ck_assert_int_eq(item.suspect, items[i].suspect);
		ck_assert_int_eq(item.has_msg, items[i].has_msg);
		ck_assert_int_eq(item.error, items[i].error);
		ck_assert_uint_eq(item.count, items[i].count);
		EXPECT_STR(item.text, items[i].text);
		if (item.has_msg)
			expect_same_message(&item.msg, m);
	}
	ck_assert(!batch_next(b, &item));
	free(m);
	batch_free(b);
	batch_free(NULL);
}
END_TEST

/* Messages of a stream stay where they are, among items that are copied. */
START_TEST(refers_to_what_it_gets)
{
	struct batch *b = batch_new();
	struct msg *m = shown_one(EVENT);
	struct item item = {.kind = ITEM_EVENT, .has_msg = true, .msg = *m};
	size_t n = m->raw.n;

	for (int round = 0; round < 2; round++) {
		ck_assert(!batch_wants_memory(b));
		batch_add_at(b, &item, 3, NULL);
		ck_assert(batch_wants_memory(b));
		ck_assert_uint_gt(batch_bytes(b), n);
		batch_add(b, &(struct item){.kind = ITEM_SENT, .text = STR("between")});
		batch_add_at(b, &item, 3 + n, NULL);
		struct memory *memory = batch_memory(b);
		ck_assert_ptr_eq(memory->p, NULL);
		ck_assert(!batch_wants_memory(b));
		memory->size = round ? (size_t)2 << 20 : 4096;
		memory->p = mem_alloc(memory->size);
		memcpy(memory->p + 3, m->raw.p, n);
		memcpy(memory->p + 3 + n, m->raw.p, n);
		struct item got;
		ck_assert(batch_next(b, &got));
		expect_same_message(&got.msg, m);
		ck_assert(batch_next(b, &got));
		EXPECT_STR(got.text, STR("between"));
		ck_assert(batch_next(b, &got));
		expect_same_message(&got.msg, m);
		ck_assert_ptr_eq(got.msg.raw.p, memory->p + 3 + n);
		ck_assert(!batch_next(b, &got));
		batch_reset(b);
		ck_assert_uint_eq(batch_bytes(b), 0);
		memory = batch_memory(b);
		ck_assert_uint_eq(memory->size, round ? 0 : 4096);
		free(memory->p);
		*memory = (struct memory){0};
		batch_reset(b);
	}
	free(m);
	batch_free(b);
}
END_TEST

/* A batch with a message of so many bytes in memory of its own, and its fields in a table. */
static struct batch *
with_huge(const struct msg *m)
{
	struct batch *b = batch_new();
	struct item item = {.kind = ITEM_REPLY, .has_msg = true, .msg = *m};
	struct field *table = mem_array(m->n, sizeof(*table));

	memcpy(table, m->fields, m->n * sizeof(*table));
	batch_add_at(b, &item, 1, table);
	ck_assert(batch_has_table(b));
	ck_assert_uint_lt(batch_bytes(b), m->raw.n + m->n * sizeof(struct field));
	struct memory *memory = batch_memory(b);
	memory->size = m->raw.n + 1;
	memory->p = mem_alloc(memory->size);
	memcpy(memory->p + 1, m->raw.p, m->raw.n);
	return b;
}

/* A reply of more than a MiB. */
static struct msg *
huge(void)
{
	struct buf text = BUF_INIT(BUF_MAX_TEXT);

	buf_addz(&text, "Response: Success\nMessage: Command output follows\n");
	for (int i = 0; i < 50000; i++)
		buf_addf(&text, "Output: %d: a line of the console\n", i);
	buf_addz(&text, "\n");
	struct msg *m = shown_one(buf_z(&text));
	buf_clear(&text);
	return m;
}

/* The same without a check for each of its lines. */
static void
expect_same_huge(const struct msg *got, const struct msg *want)
{
	ck_assert_uint_eq(got->n, want->n);
	ck_assert_uint_eq(got->raw.n, want->raw.n);
	ck_assert_int_eq(memcmp(got->raw.p, want->raw.p, want->raw.n), 0);
	ck_assert_int_eq(memcmp(got->fields, want->fields, want->n * sizeof(*want->fields)), 0);
}

/* Who keeps the huge message that a batch ends with has its memory, and copies nothing. */
START_TEST(gives_its_memory_to_who_keeps)
{
	struct msg *m = huge();
	struct batch *b = with_huge(m);
	struct item item;

	ck_assert(batch_next(b, &item));
	expect_same_huge(&item.msg, m);
	struct msg *kept = msg_take(&item.msg);
	ck_assert_ptr_eq(kept->raw.p, item.msg.raw.p);
	ck_assert_ptr_eq(kept->fields, item.msg.fields);
	expect_same_huge(&item.msg, m);
	struct msg *other = msg_take(&item.msg);
	ck_assert_ptr_ne(other->raw.p, kept->raw.p);
	batch_reset(b);
	ck_assert(!batch_has_table(b));
	batch_free(b);
	expect_same_huge(kept, m);
	msg_release(kept);
	expect_same_huge(other, m);
	msg_release(other);
	msg_release(NULL);
	free(m);
}
END_TEST

/* If more comes after it, or nobody keeps it, the memory stays the batch's. */
START_TEST(keeps_memory_that_others_need)
{
	struct msg *m = huge();
	struct batch *b = with_huge(m);
	struct item item;

	batch_add(b, &(struct item){.kind = ITEM_END, .request = 1});
	ck_assert(batch_next(b, &item));
	struct msg *kept = msg_take(&item.msg);
	ck_assert_ptr_ne(kept->raw.p, item.msg.raw.p);
	ck_assert(batch_next(b, &item));
	ck_assert_uint_eq(item.request, 1);
	batch_reset(b);
	ck_assert(!batch_has_table(b));
	expect_same_huge(kept, m);
	msg_release(kept);
	batch_free(b);
	batch_free(with_huge(m));
	free(m);
}
END_TEST

START_TEST(can_be_used_again)
{
	struct batch *b = batch_new();
	struct item item;

	for (int round = 0; round < 3; round++) {
		for (unsigned i = 0; i < 5000; i++)
			batch_add(b, &(struct item){.kind = ITEM_END, .request = i});
		for (unsigned i = 0; i < 5000; i++) {
			ck_assert(batch_next(b, &item));
			ck_assert_uint_eq(item.request, i);
		}
		ck_assert(!batch_next(b, &item));
		batch_reset(b);
		ck_assert_uint_eq(batch_bytes(b), 0);
	}
	batch_free(b);
}
END_TEST

START_TEST(takes_texts_of_every_length)
{
	struct batch *b = batch_new();
	char text[64];
	struct item item;

	memset(text, 'x', sizeof(text));
	for (size_t n = 0; n < sizeof(text); n++)
		batch_add(b, &(struct item){.kind = ITEM_SENT, .text = str_from(text, n)});
	for (size_t n = 0; n < sizeof(text); n++) {
		ck_assert(batch_next(b, &item));
		EXPECT_STR(item.text, str_from(text, n));
	}
	batch_free(b);
}
END_TEST

START_TEST(takes_huge_texts)
{
	struct batch *b = batch_new();
	size_t n = (size_t)70 << 20;
	char *text = mem_alloc(n);
	struct item item;

	batch_add(b, &(struct item){.kind = ITEM_SENT, .text = str_from(text, n)});
	batch_add(b, &(struct item){.kind = ITEM_END, .request = 1});
	ck_assert(batch_next(b, &item));
	ck_assert_uint_eq(item.text.n, n);
	ck_assert(batch_next(b, &item));
	ck_assert_uint_eq(item.request, 1);
	free(text);
	batch_free(b);
}
END_TEST

START_TEST(keeps_messages)
{
	struct msg *m = shown_one(EVENT);
	struct msg *copy = msg_keep(m);
	struct msg *again = msg_keep(copy);

	free(copy);
	expect_same_message(again, m);
	ck_assert_uint_ge(msg_keep_size(m), m->raw.n + m->n * sizeof(struct field));
	free(again);
	free(m);
	struct msg empty = {.kind = MSG_OTHER};
	copy = msg_keep(&empty);
	expect_same_message(copy, &empty);
	free(copy);
}
END_TEST

/* An event added as such tells its name before it is read, and can be passed over; nothing else does. */
START_TEST(passes_over_framed_events)
{
	struct batch *b = batch_new();
	struct msg *m = shown_one(EVENT);
	struct item item = {.kind = ITEM_EVENT, .has_msg = true, .msg = *m};
	struct str name;

	batch_add(b, &item);
	for (int i = 0; i < 2; i++)
		batch_add_event(b, m, 0);
	item.msg.framed = true;
	batch_add(b, &item);
	item.kind = ITEM_ONLINE;
	batch_add(b, &item);
	struct memory *memory = batch_memory(b);
	memory->size = m->raw.n;
	memory->p = mem_alloc(m->raw.n);
	memcpy(memory->p, m->raw.p, m->raw.n);
	ck_assert(!batch_framed(b, &name));
	ck_assert(batch_next(b, &item));
	ck_assert(batch_framed(b, &name));
	EXPECT_STR(name, STR("Hangup"));
	batch_pass(b);
	ck_assert(batch_framed(b, &name));
	EXPECT_STR(name, STR("Hangup"));
	ck_assert(batch_next(b, &item));
	ck_assert(item.msg.framed);
	ck_assert_int_eq(item.kind, ITEM_EVENT);
	expect_same_message(&item.msg, m);
	ck_assert(!batch_framed(b, &name));
	ck_assert(batch_next(b, &item));
	ck_assert_int_eq(item.kind, ITEM_EVENT);
	ck_assert(!batch_framed(b, &name));
	ck_assert(batch_next(b, &item));
	ck_assert_int_eq(item.kind, ITEM_ONLINE);
	ck_assert(!batch_framed(b, &name));
	ck_assert(!batch_next(b, &item));
	free(m);
	batch_free(b);
}
END_TEST

Suite *
suite_batch(void)
{
	Suite *suite = suite_create("batch");
	TCase *t = tcase_create("batch");

	tcase_add_test(t, gives_back_what_went_in);
	tcase_add_test(t, refers_to_what_it_gets);
	tcase_add_test(t, gives_its_memory_to_who_keeps);
	tcase_add_test(t, keeps_memory_that_others_need);
	tcase_add_test(t, passes_over_framed_events);
	tcase_add_test(t, can_be_used_again);
	tcase_add_test(t, takes_texts_of_every_length);
	tcase_add_test(t, takes_huge_texts);
	tcase_add_test(t, keeps_messages);
	suite_add_tcase(suite, t);
	return suite;
}
