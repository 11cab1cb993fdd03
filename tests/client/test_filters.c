/* SPDX-License-Identifier: ISC */
/* Filters on a session over HTTP that the server has forgotten. */
#include <check.h>
#include <stdlib.h>

#include "../script/scene.h"
#include "../session/web_server.h"
#include "client/connect.h"
#include "conf/target.h"

Suite *suite_filters(void);

static struct web_server server;

START_TEST(are_put_back_when_the_session_began_anew)
{
	struct buf url = BUF_INIT(BUF_MAX_LINE);
	struct err err = {0};

	server = (struct web_server){0};
	web_start(&server);
	buf_addf(&url, "http://hello@127.0.0.1:%s", server.port);
	setenv("AMSH_SECRET", "world", 1);
	target_take_environment();
	scene_options.server = buf_z(&url);
	ck_assert_msg(connect_open(scene, NULL, "off", &err) == 0, "%s", err.text);
	ck_assert_int_eq(scene_run("filter add Hangup"), 0);
	ck_assert_uint_eq(web_count(&server, "Filter "), 1);
	web_expire(&server);
	msec deadline = clock_now() + PATIENCE;
	while (web_count(&server, "Filter ") < 2 && clock_now() < deadline)
		ck_assert_int_eq(scene_run("ping"), 0);
	ck_assert_uint_eq(web_count(&server, "Filter "), 2);
	scene_close();
	web_end(&server);
	buf_clear(&url);
	target_forget();
}
END_TEST

Suite *
suite_filters(void)
{
	Suite *suite = suite_create("filters");
	TCase *t = tcase_create("http");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, scene_open, NULL);
	tcase_add_test(t, are_put_back_when_the_session_began_anew);
	suite_add_tcase(suite, t);
	return suite;
}
