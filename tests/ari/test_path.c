/* SPDX-License-Identifier: ISC */
/* Paths, queries and bodies of requests, from words. What the user has not typed stands between
 * angle brackets here: channels/<PJSIP/alice>. */
#include "ari/path.h"

#include <check.h>
#include <stdlib.h>

#include "../expect.h"

Suite *suite_path(void);

#define MAX_SPANS 8

/* A word as the lines below write it. */
struct written {
	struct buf text;
	struct span spans[MAX_SPANS];
	struct mixed mixed;
};

static void
write_word(struct written *w, struct str line)
{
	size_t n = 0;

	w->text = BUF_INIT(BUF_MAX_MESSAGE);
	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == '<')
			w->spans[n].from = w->text.n;
		else if (line.p[i] == '>')
			w->spans[n++].to = w->text.n;
		else
			buf_addc(&w->text, line.p[i]);
	}
	w->mixed = (struct mixed){buf_str(&w->text), w->spans, n};
}

static int
set(struct path *p, struct str line, struct str place, struct err *err)
{
	struct written w;

	write_word(&w, line);
	int failed = path_set(p, &w.mixed, place, err);
	buf_clear(&w.text);
	return failed;
}

static int
add(struct path *p, const char *name, struct str line, struct err *err)
{
	struct written w;

	write_word(&w, line);
	int failed = path_add(p, str_of(name), &w.mixed, err);
	buf_clear(&w.text);
	return failed;
}

static int
json(struct path *p, struct str line, struct err *err)
{
	struct written w;

	write_word(&w, line);
	int failed = path_json(p, &w.mixed, err);
	buf_clear(&w.text);
	return failed;
}

static const struct {
	const char *word, *place, *target;
} paths[] = {
    {"channels", "", "channels"},
    {"channels/1700000000.12", "", "channels/1700000000.12"},
    {"/channels", "", "channels"},
    {"ari/channels", "", "channels"},
    {"/ari/channels", "", "channels"},
    {"/ARI/channels", "", "channels"},
    {"/pbx/ari/channels", "https://h:8089/pbx/ari/", "channels"},
    {"/ari/channels", "https://h:8089/pbx/ari/", "channels"},
    {"https://h:8089/pbx/ari/channels/7?x=y", "https://h:8089/pbx/ari/", "channels/7?x=y"},
    {"HTTPS://H:8089/pbx/ari/channels", "https://h:8089/pbx/ari/", "channels"},
    {"http://other:8088/ari/channels", "", "channels"},
    {"channels?x=y", "", "channels?x=y"},
    {"channels?x=y z&a=b+c#d", "", "channels?x=y%20z&a=b+c%23d"},
    {"channels?x=<a&b=c?#/%41 +>", "", "channels?x=a%26b%3Dc%3F%23%2F%2541%20%2B"},
    {"channels/<PJSIP/alice-00000001>", "", "channels/PJSIP%2Falice-00000001"},
    {"channels/<a?b#c%41>/play", "", "channels/a%3Fb%23c%2541/play"},
    {"channels/<1>.<2>/play", "", "channels/1.2/play"},
    {"<channels>/<1>", "", "channels/1"},
    {"</ari/channels>", "", "%2Fari%2Fchannels"},
    {"<http://h/ari/>x", "", "http%3A%2F%2Fh%2Fari%2Fx"},
    {"recordings/stored/a%2fb", "", "recordings/stored/a%2fb"},
    {"recordings/stored/100%", "", "recordings/stored/100%25"},
    {"recordings/stored/100%4", "", "recordings/stored/100%254"},
    {"recordings/stored/a%zz", "", "recordings/stored/a%25zz"},
    {"recordings/stored/a b+c", "", "recordings/stored/a%20b%2Bc"},
    {"sounds/\xc3\xa4\xff\x01\x7f", "", "sounds/%C3%A4%FF%01%7F"},
    {"a;b=c,d!$&'()*:@~_-.e", "", "a;b=c,d!$&'()*:@~_-.e"},
    {"a\"{}|\\^`[]", "", "a%22%7B%7D%7C%5C%5E%60%5B%5D"},
    {"deviceStates/Stasis:x", "", "deviceStates/Stasis:x"},
    {"...", "", "..."},
    {"a.b/..c", "", "a.b/..c"},
    {"channels<>", "", "channels"},
    {"channels/<>x", "", "channels/x"},
};

START_TEST(encodes_paths)
{
	struct err err = {0};
	struct path p;

	path_init(&p, false);
	ck_assert_msg(set(&p, str_of(paths[_i].word), str_of(paths[_i].place), &err) == 0, "%s: %s",
	    paths[_i].word, err.text);
	EXPECT_STR(buf_str(&p.target), str_of(paths[_i].target));
	path_clear(&p);
}
END_TEST

