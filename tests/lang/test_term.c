/* SPDX-License-Identifier: ISC */
/* Filters of events, and the show and hide rules made of them. */
#include "lang/term.h"

#include <check.h>
#include <stdlib.h>

#include "../expect.h"
#include "../view/shown.h"
#include "ari/reader.h"
#include "lang/rules.h"
#include "lang/split.h"

Suite *suite_term(void);

#define EVENT \
	"Event: Newchannel\nPrivilege: call,all\nChannel: PJSIP/alice-00000001\nEmpty: \n" \
	"ChanVariable: A=1\nChanVariable: B=2\nChannel: PJSIP/forged\nEvent: Hangup\n\n"

/* Make terms of a line's words. */
static int
read_terms(struct terms *f, const char *line, struct err *err)
{
	struct words w;
	int failed = split_line(&w, str_of(line), NULL, err);

	*f = (struct terms){0};
	for (size_t i = 0; i < w.n && !failed; i++)
		failed = terms_add(f, w.v[i].text, err);
	words_clear(&w);
	return failed;
}

static const struct {
	const char *terms;
	bool matches;
} lines[] = {
    {"", true},
    {"*", true},
    {"Newchannel", true},
    {"newCHANNEL", true},
    {"Hangup", false},
    {"Hangup,New*", true},
    {"Hangup,Dial*", false},
    {"[mn]ewchannel", true},
    {"[!n]ewchannel", false},
    {"* Channel=PJSIP/alice-*", true},
    {"Channel=pjsip/ALICE-*", true},
    {"Channel=PJSIP/alice", false},
    {"Channel=PJSIP/forged", false},
    {"Channel!=PJSIP/forged", true},
    {"Event=Hangup", false},
    {"_Event=Hangup _channel~forged", true},
    {"_Event=Newchannel", false},
    {"Channel!=PJSIP/bob-*", true},
    {"Channel!=PJSIP/alice-*", false},
    {"Channel~alice", true},
    {"channel~^pjsip/.*1$", true},
    {"Channel~^alice", false},
    {"Channel!~^alice", true},
    {"Channel!~alice", false},
    {"Newchannel Channel=PJSIP/* ChanVariable=A=1", true},
    {"Newchannel Channel=PJSIP/* ChanVariable=A=2", false},
    {"ChanVariable=B=*", true},
    {"ChanVariable!=B=*", false},
    {"ChanVariable!=C=*", true},
    {"Empty=", true},
    {"Missing=", true},
    {"Missing=x", false},
    {"Missing!=x", true},
    {"Missing~^$", true},
    {"Event=Newchannel", true},
    {"'Channel=PJSIP/alice 00000001'", false},
};

START_TEST(matches)
{
	struct msg *m = shown_one(EVENT);
	struct terms f;
	struct err err;

	ck_assert_msg(read_terms(&f, lines[_i].terms, &err) == 0, "%s", err.text);
	ck_assert_msg(terms_match(&f, m) == lines[_i].matches, "%s", lines[_i].terms);
	terms_clear(&f);
	free(m);
}
END_TEST

/* What they print can be typed again and means the same. */
static const struct {
	const char *terms;
	bool matches;
} ari_lines[] = {
    {"ari:Dial", true},
    {"Dial", false},
    {"ari:Channel*", false},
    {"type=Dial", true},
    {"peer.state=Up", true},
    {"PEER.State=ringing", false},
    {"peer.ids[0]~^o", true},
    {"peer.ids[1]=one", false},
    {"peer.ids=one", true},
    {"peer.ids=2", true},
    {"peer.ids!=2", false},
    {"peer.ids!=3", true},
    {"'peer.ids~\"one\"'", true},
    {"peer.deep=x", false},
    {"peer.deep[0].a=x", true},
    {"peer~alice", true},
    {"peer.none=", true},
    {"peer.priority=1", true},
    {"peer.gone=", true},
};

