/* SPDX-License-Identifier: ISC */
/* The catalog: the rows follow the rules that the code relies on, and some have known values. */
#include "ami/catalog.h"

#include <check.h>
#include <stdio.h>

#include "base/buf.h"

Suite *suite_catalog(void);

static const char *const classes[] = {
    "system",
    "call",
    "log",
    "verbose",
    "command",
    "agent",
    "user",
    "config",
    "dtmf",
    "reporting",
    "cdr",
    "dialplan",
    "originate",
    "agi",
    "cc",
    "aoc",
    "test",
    "security",
    "message",
};

static bool
is_class(struct str name)
{
	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (str_eq(name, str_of(classes[i])))
			return true;
	return false;
}

/* A header's name: not empty, no blank, no colon. */
static bool
is_name(struct str name)
{
	return name.n && str_chr(name, ' ') == name.n && str_chr(name, ':') == name.n;
}

START_TEST(actions_are_sorted)
{
	size_t n;
	const struct action_facts *a = catalog_actions(&n);

	ck_assert_uint_gt(n, 150);
	for (size_t i = 1; i < n; i++)
		ck_assert_msg(str_icmp(str_of(a[i - 1].name), str_of(a[i].name)) < 0,
		    "%s stands before %s", a[i - 1].name, a[i].name);
}
END_TEST

START_TEST(events_are_sorted)
{
	size_t n;
	const struct event_facts *e = catalog_events(&n);

	ck_assert_uint_gt(n, 150);
	for (size_t i = 1; i < n; i++)
		ck_assert_msg(str_icmp(str_of(e[i - 1].name), str_of(e[i].name)) < 0,
		    "%s stands before %s", e[i - 1].name, e[i].name);
}
END_TEST

START_TEST(every_row_is_found)
{
	size_t n;
	const struct action_facts *a = catalog_actions(&n);

	for (size_t i = 0; i < n; i++)
		ck_assert_ptr_eq(catalog_action(str_of(a[i].name)), &a[i]);
	const struct event_facts *e = catalog_events(&n);
	for (size_t i = 0; i < n; i++)
		ck_assert_ptr_eq(catalog_event(str_of(e[i].name)), &e[i]);
}
END_TEST

START_TEST(finds_without_case)
{
	ck_assert_str_eq(catalog_action(STR("oRIGINATE"))->name, "Originate");
	ck_assert_str_eq(catalog_event(STR("NEWCHANNEL"))->name, "Newchannel");
	ck_assert_ptr_null(catalog_action(STR("NoSuch")));
	ck_assert_ptr_null(catalog_action(STR("")));
	ck_assert_ptr_null(catalog_action(STR("Originat")));
	ck_assert_ptr_null(catalog_action(STR("Originates")));
	ck_assert_ptr_null(catalog_event(STR("NoSuch")));
	ck_assert_ptr_null(catalog_event(STR("")));
}
END_TEST

START_TEST(privileges_are_classes)
{
	size_t n;
	const struct action_facts *a = catalog_actions(&n);

	for (size_t i = 0; i < n; i++) {
		struct str rest = str_of(a[i].privileges), class;
		while (rest.n && str_cut(&rest, ',', &class))
			ck_assert_msg(is_class(class), "%s: %s", a[i].name, a[i].privileges);
	}
	const struct event_facts *e = catalog_events(&n);
	for (size_t i = 0; i < n; i++)
		ck_assert_msg(is_class(str_of(e[i].class)), "%s: %s", e[i].name, e[i].class);
}
END_TEST

static void
check_parameters(const struct action_facts *a)
{
	bool optional = false;

	for (size_t i = 0; i < a->parameters_n; i++) {
		const struct parameter *p = &a->parameters[i];
		ck_assert_msg(is_name(str_of(p->name)), "%s: '%s'", a->name, p->name);
		ck_assert_msg(!str_ieq(str_of(p->name), STR("ActionID")), "%s: ActionID", a->name);
		ck_assert_msg(!(p->required && optional), "%s: %s comes late", a->name, p->name);
		optional |= !p->required;
		struct str rest = str_of(p->choices), choice;
		while (p->choices && str_cut(&rest, '|', &choice))
			ck_assert_msg(is_name(choice), "%s: %s", p->name, p->choices);
		for (size_t j = 0; j < i; j++)
			ck_assert_str_ne(a->parameters[j].name, p->name);
	}
}

START_TEST(parameters_keep_the_rules)
{
	size_t n;
	const struct action_facts *a = catalog_actions(&n);

	for (size_t i = 0; i < n; i++)
		check_parameters(&a[i]);
}
END_TEST

