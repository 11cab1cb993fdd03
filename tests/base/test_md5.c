/* SPDX-License-Identifier: ISC */
/* MD5 against the test suite of RFC 1321, and at the edges of its blocks. */
#include <stdio.h>

#include "../expect.h"
#include "base/md5.h"

Suite *suite_md5(void);

static const struct {
	const char *text;
	const char *digest;
} known[] = {
    {"", "d41d8cd98f00b204e9800998ecf8427e"},
    {"a", "0cc175b9c0f1b6a831c399e269772661"},
    {"abc", "900150983cd24fb0d6963f7d28e17f72"},
    {"message digest", "f96b697d7cb7938d525a2f31aaf161d0"},
    {"abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"},
    {"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
        "d174ab98d277d9f5a5611c2c9f419d9f"},
    {"12345678901234567890123456789012345678901234567890123456789012345678901234567890",
        "57edf4a22be3c955ac49da2e2107b67a"},
};

/* Lengths around the end of a block, and of the part of it that leaves room for the length: the
 * letter x so often. */
static const struct {
	size_t n;
	const char *digest;
} edges[] = {
    {55, "04364420e25c512fd958a70738aa8f72"},
    {56, "668a72d5ba17f08e62dabcafad6db14b"},
    {57, "693037871c4a9d3d8685018905cb530a"},
    {63, "7dc2ca208106a2f703567bdff99d8981"},
    {64, "c1bb4f81d892b2d57947682aeb252456"},
    {65, "1bc932052302d074bdec39795fe00cf6"},
    {119, "ab347a5f68c8a443cfcddc633f12c24f"},
    {120, "fb98667f98096de92620b64f46e1c5b5"},
    {128, "d69cb61a6ee87200676eb0d4b90edbcb"},
};

static void
expect_digest(struct md5 *m, const char *digest)
{
	unsigned char made[MD5_SIZE];
	char hex[2 * MD5_SIZE + 1];

	md5_end(m, made);
	for (size_t i = 0; i < MD5_SIZE; i++)
		snprintf(hex + 2 * i, 3, "%02x", made[i]);
	ck_assert_str_eq(hex, digest);
}

START_TEST(makes_known_digests)
{
	struct md5 m;

	md5_init(&m);
	md5_add(&m, str_of(known[_i].text));
	expect_digest(&m, known[_i].digest);
}
END_TEST

START_TEST(makes_the_same_of_pieces)
{
	struct md5 m;

	md5_init(&m);
	for (const char *c = known[_i].text; *c; c++) {
		md5_add(&m, str_from(c, 1));
		md5_add(&m, (struct str){0});
	}
	expect_digest(&m, known[_i].digest);
}
END_TEST

START_TEST(fills_blocks_to_the_byte)
{
	char text[128];
	struct md5 m;

	memset(text, 'x', sizeof(text));
	md5_init(&m);
	md5_add(&m, str_from(text, edges[_i].n));
	expect_digest(&m, edges[_i].digest);
}
END_TEST

/* What was hashed is a secret. */
START_TEST(wipes_what_it_knew)
{
	static const struct md5 blank;
	unsigned char digest[MD5_SIZE];
	struct md5 m;

	md5_init(&m);
	md5_add(&m, STR("secret"));
	md5_end(&m, digest);
	ck_assert_mem_eq(&m, &blank, sizeof(m));
}
END_TEST

Suite *
suite_md5(void)
{
	Suite *s = suite_create("md5");
	TCase *t = tcase_create("md5");
	int n = (int)(sizeof(known) / sizeof(known[0]));

	tcase_add_loop_test(t, makes_known_digests, 0, n);
	tcase_add_loop_test(t, makes_the_same_of_pieces, 0, n);
	tcase_add_loop_test(t, fills_blocks_to_the_byte, 0, (int)(sizeof(edges) / sizeof(edges[0])));
	tcase_add_test(t, wipes_what_it_knew);
	suite_add_tcase(s, t);
	return s;
}