START_TEST(matches_ari)
{
	struct err err = {0};
	struct ari_reader *r = ari_reader_new(&err);
	struct terms f;
	struct msg m;
	bool list;

	ari_reader_open(r, STR("{\"type\":\"Dial\",\"peer\":{\"name\":\"PJSIP/alice\",\"state\":"
	                       "\"Up\",\"ids\":[\"one\",2],\"deep\":[{\"a\":\"x\"}],\"priority\":1,"
	                       "\"gone\":null}}"), ARI_EVENT, 0, &list, &err);
	ck_assert(ari_reader_next(r, &m));
	ck_assert_int_eq(read_terms(&f, ari_lines[_i].terms, &err), 0);
	EXPECT_ROW(terms_match(&f, &m) == ari_lines[_i].matches, str_of(ari_lines[_i].terms),
	    msg_json(&m));
	terms_clear(&f);
	ari_reader_free(r);
}
END_TEST

START_TEST(prints_what_can_be_typed)
{
	struct buf once = BUF_INIT(BUF_MAX_LINE), twice = BUF_INIT(BUF_MAX_LINE);
	struct msg *m = shown_one(EVENT);
	struct terms f;
	struct err err;

	ck_assert_int_eq(read_terms(&f, lines[_i].terms, &err), 0);
	terms_print(&once, &f);
	terms_clear(&f);
	ck_assert_int_eq(read_terms(&f, buf_z(&once), &err), 0);
	ck_assert_msg(terms_match(&f, m) == lines[_i].matches, "%s", buf_z(&once));
	terms_print(&twice, &f);
	EXPECT_STR(buf_str(&twice), buf_str(&once));
	terms_clear(&f);
	free(m);
	buf_clear(&once);
	buf_clear(&twice);
}
END_TEST

START_TEST(refuses)
{
	static const struct {
		const char *terms;
		const char *why;
	} bad[] = {
	    {"Hangup Dial",
	        "not a term: Dial (Header=glob, Header!=glob, Header~regex or Header!~regex)"},
	    {"A=1 Dial",
	        "not a term: Dial (Header=glob, Header!=glob, Header~regex or Header!~regex)"},
	    {"=x", "a term must begin with a header: =x"},
	    {"!~x", "a term must begin with a header: !~x"},
	    {"A~(", "bad regular expression in A~(: "},
	};
	struct terms f;
	struct err err;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ck_assert_msg(read_terms(&f, bad[i].terms, &err) == -1, "%s", bad[i].terms);
		ck_assert_int_eq(err.kind, ERR_USAGE);
		ck_assert_msg(str_starts(str_of(err.text), str_of(bad[i].why)), "%s", err.text);
		terms_clear(&f);
	}
}
END_TEST

static void
add_rule(struct rules *rules, bool show, const char *line)
{
	struct terms f;
	struct err err;

	ck_assert_msg(read_terms(&f, line, &err) == 0, "%s", err.text);
	rules_add(rules, show, &f);
}

static void
expect_shown_event(const struct rules *rules, const char *event, bool shown)
{
	struct msg *m = shown_one(event);

	ck_assert_msg(rules_show(rules, m) == shown, "%s", event);
	free(m);
}

/* Names with ari: are those of events of ARI, all others of AMI's. */
START_TEST(tells_ari_apart)
{
	static const struct {
		const char *names;
		unsigned origins;
		bool ami, ari; /* matches Dial of AMI, of ARI */
	} all[] = {
	    {"Dial", TERMS_AMI, true, false},
	    {"ari:Dial", TERMS_ARI, false, true},
	    {"ARI:d*", TERMS_ARI, false, true},
	    {"*", TERMS_AMI, true, false},
	    {"ari:*", TERMS_ARI, false, true},
	    {"Hangup,ari:Dial", TERMS_AMI | TERMS_ARI, false, true},
	    {"Dial,ari:Hangup", TERMS_AMI | TERMS_ARI, true, false},
	    {"ari:", TERMS_ARI, false, false},
	};
	struct msg *ami = shown_one("Event: Dial\n\n");
	struct msg ari = *ami;

	ari.json = 1;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct terms f;
		struct err err;
		ck_assert_int_eq(read_terms(&f, all[i].names, &err), 0);
		ck_assert_msg(terms_match(&f, ami) == all[i].ami, "%s", all[i].names);
		ck_assert_msg(terms_match(&f, &ari) == all[i].ari, "%s", all[i].names);
		ck_assert_uint_eq(terms_origins(str_of(all[i].names)), all[i].origins);
		terms_clear(&f);
	}
	free(ami);
}
END_TEST

