/* SPDX-License-Identifier: ISC */
/* The digests of RFC 1321, section A.5, by each library. */
#include "ami/md5.h"

#include <check.h>

Suite *suite_md5(void);

static const struct {
	const char *of;
	const char *hex;
} digests[] = {
    {"", "d41d8cd98f00b204e9800998ecf8427e"},
    {"a", "0cc175b9c0f1b6a831c399e269772661"},
    {"abc", "900150983cd24fb0d6963f7d28e17f72"},
    {"message digest", "f96b697d7cb7938d525a2f31aaf161d0"},
    {"12345678901234567890123456789012345678901234567890123456789012345678901234567890",
        "57edf4a22be3c955ac49da2e2107b67a"},
};

#define DIGESTS (int)(sizeof(digests) / sizeof(digests[0]))

START_TEST(each_library_has_the_same)
{
	char hex[MD5_HEX + 1];
	struct err err;

	for (size_t i = 0; i < md5_makers_n; i++) {
		if (md5_makers[i].open(&err) < 0)
			continue;
		md5_makers[i].hex(str_of(digests[_i].of), hex);
		ck_assert_str_eq(hex, digests[_i].hex);
	}
}
END_TEST

START_TEST(one_is_there)
{
	char hex[MD5_HEX + 1];
	struct err err;

	ck_assert_int_eq(md5_hex(str_of(digests[_i].of), hex, &err), 0);
	ck_assert_str_eq(hex, digests[_i].hex);
}
END_TEST

Suite *
suite_md5(void)
{
	Suite *suite = suite_create("md5");
	TCase *all = tcase_create("all");

	tcase_add_loop_test(all, each_library_has_the_same, 0, DIGESTS);
	tcase_add_loop_test(all, one_is_there, 0, DIGESTS);
	suite_add_tcase(suite, all);
	return suite;
}