static const struct {
	struct str word;
	const char *place, *says;
} bad_paths[] = {
    {{"", 0}, "", "a part of the path is empty: "},
    {{"/", 1}, "", "a part of the path is empty: /"},
    {{"/ari/", 5}, "", "a part of the path is empty: /ari/"},
    {{"channels/", 9}, "", "a part of the path is empty: channels/"},
    {{"channels/<>", 11}, "", "a part of the path is empty: channels/"},
    {{"channels//play", 14}, "", "a part of the path is empty: channels//play"},
    {{"?x=y", 4}, "", "a part of the path is empty: ?x=y"},
    {{"channels/..", 11}, "", "a part of the path is ..: channels/.."},
    {{"channels/<..>/x", 15}, "", "a part of the path is ..: channels/../x"},
    {{"./channels", 10}, "", "a part of the path is .: ./channels"},
    {{"a/%2e%2E/b", 10}, "", "a part of the path is %2e%2E: a/%2e%2E/b"},
    {{"a/.%2e", 6}, "", "a part of the path is .%2e: a/.%2e"},
    {{"a\nb", 3}, "", "the path holds a line break or NUL"},
    {{"a<\r>b", 5}, "", "the path holds a line break or NUL"},
    {{"a\0b", 3}, "", "the path holds a line break or NUL"},
    {{"http://evil/ari/channels", 24}, "http://h:8088/ari/",
        "http://evil/ari/channels is not below this server's ARI, http://h:8088/ari/"},
    {{"http://h:8088/rawman", 20}, "http://h:8088/ari/",
        "http://h:8088/rawman is not below this server's ARI, http://h:8088/ari/"},
};

