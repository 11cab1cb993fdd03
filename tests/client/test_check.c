/* SPDX-License-Identifier: ISC */
/* Headers with invalid values: for every action, by name and by command. */
#include "client/check.h"

#include <check.h>
#include <unistd.h>

#include "../expect.h"
#include "../script/scene.h"
#include "ami/catalog.h"
#include "base/out.h"
#include "lang/args.h"
#include "lang/cmd.h"
#include "lang/settings.h"

Suite *suite_check(void);

static void
setup(void)
{
	scene_open();
	scene->settings->dry_run = true;
}

/* The line is refused by the rule of that header, and nothing is sent. */
static void
expect_refused(const char *line, const char *header)
{
	ck_assert_msg(scene_run(line) == 2, "%s: status", line);
	struct buf out = scene_printed(STDOUT_FILENO), err = scene_printed(STDERR_FILENO);
	EXPECT_STR(buf_str(&out), STR(""));
	ck_assert_msg(str_find(buf_str(&err), str_of(header)) < err.n, "%s: %s", line, buf_z(&err));
	ck_assert_msg(str_ends(buf_str(&err), STR(": no such, value\n")), "%s: %s", line,
	    buf_z(&err));
	buf_clear(&out);
	buf_clear(&err);
}

/* Every typed place of every action, named. */
START_TEST(every_place_refuses_nonsense)
{
	size_t n;
	const struct action_facts *a = catalog_actions(&n);
	struct buf line = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < a[i].parameters_n; k++) {
			if (!a[i].parameters[k].takes)
				continue;
			buf_reset(&line);
			buf_addf(&line, "action %s %s='no such, value'", a[i].name,
			    a[i].parameters[k].name);
			expect_refused(buf_z(&line), a[i].parameters[k].name);
		}
	buf_clear(&line);
}
END_TEST

/* Every header that every command's row takes. */
START_TEST(every_row_refuses_nonsense)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; i < cmd_table_n; i++) {
		const struct cmd *cmd = cmd_table[i];
		const struct action_facts *a =
		    cmd->action ? catalog_action(str_of(cmd->action)) : NULL;
		for (size_t k = 0; a && (cmd->flags & CMD_HEADERS) && k < a->parameters_n; k++) {
			if (!a->parameters[k].takes)
				continue;
			buf_reset(&line);
			buf_addf(&line, "%s PJSIP/x 1@a %s='no such, value'", cmd->name,
			    a->parameters[k].name);
			if (!cmd->args[1].name || cmd->args[1].type == ARG_WORD)
				buf_clear(&line),
				    buf_addf(&line, "%s PJSIP/x %s='no such, value'", cmd->name,
				        a->parameters[k].name);
			expect_refused(buf_z(&line), a->parameters[k].name);
		}
	}
	buf_clear(&line);
}
END_TEST

static const struct {
	const char *line;
	int status;
	const char *out, *err;
} lines[] = {
    {"queuepenalty PJSIP/x many", 2, "", "QueuePenalty: Penalty must be a whole number: many"},
    {"queuepause PJSIP/x maybe", 2, "",
        "QueuePause: Paused must be true or false (yes, no, on, off, 1, 0): maybe"},
    {"queuepause PJSIP/x t", 0, "Action: QueuePause\nInterface: PJSIP/x\nPaused: t\n\n", ""},
    {"queueadd q PJSIP/x -3", 0,
        "Action: QueueAdd\nQueue: q\nInterface: PJSIP/x\nPenalty: -3\n\n", ""},
    {"QueueReload Members=true", 2, "", "QueueReload: Members must be one of yes, no: true"},
    {"PlayDTMF Channel=PJSIP/x Digit=12", 2, "", "PlayDTMF: Digit must be one of 0-9 * # A-D: 12"},
    {"mixmonitor PJSIP/x f.wav Options=yes", 2, "",
        "mixmonitor: Options must be option letters, such as ab or W(2): yes"},
    {"mixmonitor PJSIP/x f.wav Options='bW(2)'", 0,
        "Action: MixMonitor\nChannel: PJSIP/x\nFile: f.wav\nOptions: bW(2)\n\n", ""},
    {"muteaudio PJSIP/x in maybe", 2, "",
        "muteaudio: STATE must be on or off (yes, no, true, false, 1, 0): maybe"},
    {"muteaudio PJSIP/x in true", 0,
        "Action: MuteAudio\nChannel: PJSIP/x\nDirection: in\nState: true\n\n", ""},
    {"park PJSIP/x Timeout=40", 2, "",
        "park: Timeout is in milliseconds: 40 ms are 0.04 s (for 40 s: Timeout=40000)"},
    {"originate Local/1@a 2@b Timeout=40", 2, "",
        "originate: Timeout is in milliseconds: 40 ms are 0.04 s (for 40 s: Timeout=40000)"},
    {"action Park PJSIP/x Timeout=40", 0, "Action: Park\nChannel: PJSIP/x\nTimeout: 40\n\n",
        "-- Park: Timeout is in milliseconds: 40 ms are 0.04 s (for 40 s: Timeout=40000)"},
    {"Ping Foo=bar", 0, "Action: Ping\nFoo: bar\n\n",
        "-- Ping has no header Foo; it is sent anyway"},
    {"QueueAdd q PJSIP/x Penalt=3", 0,
        "Action: QueueAdd\nQueue: q\nInterface: PJSIP/x\nPenalt: 3\n\n",
        "-- QueueAdd has no header Penalt (did you mean Penalty?); it is sent anyway"},
    {"UserEvent Foo Bar=maybe", 0, "Action: UserEvent\nUserEvent: Foo\nBar: maybe\n\n", ""},
    {"QueuePenalty PJSIP/x Penalty=${n}", 0,
        "Action: QueuePenalty\nInterface: PJSIP/x\nPenalty: ${n}\n\n", ""},
    {"AOCMessage S 'UnitAmount(2)=3'", 0, "Action: AOCMessage\nMsgType: S\nUnitAmount(2): 3\n\n",
        ""},
    {"NoSuchAction Paused=maybe", 0, "Action: NoSuchAction\nPaused: maybe\n\n", ""},
};

START_TEST(answers)
{
	struct buf err = BUF_INIT(BUF_MAX_LINE);

	if (*lines[_i].err)
		buf_addf(&err, lines[_i].status ? "amsh: test:7: %s\n" : "%s\n", lines[_i].err);
	scene_expect(lines[_i].line, lines[_i].status, lines[_i].out, buf_z(&err));
	buf_clear(&err);
}
END_TEST

START_TEST(quiet_has_no_notices)
{
	out_set_quiet(true);
	scene_expect("Ping Foo=bar", 0, "Action: Ping\nFoo: bar\n\n", "");
	out_set_quiet(false);
}
END_TEST

Suite *
suite_check(void)
{
	Suite *s = suite_create("check");
	TCase *t = tcase_create("check");

	tcase_add_checked_fixture(t, setup, scene_close);
	tcase_add_test(t, every_place_refuses_nonsense);
	tcase_add_test(t, every_row_refuses_nonsense);
	tcase_add_loop_test(t, answers, 0, (int)(sizeof(lines) / sizeof(lines[0])));
	tcase_add_test(t, quiet_has_no_notices);
	suite_add_tcase(s, t);
	return s;
}
