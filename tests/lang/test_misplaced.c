/* SPDX-License-Identifier: ISC */
/* Words that users of other programs type by habit: each works, or its error says what to type. */
#include "lang/misplaced.h"
#include "lang/settings.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "../expect.h"
#include "../script/scene.h"

Suite *suite_misplaced(void);

static void
setup(void)
{
	scene_open();
	scene->settings->dry_run = true;
}

/* Options of amsh get an error that says where they go, in every command and after every action. */
START_TEST(options_after_a_command)
{
	static const char *const options[] = {"-j", "-ojson", "-jk", "--json", "--timeout=5", "-t9"};
	struct buf line = BUF_INIT(BUF_MAX_LINE);
	size_t asked = 0;

	for (size_t i = 0; i < cmd_table_n; i++) {
		const struct cmd *cmd = cmd_table[i];
		bool text = false;
		for (const struct arg_spec *a = cmd->args; a->name; a++)
			text |= a->type == ARG_REST || (a->repeated && a->type == ARG_WORD);
		for (size_t k = 0; !text && k < sizeof(options) / sizeof(options[0]); k++) {
			struct str value;
			if (args_option(cmd, str_of(options[k]), &value))
				continue;
			buf_reset(&line);
			buf_addf(&line, "%s %s", cmd->name, options[k]);
			ck_assert_msg(scene_run(buf_z(&line)) == 2, "%s", buf_z(&line));
			struct buf out = scene_printed(1), err = scene_printed(2);
			ck_assert_msg(out.n == 0, "%s: %s", buf_z(&line), buf_z(&out));
			ck_assert_msg(str_find(buf_str(&err), STR("go before the command")) < err.n,
			    "%s: %s", buf_z(&line), buf_z(&err));
			buf_clear(&out);
			buf_clear(&err);
			asked++;
		}
	}
	ck_assert_uint_gt(asked, 100);
	buf_clear(&line);
}
END_TEST

static const struct {
	const char *line, *out, *err;
} lines[] = {
    {"channels -j", "",
        "options of amsh go before the command: amsh -j channels (in a shell or script: set "
        "output json; as a word: -- -j)"},
    {"QueueStatus -o json", "",
        "options of amsh go before the command: amsh -o json QueueStatus (in a shell or script: "
        "set output json; as a word: -- -o)"},
    {"QueueStatus -t5", "",
        "options of amsh go before the command: amsh -t5 QueueStatus (in a shell or script: set "
        "timeout 5; as a word: -- -t5)"},
    {"QueueStatus -o json support", "",
        "options of amsh go before the command: amsh -o json QueueStatus … (in a shell or script: "
        "set output json; as a word: -- -o)"},
    {"QueueStatus -- -j", "Action: QueueStatus\nQueue: -j\n\n", ""},
    {"QueueStatus '-j'", "Action: QueueStatus\nQueue: -j\n\n", ""},
    {"WaitEvent -1", "Action: WaitEvent\nTimeout: -1\n\n", ""},
    {"cli core show -j", "Action: Command\nCommand: core show -j\n\n", ""},
    {"echo -j", "-j\n", ""},
    {"wait --help", "", "for help use: help wait"},
    {"tail -f", "", "tail always follows, leave out -f"},
    {"wait -t5 Hangup", "", ""},
    {"tail -n3 -t0.5 Hangup", "", ""},
    {"tail -5", "", ""},
    {"tail -n", "", "no value after -n; usage: tail [-n N] [-t SECONDS] [--state] [EVENT] [TERM…]"},
    {"tail -nx", "", "tail: N must be a whole number from 0 to 1000000000: x"},
    {"set FOO=1", "", "set takes NAME VALUE: set FOO 1"},
    {"alias ll=channels", "", "alias takes NAME LINE: alias ll channels"},
    {"FOO=1", "", "no such command or action: FOO=1 (use set NAME VALUE)"},
    {"export FOO=1", "", "no such command or action: export (use set NAME VALUE)"},
    {"\\q", "", "no such command or action: q (use quit)"},
    {"sip show peers", "", "no such command or action: sip (did you mean cli sip show peers?)"},
    {"hangup all", "", "hangup: CHANNEL must be a whole name or /regex/, use /./ for every "
    "channel: all"},
    {"setvar FOO=1", "Action: Setvar\nVariable: FOO\nValue: 1\n\n", ""},
    {"setvar FOO=a=b PJSIP/x", "Action: Setvar\nVariable: FOO\nValue: a=b\nChannel: PJSIP/x\n\n", ""},
    {"setvar 'HASH(a=b)' 1", "Action: Setvar\nVariable: HASH(a=b)\nValue: 1\n\n", ""},
    {"setvar Value=1 Variable=FOO", "Action: Setvar\nValue: 1\nVariable: FOO\n\n", ""},
    {"setvar FOO", "", "setvar needs NAME VALUE [CHANNEL], or NAME=VALUE [CHANNEL]: FOO"},
    {"setvar =1", "", "setvar needs NAME VALUE [CHANNEL], or NAME=VALUE [CHANNEL]: =1"},
    {"db put /FAM key v", "Action: DBPut\nFamily: FAM\nKey: key\nVal: v\n\n", ""},
    {"db put /FAM/a/b v", "Action: DBPut\nFamily: FAM\nKey: a/b\nVal: v\n\n", ""},
    {"db put a/b c v", "Action: DBPut\nFamily: a/b\nKey: c\nVal: v\n\n", ""},
    {"db get FAM/key", "Action: DBGet\nFamily: FAM\nKey: key\n\n", ""},
    {"db del /FAM/key", "Action: DBDel\nFamily: FAM\nKey: key\n\n", ""},
    {"db tree /FAM/", "Action: DBGetTree\nFamily: FAM\n\n", ""},
    {"db tree /", "Action: DBGetTree\n\n", ""},
    {"db deltree /", "", "db deltree needs FAMILY [KEY]"},
    {"db get FAM", "", "db get needs FAMILY KEY"},
    {"db put FAM key", "", "db put needs FAMILY KEY VALUE"},
    {"atxfer PJSIP/x 101", "Action: Atxfer\nChannel: PJSIP/x\nExten: 101\n\n", ""},
    {"blindtransfer PJSIP/x 101 Context=a",
        "Action: BlindTransfer\nChannel: PJSIP/x\nExten: 101\nContext: a\n\n", ""},
    {"atxfer PJSIP/x 101@a Context=b", "",
        "atxfer: DEST is already given (101@a): leave out Context=b"},
    {"redirect PJSIP/x a,101,1", "", "not a destination: a,101,1 (did you mean 101@a:1?)"},
    {"redirect PJSIP/x 101", "",
        "not a destination: 101 (exten@context[:priority], such as 101@default, or "
        "Application(data))"},
    {"originate PJSIP/x 101@a Application=Wait", "",
        "originate: DEST is already given (101@a): leave out Application=Wait"},
    {"originate PJSIP/x 101@a Channel=PJSIP/y", "",
        "originate: CHANNEL is already given (PJSIP/x): leave out Channel=PJSIP/y"},
    {"callfile PJSIP/x 101@a Application=Wait", "",
        "callfile: DEST is already given (101@a): leave out Application=Wait"},
    {"callfile PJSIP/x 101@a StartRetry=1", "",
        "StartRetry is written by Asterisk itself when it has begun a call file: leave it out"},
    {"db put fam key 'v\r'", "",
        "value of Val ends with a carriage return, as lines of a Windows file do (tr -d '\\r')"},
    {"callfile PJSIP/x 101@a 'Account=v\r'", "",
        "Account ends with a carriage return, as lines of a Windows file do (tr -d '\\r'): v\\x0d"},
    {"Events EventMask=call", "Action: Events\nEventMask: call\n\n", ""},
};

