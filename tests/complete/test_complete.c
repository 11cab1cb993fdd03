/* SPDX-License-Identifier: ISC */
/* Candidates for what is being typed, from the rows, the catalog and what a made-up server tells.
 */
#include "complete/complete.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "../expect.h"
#include "conf/members.h"

Suite *suite_complete(void);

/* What the server tells of each topic: name and summary. */
static const char *const told[][4] = {
    [TOPIC_QUEUES] = {"support", "sales", NULL},
    [TOPIC_ENDPOINTS] = {"alice", "albert", NULL},
    [TOPIC_SIP] = {"desk", "hall", NULL},
    [TOPIC_IAX] = {"branch", NULL},
    [TOPIC_DAHDI] = {"1", "2", NULL},
    [TOPIC_DATABASE] = {"cidname/100", "cidname/200", "registrar/contact/alice", NULL},
    [TOPIC_CONSOLE] = {"show", "shutdown", NULL},
};
static const char *const plan[][2] = {
    {"", "outer"},
    {"100", "sets"},
    {"100", "ops"},
    {"101", "sets"},
    {"_2XX", "sets"},
    {"h", "tail"},
};

static struct names names;
static char asked[64]; /* the console line of the last question */
static bool silent;    /* the server tells nothing */
static const struct members *members; /* of a shell for several servers */
static struct pairs aliases, variables;
static struct str block; /* that is open */

static const struct names *
tell(void *arg, enum topic topic, struct str key)
{
	(void)arg;
	names_clear(&names);
	if (topic == TOPIC_CONSOLE)
		snprintf(asked, sizeof(asked), "%.*s", STR_ARG(key));
	if (silent)
		return NULL;
	if (topic == TOPIC_DIALPLAN)
		for (size_t i = 0; i < sizeof(plan) / sizeof(plan[0]); i++)
			names_add(&names, str_of(plan[i][0]), str_of(plan[i][1]));
	else
		for (size_t i = 0; told[topic][i]; i++)
			names_add(&names, str_of(told[topic][i]), STR(""));
	return &names;
}

/* The server has an action of its own, and knows QueueAdd better than we do. */
static const struct docs *
tell_docs(void *arg, struct str action)
{
	static struct parameter paint[] = {{.name = "Room", .required = true},
	    {.name = "Colour", .choices = "red|green"}, {.name = "Brush", .repeated = true}};
	static struct parameter add[] = {{.name = "Queue", .required = true},
	    {.name = "Interface", .required = true}, {.name = "Newest"}};
	static const struct docs paint_docs = {.v = paint, .n = 3}, add_docs = {.v = add, .n = 3};

	(void)arg;
	if (silent)
		return NULL;
	return str_ieq(action, STR("Paint"))      ? &paint_docs
	       : str_ieq(action, STR("QueueAdd")) ? &add_docs
	                                          : NULL;
}

/* The candidates of a line are these words, in this order, a blank after each that ends its
 * word. */
