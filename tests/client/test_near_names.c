/* SPDX-License-Identifier: ISC */
/* Names that are like one that no message has. */
#include "client/near_names.h"

#include <check.h>
#include <stdlib.h>

#include "../expect.h"
#include "../view/shown.h"
#include "ari/reader.h"
#include "client/messages.h"

Suite *suite_near_names(void);

#define CHANNEL                                                                                    \
	"{\"id\":\"1\",\"caller\":{\"number\":\"101\",\"name\":\"A\"},\"connected\":{\"number\":"  \
	"\"102\"},\"ids\":[{\"id\":\"x\"}]}"

static const struct {
	const char *name, *hint;
} hints[] = {
    {"number", " (did you mean caller.number, connected.number?)"},
    {"channel.number", " (did you mean caller.number, connected.number?)"},
    {"caler.number", " (did you mean caller.number, connected.number?)"},
    {"Caller.nam", " (did you mean caller.name, caller.number, caller?)"},
    {"ids[0].idd", " (did you mean ids[0].id, ids[0]?)"},
    {"leg.Chanel", ""},
    {"chan.number", " (did you mean chan.caller.number, chan.connected.number?)"},
    {"nothing_like_it", ""},
    {"", ""},
};

static void
expect_hint(const struct messages *m, const char *name, const char *hint)
{
	struct buf out = BUF_INIT(BUF_MAX_LINE);

	near_names(&out, m, str_of(name));
	EXPECT_ROW(str_eq(buf_str(&out), str_of(hint)), str_of(name), buf_str(&out));
	buf_clear(&out);
}

START_TEST(names_are_near)
{
	struct err err = {0};
	struct ari_reader *r = ari_reader_new(&err);
	struct msg *event = shown_one("Event: Hangup\nChannel: PJSIP/a\n\n"), reply;
	struct buf out = BUF_INIT(BUF_MAX_LINE);
	struct messages m = {0};
	bool list;

	messages_take(&m, event, true);
	messages_name(&m, STR("leg"), msg_keep(event));
	ari_reader_open(r, STR(CHANNEL), ARI_REPLY, 200, &list, &err);
	ck_assert(ari_reader_next(r, &reply));
	messages_take(&m, &reply, false);
	messages_name(&m, STR("chan"), msg_keep(&reply));
	for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++)
		expect_hint(&m, hints[i].name, hints[i].hint);
	near_names_in(&out, &reply, STR("caller.numbr"));
	EXPECT_STR(buf_str(&out), STR(" (did you mean caller.number, caller.name?)"));
	buf_clear(&out);
	near_names_in(&out, NULL, STR("number"));
	EXPECT_STR(buf_str(&out), STR(""));
	messages_enter(&m, &reply);
	expect_hint(&m, "Chanel", "");
	expect_hint(&m, "number", " (did you mean caller.number, connected.number?)");
	messages_leave(&m);
	messages_clear(&m);
	free(event);
	ari_reader_free(r);
}
END_TEST

/* ${…} and ${NAME.…} walk into objects and arrays. */
START_TEST(names_are_found)
{
	static const struct {
		const char *name, *value;
	} found[] = {
	    {"id", "1"},
	    {"caller.number", "101"},
	    {"CALLER", "{\"number\":\"101\",\"name\":\"A\"}"},
	    {"ids", "[{\"id\":\"x\"}]"},
	    {"ids[0]", "{\"id\":\"x\"}"},
	    {"ids[0].id", "x"},
	    {"_status", "200"},
	};
	struct err err = {0};
	struct ari_reader *r = ari_reader_new(&err);
	struct messages m = {0};
	struct msg reply;
	struct str value;
	bool list;

	ari_reader_open(r, STR(CHANNEL), ARI_REPLY, 200, &list, &err);
	ck_assert(ari_reader_next(r, &reply));
	messages_take(&m, &reply, false);
	messages_name(&m, STR("chan"), msg_keep(&reply));
	for (size_t i = 0; i < sizeof(found) / sizeof(found[0]); i++) {
		struct buf name = BUF_INIT(BUF_MAX_LINE);
		buf_addf(&name, "chan.%s", found[i].name);
		ck_assert(messages_find(&m, str_of(found[i].name), &value));
		EXPECT_STR(value, str_of(found[i].value));
		ck_assert(messages_find(&m, buf_str(&name), &value));
		EXPECT_STR(value, str_of(found[i].value));
		messages_enter(&m, &reply);
		ck_assert(messages_find_column(&m, str_of(found[i].name), &value));
		EXPECT_STR(value, str_of(found[i].value));
		messages_leave(&m);
		buf_clear(&name);
	}
	ck_assert(!messages_find(&m, STR("ids[1]"), &value));
	messages_clear(&m);
	ari_reader_free(r);
}
END_TEST

Suite *
suite_near_names(void)
{
	Suite *suite = suite_create("near_names");
	TCase *t = tcase_create("near_names");

	tcase_add_test(t, names_are_near);
	tcase_add_test(t, names_are_found);
	suite_add_tcase(suite, t);
	return suite;
}
