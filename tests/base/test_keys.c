/* SPDX-License-Identifier: ISC */
/* Numbers by name: adding, finding, removing, and that chosen names do not make it slow. */
#include <stdio.h>
#include <stdlib.h>

#include "../expect.h"
#include "base/hash.h"
#include "base/keys.h"

Suite *suite_keys(void);

#define MANY 5000

static char names[MANY][16];

static struct str
name_of(size_t i)
{
	snprintf(names[i], sizeof(names[i]), "Line-%06zu", i);
	return str_of(names[i]);
}

/* The published test vectors are of SipHash-2-4; these come from its authors' code with one and
 * three rounds, key and message 00 01 02 …. */
START_TEST(hashes_as_siphash_does)
{
	uint64_t key[2];
	unsigned char bytes[16];

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (unsigned char)i;
	memcpy(key, bytes, sizeof(key));
	ck_assert_uint_eq(hash_bytes(key, STR(""), false), UINT64_C(0xabac0158050fc4dc));
	ck_assert_uint_eq(hash_bytes(key, str_from((char *)bytes, 1), false),
	    UINT64_C(0xc9f49bf37d57ca93));
	ck_assert_uint_eq(hash_bytes(key, str_from((char *)bytes, 8), false),
	    UINT64_C(0x369095118d299a8e));
	ck_assert_uint_eq(hash_bytes(key, str_from((char *)bytes, 15), false),
	    UINT64_C(0xd320d86d2a519956));
}
END_TEST

START_TEST(folds_letters_alone)
{
	static const char all[] = "@AZ[`az{\x7f\x80\xc1\xda\xe1\xfa";
	uint64_t key[2] = {1, 2};

	for (size_t i = 0; all[i]; i++)
		for (size_t k = 0; all[k]; k++) {
			struct str a = str_from(all + i, 1), b = str_from(all + k, 1);
			ck_assert_int_eq(hash_bytes(key, a, true) == hash_bytes(key, b, true),
			    str_ieq(a, b));
		}
	ck_assert_uint_eq(hash_bytes(key, STR("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), true),
	    hash_bytes(key, STR("abcdefghijklmnopqrstuvwxyz"), true));
}
END_TEST

START_TEST(finds_what_was_added)
{
	struct keys k = {0};

	ck_assert(keys_find(&k, STR("A")) == KEYS_NONE);
	for (size_t i = 0; i < MANY; i++)
		ck_assert_uint_eq(keys_add(&k, name_of(i), i), i);
	ck_assert_uint_eq(k.n, MANY);
	for (size_t i = 0; i < MANY; i++)
		ck_assert_uint_eq(keys_find(&k, str_of(names[i])), i);
	ck_assert_uint_eq(keys_add(&k, STR("line-000017"), 4), 17);
	keys_set(&k, STR("LINE-000017"), 4);
	ck_assert_uint_eq(keys_find(&k, STR("Line-000017")), 4);
	ck_assert(keys_find(&k, STR("Line-00001")) == KEYS_NONE);
	ck_assert(keys_find(&k, STR("")) == KEYS_NONE);
	keys_clear(&k);
	ck_assert(keys_find(&k, STR("Line-000017")) == KEYS_NONE);
}
END_TEST

START_TEST(can_be_exact)
{
	struct keys k = {.exact = true};

	keys_add(&k, STR("a"), 1);
	keys_add(&k, STR("A"), 2);
	ck_assert_uint_eq(keys_find(&k, STR("a")), 1);
	ck_assert_uint_eq(keys_find(&k, STR("A")), 2);
	keys_clear(&k);
	ck_assert(k.exact);
}
END_TEST

START_TEST(holds_addresses)
{
	struct keys k = {0};
	size_t sum = 0, at = 0;
	const int *number;
	static const int numbers[MANY] = {[0] = 1, [3] = 2, [MANY - 1] = 4};

	ck_assert_ptr_null(keys_address(&k, STR("A")));
	ck_assert_ptr_null(keys_next_address(&k, &at));
	for (size_t i = 0; i < MANY; i++)
		keys_add(&k, name_of(i), (size_t)&numbers[i]);
	ck_assert_ptr_eq(keys_address(&k, STR("line-000003")), &numbers[3]);
	for (size_t n = 0; n < MANY; n++) {
		number = keys_next_address(&k, &at);
		ck_assert_ptr_nonnull(number);
		sum += (size_t)*number;
	}
	ck_assert_ptr_null(keys_next_address(&k, &at));
	ck_assert_uint_eq(sum, 7);
	keys_clear(&k);
}
END_TEST

/* Against an array, in an order that comes to every hole. */
START_TEST(removes_and_finds_the_rest)
{
	static bool there[512];
	struct keys k = {0};
	unsigned random = 1;

	for (int round = 0; round < 50000; round++) {
		random = random * 1103515245 + 12345;
		size_t i = random >> 16 & 511;
		if (there[i])
			keys_remove(&k, name_of(i));
		else
			keys_add(&k, name_of(i), i);
		there[i] = !there[i];
		i = random >> 8 & 511;
		ck_assert_uint_eq(keys_find(&k, name_of(i)), there[i] ? i : KEYS_NONE);
	}
	for (size_t i = 0; i < 512; i++)
		ck_assert_uint_eq(keys_find(&k, name_of(i)), there[i] ? i : KEYS_NONE);
	keys_remove(&k, STR("none"));
	keys_clear(&k);
	keys_remove(&k, STR("none"));
}
END_TEST

START_TEST(gives_memory_back)
{
	struct keys k = {0};

	for (size_t i = 0; i < MANY; i++)
		keys_add(&k, name_of(i), i);
	for (size_t i = 3; i < MANY; i++)
		keys_remove(&k, str_of(names[i]));
	ck_assert_uint_le(k.size, 64);
	for (size_t i = 0; i < 3; i++)
		ck_assert_uint_eq(keys_find(&k, str_of(names[i])), i);
	keys_clear(&k);
}
END_TEST

/* Names that share a hash under one key do not under another: nobody can choose them in advance. */
START_TEST(is_keyed_at_random)
{
	struct keys a = {0}, b = {0};

	keys_add(&a, STR("A"), 1);
	keys_add(&b, STR("A"), 1);
	ck_assert(memcmp(a.seed, b.seed, sizeof(a.seed)) != 0);
	keys_clear(&a);
	keys_clear(&b);
}
END_TEST

/* The longest way to a name is short. */
START_TEST(spreads_names)
{
	struct keys k = {0};
	size_t run = 0, longest = 0;

	for (size_t i = 0; i < MANY; i++)
		keys_add(&k, name_of(i), i);
	for (size_t i = 0; i < k.size; i++) {
		run = k.slots[i].number ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	ck_assert_msg(longest < 64, "a run of %zu slots", longest);
	keys_clear(&k);
}
END_TEST

Suite *
suite_keys(void)
{
	Suite *s = suite_create("keys");
	TCase *tests = tcase_create("keys");

	tcase_add_test(tests, hashes_as_siphash_does);
	tcase_add_test(tests, folds_letters_alone);
	tcase_add_test(tests, finds_what_was_added);
	tcase_add_test(tests, can_be_exact);
	tcase_add_test(tests, holds_addresses);
	tcase_add_test(tests, removes_and_finds_the_rest);
	tcase_add_test(tests, gives_memory_back);
	tcase_add_test(tests, is_keyed_at_random);
	tcase_add_test(tests, spreads_names);
	suite_add_tcase(s, tests);
	return s;
}
