/* SPDX-License-Identifier: ISC */
/* The meaning of a line: the blocks that dry-run prints instead of sending them, and what is
 * refused. */
#include "script/line.h"

#include <check.h>
#include <stdio.h>
#include <unistd.h>

#include "../expect.h"
#include "ami/msg.h"
#include "client/messages.h"
#include "scene.h"
#include "script/script.h"

Suite *suite_line(void);

static void
setup(void)
{
	scene_open();
	scene->settings->dry_run = true;
}

/* The message that ${…} is taken from. */
static void
give_last(const char *name, const char *value)
{
	char raw[256];
	struct field fields[2];

	int n = snprintf(raw, sizeof(raw), "Response: Success\r\n%s: %s\r\n\r\n", name, value);
	fields[0] = (struct field){.name = 0, .name_n = 8, .value = 10, .value_n = 7};
	fields[1] = (struct field){.name = 19, .name_n = (uint32_t)strlen(name),
	    .value = 19 + (uint32_t)strlen(name) + 2, .value_n = (uint32_t)strlen(value)};
	struct msg m = {.kind = MSG_RESPONSE, .raw = str_from(raw, (size_t)n), .fields = fields, .n = 2};
	messages_take(scene->messages, &m, false);
}

static const struct {
	const char *line;
	const char *block;
} blocks[] = {
    {"", ""},
    {"  # nothing", ""},
    {"ping", "Action: Ping\n\n"},
    {"PiNg", "Action: Ping\n\n"},
    {"queueadd support PJSIP/alice Penalty=2",
        "Action: QueueAdd\nQueue: support\nInterface: PJSIP/alice\nPenalty: 2\n\n"},
    {"QueueAdd Interface=PJSIP/alice support",
        "Action: QueueAdd\nInterface: PJSIP/alice\nQueue: support\n\n"},
    {"UserEvent Foo A=1 A=2 'B=a b'", "Action: UserEvent\nUserEvent: Foo\nA: 1\nA: 2\nB: a b\n\n"},
    {"QueueLog -- Event=x", "Action: QueueLog\nQueue: Event=x\n\n"},
    {"action Getvar -- Channel=x", "Action: Getvar\nVariable: Channel=x\n\n"},
    {"action Hangup PJSIP/a", "Action: Hangup\nChannel: PJSIP/a\n\n"},
    {"Ping ActionID=mine", "Action: Ping\nActionID: mine\n\n"},
    {"Ping actionid=mine", "Action: Ping\nActionID: mine\n\n"},
    {"NoSuchAction Foo=bar", "Action: NoSuchAction\nFoo: bar\n\n"},
    {"getvar 'CALLERID(num)' PJSIP/a-1",
        "Action: Getvar\nVariable: CALLERID(num)\nChannel: PJSIP/a-1\n\n"},
    {"setvar X ''", "Action: Setvar\nVariable: X\nValue: \n\n"},
    {"cli core show channels", "Action: Command\nCommand: core show channels\n\n"},
    {"command database put a 'b c' d", "Action: Command\nCommand: database put a \"b c\" d\n\n"},
    {"db get fam key", "Action: DBGet\nFamily: fam\nKey: key\n\n"},
    {"db put fam key ''", "Action: DBPut\nFamily: fam\nKey: key\nVal: \n\n"},
    {"db tree", "Action: DBGetTree\n\n"},
    {"hangup PJSIP/a-1 17", "Action: Hangup\nChannel: PJSIP/a-1\nCause: 17\n\n"},
    {"queues", "Action: QueueStatus\n\n"},
    {"Login hello Secret=world", "Action: Login\nUsername: hello\nSecret: ***\n\n"},
};

START_TEST(sends)
{
	scene_expect(blocks[_i].line, 0, blocks[_i].block, "");
}
END_TEST

static const struct {
	const char *line;
	const char *why;
} refused[] = {
    {"''", "the first word is empty: it must be a command"},
    {"'a", "missing closing ': 'a"},
    {"Ping Action=Hangup", "Action is given twice"},
    {"Ping 'X=a\rb'", "value of X holds a line break"},
    {"Ping X=' a'", "value of X begins with a blank or control character; the server drops it"},
    {"Ping a", "Ping: one word too many: a (give it as Header=value)"},
    {"hangup x 128", "hangup: CAUSE must be a number from 0 to 127: 128"},
    {"db get fam", "db get needs FAMILY KEY"},
    {"db put fam key", "db put needs FAMILY KEY VALUE"},
    {"db tree a b c", "db tree needs FAMILY [KEY]"},
    {"source /nonexistent/file", "cannot open /nonexistent/file: No such file or directory"},
    {"unalias nobody", "no such alias: nobody"},
    {"set nobody", "no such setting or variable: nobody"},
    {"set output loud", "output must be one of text|json|raw|tsv: loud"},
    {"history", "history: only the interactive shell has a history"},
    {"disconnect", "there is no connection to close"},
};