static void
expect(const char *line, const char *expected)
{
	const struct complete_source source = {
	    .members = members, .aliases = &aliases, .variables = &variables, .block = block, .config = "",
	    .abbreviations = true, .tell = tell, .docs = tell_docs};
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

START_TEST(headers_required_first)
{
	expect("Paint ", "Room=|Brush=|Colour=|");
	expect("action paint ", "Room=|Brush=|Colour=|");
	expect("Paint r", "Room=|");
	expect("QueueAdd Ne", "Newest=|");
}
END_TEST

/* What is checked, and the things of that kind that there are. */
START_TEST(checks)
{
	expect("check qu", "queue ");
	expect("check queue su", "support ");
	expect("check -w 5 endpoints al", "albert alice ");
	expect("check calls ", "");
	expect("check -", "-c -w ");
}
END_TEST

START_TEST(given_headers_are_gone)
{
	expect("Paint room=kitchen ", "green red Brush=|Colour=|");
	expect("Paint kitchen ", "green red Brush=|Colour=|");
	expect("Paint kitchen red ", "Brush=|");
	expect("Paint Brush=1 Brush=2 Colour=red ", "Room=|Brush=|");
	expect("Paint -- ", "");
}
END_TEST

START_TEST(devices_of_every_technology)
{
	expect("originate SIP/", "SIP/desk SIP/hall ");
	expect("originate sip/h", "SIP/hall ");
	expect("originate I", "IAX2/branch ");
	expect("action Originate Channel=DAHDI/", "Channel=DAHDI/1 Channel=DAHDI/2 ");
	expect("sipshowpeer ", "desk hall Peer=|");
	expect("SIPqualifypeer Peer=d", "Peer=desk ");
	expect("DAHDIHangup DAHDIChannel=", "DAHDIChannel=1 DAHDIChannel=2 ");
}
END_TEST

START_TEST(values_by_header)
{
	expect("Paint Colour=", "Colour=green Colour=red ");
	expect("Paint Colour=R", "Colour=red ");
	expect("QueueAdd Queue=s", "Queue=sales Queue=support ");
	expect("queueadd sales Interface=P", "Interface=PJSIP/albert Interface=PJSIP/alice ");
	expect("PJSIPQualify Endpoint=alb", "Endpoint=albert ");
	expect("Originate Context=", "Context=ops Context=outer Context=sets Context=tail ");
	expect("Originate Exten=1", "Exten=100 Exten=101 ");
	expect("Originate Timeout=9 Con", "Context=|");
	expect("Command Command=sh", "Command=show Command=shutdown ");
	ck_assert_str_eq(asked, "sh");
	expect("MixMonitor Command=sh", "");
}
END_TEST

/* Words count as they do when the line is run. */
START_TEST(arguments_whose_turn_it_is)
{
	expect("muteaudio PJSIP/a-1 ", "all in out ");
	expect("muteaudio -- PJSIP/a-1 ", "all in out ");
	expect("muteaudio -- PJSIP/a-1 out ", "off on ");
	expect("muteaudio PJSIP/a-1 sideways ", "off on ");
	expect("muteaudio PJSIP/a-1 in on ", "");
	expect("tail -t 5 -n 1 AgentD", "AgentDump ");
	expect("tail -t5 -n1 AgentD", "AgentDump ");
	expect("channels where Appl", "Application=|ApplicationData=|");
	expect("CoreShowChannels where Context=lab Lin", "Linkedid=|");
	expect("as x queues where Pena", "Penalty=|");
	expect("each channels where Appl", "Application=|ApplicationData=|");
	expect("each chann", "channels ");
	expect("each --re", "--report --resume ");
	expect("each channels do muteaudio x i", "in ");
	expect("on AgentD", "AgentDump ");
	expect("on Hangup Cause=16 do chann", "channels ");
	expect("calls where Dia", "Dialled=|");
	expect("db tree where K", "Key=|");
	expect("channels 'where' Appl", "");
	expect("channels | Appl", "");
	expect("tail -n ", "");
	expect("tail -n1", "");
	expect("tail -- -", "");
	expect("originate --no-wait=P", "");
	expect("tail -", "--state -n -t ");
	expect("wait -t 5 Newstate ChannelStateD", "ChannelStateDesc=|");
	expect("wait -t5 Newstate Channel=x ChannelStateD", "ChannelStateDesc=|");
	expect("wait -- Newstate Channel=x ChannelStateD", "ChannelStateDesc=|");
	expect("filter add -x AgentD", "AgentDump ");
	expect("filter -x add AgentD", "AgentDump ");
	expect("originate -- PJSIP/a 100@sets Timeou", "");
	expect("originate PJSIP/a 100@sets Timeou", "Timeout=|");
	expect("originate --no-wait PJSIP/a 101", "101@sets ");
	expect("set ti", "timeout ");
	expect("set -- output j", "json ");
	expect("events sec", "security ");
	expect("events off ", "");
	expect("help event AgentD", "AgentDump ");
	expect("help action Hangup ", "");
}
END_TEST

START_TEST(values_whose_turn_it_is)
{
	expect("QueueAdd su", "support ");
	expect("QueueAdd support PJ", "PJSIP/albert PJSIP/alice ");
	expect("PJSIPQualify al", "albert alice ");
	expect("queues s", "sales support ");
	expect("queueremove sales PJ", "PJSIP/albert PJSIP/alice ");
	expect("queuepause PJSIP/al", "PJSIP/albert PJSIP/alice ");
	expect("queuepause PJSIP/alice t", "true ");
	expect("queuepause PJSIP/alice true s", "sales support ");
	expect("queuepause Paused=", "Paused=false Paused=true ");
	expect("queuepause PJSIP/alice true sales Rea", "Reason=|");
	expect("originate PJSIP/ali", "PJSIP/alice ");
}
END_TEST

START_TEST(lists_with_commas)
{
	expect("events call,ag", "call,agent call,agi ");
	expect("events o", "off on originate ");
	expect("events call,o", "call,originate ");
	expect("events agent,ag", "agent,agi ");
	expect("Events EventMask=call,us", "EventMask=call,user ");
	expect("tail Hangup,AgentD", "Hangup,AgentDump ");
}
END_TEST

START_TEST(key_value_store)
{
	expect("db get ", "cidname registrar ");
	expect("db get c", "cidname ");
	expect("db get /c", "/cidname ");
	expect("db get cidname/", "cidname/100 cidname/200 ");
	expect("db get cidname ", "100 200 ");
	expect("db put /cidname/ 1", "100 ");
	expect("db get registrar con", "contact/alice ");
	expect("db put cidname 100 ", "");
	expect("db tree reg", "registrar ");
	expect("DBGet Family=", "Family=cidname Family=registrar ");
	expect("DBGet Family=cidname Key=", "Key=100 Key=200 ");
	expect("DBPut cidname ", "100 200 Key=|Val=|");
	expect("DBGet Key=", "");
	expect("Login Key=", "");
}
END_TEST

START_TEST(modules)
{
	expect("ModuleLoad LoadType=load Module=sh", "Module=show Module=shutdown ");
	ck_assert_str_eq(asked, "module load sh");
	expect("ModuleLoad unload sh", "show shutdown ");
	ck_assert_str_eq(asked, "module unload sh");
	expect("ModuleLoad LoadType=reload Module=cd", "Module=cdr ");
	ck_assert_str_eq(asked, "module reload cd");
	expect("Reload sh", "show shutdown ");
	ck_assert_str_eq(asked, "module reload sh");
	expect("ModuleCheck Module=sh", "Module=show Module=shutdown ");
	ck_assert_str_eq(asked, "module show like sh");
}
END_TEST

START_TEST(values_of_terms)
{
	expect("wait Newstate ChannelStateDesc=ri", "ChannelStateDesc=Ring ChannelStateDesc=Ringing ");
	expect("tail DialEnd DialStatus!=B", "DialStatus!=BUSY ");
	expect("tail Newstate ChannelStateDesc~R", "");
	expect("tail DeviceStateChange State=B", "State=BUSY ");
	expect("tail Hangup Cause=17", "Cause=17 ");
	expect("channels where State=U", "State=Up ");
	expect("endpoints where DeviceState=not", "DeviceState=Not in use ");
	expect("CoreShowChannels where Context=s", "Context=sets ");
	expect("queues where Queue=su", "Queue=support ");
	expect("show QueueCallerJoin Queue=", "Queue=sales Queue=support ");
	expect("tail ContactStatus EndpointName=al", "EndpointName=albert EndpointName=alice ");
	expect("on QueueMemberPause Interface=PJSIP/ali", "Interface=PJSIP/alice ");
	expect("tail Hangup Nothing=", "");
}
END_TEST

START_TEST(aliases_are_their_words)
{
	pairs_set(&aliases, STR("office"), STR("originate PJSIP/alice"));
	pairs_set(&aliases, STR("oops"), STR("oops"));
	pairs_set(&aliases, STR("ls"), STR("!ls"));
	expect("offi", "office ");
	expect("office 10", "100@ops 100@sets 101@sets ");
	expect("office 101@sets Timeo", "Timeout=|");
	expect("oops ", "");
	expect("ls ", "");
	pairs_clear(&aliases);
}
END_TEST

/* What is written is kept: the name alone is completed, and nothing quoted. */
START_TEST(variables_and_columns)
{
	const struct complete_source source = {0};
	struct completion c;

	pairs_set(&variables, STR("phone"), STR("100"));
	pairs_set(&variables, STR("$(odd)"), STR("x"));
	expect("hangup ${", "phone}|");
	expect("hangup \"PJSIP/${ph", "phone}|");
	expect("hangup '${ph", "");
	expect("hangup ${phone} ${p", "phone}|");
	expect("hangup ${phone}x", "");
	expect("each channels do hangup ${Applica", "ApplicationData}|Application}|");
	expect("each channels where State=Up do hangup x${Cha",
	    "ChannelStateDesc}|ChannelState}|Channel}|ChanVariable}|");
	expect("on Hangup,AgentLogin do echo ${Ag", "Agent}|");
	pairs_clear(&variables);
	complete_line(&c, STR("@x setvar \"a b${p"), &source);
	ck_assert_uint_eq(c.start, strlen("@x setvar \"a b${"));
	EXPECT_STR(c.prefix, STR("p"));
	ck_assert(c.literal);
	completion_clear(&c);
}
END_TEST

/* A line of a raw block, and the rest of one that opens it. */
START_TEST(raw_blocks)
{
	expect("Action: Pin", "Ping|");
	expect(" action:  corese", "CoreSettings|");
	block = STR("ActionID: 7\n");
	expect("", "Action: |");
	expect("act", "Action: |");
	block = STR("Action: Paint\n");
	expect("", "Room: |ActionID: |Brush: |Colour: |");
	expect("  col", "Colour: |");
	expect("Colour: r", "red|");
	expect("Colour:", "green|red|");
	expect("Channel: x", "");
	block = STR("Action: Paint\nroom: hall\nBrush: 1\nActionID: 7\n");
	expect("", "Brush: |Colour: |");
	block = STR("Action: QueueAdd\n");
	expect("Queue: s", "sales|support|");
	expect("Interface: PJSIP/ali", "PJSIP/alice|");
	block = STR("Action: DBGet\nFamily: cidname\n");
	expect("Key: 1", "100|");
	block = STR("Action: Events\n");
	expect("EventMask: call,us", "call,user|");
	block = STR("Action: Command\n");
	expect("Command: core sh", "core show |core shutdown |");
	ck_assert_str_eq(asked, "core sh");
	block = (struct str){NULL, 0};
}
END_TEST

START_TEST(names_of_servers)
{
	static char north[] = "north", far[] = "Norway", url[] = "[::1]:5038", blank[] = "a b",
	            ami[] = "ami://[::1]:5038";
	static struct member v[] = {{.name = north, .server = north},
	    {.name = far, .server = far}, {.name = url, .server = ami},
	    {.name = blank, .server = blank}};
	static const struct members all = {.v = v, .n = 4};

	expect("@n", "");
	members = &all;
	expect("@", "[::1]:5038 north Norway ");
	expect(" @NOR", "north Norway ");
	expect("@north,n", "Norway ");
	expect("@x,NORWAY,", "[::1]:5038 north ");
	expect("@north paint Colour=r", "Colour=red ");
	expect("@north  Pain Col", "");
	expect("paint @", "");
	members = NULL;
}
END_TEST

START_TEST(names_of_servers_are_not_quoted)
{
	static char name[] = "[::1]:5038";
	static struct member one = {.name = name, .server = name};
	const struct members all = {.v = &one, .n = 1};
	const struct complete_source source = {.members = &all};
	struct completion c;

	complete_line(&c, STR(" @x,["), &source);
	ck_assert_uint_eq(c.start, 4);
	EXPECT_STR(c.prefix, STR("["));
	ck_assert(c.literal);
	completion_clear(&c);
	complete_line(&c, STR("@x  pi"), &source);
	ck_assert_uint_eq(c.start, 4);
	ck_assert(!c.literal);
	completion_clear(&c);
}
END_TEST

START_TEST(destinations)
{
	expect("originate PJSIP/alice 10", "100@ops 100@sets 101@sets ");
	expect("originate PJSIP/alice h", "h@tail ");
	expect("originate PJSIP/alice 100@", "100@ops 100@outer 100@sets ");
	expect("originate PJSIP/alice 100@o", "100@ops 100@outer ");
	expect("originate PJSIP/alice 222@", "222@outer 222@sets ");
	expect("extensionstate 101", "101@sets ");
}
END_TEST

START_TEST(rows_pass_headers_on)
{
	expect("originate PJSIP/alice 100@sets Time", "Timeout=|");
	expect("originate PJSIP/alice 100@sets Timeout=9 T", "");
	expect("originate PJSIP/alice 100@sets Variable=A=1 Var", "Variable=|");
	expect("originate PJSIP/alice 100@sets Con", "");
	expect("originate Timeout=9 PJSIP/alb", "PJSIP/albert ");
	expect("originate Timeout=9 PJSIP/alice Timeout=8 101", "101@sets ");
}
END_TEST

START_TEST(console_lines)
{
	expect("command core sh", "show shutdown ");
	ck_assert_str_eq(asked, "core sh");
	expect("cli core show ", "show shutdown ");
	ck_assert_str_eq(asked, "core show ");
	expect("command ", "show shutdown ");
	ck_assert_str_eq(asked, "");
	expect("command 'core sh", "core show |core shutdown |");
	ck_assert_str_eq(asked, "core sh");
	expect("command database show 'a b", "");
}
END_TEST

START_TEST(what_help_explains)
{
	expect("help even", "event events ");
	expect("help event Newch", "Newchannel ");
	expect("help action Origin", "Originate ");
}
END_TEST

START_TEST(silence)
{
	silent = true;
	expect("QueueAdd su", "");
	expect("command core sh", "");
	expect("originate PJSIP/alice 10", "");
	expect("QueueAdd Pen", "Penalty=|");
	silent = false;
}
END_TEST

START_TEST(nothing_to_ask)
{
	const struct complete_source nothing = {0};
	struct completion c;

	complete_line(&c, STR("command core sh"), &nothing);
	ck_assert_uint_eq(c.n, 0);
	completion_clear(&c);
	complete_line(&c, STR("QueueAdd Que"), &nothing);
	ck_assert_uint_eq(c.n, 1);
	completion_clear(&c);
}
END_TEST

Suite *
suite_complete(void)
{
	Suite *suite = suite_create("complete");
	TCase *tc = tcase_create("complete");

	tcase_add_test(tc, headers_required_first);
	tcase_add_test(tc, checks);
	tcase_add_test(tc, given_headers_are_gone);
	tcase_add_test(tc, devices_of_every_technology);
	tcase_add_test(tc, values_by_header);
	tcase_add_test(tc, arguments_whose_turn_it_is);
	tcase_add_test(tc, values_whose_turn_it_is);
	tcase_add_test(tc, lists_with_commas);
	tcase_add_test(tc, key_value_store);
	tcase_add_test(tc, modules);
	tcase_add_test(tc, values_of_terms);
	tcase_add_test(tc, aliases_are_their_words);
	tcase_add_test(tc, raw_blocks);
	tcase_add_test(tc, variables_and_columns);
	tcase_add_test(tc, names_of_servers);
	tcase_add_test(tc, names_of_servers_are_not_quoted);
	tcase_add_test(tc, destinations);
	tcase_add_test(tc, rows_pass_headers_on);
	tcase_add_test(tc, console_lines);
	tcase_add_test(tc, what_help_explains);
	tcase_add_test(tc, silence);
	tcase_add_test(tc, nothing_to_ask);
	suite_add_tcase(suite, tc);
	return suite;
}
