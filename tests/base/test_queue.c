/* SPDX-License-Identifier: ISC */
/* The queue: order, bounds, what poll sees, closing, and two threads at work. */
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "../expect.h"
#include "base/pipe.h"
#include "base/queue.h"

Suite *suite_queue(void);

#define DEADLINE 30000 /* ms; only a broken queue lets it pass */

/* Items are numbers cast to pointers, never 0. */
static void *
item(uintptr_t number)
{
	return (void *)number;
}

static uintptr_t
number(const void *taken)
{
	return (uintptr_t)taken;
}

static int freed;

static void
count_freed(void *taken)
{
	ck_assert_ptr_nonnull(taken);
	freed++;
}

static bool
is_readable(const struct queue *q)
{
	struct pollfd p = {.fd = queue_fd(q), .events = POLLIN};

	return poll(&p, 1, 0) == 1;
}

START_TEST(keeps_order)
{
	struct queue *q = queue_new(10);

	ck_assert_ptr_null(queue_take(q));
	for (uintptr_t i = 1; i <= 3; i++)
		ck_assert(queue_try_put(q, item(i), 1));
	for (uintptr_t i = 1; i <= 3; i++)
		ck_assert_uint_eq(number(queue_take(q)), i);
	ck_assert_ptr_null(queue_take(q));
	ck_assert(queue_try_put(q, item(4), 1));
	ck_assert_uint_eq(number(queue_take(q)), 4);
	queue_free(q, count_freed);
}
END_TEST

START_TEST(is_bounded_by_weight)
{
	struct queue *q = queue_new(10);

	ck_assert(queue_try_put(q, item(1), 4));
	ck_assert(queue_has_room(q, 6) && !queue_has_room(q, 7));
	ck_assert(!queue_try_put(q, item(2), 7));
	ck_assert(!queue_try_put(q, item(2), SIZE_MAX));
	ck_assert(queue_try_put(q, item(2), 6));
	ck_assert(!queue_try_put(q, item(3), 1));
	ck_assert(queue_try_put(q, item(3), 0));
	ck_assert_uint_eq(number(queue_take(q)), 1);
	ck_assert(!queue_try_put(q, item(4), 5));
	ck_assert(queue_try_put(q, item(4), 4));
	freed = 0;
	queue_free(q, count_freed);
	ck_assert_int_eq(freed, 3);
}
END_TEST

START_TEST(takes_a_heavy_item_when_empty)
{
	struct queue *q = queue_new(10);

	ck_assert(queue_try_put(q, item(1), 11));
	ck_assert(!queue_try_put(q, item(2), 1));
	ck_assert(!queue_try_put(q, item(2), 0));
	ck_assert_uint_eq(number(queue_take(q)), 1);
	ck_assert(queue_put(q, item(2), SIZE_MAX));
	ck_assert_uint_eq(number(queue_take(q)), 2);
	queue_free(q, count_freed);
}
END_TEST

START_TEST(can_be_forced)
{
	struct queue *q = queue_new(1);

	ck_assert(queue_try_put(q, item(1), 1));
	queue_force_put(q, item(2), 100);
	ck_assert_uint_eq(number(queue_take(q)), 1);
	ck_assert(!queue_try_put(q, item(3), 1));
	queue_close(q);
	queue_force_put(q, item(4), 1);
	ck_assert_uint_eq(number(queue_take(q)), 2);
	ck_assert_uint_eq(number(queue_take(q)), 4);
	ck_assert_ptr_null(queue_take(q));
	queue_free(q, count_freed);
}
END_TEST

START_TEST(is_readable_until_none_was_found)
{
	struct queue *q = queue_new(10);

	for (int round = 0; round < 3; round++) {
		ck_assert(!is_readable(q));
		queue_try_put(q, item(1), 1);
		ck_assert(is_readable(q));
		queue_try_put(q, item(2), 1);
		queue_take(q);
		ck_assert(is_readable(q));
		queue_take(q);
		ck_assert(is_readable(q));
		ck_assert_ptr_null(queue_take(q));
		ck_assert(!is_readable(q));
		ck_assert_ptr_null(queue_take(q));
		ck_assert(!is_readable(q));
	}
	queue_free(q, count_freed);
}
END_TEST