START_TEST(completions_fit_their_shapes)
{
	size_t n;
	const struct action_facts *a = catalog_actions(&n);

	for (size_t i = 0; i < n; i++) {
		bool needed = a[i].shape == SHAPE_OLD_LIST || a[i].shape == SHAPE_OLD_ITEM ||
		    a[i].shape == SHAPE_NAMED_END;
		bool barred = a[i].shape == SHAPE_ONE_EVENT || a[i].shape == SHAPE_NO_RESPONSE;
		ck_assert_msg(!needed || a[i].completion, "%s needs a completion", a[i].name);
		ck_assert_msg(!barred || !a[i].completion, "%s has a completion", a[i].name);
		ck_assert_msg(
		    !a[i].completion || str_ends(str_of(a[i].completion), STR("Complete")),
		    "%s: %s", a[i].name, a[i].completion);
	}
}
END_TEST

START_TEST(fields_are_names)
{
	size_t n;
	const struct event_facts *e = catalog_events(&n);

	for (size_t i = 0; i < n; i++) {
		struct str rest = str_of(e[i].fields), field;
		while (rest.n && str_cut(&rest, ',', &field))
			ck_assert_msg(is_name(field), "%s: %s", e[i].name, e[i].fields);
	}
}
END_TEST

static const struct {
	const char *action, *completion;
	enum shape shape;
} shapes[] = {
    {"Ping", NULL, SHAPE_PLAIN},
    {"CoreShowChannels", "CoreShowChannelsComplete", SHAPE_PLAIN},
    {"Hangup", "ChannelsHungupListComplete", SHAPE_PLAIN},
    {"IAXpeers", "PeerlistComplete", SHAPE_PLAIN},
    {"PJSIPShowEndpoints", "EndpointListComplete", SHAPE_PLAIN},
    {"SIPshowregistry", "RegistrationsComplete", SHAPE_PLAIN},
    {"SKINNYlines", "LinelistComplete", SHAPE_PLAIN},
    {"VoicemailUserStatus", "VoicemailUserDetailComplete", SHAPE_PLAIN},
    {"Agents", "AgentsComplete", SHAPE_OLD_LIST},
    {"BridgeInfo", "BridgeInfoComplete", SHAPE_OLD_LIST},
    {"BridgeList", "BridgeListComplete", SHAPE_OLD_LIST},
    {"BridgeTechnologyList", "BridgeTechnologyListComplete", SHAPE_OLD_LIST},
    {"DAHDIShowChannels", "DAHDIShowChannelsComplete", SHAPE_OLD_LIST},
    {"DBGet", "DBGetComplete", SHAPE_OLD_ITEM},
    {"IAXpeerlist", "PeerlistComplete", SHAPE_OLD_LIST},
    {"ParkedCalls", "ParkedCallsComplete", SHAPE_OLD_LIST},
    {"Parkinglots", "ParkinglotsComplete", SHAPE_OLD_LIST},
    {"PRIShowSpans", "PRIShowSpansComplete", SHAPE_OLD_LIST},
    {"QueueStatus", "QueueStatusComplete", SHAPE_OLD_LIST},
    {"QueueSummary", "QueueSummaryComplete", SHAPE_OLD_LIST},
    {"SIPpeerstatus", "SIPpeerstatusComplete", SHAPE_OLD_LIST},
    {"Status", "StatusComplete", SHAPE_OLD_LIST},
    {"VoicemailUsersList", "VoicemailUserEntryComplete", SHAPE_OLD_LIST},
    {"FAXStats", NULL, SHAPE_ONE_EVENT},
    {"FAXSession", NULL, SHAPE_ONE_EVENT},
    {"IAXnetstats", NULL, SHAPE_NO_RESPONSE},
    {"Queues", NULL, SHAPE_NO_RESPONSE},
    {"WaitEvent", "WaitEventComplete", SHAPE_NAMED_END},
};

START_TEST(knows_shapes)
{
	const struct action_facts *a = catalog_action(str_of(shapes[_i].action));

	ck_assert_ptr_nonnull(a);
	ck_assert_int_eq(a->shape, shapes[_i].shape);
	if (shapes[_i].completion)
		ck_assert_str_eq(a->completion, shapes[_i].completion);
	else
		ck_assert_ptr_null(a->completion);
}
END_TEST

/* Write parameters as a usage line: required ones plain, optional ones in brackets. */
static void
describe(struct buf *out, const struct action_facts *a)
{
	for (size_t i = 0; i < a->parameters_n; i++) {
		const struct parameter *p = &a->parameters[i];
		buf_addf(out, p->required ? "%s%s%s%s " : "[%s%s%s]%s ", p->name,
		    p->choices ? "=" : "", p->choices ? p->choices : "", p->repeated ? "..." : "");
	}
}

