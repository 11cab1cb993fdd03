/* SPDX-License-Identifier: ISC */
/* What a local command finds in its environment of a message of ARI. */
#include "script/environ.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "ari/reader.h"
#include "client/messages.h"
#include "scene.h"

Suite *suite_environ(void);

static const char *
value_of(const struct environ_list *e, const char *name)
{
	for (size_t i = 0; i < e->n; i++)
		if (strncmp(e->v[i], name, strlen(name)) == 0 && e->v[i][strlen(name)] == '=')
			return e->v[i] + strlen(name) + 1;
	return NULL;
}

START_TEST(has_walked_names)
{
	struct err err = {0};
	struct ari_reader *r = ari_reader_new(&err);
	struct environ_list e;
	struct msg m;
	bool list;

	ari_reader_open(r, STR("{\"id\":\"1\",\"caller\":{\"number\":\"$(x)\\n2\"},\"server\":\"s\","
	                       "\"ids\":[\"a\"],\"nul\":\"a\\u0000b\"}"), ARI_REPLY, 200, &list, &err);
	ck_assert(ari_reader_next(r, &m));
	messages_take(scene->messages, &m, false);
	environ_make(&e, scene);
	ck_assert_str_eq(value_of(&e, "AMSH_id"), "1");
	ck_assert_str_eq(value_of(&e, "AMSH_caller_number"), "$(x)\n2");
	ck_assert_str_eq(value_of(&e, "AMSH_ids"), "[\"a\"]");
	ck_assert_str_eq(value_of(&e, "AMSH__status"), "200");
	ck_assert_ptr_null(value_of(&e, "AMSH_nul"));
	ck_assert_uint_eq(e.left_out, 1);
	environ_clear(&e);
	ari_reader_free(r);
}
END_TEST

Suite *
suite_environ(void)
{
	Suite *suite = suite_create("environ");
	TCase *t = tcase_create("environ");

	tcase_add_checked_fixture(t, scene_open, scene_close);
	tcase_add_test(t, has_walked_names);
	suite_add_tcase(suite, t);
	return suite;
}