START_TEST(one_who_is_awake_is_not_woken)
{
	struct queue *q = queue_new(10);
	int bytes = 0;

	queue_try_put(q, item(1), 1);
	for (uintptr_t i = 2; i <= 100; i++) {
		ck_assert_uint_eq(number(queue_take(q)), i - 1);
		queue_try_put(q, item(i), 1);
	}
	ck_assert_int_eq(ioctl(queue_fd(q), FIONREAD, &bytes), 0);
	ck_assert_int_eq(bytes, 1);
	ck_assert_uint_eq(number(queue_take(q)), 100);
	queue_free(q, count_freed);
}
END_TEST

START_TEST(keeps_order_when_it_grows)
{
	struct queue *q = queue_new(1000);
	uintptr_t put = 0, taken = 0;

	for (size_t round = 1; round <= 40; round++) {
		for (size_t i = 0; i < round; i++)
			ck_assert(queue_try_put(q, item(++put), 1));
		for (size_t i = 0; i < round / 2; i++)
			ck_assert_uint_eq(number(queue_take(q)), ++taken);
	}
	while (taken < put)
		ck_assert_uint_eq(number(queue_take(q)), ++taken);
	ck_assert_ptr_null(queue_take(q));
	queue_free(q, count_freed);
}
END_TEST

START_TEST(needs_no_pipe_unless_polled)
{
	struct queue *q = queue_new_unpolled(2);

	ck_assert_int_eq(queue_fd(q), -1);
	ck_assert(queue_try_put(q, item(1), 1));
	ck_assert(queue_try_put(q, item(2), 1));
	ck_assert(!queue_try_put(q, item(3), 1));
	ck_assert_uint_eq(number(queue_take(q)), 1);
	ck_assert_uint_eq(number(queue_take(q)), 2);
	ck_assert_ptr_null(queue_take(q));
	queue_close(q);
	ck_assert(!queue_try_put(q, item(4), 1));
	queue_free(q, count_freed);
}
END_TEST

START_TEST(wakes_once_for_a_burst)
{
	struct queue *q = queue_new(1000);
	int bytes = 0;

	for (uintptr_t i = 1; i <= 1000; i++)
		queue_try_put(q, item(i), 1);
	queue_close(q);
	ck_assert_int_eq(ioctl(queue_fd(q), FIONREAD, &bytes), 0);
	ck_assert_int_eq(bytes, 1);
	freed = 0;
	queue_free(q, count_freed);
	ck_assert_int_eq(freed, 1000);
}
END_TEST

START_TEST(closes)
{
	struct queue *q = queue_new(10);

	queue_try_put(q, item(1), 1);
	queue_close(q);
	ck_assert(!queue_try_put(q, item(2), 1));
	ck_assert(!queue_put(q, item(2), 1));
	ck_assert_uint_eq(number(queue_take(q)), 1);
	ck_assert_ptr_null(queue_take(q));
	ck_assert(is_readable(q));
	queue_close(q);
	ck_assert(is_readable(q));
	queue_free(q, count_freed);
}
END_TEST

START_TEST(pipes_neither_block_nor_leak)
{
	int fds[2];

	pipe_open(fds);
	for (int i = 0; i < 2; i++) {
		ck_assert(fcntl(fds[i], F_GETFD) & FD_CLOEXEC);
		ck_assert(fcntl(fds[i], F_GETFL) & O_NONBLOCK);
		close(fds[i]);
	}
}
END_TEST

/* What the two threads of a test share. */
struct pair {
	struct queue *q;
	uintptr_t count;       /* numbers 1..count are put, */
	uintptr_t heaviest;    /* with weights of 1 to this, in turn */
	atomic_uintptr_t done; /* puts that came back */
	bool refused;          /* the last put returned false */
};