START_TEST(refuses_paths)
{
	struct err err = {0};
	struct path p;

	path_init(&p, false);
	ck_assert_int_eq(set(&p, bad_paths[_i].word, str_of(bad_paths[_i].place), &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.text, bad_paths[_i].says);
	path_clear(&p);
}
END_TEST

START_TEST(adds_values_to_the_query)
{
	struct err err = {0};
	struct path p;

	path_init(&p, false);
	ck_assert_int_eq(set(&p, STR("channels"), STR(""), &err), 0);
	ck_assert_int_eq(add(&p, "endpoint", STR("PJSIP/alice"), &err), 0);
	ck_assert_int_eq(add(&p, "callerId", STR("A & <B> 100%41+"), &err), 0);
	ck_assert_int_eq(add(&p, "appArgs", STR(""), &err), 0);
	EXPECT_STR(buf_str(&p.target), STR("channels?endpoint=PJSIP%2Falice&callerId=A%20%26%20B%20100%2541%2B&appArgs="));
	ck_assert_int_eq(add(&p, "x", STR("a\nb"), &err), -1);
	ck_assert_str_eq(err.text, "the value of x holds a line break or NUL");
	path_clear(&p);
}
END_TEST

START_TEST(continues_a_query)
{
	struct err err = {0};
	struct path p;

	path_init(&p, false);
	ck_assert_int_eq(set(&p, STR("channels?a=b"), STR(""), &err), 0);
	ck_assert_int_eq(add(&p, "c", STR("d"), &err), 0);
	EXPECT_STR(buf_str(&p.target), STR("channels?a=b&c=d"));
	path_clear(&p);
}
END_TEST

START_TEST(leaves_open_what_a_dry_run_does_not_know)
{
	struct err err = {0};
	struct path p;

	path_init(&p, true);
	ck_assert_int_eq(set(&p, STR("channels/${id}/play"), STR(""), &err), 0);
	ck_assert_int_eq(add(&p, "media", STR("sound:${name} ${"), &err), 0);
	EXPECT_STR(buf_str(&p.target), STR("channels/${id}/play?media=sound%3A${name}%20%24%7B"));
	path_clear(&p);
}
END_TEST

static const struct {
	const char *word, *body;
} bodies[] = {
    {"{}", "{}"},
    {"{\"a\": 1,\n \"b\": [true]}", "{\"a\": 1,\n \"b\": [true]}"},
    {"{\"a\": \"<x>\"}", "{\"a\": \"x\"}"},
    {"{\"a\": \"<x\",\"b\":\"\\>\"}", "{\"a\": \"x\\\",\\\"b\\\":\\\"\\\\\"}"},
    {"{\"a\": \"<\n\x01>\"}", "{\"a\": \"\\n\\u0001\"}"},
    {"{\"a\": \"\\\"<x>\"}", "{\"a\": \"\\\"x\"}"},
    {"{\"a\": <12>, \"b\": <-1.5>, \"c\": <true>}", "{\"a\": 12, \"b\": -1.5, \"c\": true}"},
    {"{\"<a\"b>\": <null>}", "{\"a\\\"b\": null}"},
};

START_TEST(fills_bodies)
{
	struct err err = {0};
	struct path p;

	path_init(&p, false);
	ck_assert_int_eq(path_method(&p, STR("post"), &err), 0);
	ck_assert_msg(
	    json(&p, str_of(bodies[_i].word), &err) == 0, "%s: %s", bodies[_i].word, err.text);
	EXPECT_STR(buf_str(&p.body), str_of(bodies[_i].body));
	path_clear(&p);
}
END_TEST

static const struct {
	struct str word;
	const char *says;
} bad_bodies[] = {
    {{"{\"a\": <x>}", 10}, "outside of quotes, a value in the body must be a number, true, false "
                           "or null: x"},
    {{"{\"a\": <1,\"b\":2>}", 16}, "outside of quotes, a value in the body must be a number, true, "
                                  "false or null: 1,\"b\":2"},
    {{"{\"a\": <01>}", 11}, "outside of quotes, a value in the body must be a number, true, false "
                            "or null: 01"},
    {{"{\"a\": <1.>}", 11}, "outside of quotes, a value in the body must be a number, true, false "
                            "or null: 1."},
    {{"{\"a\": <->}", 10}, "outside of quotes, a value in the body must be a number, true, false "
                           "or null: -"},
    {{"{\"a\": \"\\<x>\"}", 13}, "the body has a \\ before a ${…}"},
    {{"{\0}", 3}, "the body holds a NUL"},
};

START_TEST(refuses_bodies)
{
	struct err err = {0};
	struct path p;

	path_init(&p, false);
	ck_assert_int_eq(path_method(&p, STR("PUT"), &err), 0);
	ck_assert_int_eq(json(&p, bad_bodies[_i].word, &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.text, bad_bodies[_i].says);
	path_clear(&p);
}
END_TEST

START_TEST(has_one_body_up_to_the_limit)
{
	struct err err = {0};
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	struct path p;

	path_init(&p, false);
	ck_assert_int_eq(path_method(&p, STR("Delete"), &err), 0);
	buf_pad(&text, ' ', PATH_MAX_BODY);
	ck_assert_int_eq(path_body(&p, buf_str(&text), &err), 0);
	ck_assert_int_eq(path_body(&p, STR("{}"), &err), -1);
	ck_assert_str_eq(err.text, "there are two bodies");
	path_clear(&p);

	path_init(&p, false);
	ck_assert_int_eq(path_method(&p, STR("post"), &err), 0);
	buf_addc(&text, ' ');
	ck_assert_int_eq(path_body(&p, buf_str(&text), &err), -1);
	ck_assert_str_eq(
	    err.text, "the body is longer than 40960 bytes, which the server does not take");
	path_clear(&p);
	buf_clear(&text);
}
END_TEST

START_TEST(knows_methods)
{
	struct err err = {0};
	struct path p;

	path_init(&p, false);
	ck_assert_int_eq(path_method(&p, STR("patch"), &err), -1);
	ck_assert_str_eq(err.text, "METHOD must be get, post, put or delete: patch");
	ck_assert_int_eq(path_method(&p, STR("gEt"), &err), 0);
	ck_assert_str_eq(p.method, "GET");
	ck_assert_int_eq(json(&p, STR("{}"), &err), -1);
	ck_assert_str_eq(err.text, "get has no body");
	path_clear(&p);
}
END_TEST

START_TEST(is_written_and_read)
{
	struct err err = {0};
	struct path p;
	struct path_parts parts;
	struct buf wire = BUF_INIT(BUF_MAX_LINE);

	path_init(&p, false);
	ck_assert_int_eq(path_method(&p, STR("post"), &err), 0);
	ck_assert_int_eq(set(&p, STR("channels"), STR(""), &err), 0);
	ck_assert_int_eq(json(&p, STR("{\n}\n"), &err), 0);
	path_write(&p, &wire);
	EXPECT_STR(buf_str(&wire), STR("POST channels\n{\n}\n"));
	path_read(buf_str(&wire), &parts);
	EXPECT_STR(parts.method, STR("POST"));
	EXPECT_STR(parts.target, STR("channels"));
	EXPECT_STR(parts.body, STR("{\n}\n"));
	path_read(STR("GET x\n"), &parts);
	ck_assert_uint_eq(parts.body.n, 0);
	buf_clear(&wire);
	path_clear(&p);
}
END_TEST

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

Suite *
suite_path(void)
{
	Suite *s = suite_create("path");
	TCase *t = tcase_create("path");

	tcase_add_loop_test(t, encodes_paths, 0, COUNT(paths));
	tcase_add_loop_test(t, refuses_paths, 0, COUNT(bad_paths));
	tcase_add_test(t, adds_values_to_the_query);
	tcase_add_test(t, continues_a_query);
	tcase_add_test(t, leaves_open_what_a_dry_run_does_not_know);
	tcase_add_loop_test(t, fills_bodies, 0, COUNT(bodies));
	tcase_add_loop_test(t, refuses_bodies, 0, COUNT(bad_bodies));
	tcase_add_test(t, has_one_body_up_to_the_limit);
	tcase_add_test(t, knows_methods);
	tcase_add_test(t, is_written_and_read);
	suite_add_tcase(s, t);
	return s;
}