START_TEST(answers)
{
	struct buf err = BUF_INIT(BUF_MAX_LINE);

	if (*lines[_i].err)
		buf_addf(&err, "amsh: test:7: %s\n", lines[_i].err);
	scene_expect(lines[_i].line, err.n ? 2 : 0, lines[_i].out, buf_z(&err));
	buf_clear(&err);
}
END_TEST

static const struct {
	const char *words[4];
	const char *err; /* NULL: nothing is misplaced */
} first_words[] = {
    {{"pbx.example.net"}, "give a server with -s: amsh -s ami://pbx.example.net"},
    {{"10.0.0.1", "ping"}, "give a server with -s: amsh -s ami://10.0.0.1 …"},
    {{"hello@pbx", "ping"}, "give a server with -s: amsh -s ami://hello@pbx …"},
    {{"hello:world@pbx"}, "give a server with -s: amsh -s ami://hello@pbx"},
    {{"pbx:5038"}, "give a server with -s: amsh -s ami://pbx:5038"},
    {{"amis://pbx"}, "give a server with -s: amsh -s amis://pbx"},
    {{"localhost"}, "give a server with -s: amsh -s ami://localhost"},
    {{"pbx"}, NULL},
    {{"ping"}, NULL},
    {{"NoSuchAction", "a.b"}, NULL},
    {{"@a", "ping"}, NULL},
    {{"DBGet", "--", "-j"}, NULL},
};

START_TEST(servers_in_place_of_a_command)
{
	char *argv[4];
	size_t n = 0;
	struct words words;
	struct err err = {0}, ignored;

	for (; n < 4 && first_words[_i].words[n]; n++)
		argv[n] = strdup(first_words[_i].words[n]);
	split_argv(&words, argv, n);
	const struct cmd *cmd = cmd_find(words.v[0].text, false, &ignored);
	bool misplaced = misplaced_words(&scene_options, cmd, &words, &err);
	ck_assert_msg(misplaced == (first_words[_i].err != NULL), "%s: %s", argv[0], err.text);
	if (misplaced)
		ck_assert_str_eq(err.text, first_words[_i].err);
	words_clear(&words);
	while (n)
		free(argv[--n]);
}
END_TEST

Suite *
suite_misplaced(void)
{
	Suite *s = suite_create("misplaced");
	TCase *t = tcase_create("misplaced");

	tcase_add_checked_fixture(t, setup, scene_close);
	tcase_add_test(t, options_after_a_command);
	tcase_add_loop_test(t, answers, 0, (int)(sizeof(lines) / sizeof(lines[0])));
	tcase_add_loop_test(t, servers_in_place_of_a_command, 0,
	    (int)(sizeof(first_words) / sizeof(first_words[0])));
	suite_add_tcase(s, t);
	return s;
}