static void *
put_all(void *arg)
{
	struct pair *pair = arg;

	for (uintptr_t i = 1; i <= pair->count && !pair->refused; i++) {
		pair->refused = !queue_put(pair->q, item(i), 1 + i % pair->heaviest);
		atomic_store(&pair->done, i);
	}
	return NULL;
}

static void
await(const struct queue *q)
{
	struct pollfd p = {.fd = queue_fd(q), .events = POLLIN};

	ck_assert_int_eq(poll(&p, 1, DEADLINE), 1);
}

START_TEST(hands_over_between_threads)
{
	const uintptr_t max = 7;
	struct pair pair = {.q = queue_new(max), .count = 20000, .heaviest = 1};
	pthread_t thread;
	uintptr_t next = 1;

	ck_assert_int_eq(pthread_create(&thread, NULL, put_all, &pair), 0);
	while (next <= pair.count) {
		await(pair.q);
		void *taken = queue_take(pair.q);
		if (!taken)
			continue;
		ck_assert_uint_eq(number(taken), next);
		ck_assert_uint_le(atomic_load(&pair.done), next + max);
		next++;
	}
	pthread_join(thread, NULL);
	ck_assert(!pair.refused);
	ck_assert_ptr_null(queue_take(pair.q));
	ck_assert(!is_readable(pair.q));
	queue_free(pair.q, count_freed);
}
END_TEST

/* Who waits is woken in any case, even if his item is heavier than all that there can be room for. */
START_TEST(wakes_who_waits_with_a_heavy_item)
{
	struct pair pair = {.q = queue_new(7), .count = 20000, .heaviest = 11};
	pthread_t thread;

	ck_assert_int_eq(pthread_create(&thread, NULL, put_all, &pair), 0);
	for (uintptr_t next = 1; next <= pair.count;) {
		await(pair.q);
		void *taken = queue_take(pair.q);
		if (taken)
			ck_assert_uint_eq(number(taken), next++);
	}
	pthread_join(thread, NULL);
	queue_free(pair.q, count_freed);
}
END_TEST

/* The thread is already waiting or about to wait; it must return in both cases. */
START_TEST(closing_ends_the_wait_for_room)
{
	for (int round = 0; round < 200; round++) {
		struct pair pair = {.q = queue_new(1), .count = 2, .heaviest = 1};
		pthread_t thread;

		ck_assert_int_eq(pthread_create(&thread, NULL, put_all, &pair), 0);
		await(pair.q);
		queue_close(pair.q);
		pthread_join(thread, NULL);
		ck_assert(pair.refused);
		ck_assert_uint_eq(number(queue_take(pair.q)), 1);
		ck_assert_ptr_null(queue_take(pair.q));
		queue_free(pair.q, count_freed);
	}
}
END_TEST

Suite *
suite_queue(void)
{
	Suite *s = suite_create("queue");
	TCase *t = tcase_create("queue"), *volume = tcase_create("volume");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, keeps_order);
	tcase_add_test(t, is_bounded_by_weight);
	tcase_add_test(t, takes_a_heavy_item_when_empty);
	tcase_add_test(t, can_be_forced);
	tcase_add_test(t, is_readable_until_none_was_found);
	tcase_add_test(t, one_who_is_awake_is_not_woken);
	tcase_add_test(t, keeps_order_when_it_grows);
	tcase_add_test(t, needs_no_pipe_unless_polled);
	tcase_add_test(t, wakes_once_for_a_burst);
	tcase_add_test(t, closes);
	tcase_add_test(t, pipes_neither_block_nor_leak);
	tcase_add_test(t, closing_ends_the_wait_for_room);
	suite_add_tcase(s, t);
	tcase_set_tags(volume, "volume");
	tcase_set_timeout(volume, 60);
	tcase_add_test(volume, hands_over_between_threads);
	tcase_add_test(volume, wakes_who_waits_with_a_heavy_item);
	suite_add_tcase(s, volume);
	return s;
}