START_TEST(knows_parameters)
{
	static const struct {
		const char *action, *usage;
	} known[] = {
	    {"Ping", ""},
	    {"Hangup", "Channel [Cause] "},
	    {"Redirect",
	        "Channel Exten Context Priority [ExtraChannel] [ExtraExten] [ExtraContext] "
	        "[ExtraPriority] "},
	    {"MuteAudio", "Channel Direction=in|out|all State=on|off "},
	    {"SIPnotify", "Channel Variable... [Call-ID] "},
	    {"MessageSend", "[Destination] [To] [From] [Body] [Base64Body] [Variable]... "},
	    {"UserEvent", "UserEvent "},
	};
	struct buf usage = BUF_INIT(4096);

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		buf_reset(&usage);
		describe(&usage, catalog_action(str_of(known[i].action)));
		ck_assert_str_eq(buf_z(&usage), known[i].usage);
	}
	buf_clear(&usage);
}
END_TEST

START_TEST(knows_fields)
{
	ck_assert_str_eq(catalog_event(STR("BridgeCreate"))->fields,
	    "BridgeUniqueid,BridgeType,BridgeTechnology,BridgeCreator,BridgeName,BridgeNumChannels,"
	    "BridgeVideoSourceMode");
	ck_assert_str_eq(catalog_event(STR("Hangup"))->fields,
	    "Channel,ChannelState,ChannelStateDesc,CallerIDNum,CallerIDName,ConnectedLineNum,"
	    "ConnectedLineName,Language,AccountCode,Context,Exten,Priority,Uniqueid,Linkedid,"
	    "ChanVariable,Cause,Cause-txt,TechCause");
	ck_assert_ptr_nonnull(strstr(
	    catalog_event(STR("DialBegin"))->fields, "ChanVariable,DestChannel,DestChannelState,"));
	ck_assert_str_eq(catalog_event(STR("Hangup"))->class, "call");
}
END_TEST

START_TEST(knows_what_only_looks)
{
	static const char *const yes[] = {"Ping", "events", "ListCommands", "Login", "Logoff",
	    "CoreShowChannels", "Status", "Getvar", "DBGet", "QueueStatus", "FAXStats", "Filter",
	    "PJSIPQualify", "PJSIPShowEndpoints", "WaitEvent", "Queues"};
	static const char *const no[] = {"Hangup", "Originate", "Command", "DBPut", "Setvar",
	    "Reload", "GetConfig", "PJSIPShowAuths", "UserEvent", "BridgeDestroy", "bridgekick",
	    "QueueReset", "QueueWithdrawCaller", "DAHDIHangup", "LoggerRotate", "PJSIPUnregister",
	    "NoSuch", ""};

	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		ck_assert_msg(catalog_is_reporting(str_of(yes[i])), "%s only looks", yes[i]);
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		ck_assert_msg(!catalog_is_reporting(str_of(no[i])), "%s does more", no[i]);
}
END_TEST

START_TEST(knows_slow_actions)
{
	static const struct {
		const char *action;
		const char *headers;
		msec patience;
	} rows[] = {
	    {"Ping", "Timeout: 5\r\n", 0},
	    {"Originate", "", 30000},
	    {"originate", "timeout: 60000\r\n", 60000},
	    {"Originate", "Timeout: 60000\r\nAsync: true\r\n", 0},
	    {"Originate", "Async: ON\r\n", 0},
	    {"Originate", "Async: 1\r\n", 0},
	    {"Originate", "Async: no\r\nTimeout: 1\r\n", 1},
	    {"Originate", "Async:\r\n", 30000},
	    {"Originate", "Timeout: soon\r\n", 30000},
	    {"Originate", "Timeout: -1\r\n", 30000},
	    {"Originate", "Timeout: 2147483647\r\n", 2147483647},
	    {"WaitEvent", "Timeout: 20\r\n", 20000},
	    {"WaitEvent", "Timeout: 2147483647\r\n", 2147483647000},
	    {"WaitEvent", "Timeout: -1\r\n", 0},
	    {"WaitEvent", "", 0},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		ck_assert_msg(catalog_time(str_of(rows[i].action), str_of(rows[i].headers)) ==
		                  rows[i].patience,
		    "%s %s: %lld", rows[i].action, rows[i].headers,
		    (long long)catalog_time(str_of(rows[i].action), str_of(rows[i].headers)));
}
END_TEST

Suite *
suite_catalog(void)
{
	Suite *s = suite_create("catalog");
	TCase *t = tcase_create("catalog");

	tcase_add_test(t, actions_are_sorted);
	tcase_add_test(t, events_are_sorted);
	tcase_add_test(t, every_row_is_found);
	tcase_add_test(t, finds_without_case);
	tcase_add_test(t, privileges_are_classes);
	tcase_add_test(t, parameters_keep_the_rules);
	tcase_add_test(t, completions_fit_their_shapes);
	tcase_add_test(t, fields_are_names);
	tcase_add_loop_test(t, knows_shapes, 0, (int)(sizeof(shapes) / sizeof(shapes[0])));
	tcase_add_test(t, knows_parameters);
	tcase_add_test(t, knows_fields);
	tcase_add_test(t, knows_what_only_looks);
	tcase_add_test(t, knows_slow_actions);
	suite_add_tcase(s, t);
	return s;
}