/* Rules for everything of one kind leave the other alone. */
START_TEST(rules_of_ari_are_their_own)
{
	struct rules rules;
	struct msg *ami = shown_one("Event: ChannelVarset\nChannel: a\n\n");
	struct msg ari = *ami;

	ari.json = 1;
	rules_init(&rules);
	ck_assert(rules_show(&rules, ami));
	ck_assert(!rules_show(&rules, &ari));
	add_rule(&rules, true, "ari:ChannelVarset");
	ck_assert(rules_show(&rules, &ari));
	add_rule(&rules, false, "*");
	ck_assert(!rules_show(&rules, ami));
	ck_assert(rules_show(&rules, &ari));
	add_rule(&rules, false, "ari:*");
	ck_assert(!rules_show(&rules, &ari));
	ck_assert_uint_eq(rules.n, 2);
	add_rule(&rules, true, "Channel=a");
	ck_assert(rules_show(&rules, ami));
	ck_assert(!rules_show(&rules, &ari));
	rules_clear(&rules);
	free(ami);
}
END_TEST

START_TEST(lets_the_last_rule_decide)
{
	struct rules rules;

	rules_init(&rules);
	expect_shown_event(&rules, "Event: Hangup\n\n", true);
	expect_shown_event(&rules, "Event: VarSet\n\n", false);
	expect_shown_event(&rules, "Event: RTCPSent\n\n", false);
	add_rule(&rules, true, "VarSet Variable=FOO");
	expect_shown_event(&rules, "Event: VarSet\nVariable: FOO\n\n", true);
	expect_shown_event(&rules, "Event: VarSet\nVariable: BAR\n\n", false);
	add_rule(&rules, false, "*");
	ck_assert_uint_eq(rules.n, 1);
	expect_shown_event(&rules, "Event: Hangup\n\n", false);
	add_rule(&rules, true, "Hangup");
	expect_shown_event(&rules, "Event: Hangup\n\n", true);
	add_rule(&rules, true, "");
	ck_assert_uint_eq(rules.n, 1);
	expect_shown_event(&rules, "Event: VarSet\n\n", true);
	rules_clear(&rules);
}
END_TEST

START_TEST(lists_rules)
{
	struct rules rules;
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	rules_init(&rules);
	add_rule(&rules, false, "*");
	add_rule(&rules, true, "Hangup,Dial* 'CallerIDName=a b'");
	add_rule(&rules, true, "Channel!~x");
	rules_print(&rules, &out);
	EXPECT_STR(buf_str(&out),
	    STR("hide *\nshow Hangup,Dial* 'CallerIDName=a b'\nshow * Channel!~x\n"));
	rules_clear(&rules);
	buf_clear(&out);
}
END_TEST

Suite *
suite_term(void)
{
	Suite *suite = suite_create("term");
	TCase *t = tcase_create("term");
	int n = (int)(sizeof(lines) / sizeof(lines[0]));

	tcase_add_loop_test(t, matches, 0, n);
	tcase_add_loop_test(t, matches_ari, 0, sizeof(ari_lines) / sizeof(ari_lines[0]));
	tcase_add_loop_test(t, prints_what_can_be_typed, 0, n);
	tcase_add_test(t, refuses);
	tcase_add_test(t, lets_the_last_rule_decide);
	tcase_add_test(t, tells_ari_apart);
	tcase_add_test(t, rules_of_ari_are_their_own);
	tcase_add_test(t, lists_rules);
	suite_add_tcase(suite, t);
	return suite;
}
