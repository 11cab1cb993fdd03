/* SPDX-License-Identifier: ISC */
/* The words of ari, from what this program knows and from what a made-up server tells. */
#include <check.h>

#include "../expect.h"
#include "ari/api_docs.h"
#include "complete/complete.h"
#include "complete/hint.h"

Suite *suite_complete_ari(void);

/* What the server has. Nothing else may be asked for. */
static const struct {
	const char *path, *names[4];
} lists[] = {
    {"channels", {"1700.1", "1700.22", NULL}},
    {"endpoints", {"Local/a", "PJSIP/alice", "PJSIP/bob", NULL}},
    {"applications", {"ivr", NULL}},
    {"recordings/stored", {"a/b 50%", NULL}},
    {"sounds", {"beep", NULL}},
    {"kettles", {"k1", NULL}},
};

/* And what it says of things that no Asterisk has. */
static const struct {
	const char *resource, *text;
} documents[] = {
    {"resources", "{\"apis\":[{\"path\":\"/api-docs/kettles.{format}\"},"
     "{\"path\":\"/api-docs/channels.{format}\"}]}"},
    {"kettles", "{\"apis\":[{\"path\":\"/kettles\",\"operations\":[{\"httpMethod\":\"GET\"}]},"
     "{\"path\":\"/kettles/{kettleId}/boil\",\"operations\":[{\"httpMethod\":\"POST\","
     "\"parameters\":[{\"name\":\"speed\",\"paramType\":\"query\",\"allowableValues\":"
     "{\"values\":[\"slow\",\"fast\"]}},"
     "{\"name\":\"degrees\",\"paramType\":\"query\",\"required\":true}]}]}]}"},
    {"events", "{\"models\":{\"Event\":{\"subTypes\":[\"Boiled\"]}}}"},
};

static bool silent; /* the server tells nothing */

static const struct names *
tell(void *arg, enum topic topic, struct str path)
{
	struct names *names = arg;

	names_clear(names);
	ck_assert_int_eq(topic, TOPIC_ARI);
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]) && !silent; i++) {
		if (!str_eq(path, str_of(lists[i].path)))
			continue;
		for (size_t k = 0; lists[i].names[k]; k++)
			names_add(names, str_of(lists[i].names[k]), STR(""));
		return names;
	}
	ck_assert_msg(silent, "%.*s is no list", STR_ARG(path));
	return NULL;
}

static const struct ari_docs *
tell_docs(void *arg, struct str resource)
{
	static struct ari_docs docs;
	struct err err;

	(void)arg;
	ari_docs_clear(&docs);
	for (size_t i = 0; i < sizeof(documents) / sizeof(documents[0]) && !silent; i++)
		if (str_eq(resource, str_of(documents[i].resource))) {
			ck_assert_int_eq(api_docs_read(&docs, str_of(documents[i].text), &err), 0);
			return &docs;
		}
	return NULL;
}

/* The candidates of a line are these words, in this order; | after one that goes on. */
static void
expect(const char *line, const char *expected)
{
	struct names names = {0};
	const struct complete_source source = {
	    .config = "", .tell = tell, .ari_docs = tell_docs, .arg = &names};
	struct completion c;
	struct buf got = BUF_INIT(BUF_MAX_LINE);

	complete_line(&c, str_of(line), &source);
	for (size_t i = 0; i < c.n; i++)
		buf_addf(&got, "%s%s", c.v[i].text, candidate_ends_word(&c.v[i]) ? " " : "|");
	ck_assert_msg(str_eq(buf_str(&got), str_of(expected)), "%s: expected \"%s\", came \"%s\"",
	    line, expected, buf_z(&got));
	completion_clear(&c);
	buf_clear(&got);
	names_clear(&names);
}

static void
expect_hint(const char *line, size_t columns, const char *expected)
{
	const struct complete_source source = {.config = ""};
	struct buf got = BUF_INIT(BUF_MAX_LINE);

	complete_hint(&got, str_of(line), columns, &source);
	EXPECT_STR(buf_str(&got), str_of(expected));
	buf_clear(&got);
}

START_TEST(methods)
{
	expect("ari ", "delete events get post put tail ");
	expect("ari P", "post put ");
}
END_TEST

START_TEST(paths_without_a_server)
{
	silent = true;
	expect("ari put ", "applications/|asterisk/|deviceStates/|endpoints/|mailboxes/|");
	expect("ari get ch", "channels channels/|");
	expect("ari get /ch", "/channels /channels/|");
	expect("ari delete recordings/", "recordings/live/|recordings/stored/|");
	expect("ari post channels/", "channels/create channels/externalMedia ");
	expect("ari get channels/", "");
	expect("ari get channels/1700.1/v", "channels/1700.1/variable channels/1700.1/variables ");
	expect("ari get channels//v", "");
	expect("ari get nowhere/", "");
	expect("ari get channels/a/b/c/", "");
	silent = false;
}
END_TEST