START_TEST(refuses)
{
	struct buf said = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&said, "amsh: test:7: %s\n", refused[_i].why);
	int status = str_starts(str_of(refused[_i].line), STR("disc")) ? 3 : 2;
	scene_expect(refused[_i].line, status, "", buf_z(&said));
	buf_clear(&said);
}
END_TEST

START_TEST(needs_a_connection)
{
	scene->settings->dry_run = false;
	scene_expect("ping", 3, "",
	    "amsh: test:7: not connected (connect opens a connection)\n");
	scene_expect("channels", 3, "",
	    "amsh: test:7: not connected (connect opens a connection)\n");
}
END_TEST

START_TEST(reads_only)
{
	scene->settings->read_only = true;
	scene_expect("ping", 0, "Action: Ping\n\n", "");
	scene_expect("hangup x", 2, "",
	    "amsh: test:7: Hangup: refused by read-only: it does more than report\n");
	scene_expect("command core show version", 2, "",
	    "amsh: test:7: Command: refused by read-only: it does more than report\n");
	scene_expect("NoSuchAction", 2, "",
	    "amsh: test:7: NoSuchAction: refused by read-only: it does more than report\n");
}
END_TEST

START_TEST(sets_and_shows)
{
	scene_expect("set output json", 0, "", "");
	scene_expect("set OUTPUT", 0, "OUTPUT       json\n", "");
	scene_expect("set timeout 1234567.5", 0, "", "");
	scene_expect("set timeout", 0, "timeout      1234567.5\n", "");
	scene_expect("set who 'PJSIP/a b'", 0, "", "");
	scene_expect("set who", 0, "who          PJSIP/a b\n", "");
	scene_expect("hangup ${who}", 0, "Action: Hangup\nChannel: PJSIP/a b\n\n", "");
	scene_expect("echo '${who}' \"${WHO}\"", 0, "${who} PJSIP/a b\n", "");
	scene->settings->dry_run = false;
	scene_expect("set x ${x}", 2,
	    "{\"_error\":\"unknown variable: ${x} (not a header of the last reply or event, and "
	    "not set; as NAME LINE keeps a message)\"}\n",
	    "amsh: test:7: unknown variable: ${x} (not a header of the last reply or event, and "
	    "not set; as NAME LINE keeps a message)\n");
}
END_TEST

START_TEST(takes_nothing_of_callers_for_syntax)
{
	give_last("CallerIDName", "Application=System");
	scene_expect("QueueLog support ${CallerIDName}", 0,
	    "Action: QueueLog\nQueue: support\nEvent: Application=System\n\n", "");
	scene_expect("UserEvent X Name=${CallerIDName}", 0,
	    "Action: UserEvent\nUserEvent: X\nName: Application=System\n\n", "");
	give_last("CallerIDName", "x'; echo broken; '");
	ck_assert_int_eq(scene_run("alias say '!printf %s\\\\n'"), 0);
	scene->settings->dry_run = false;
	scene_expect("say ${CallerIDName}", 0, "x'; echo broken; '\n", "");
	scene->settings->dry_run = true;
	give_last("CallerIDName", "a\r");
	scene_expect("UserEvent X Name=${CallerIDName}", 2, "",
	    "amsh: test:7: value of Name ends with a carriage return, as lines of a Windows file "
	    "do (tr -d '\\r')\n");
}
END_TEST

START_TEST(escapes_what_it_lists)
{
	scene_expect("hide *", 0, "", "");
	scene_expect("show Foo 'X=\033[31m'", 0, "", "-- show: amsh knows no event Foo\n");
	scene_expect("show", 0, "hide *\nshow Foo X=\\x1b[31m\n", "");
	scene_expect("set '\033x' '\033y'", 0, "", "");
	scene_expect("set '\033x'", 0, "\\x1bx        \\x1by\n", "");
	scene_expect("alias '\033x' 'echo \033y'", 0, "", "");
	scene_expect("alias", 0, "\\x1bx        echo \\x1by\n", "");
	scene->settings->dry_run = false;
	scene_expect("echo ${\033z}", 2, "",
	    "amsh: test:7: unknown variable: ${\\x1bz} (not a header of the last reply or event, "
	    "and not set; as NAME LINE keeps a message)\n");
}
END_TEST

START_TEST(takes_abbreviations_of_actions)
{
	scene->display->interactive = true;
	scene_expect("queuer support PJSIP/a", 0,
	    "Action: QueueRemove\nQueue: support\nInterface: PJSIP/a\n\n", "");
}
END_TEST

START_TEST(follows_aliases)
{
	scene_expect("alias q queueadd support", 0, "", "");
	scene_expect("q PJSIP/a Penalty=2", 0,
	    "Action: QueueAdd\nQueue: support\nInterface: PJSIP/a\nPenalty: 2\n\n", "");
}
END_TEST

