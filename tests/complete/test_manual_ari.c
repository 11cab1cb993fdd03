/* SPDX-License-Identifier: ISC */
/* What help prints of a server's documents. */
#include "complete/manual_ari.h"

#include <check.h>

#include "../expect.h"
#include "ari/api_docs.h"
#include "base/buf.h"

Suite *suite_manual_ari(void);

static const char document[] =
    "{\"apis\":[{\"path\":\"/kettles\",\"operations\":[{\"httpMethod\":\"GET\","
    "\"summary\":\"Which there are.\"}]},"
    "{\"path\":\"/kettles/{kettleId}/boil\",\"operations\":[{\"httpMethod\":\"POST\","
    "\"summary\":\"Boil it until it whistles or until nothing is left of it.\","
    "\"notes\":\"Mind the\\nsteam\\u001b[2J.\",\"parameters\":["
    "{\"name\":\"kettleId\",\"description\":\"Its id\",\"paramType\":\"path\",\"dataType\":\"string\"},"
    "{\"name\":\"speed\",\"paramType\":\"query\",\"dataType\":\"string\",\"defaultValue\":\"slow\","
    "\"allowableValues\":{\"values\":[\"slow\",\"fast\"]}},"
    "{\"name\":\"degrees\",\"paramType\":\"query\",\"required\":true,\"allowMultiple\":true,"
    "\"dataType\":\"int\",\"allowableValues\":{\"min\":0,\"max\":100}},"
    "{\"name\":\"extras\",\"paramType\":\"body\",\"dataType\":\"object\"}],"
    "\"errorResponses\":[{\"code\":404,\"reason\":\"No kettle\"}]},"
    "{\"httpMethod\":\"DELETE\",\"summary\":\"Stop.\"}]},"
    "{\"path\":\"/kettles/{kettleId}/a/path/that/is/far/too/long\",\"operations\":["
    "{\"httpMethod\":\"PUT\",\"summary\":\"Do.\"}]}]}";

#define BOIL                                                                 \
	"ari post kettles/{kettleId}/boil degrees=… [speed=…]\n"             \
	"[{\"extras\":…}]\n"                                                 \
	"  Boil it until it whistles or until nothing is left of it.\n"      \
	"\n"                                                                 \
	"  Mind the steam\\x1b[2J.\n"                                        \
	"\n"                                                                 \
	"  kettleId  string; in the path\n"                                  \
	"      Its id\n"                                                     \
	"  degrees  int from 0 to 100; required; several with commas\n"      \
	"  speed  string: slow, fast; default slow\n"                        \
	"  extras  object; in the JSON body\n"                               \
	"\n"                                                                 \
	"  404  No kettle\n"
#define STOP                                                                 \
	"ari delete kettles/{kettleId}/boil\n"                               \
	"  Stop.\n"

static const struct {
	const char *method, *path, *said, *near;
} cases[] = {
    {"post", "kettles/17/boil", BOIL, ""},
    {"DELETE", "kettles/{kettleId}/boil", STOP, ""},
    {"", "kettles/17/boil", BOIL "\n" STOP, ""},
    {"", "kettles",
        "get    kettles                            Which there are.\n"
        "post   kettles/{kettleId}/boil            Boil it until it\n"
        "                                          whistles or until\n"
        "                                          nothing is left of\n"
        "                                          it.\n"
        "delete kettles/{kettleId}/boil            Stop.\n"
        "put    kettles/{kettleId}/a/path/that/is/far/too/long\n"
        "                                          Do.\n", ""},
    {"put", "kettles", "put    kettles/{kettleId}/a/path/that/is/far/too/long\n"
        "                                          Do.\n", ""},
    {"get", "kettles/", "ari get kettles\n  Which there are.\n", ""},
    {"", "kettles/17/a/path", "put    kettles/{kettleId}/a/path/that/is/far/too/long\n"
        "                                          Do.\n", ""},
    {"post", "kettles/17/bol", "", " (did you mean kettles/17/boil?)"},
    {"", "kettels", "", " (did you mean kettles?)"},
    {"", "xyz", "", ""},
};

START_TEST(says_it)
{
	struct ari_docs d;
	struct err err;
	struct buf out = BUF_INIT(BUF_MAX_LINE), near = BUF_INIT(BUF_MAX_LINE);

	ck_assert_int_eq(api_docs_read(&d, str_of(document), &err), 0);
	bool said = manual_ari(&out, &d, str_of(cases[_i].method), str_of(cases[_i].path), 60, &near);
	ck_assert_int_eq(said, *cases[_i].said != '\0');
	EXPECT_STR(buf_str(&out), str_of(cases[_i].said));
	EXPECT_STR(buf_str(&near), str_of(cases[_i].near));
	ari_docs_clear(&d);
	buf_clear(&out);
	buf_clear(&near);
}
END_TEST

Suite *
suite_manual_ari(void)
{
	Suite *suite = suite_create("manual_ari");
	TCase *c = tcase_create("manual_ari");

	tcase_add_loop_test(c, says_it, 0, sizeof(cases) / sizeof(cases[0]));
	suite_add_tcase(suite, c);
	return suite;
}
