/* SPDX-License-Identifier: ISC */
/* Items of every list that ARI has are called by something. */
#include "ari/listed.h"

#include <check.h>

#include "../expect.h"
#include "ari/reader.h"

Suite *suite_listed(void);

static const struct {
	const char *json, *called; /* "" none */
} items[] = {
    {"{\"id\":\"1700.1\",\"name\":\"PJSIP/a-1\",\"state\":\"Up\"}", "1700.1 (PJSIP/a-1)"},
    {"{\"id\":\"b1\",\"technology\":\"simple_bridge\",\"bridge_type\":\"mixing\",\"name\":\"\"}",
        "b1 (mixing)"},
    {"{\"technology\":\"PJSIP\",\"resource\":\"alice\",\"state\":\"online\"}",
        "PJSIP/alice (online)"},
    {"{\"name\":\"Stasis:x\",\"state\":\"BUSY\"}", "Stasis:x (BUSY)"},
    {"{\"name\":\"app_dial.so\",\"description\":\"Dialing\"}", "app_dial.so (Dialing)"},
    {"{\"name\":\"a/b\",\"format\":\"wav\"}", "a/b (wav)"},
    {"{\"channel\":\"console\",\"type\":\"Console\"}", "console (Console)"},
    {"{\"id\":\"beep\",\"text\":\"a beep\",\"formats\":[]}", "beep (a beep)"},
    {"{\"name\":\"ivr\",\"channel_ids\":[]}", "ivr ()"},
    {"{\"other\":1}", ""},
    {"7", ""},
};

START_TEST(is_called)
{
	struct err err;
	struct ari_reader *r = ari_reader_new(&err);
	struct buf list = BUF_INIT(BUF_MAX_LINE), got = BUF_INIT(BUF_MAX_LINE);
	struct str about;
	struct msg m;
	bool is_list;

	ck_assert_ptr_nonnull(r);
	buf_addf(&list, "[%s]", items[_i].json);
	ck_assert_int_eq(
	    ari_reader_open(r, buf_str(&list), ARI_REPLY, 200, &is_list, &err), 0);
	ck_assert(is_list && ari_reader_next(r, &m) && ari_reader_next(r, &m));
	if (ari_listed(&m, &got, &about))
		buf_addf(&got, " (%.*s)", STR_ARG(about));
	EXPECT_STR(buf_str(&got), str_of(items[_i].called));
	ari_reader_free(r);
	buf_clear(&list);
	buf_clear(&got);
}
END_TEST

Suite *
suite_listed(void)
{
	Suite *suite = suite_create("listed");
	TCase *c = tcase_create("listed");

	tcase_add_loop_test(c, is_called, 0, sizeof(items) / sizeof(items[0]));
	suite_add_tcase(suite, c);
	return suite;
}