START_TEST(live_ids_fill_the_path)
{
	expect("ari get channels/", "channels/1700.1|channels/1700.22|");
	expect("ari get channels/1700.1", "channels/1700.1 channels/1700.1/|");
	expect("ari put applications/", "applications/ivr/|");
	expect("ari get endpoints/", "endpoints/Local|endpoints/PJSIP|");
	expect("ari get endpoints/PJSIP/", "endpoints/PJSIP/alice endpoints/PJSIP/bob ");
	expect("ari delete recordings/stored/", "recordings/stored/a%2Fb 50%25 ");
	expect("ari get recordings/live/", "");
	expect("ari post bridges/b1/videoSource/",
	    "bridges/b1/videoSource/1700.1 bridges/b1/videoSource/1700.22 ");
	expect("each ari get channels do ari delete channels/1700.2", "channels/1700.22|");
}
END_TEST

START_TEST(what_only_the_server_has)
{
	expect("ari get k", "kettles|");
	expect("ari get kettles/", "");
	expect("ari post kettles/", "kettles/k1/|");
	expect("ari post kettles/k1/", "kettles/k1/boil ");
	expect("ari post kettles/k1/boil ", "degrees=|speed=|");
	expect("ari post kettles/k1/boil speed=", "speed=fast speed=slow ");
}
END_TEST

START_TEST(parameters)
{
	expect("ari post channels/x/mute ", "direction=|");
	expect("ari post channels/x/mute direction=", "direction=both direction=in direction=out ");
	expect("ari post channels/x/mute direction=in ", "");
	expect("ari post channels/create end", "endpoint=|");
	expect("ari post channels/create ", "app=|endpoint=|appArgs=|channelId=|formats=|"
	       "originator=|otherChannelId=|");
	expect("ari post channels endpoint=PJSIP/", "endpoint=PJSIP/alice endpoint=PJSIP/bob ");
	expect("ari post channels app=", "app=ivr ");
	expect("ari post bridges/b/addChannel channel=", "channel=1700.1 channel=1700.22 ");
	expect("ari post bridges/b/addChannel channel=x,1700.2", "channel=x,1700.22 ");
	expect("ari post channels/x/play media=s", "media=sound:|");
	expect("ari post channels/x/play media=sound:", "media=sound:beep ");
	expect("ari post applications/ivr/subscription eventSource=endpoint:PJSIP/a",
	    "eventSource=endpoint:PJSIP/alice ");
	expect("ari post nowhere ", "");
}
END_TEST

START_TEST(members_of_items)
{
	expect("ari get channels where st", "state=|");
	expect("ari get channels where state=Up dialplan.e", "dialplan.exten=|");
	expect("ari get endpoints where ", "channel_ids=|resource=|state=|technology=|");
	expect("ari get asterisk/info where ", "");
	expect("ari ", "delete events get post put tail ");
	expect("each ari get bridges do ari delete bridges/${cr", "creationtime}|creator}|");
}
END_TEST

START_TEST(events)
{
	expect("ari tail ivr Bo", "Boiled ");
	expect("ari tail -t 1 iv", "ivr ");
	expect("ari tail ivr i", "");
	expect("ari tail ivr Boiled channel.i", "channel.id=|");
	expect("ari events ", "ivr ");
	expect("ari tail -", "--own --state -n -t ");
	expect("wait ari", "ari:|");
	expect("wait Hangup,ari:", "Hangup,ari:Boiled ");
	silent = true;
	expect("on ari:StasisS", "ari:StasisStart ");
	silent = false;
}
END_TEST

START_TEST(help)
{
	expect("help ari po", "post ");
	expect("help ari t", "tail ");
	expect("help ari pl", "playbacks/|");
	expect("help ari channels/{", "channels/{channelId} channels/{channelId}/|");
	expect("help ari post kettles/", "kettles/{kettleId}/|");
	expect("help action Hangup ", "");
	expect("help event Hangup ", "");
}
END_TEST

START_TEST(hints)
{
	expect_hint("ari ", 80, "METHOD PATH [NAME=VALUE…]");
	expect_hint("ari get ", 80, "PATH [NAME=VALUE…]");
	expect_hint("ari get ", 8, "PATH");
	expect_hint("ari get channels/", 80, "{channelId} [NAME=VALUE…]");
	expect_hint("ari get channels/x/var", 80, "PATH [NAME=VALUE…]");
	expect_hint("ari post channels/x/play ", 80,
	    "media=… [lang=…] [offsetms=…] [skipms=…] [playbackId=…]");
	expect_hint("ari post channels/x/play ", 40, "media=… [NAME=VALUE…]");
	expect_hint("ari post channels/x/play ", 9, "media=…");
	expect_hint("ari post bridges name=a ", 80, "[type=…] [bridgeId=…] [JSON]");
	expect_hint("ari post channels/x/answer ", 80, "");
}
END_TEST

Suite *
suite_complete_ari(void)
{
	Suite *suite = suite_create("complete_ari");
	TCase *c = tcase_create("complete_ari");

	tcase_add_test(c, methods);
	tcase_add_test(c, paths_without_a_server);
	tcase_add_test(c, live_ids_fill_the_path);
	tcase_add_test(c, what_only_the_server_has);
	tcase_add_test(c, parameters);
	tcase_add_test(c, members_of_items);
	tcase_add_test(c, events);
	tcase_add_test(c, help);
	tcase_add_test(c, hints);
	suite_add_tcase(suite, c);
	return suite;
}
