/* SPDX-License-Identifier: ISC */
/* Settings by name, and event masks. */
#include "lang/settings.h"

#include <check.h>
#include <string.h>

#include "../expect.h"
#include "lang/mask.h"

Suite *suite_settings(void);

static struct settings s;
static struct err err;

static void
setup(void)
{
	settings_init(&s);
}

static void
teardown(void)
{
	settings_clear(&s);
}

/* The value as it is shown. */
static void
expect_value(const char *name, const char *want)
{
	struct buf value = BUF_INIT(BUF_MAX_LINE);
	const char *found = NULL;

	for (size_t i = 0; (found = settings_get(&s, i, &value)) && strcmp(found, name) != 0; i++)
		buf_reset(&value);
	ck_assert_msg(found != NULL, "no setting %s", name);
	EXPECT_STR(buf_str(&value), str_of(want));
	buf_clear(&value);
}

static void
set(const char *name, const char *value)
{
	ck_assert_msg(settings_set(&s, str_of(name), str_of(value), &err) == 0, "%s", err.text);
	expect_value(name, value);
}

START_TEST(has_defaults)
{
	static const char *const all[][2] = {
	    {"color", "off"}, {"dry-run", "off"}, {"events", "short"}, {"fields", ""},
	    {"header", "on"}, {"keep-going", "off"}, {"output", "text"}, {"read-only", "off"},
	    {"timeout", "10"}, {"yes", "off"},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		expect_value(all[i][0], all[i][1]);
}
END_TEST

START_TEST(keeps_what_is_set)
{
	set("color", "on");
	ck_assert(s.color);
	set("events", "long");
	ck_assert_int_eq(s.events, EVENTS_LONG);
	set("events", "short");
	ck_assert_int_eq(s.events, EVENTS_SHORT);
	set("fields", "A,B");
	set("fields", "");
	set("timeout", "0.25");
	ck_assert_int_eq(s.timeout, 250);
	set("timeout", "1000000000");
	set("timeout", "123456.789");
	set("read-only", "on");
	ck_assert(s.read_only);
	set("read-only", "off");
	ck_assert(!s.read_only);
}
END_TEST

START_TEST(stays_read_only)
{
	s.read_only = s.stays_read_only = true;
	set("read-only", "on");
	set("yes", "off");
	ck_assert_int_eq(settings_set(&s, STR("Read-Only"), STR("OFF"), &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(
	    err.text, "read-only cannot be turned off: it was set with --read-only");
	ck_assert(s.read_only);
}
END_TEST

START_TEST(takes_every_choice)
{
	const char *name, *choices;

	for (size_t i = 0; (name = settings_name(i, &choices)); i++) {
		struct str rest = str_of(choices), one;
		while (choices && str_cut(&rest, '|', &one)) {
			char value[32];
			memcpy(value, one.p, one.n);
			value[one.n] = '\0';
			set(name, value);
		}
	}
}
END_TEST

START_TEST(ignores_case)
{
	ck_assert(settings_has(STR("OutPut")));
	ck_assert(!settings_has(STR("nothing")));
	ck_assert_int_eq(settings_set(&s, STR("OUTPUT"), STR("JSON"), &err), 0);
	ck_assert_int_eq(s.format, FORMAT_JSON);
	ck_assert_int_eq(settings_set(&s, STR("yes"), STR("ON"), &err), 0);
	ck_assert(s.yes);
}
END_TEST

START_TEST(refuses)
{
	static const char *const bad[][3] = {
	    {"nothing", "x", "no such setting: nothing"},
	    {"output", "xml", "output must be one of text|json|raw|tsv: xml"},
	    {"color", "auto", "color must be one of on|off: auto"},
	    {"timeout", "soon",
	        "timeout must be a number of seconds above 0, at most 1000000000: soon"},
	    {"timeout", "1000000001",
	        "timeout must be a number of seconds above 0, at most 1000000000: 1000000001"},
	    {"timeout", "", "timeout must be a number of seconds above 0, at most 1000000000: "},
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ck_assert_int_eq(settings_set(&s, str_of(bad[i][0]), str_of(bad[i][1]), &err), -1);
		ck_assert_int_eq(err.kind, ERR_USAGE);
		ck_assert_str_eq(err.text, bad[i][2]);
	}
	expect_value("timeout", "10");
}
END_TEST

START_TEST(reads_masks)
{
	static const char *const all[][2] = {
	    {"on", "on"}, {"OFF", "off"}, {"call", "call"}, {"Call, AGENT", "call,agent"},
	    {"all", "all"}, {"none", "none"}, {"system,call,log", "system,call,log"},
	};
	static const char *const bad[] = {"", "calls", "call,", "call;agent", "1", "-1", "on,call"};
	struct buf mask = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		buf_reset(&mask);
		ck_assert_msg(mask_read(&mask, str_of(all[i][0]), &err) == 0, "%s", err.text);
		EXPECT_STR(buf_str(&mask), str_of(all[i][1]));
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		buf_reset(&mask);
		ck_assert_msg(mask_read(&mask, str_of(bad[i]), &err) == -1, "%s", bad[i]);
		ck_assert_int_eq(err.kind, ERR_USAGE);
	}
	buf_clear(&mask);
}
END_TEST

START_TEST(knows_what_masks_hold)
{
	ck_assert(mask_has(STR("on"), STR("call")));
	ck_assert(mask_has(STR("all"), STR("call")));
	ck_assert(mask_has(STR("agent,call"), STR("call")));
	ck_assert(!mask_has(STR("agent"), STR("call")));
	ck_assert(!mask_has(STR("off"), STR("call")));
	ck_assert(!mask_has(STR("none"), STR("call")));
}
END_TEST

Suite *
suite_settings(void)
{
	Suite *suite = suite_create("settings");
	TCase *t = tcase_create("settings");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, has_defaults);
	tcase_add_test(t, keeps_what_is_set);
	tcase_add_test(t, stays_read_only);
	tcase_add_test(t, takes_every_choice);
	tcase_add_test(t, ignores_case);
	tcase_add_test(t, refuses);
	tcase_add_test(t, reads_masks);
	tcase_add_test(t, knows_what_masks_hold);
	suite_add_tcase(suite, t);
	return suite;
}
