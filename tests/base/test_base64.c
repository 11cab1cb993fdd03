/* SPDX-License-Identifier: ISC */
/* The test vectors of RFC 4648, and bytes of every value. */
#include "base/base64.h"

#include <check.h>

#include "../expect.h"

Suite *suite_base64(void);

START_TEST(encodes)
{
	static const struct {
		struct str bytes, text;
	} all[] = {
	    {STR(""), STR("")},
	    {STR("f"), STR("Zg==")},
	    {STR("fo"), STR("Zm8=")},
	    {STR("foo"), STR("Zm9v")},
	    {STR("foob"), STR("Zm9vYg==")},
	    {STR("fooba"), STR("Zm9vYmE=")},
	    {STR("foobar"), STR("Zm9vYmFy")},
	    {STR("\0\0\0"), STR("AAAA")},
	    {STR("\xff\xfe\xfd\xfb\xff"), STR("//79+/8=")},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct buf out = BUF_INIT(BUF_MAX_LINE);
		base64_add(&out, all[i].bytes);
		EXPECT_STR(buf_str(&out), all[i].text);
		buf_clear(&out);
	}
}
END_TEST

Suite *
suite_base64(void)
{
	Suite *s = suite_create("base64");
	TCase *t = tcase_create("base64");

	tcase_add_test(t, encodes);
	suite_add_tcase(s, t);
	return s;
}
