/* SPDX-License-Identifier: ISC */
/* Tab in bash, zsh and fish themselves, which setup installs. */
#include <check.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "tty.h"
#include "user.h"

Suite *suite_shells(void);

enum { STARTING = 30000 };

static const char *const shells[] = {"bash", "zsh", "fish"};
enum { SHELLS = sizeof(shells) / sizeof(*shells) };

static struct tty *tty;

/* The shell, at its first prompt. */
static void
start(const char *shell)
{
	char *amsh = realpath(getenv("AMSH") ? getenv("AMSH") : "build/amsh", NULL);
	char *completions = realpath("completions", NULL);
	const char *const argv[] = {
	    "/bin/sh", "tests/terminal/shells.sh", shell, amsh, completions, NULL};

	ck_assert(amsh && completions);
	tty = tty_open(24, 100);
	tty_run(tty, argv);
	tty_wait_row(tty, "^\\$ *$", STARTING);
	free(amsh);
	free(completions);
}

/* Keys and the line after them, as a regular expression. */
struct typed {
	const char *keys;
	const char *line;
};

static void
expect_lines(const struct typed *rows, size_t n)
{
	struct buf row = BUF_INIT(4096);

	for (size_t i = 0; i < n; i++) {
		tty_type(tty, rows[i].keys);
		tty_type(tty, KEY_TAB);
		buf_reset(&row);
		buf_addf(&row, "^\\$ %s$", rows[i].line);
		tty_wait_row(tty, buf_z(&row), USER_SOON);
		tty_type(tty, CTRL_U);
		tty_wait_row(tty, "^\\$ *$", USER_SOON);
	}
	buf_clear(&row);
}

/* Whatever a name has in it, the shell reads it as that name, and runs nothing. */
static void
expect_names(const struct typed *rows, size_t n)
{
	struct buf path = BUF_INIT(4096);

	for (size_t i = 0; i < n; i++) {
		tty_type(tty, rows[i].keys);
		tty_type(tty, KEY_TAB);
		tty_wait_row(tty, "txt['\"]? *$", USER_SOON);
		tty_type(tty, CTRL_A "echo \r");
		tty_wait_row(tty, rows[i].line, USER_SOON);
		tty_type(tty, CTRL_L);
		tty_wait_row(tty, "^\\$ *$", USER_SOON);
	}
	buf_addf(&path, "%s/work/pwned", tty_home(tty));
	ck_assert_int_ne(access(buf_z(&path), F_OK), 0);
	buf_clear(&path);
}

/* The same in all. */
START_TEST(tab_in_shells)
{
	static const struct typed rows[] = {
	    {"amsh channe", "amsh channels *"},
	    {"amsh corese", "amsh CoreSettings *"},
	    {"amsh COREST", "amsh CoreStatus *"},
	    {"amsh muteaudio X o", "amsh muteaudio X out *"},
	    {"amsh --output=j", "amsh --output=json *"},
	    {"amsh --outp", "amsh --output *"},
	    {"amsh -o t\b" "ra", "amsh -o raw *"},
	    {"amsh -e call,rep", "amsh -e call,reporting *"},
	    {"amsh --events=call,rep", "amsh --events=call,reporting *"},
	    {"amsh -s off", "amsh -s office *"},
	    {"amsh -s office,br", "amsh -s office,branch *"},
	    {"amsh --server=al", "amsh --server=all *"},
	    {"amsh connect off", "amsh connect office *"},
	    {"amsh pag", "amsh page *"},
	    {"amsh page Timeo", "amsh page Timeout="},
	    {"amsh tail Hangup Cause=17", "amsh tail Hangup Cause=17 *"},
	    {"amsh queueadd Penal", "amsh queueadd Penalty="},
	    {"amsh ari get playb", "amsh ari get playbacks/"},
	    {"amsh ari post channels/1.2/mut", "amsh ari post channels/1.2/mute *"},
	    {"amsh ari post channels/1.2/mute d", "amsh ari post channels/1.2/mute direction="},
	    {"amsh ari post channels/1.2/mute direction=b",
		"amsh ari post channels/1.2/mute direction=both *"},
	    {"amsh ari post channels/1.2/play media=s",
		"amsh ari post channels/1.2/play media=sound:"},
	    {"amsh wait ar", "amsh wait ari:"},
	    {"amsh wait ari:StasisS", "amsh wait ari:StasisStart *"},
	    {"amsh callfile X 1@a --spool=a", "amsh callfile X 1@a --spool=a\\\\ folder/"},
	    {"amsh -f pl", "amsh -f plain.txt *"},
	    {"amsh -f caf", "amsh -f café.txt *"},
	    {"amsh -f tw", "amsh -f two\\\\ words.txt *"},
	    {"amsh -f two\\ wo", "amsh -f two\\\\ words.txt *"},
	    {"amsh -f 'two wo", "amsh -f 'two words.txt' *"},
	    {"amsh -f \"two wo", "amsh -f \"two words.txt\" *"},
	    {"amsh -f 'two words.txt' -o raw -f tw",
		"amsh -f 'two words.txt' -o raw -f two\\\\ words.txt *"},
	};

	static const struct typed names[] = {
	    {"amsh -f ru", "^amsh -f run \\$\\(touch pwned\\).txt *$"},
	    {"amsh -f 'ru", "^amsh -f run \\$\\(touch pwned\\).txt *$"},
	    {"amsh -f \"ru", "^amsh -f run \\$\\(touch pwned\\).txt *$"},
	    {"amsh -f sa", "^amsh -f say \"hi\" it's.txt *$"},
	    {"amsh -f \"sa", "^amsh -f say \"hi\" it's.txt *$"},
	};

	start(shells[_i]);
	expect_lines(rows, sizeof(rows) / sizeof(*rows));
	expect_names(names, sizeof(names) / sizeof(*names));
	tty_close(tty);
}
END_TEST

Suite *
suite_shells(void)
{
	Suite *suite = suite_create("shells");
	TCase *tests = tcase_create("shells");

	tcase_set_timeout(tests, 120);
	tcase_add_loop_test(tests, tab_in_shells, 0, SHELLS);
	suite_add_tcase(suite, tests);
	return suite;
}