START_TEST(keeps_quotes_and_variables_in_aliases)
{
	scene_expect("alias say 'echo \"${who}  is\"'", 0, "", "");
	scene_expect("alias say", 0, "say          echo \"${who}  is\"\n", "");
	scene_expect("set who alice", 0, "", "");
	scene_expect("say  'quite  well' # comment", 0, "alice  is quite  well\n", "");
	scene_expect("set who 'bob  b'", 0, "", "");
	scene_expect("SAY", 0, "bob  b  is\n", "");
	scene_expect("alias its echo \"it's\" '\"'", 0, "", "");
	scene_expect("its", 0, "it's \"\n", "");
	scene_expect("unalias say", 0, "", "");
	scene_expect("alias say", 2, "", "amsh: test:7: no such alias: say\n");
}
END_TEST

START_TEST(ends_aliases_that_lead_to_themselves)
{
	scene_expect("alias a b", 0, "", "");
	scene_expect("alias b a", 0, "", "");
	scene_expect("a", 2, "", "amsh: test:7: alias a refers to itself\n");
	scene_expect("alias e echo", 0, "", "");
	scene_expect("alias f e e", 0, "", "");
	scene_expect("f", 0, "e\n", "");
}
END_TEST

START_TEST(runs_local_commands)
{
	scene_expect("!kill -9 $$", 0, "", "-- not run in a dry run: !kill -9 $$\n");
	scene->settings->dry_run = false;
	scene_expect("!echo ${HOME:+x} '$y'", 0, "x $y\n", "");
	scene_expect("  ! exit 3", 1, "", "amsh: test:7: ! exit 3: exit status 3\n");
	scene_expect("!kill -9 $$", 1, "", "amsh: test:7: !kill -9 $$: killed by signal 9\n");
}
END_TEST

START_TEST(sends_blocks)
{
	scene_expect("Action: UserEvent", 0, "", "");
	scene_expect("actionid: mine", 0, "", "");
	scene_expect("UserEvent:Foo \r", 0, "", "");
	scene_expect("Variable: A=${x} 'q'", 0, "", "");
	scene_expect("", 0,
	    "Action: UserEvent\nActionID: mine\nUserEvent: Foo \nVariable: A=${x} 'q'\n\n", "");
	scene_expect("", 0, "", "");
}
END_TEST

START_TEST(refuses_bad_blocks)
{
	scene_expect("Action: Ping", 0, "", "");
	scene_expect("no header", 2, "",
	    "amsh: test:7: not a \"Header: value\" line, the block is dropped: no header\n");
	scene_expect("ping", 0, "Action: Ping\n\n", "");
	scene_expect("Action: Ping", 0, "", "");
	scene_expect("Action: Hangup", 0, "", "");
	scene_expect("", 2, "", "amsh: test:7: Action is given twice\n");
	scene_expect("Action:", 0, "", "");
	scene_expect("", 2, "", "amsh: test:7: the block has no \"Action: NAME\" line, it is dropped\n");
}
END_TEST

START_TEST(sends_the_block_that_the_input_ends)
{
	scene_expect("Action: Ping", 0, "", "");
	ck_assert_int_eq(script_finish(scene), 0);
	struct buf out = scene_printed(STDOUT_FILENO);
	EXPECT_STR(buf_str(&out), STR("Action: Ping\n\n"));
	buf_clear(&out);
	ck_assert_int_eq(script_finish(scene), 0);
}
END_TEST

Suite *
suite_line(void)
{
	Suite *suite = suite_create("line");
	TCase *t = tcase_create("line");

	tcase_add_checked_fixture(t, setup, scene_close);
	tcase_add_loop_test(t, sends, 0, (int)(sizeof(blocks) / sizeof(blocks[0])));
	tcase_add_loop_test(t, refuses, 0, (int)(sizeof(refused) / sizeof(refused[0])));
	tcase_add_test(t, needs_a_connection);
	tcase_add_test(t, reads_only);
	tcase_add_test(t, sets_and_shows);
	tcase_add_test(t, takes_nothing_of_callers_for_syntax);
	tcase_add_test(t, escapes_what_it_lists);
	tcase_add_test(t, takes_abbreviations_of_actions);
	tcase_add_test(t, follows_aliases);
	tcase_add_test(t, keeps_quotes_and_variables_in_aliases);
	tcase_add_test(t, ends_aliases_that_lead_to_themselves);
	tcase_add_test(t, runs_local_commands);
	tcase_add_test(t, sends_blocks);
	tcase_add_test(t, refuses_bad_blocks);
	tcase_add_test(t, sends_the_block_that_the_input_ends);
	suite_add_tcase(suite, t);
	return suite;
}
