/* SPDX-License-Identifier: ISC */
/* Keys of mxml back to the headers they were. */
#include "session/http_names.h"

#include <check.h>

#include "../expect.h"
#include "ami/catalog.h"

Suite *suite_http_names(void);

START_TEST(spells)
{
	static const struct {
		const char *event, *key, *name, *channel;
	} all[] = {
	    {"", "response", "Response", ""},
	    {"", "actionid", "ActionID", ""},
	    {"", "output", "Output", ""},
	    {"", "output-2", "Output", ""},
	    {"", "output-1000", "Output", ""},
	    {"Newchannel", "calleridnum", "CallerIDNum", ""},
	    {"Newchannel", "chanvariable-3", "ChanVariable", ""},
	    {"CEL", "calleridname", "CallerIDname", ""},
	    {"Hangup", "calleridname", "CallerIDName", ""},
	    {"Hangup", "cause_txt", "Cause-txt", ""},
	    {"CEL", "userfield", "Userfield", ""},
	    {"Cdr", "userfield", "UserField", ""},
	    {"QueueParams", "servicelevelperf2", "ServicelevelPerf2", ""},
	    {"", "setvar", "Setvar", ""},
	    {"PeerEntry", "sip_t_38support", "SIP-T.38Support", ""},
	    {"", "named_callgroup", "Named Callgroup", ""},
	    {"", "coreshowchannels", "CoreShowChannels", ""},
	    {"", "category_000000", "Category-000000", ""},
	    {"", "line_000001_000023", "Line-000001-000023", ""},
	    {"", "line_1", "line_1", ""},
	    {"", "line", "Line", ""},
	    {"UserEvent", "my_own", "my_own", ""},
	    {"UserEvent", "my_own-2", "my_own", ""},
	    {"", "chanvariable_pjsip_a_00000001_", "chanvariable_pjsip_a_00000001_", ""},
	    {"OriginateResponse", "chanvariable_pjsip_a_00000001_", "ChanVariable(PJSIP/a-00000001)",
	        "PJSIP/a-00000001"},
	    {"OriginateResponse", "chanvariable_pjsip_a_00000001_-2", "ChanVariable(PJSIP/a-00000001)",
	        "PJSIP/a-00000001"},
	    {"OriginateResponse", "chanvariable_pjsip_b_1_", "chanvariable_pjsip_b_1_", "PJSIP/a-1"},
	    {"", "-2", "-2", ""},
	    {"", "", "", ""},
	};
	struct http_names *n = http_names_new();

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct buf name = BUF_INIT(BUF_MAX_LINE);
		const struct http_message m = {str_of(all[i].event), str_of(all[i].channel)};
		http_names_spell(n, &m, str_of(all[i].key), &name);
		EXPECT_ROW(str_eq(buf_str(&name), str_of(all[i].name)), str_of(all[i].key),
		    buf_str(&name));
		buf_clear(&name);
	}
	http_names_free(n);
}
END_TEST

/* What the server makes of a name. */
static void
mangle(struct buf *key, struct str name)
{
	if (name.n && name.p[0] >= '0' && name.p[0] <= '9')
		buf_addc(key, '_');
	for (size_t i = 0; i < name.n; i++) {
		char c = str_lower(name.p[i]);
		bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
		buf_addc(key, plain ? c : '_');
	}
}

/* Every header of every event that we know comes back, in the event's own letters. */
START_TEST(knows_the_catalog)
{
	struct http_names *n = http_names_new();
	size_t count;
	const struct event_facts *events = catalog_events(&count);

	for (size_t i = 0; i < count; i++) {
		struct str rest = str_of(events[i].fields), field;
		while (str_cut(&rest, ',', &field)) {
			struct buf key = BUF_INIT(BUF_MAX_LINE), name = BUF_INIT(BUF_MAX_LINE);
			mangle(&key, field);
			const struct http_message m = {.event = str_of(events[i].name)};
			http_names_spell(n, &m, buf_str(&key), &name);
			EXPECT_ROW(str_ieq(buf_str(&name), field), field, buf_str(&name));
			buf_clear(&key);
			buf_clear(&name);
		}
	}
	http_names_free(n);
}
END_TEST

Suite *
suite_http_names(void)
{
	Suite *suite = suite_create("http_names");
	TCase *all = tcase_create("all");

	tcase_add_test(all, spells);
	tcase_add_test(all, knows_the_catalog);
	suite_add_tcase(suite, all);
	return suite;
}
