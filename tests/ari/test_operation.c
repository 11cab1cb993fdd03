/* SPDX-License-Identifier: ISC */
/* Operations are found by a path with ids, and those of Asterisk 22 are known. */
#include "ari/operation.h"

#include <check.h>

#include "../expect.h"

Suite *suite_operation(void);

static const struct {
	const char *method, *path, *found;
} paths[] = {
    {"GET", "channels", "channels"},
    {"get", "channels/1700.1", "channels/{channelId}"},
    {"GET", "channels/{channelId}", "channels/{channelId}"},
    {"POST", "channels/create", "channels/create"},
    {"POST", "channels/create2", "channels/{channelId}"},
    {"POST", "channels/1700.1/play/p1", "channels/{channelId}/play/{playbackId}"},
    {"PUT", "endpoints/sendMessage", "endpoints/sendMessage"},
    {"GET", "endpoints/PJSIP/alice", "endpoints/{tech}/{resource}"},
    {"DELETE", "channels", NULL},
    {"GET", "Channels", NULL},
    {"GET", "channels/", NULL},
    {"GET", "channels//variable", NULL},
    {"GET", "", NULL},
    {"PATCH", "channels", NULL},
};

START_TEST(finds_the_operation)
{
	const struct ari_operation *o =
	    ari_find(ari_known(), str_of(paths[_i].method), str_of(paths[_i].path));

	EXPECT_STR(str_of(o ? o->path : "none"),
	    str_of(paths[_i].found ? paths[_i].found : "none"));
}
END_TEST

START_TEST(knows_the_parameters)
{
	const struct ari_operation *o =
	    ari_find(ari_known(), STR("POST"), STR("playbacks/x/control"));
	const struct ari_parameter *p;

	ck_assert_ptr_nonnull(o);
	ck_assert_uint_eq(o->n, 2);
	ck_assert_int_eq(o->v[0].place, ARI_IN_PATH);
	ck_assert_str_eq(o->v[0].name, "playbackId");
	ck_assert_ptr_nonnull(p = ari_parameter(o, STR("OPERATION")));
	ck_assert(p->required && !p->repeated && p->place == ARI_IN_QUERY);
	ck_assert_str_eq(p->choices, "restart|pause|unpause|reverse|forward");
	ck_assert_ptr_null(ari_parameter(o, STR("operate")));
	o = ari_find(ari_known(), STR("POST"), STR("bridges/b/addChannel"));
	ck_assert_ptr_nonnull(p = ari_parameter(o, STR("channel")));
	ck_assert(p->required && p->repeated);
	o = ari_find(ari_known(), STR("POST"), STR("channels"));
	ck_assert_ptr_nonnull(p = ari_parameter(o, STR("variables")));
	ck_assert(p->place == ARI_IN_BODY && !p->required);
}
END_TEST

Suite *
suite_operation(void)
{
	Suite *suite = suite_create("operation");
	TCase *c = tcase_create("operation");

	tcase_add_loop_test(c, finds_the_operation, 0, sizeof(paths) / sizeof(paths[0]));
	tcase_add_test(c, knows_the_parameters);
	suite_add_tcase(suite, c);
	return suite;
}
