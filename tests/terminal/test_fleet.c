/* SPDX-License-Identifier: ISC */
/* One shell for two servers: answers, events, names in front of a line, losses, ^C, secrets. */
#include <check.h>
#include <regex.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "tty.h"
#include "user.h"

Suite *suite_fleet(void);

static struct tty *tty;
static struct server *left, *right, *third;

/* Write a configuration in which the servers have names. */
static void
configure(void)
{
	struct buf path = BUF_INIT(4096);

	buf_addf(&path, "%s/config", tty_home(tty));
	mkdir(buf_z(&path), 0700);
	buf_addz(&path, "/amsh");
	mkdir(buf_z(&path), 0700);
	buf_addz(&path, "/amsh.conf");
	FILE *file = fopen(buf_z(&path), "w");
	ck_assert_msg(file != NULL, "cannot write %s", buf_z(&path));
	fprintf(file,
	    "[general]\nuser = hello\n[left]\nserver = ami://127.0.0.1:%d\n"
	    "[right]\nserver = ami://127.0.0.1:%d\n[both]\ngroup = left,right\n"
	    "[third]\nserver = ami://127.0.0.1:%d\n",
	    server_port(left), server_port(right), server_port(third));
	fclose(file);
	buf_clear(&path);
}

static void
setup(void)
{
	left = server_start();
	right = server_start();
	third = server_start();
	tty = tty_open(24, 80);
	configure();
}

static void
teardown(void)
{
	tty_close(tty);
	server_stop(left);
	server_stop(right);
	server_stop(third);
}

static void
run(void)
{
	const char *amsh = getenv("AMSH");
	const char *argv[] = {amsh ? amsh : "build/amsh", "-s", "both", "--color", "never", NULL};

	tty_run(tty, argv);
}

static void
start(void)
{
	tty_setenv(tty, "AMSH_SECRET", "world");
	run();
	tty_wait_row(tty, "^both> *$", USER_SOON);
	tty_wait_quiet(tty, 200, USER_SOON);
	server_forget(left);
	server_forget(right);
}

/* A message that a server should get. */
struct wanted {
	struct server *server;
	const char *action;
};

static bool
got_wanted(struct tty *t, void *arg)
{
	const struct wanted *w = arg;
	char *message = server_take(w->server, w->action);

	(void)t;
	free(message);
	return message != NULL;
}

static void
wait_action(struct server *s, const char *action)
{
	struct wanted w = {s, action};

	tty_wait(tty, got_wanted, &w, action, USER_SOON);
}

static void
wait_ping(struct server *s)
{
	wait_action(s, "Ping");
}

/* Leave once the prompt is there, and fail unless that ends well. */
static void
leave(void)
{
	tty_wait_row(tty, "^both> *$", USER_SOON);
	tty_type(tty, CTRL_D);
	ck_assert_int_eq(tty_wait_exit(tty, USER_SOON), 0);
	tty_expect_restored(tty);
}

/* The bytes of a file in the home. Free them. */
static char *
read_home_file(const char *name)
{
	char path[512], *text = calloc(1, 4096);

	snprintf(path, sizeof(path), "%s/%s", tty_home(tty), name);
	FILE *file = fopen(path, "r");
	ck_assert_msg(file != NULL, "cannot read %s", path);
	fread(text, 1, 4095, file);
	fclose(file);
	return text;
}

START_TEST(both_answer)
{
	start();
	tty_type(tty, "ping\r");
	tty_wait_row(tty, "^left \\| .*Pong", USER_SOON);
	tty_wait_row(tty, "^right\\| .*Pong", USER_SOON);
	tty_wait_row(tty, "^both> *$", USER_SOON);
	wait_ping(left);
	wait_ping(right);
	leave();
}
END_TEST

static void
push_call(struct server *s, const char *name)
{
	server_pushf(s, "Event: Newchannel\r\nPrivilege: call,all\r\nChannel: PJSIP/%s-01\r\n"
	    "Uniqueid: %s\r\nLinkedid: %s\r\nChannelState: 4\r\nCallerIDName: %s\r\n\r\n", name, name,
	    name, name);
}

/* The rows of both servers are in one list; what a key asks for goes to the server of the row. */
START_TEST(top_of_both)
{
	start();
	tty_type(tty, "top\r");
	tty_wait_row(tty, "no calls", USER_SOON);
	push_call(left, "erin");
	tty_wait_row(tty, "^left +0:.*ringing.*erin", USER_SOON);
	push_call(right, "dave");
	tty_wait_row(tty, "^right +0:.*ringing.*dave", USER_SOON);
	tty_type(tty, "/dave\rh");
	tty_wait_row(tty, "^right: Hang up dave, PJSIP/dave-01", USER_SOON);
	tty_type(tty, "y");
	wait_action(right, "Hangup");
	ck_assert_ptr_null(server_take(left, "Hangup"));
	tty_type(tty, "q");
	leave();
}
END_TEST

/* Send a signal to the processes of all servers. */
static void
signal_workers(int number)
{
	char path[64];
	int pid;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/children", (int)tty_pid(tty), (int)tty_pid(tty));
	FILE *file = fopen(path, "r");
	ck_assert_msg(file != NULL, "cannot read %s", path);
	while (fscanf(file, "%d", &pid) == 1)
		kill(pid, number);
	fclose(file);
}

/* Stop the servers' processes while left is in the middle of erin's events, of which the front takes
 * none until there are too many for its socket. */
static void
hold_events_back(void)
{
	kill(tty_pid(tty), SIGSTOP);
	tty_wait_stop(tty, USER_SOON);
	for (int i = 0; i < 20000; i++)
		server_pushf(left, "Event: Hold\r\nPrivilege: call,all\r\nChannel: PJSIP/erin-01\r\n"
		    "Uniqueid: erin\r\nLinkedid: erin\r\nMusicClass: %d\r\n\r\n", i);
	tty_wait_quiet(tty, 100, USER_SOON);
	tty_continue(tty); /* the others too, which are in its group */
	signal_workers(SIGSTOP);
	tty_wait_quiet(tty, 50, USER_SOON);
}

/* Lines of the call that was followed before, which come late, are not among those of the next. */
START_TEST(top_follows_one_call_after_the_other)
{
	start();
	tty_type(tty, "top\r");
	tty_wait_row(tty, "no calls", USER_SOON);
	push_call(left, "erin");
	push_call(left, "dave");
	tty_wait_row(tty, "^left +0:.*ringing.*dave", USER_SOON);
	tty_type(tty, "/erin\re");
	tty_wait_row(tty, "^-- waiting for its events", USER_SOON);
	hold_events_back();
	tty_wait_row(tty, "erin-01", USER_SOON);
	tty_type(tty, "q/" KEY_RUBOUT KEY_RUBOUT KEY_RUBOUT KEY_RUBOUT "dave\re");
	tty_wait_row(tty, "events of dave", USER_SOON);
	tty_wait_quiet(tty, 50, USER_SOON);
	signal_workers(SIGCONT);
	tty_wait_row(tty, "^-- waiting for its events", USER_SOON);
	tty_wait_quiet(tty, 50, USER_SOON);
	ck_assert(!tty_has_row(tty, "erin"));
	tty_type(tty, "qq");
	leave();
}
END_TEST

/* One command gets the results of both, with their labels; nothing is sent where it cannot. */
START_TEST(one_command_gets_the_results_of_both)
{
	start();
	tty_type(tty, "ping | sed -n 's/Pong/came/p'\r");
	tty_wait_row(tty, "^left \\| .*came", USER_SOON);
	tty_wait_row(tty, "^right\\| .*came", USER_SOON);
	tty_wait_row(tty, "^both> *$", USER_SOON);
	wait_ping(left);
	wait_ping(right);
	tty_type(tty, "ping | grep -c Pong | sed 's/^/sum /'\r");
	tty_wait_row(tty, "^sum 2$", USER_SOON);
	tty_wait_row(tty, "^both> *$", USER_SOON);
	wait_ping(left);
	wait_ping(right);
	tty_type(tty, "ping > no/such/folder\r");
	tty_wait_row(tty, "^amsh: cannot write no/such/folder: No such file", USER_SOON);
	ck_assert_ptr_null(server_take(left, "Ping"));
	leave();
}
END_TEST

/* A file has the names of its columns, although the terminal has shown them. */
START_TEST(a_file_has_a_header_row)
{
	start();
	tty_type(tty, "set output tsv\rping\r");
	tty_wait_text(tty, "^_server +Response +Ping", USER_SOON);
	tty_wait_row(tty, "^both> *$", USER_SOON);
	tty_type(tty, "ping > ~/results\r");
	tty_wait_row(tty, "^both> ping > ~/results$", USER_SOON);
	leave();
	char *results = read_home_file("results");
	ck_assert_msg(strncmp(results, "_server\tResponse\tPing", 21) == 0, "%s", results);
	free(results);
}
END_TEST

/* Only rows have one, not what comes after them. */
START_TEST(a_file_without_rows_has_no_header_row)
{
	static const char *const lines[] = {
	    "set output tsv\rping\r@left ping > ~/rows\r@left echo hi > ~/results\r",
	    "set output tsv\rping > ~/rows\rset output text\rping > ~/results\r",
	    "set output tsv\rping > ~/rows\rset output json\rping > ~/results\r",
	};
	static const char *const ways[] = {"^hi\n$", "^(left |right)\\| [^_]*$", "^[{].*[}]\n$"};
	regex_t want;

	start();
	tty_type(tty, lines[_i]);
	tty_wait_row(tty, "^both> .* > ~/results$", USER_SOON);
	leave();
	char *results = read_home_file("results");
	ck_assert_int_eq(regcomp(&want, ways[_i], REG_EXTENDED), 0);
	ck_assert_msg(regexec(&want, results, 0, NULL, 0) == 0, "%s", results);
	regfree(&want);
	free(results);
	results = read_home_file("rows");
	ck_assert_msg(strncmp(results, "_server\t", 8) == 0, "%s", results);
	free(results);
}
END_TEST

#define CALLS 5 /* at once */

/* Make calls on both servers. */
static void
push_calls(int number)
{
	struct server *const servers[] = {left, right};

	for (int i = 0; i < 2 * CALLS; i++)
		server_pushf(servers[i % 2],
		    "Event: Newchannel\r\nPrivilege: call,all\r\nUniqueid: %d.%d\r\n"
		    "Channel: PJSIP/alice-%04d%04d\r\nChannelState: 4\r\n"
		    "Exten: 101\r\nContext: sets\r\n\r\n",
		    number, i / 2, number, i / 2);
}

/* Is the last told of both? */
static void
wait_calls(int number)
{
	static const char *const names[] = {"left ", "right"};
	char row[100];

	for (size_t i = 0; i < 2; i++) {
		snprintf(row, sizeof(row), "^%s\\| .*alice-%04d%04d", names[i], number,
		    CALLS - 1);
		tty_wait_text(tty, row, USER_SOON);
	}
}

/* Make calls until a row is like that: a line that was typed may not listen to the first. */
static void
push_calls_until(const char *row)
{
	for (int n = 0; n < 100 && !tty_has_row(tty, row); n++) {
		push_calls(n);
		tty_wait_quiet(tty, 100, USER_SOON);
	}
	tty_wait_row(tty, row, USER_SOON);
}

/* Events are shown, and do not go where results go, whenever they come. */
START_TEST(events_do_not_go_where_results_go)
{
	static const char *const to[] = {"> ~/results", "| cat > ~/results"};
	char line[200], row[200];

	start();
	for (int i = 0; i < 4; i++) {
		const char *name = i % 2 ? "@left " : "";
		snprintf(line, sizeof(line), "%ssleep 0.3%d %s\r", name, i, to[_i]);
		snprintf(row, sizeof(row), "^both> %ssleep 0.3%d", name, i);
		push_calls(2 * i);
		tty_type(tty, line);
		tty_wait_row(tty, row, USER_SOON);
		push_calls(2 * i + 1);
		tty_wait_row(tty, "^both> *$", USER_SOON);
		wait_calls(2 * i);
		wait_calls(2 * i + 1);
		char *results = read_home_file("results");
		ck_assert_str_eq(results, "");
		free(results);
	}
	leave();
}
END_TEST

/* What is done only to be read ends when nobody reads it, without a word. */
START_TEST(ends_when_nobody_reads)
{
	static const char *const lines[] = {
	    "tail -t 60 Nothing* | true\r",
	    "@right tail Newchannel | true\r",
	    "watch -n 0.2 echo hi | head -3\r",
	    "tail Newchannel | head -1\r",
	};

	start();
	tty_type(tty, lines[_i]);
	tty_wait_row(tty, "^both> .* \\| ", USER_SOON);
	if (_i == 3)
		push_calls_until("^both> *$");
	tty_wait_row(tty, "^both> *$", USER_SOON);
	ck_assert(!tty_has_text(tty, "interrupted"));
	ck_assert(!tty_has_text(tty, "amsh: "));
	tty_type(tty, "ping > ~/results\r");
	tty_wait_row(tty, "^both> ping > ~/results$", USER_SOON);
	leave();
	char *results = read_home_file("results");
	ck_assert_ptr_nonnull(strstr(results, "left | "));
	ck_assert_ptr_nonnull(strstr(results, "right| "));
	ck_assert_ptr_null(strstr(results, "alice"));
	free(results);
}
END_TEST

/* A file that cannot be written ends it too, and that is told. */
START_TEST(ends_when_it_cannot_be_written)
{
	start();
	tty_type(tty, "tail Newchannel > /dev/full\r");
	tty_wait_row(tty, "^both> tail", USER_SOON);
	push_calls_until("^amsh: cannot write /dev/full: No space left on device$");
	tty_wait_row(tty, "^both> *$", USER_SOON);
	leave();
}
END_TEST

START_TEST(a_name_picks)
{
	start();
	tty_type(tty, "@right ping\r");
	tty_wait_row(tty, "^right\\| .*Pong", USER_SOON);
	tty_wait_row(tty, "^both> *$", USER_SOON);
	wait_ping(right);
	ck_assert_ptr_null(server_take(left, "Ping"));
	tty_type(tty, "@nobody ping\r");
	tty_wait_row(tty, "^amsh: no such server: nobody$", USER_SOON);
	tty_wait_row(tty, "^both> *$", USER_SOON);
	ck_assert_ptr_null(server_take(left, "Ping"));
	ck_assert_ptr_null(server_take(right, "Ping"));
	leave();
}
END_TEST

START_TEST(tab_completes_after_a_name)
{
	start();
	tty_type(tty, "@right  pin" KEY_TAB);
	tty_wait_row(tty, "^both> @right  Ping *$", USER_SOON);
	tty_type(tty, "\r");
	wait_ping(right);
	tty_type(tty, "queuerese" KEY_TAB);
	tty_wait_row(tty, "^both> QueueReset *$", USER_SOON);
	tty_type(tty, "?");
	tty_wait_text(tty, "Queue=", USER_SOON);
	tty_type(tty, CTRL_U);
	leave();
}
END_TEST

START_TEST(tab_asks_the_server_that_is_named)
{
	static const char event[] = "Event: Newchannel\r\nPrivilege: call,all\r\nUniqueid: 1\r\n"
	                            "Linkedid: 1\r\nChannel: PJSIP/bob-0000000b\r\n"
	                            "ChannelState: 4\r\n\r\n";

	start();
	tty_type(tty, "@right QueueReset Queue=su" KEY_TAB);
	tty_wait_row(tty, "^both> @right QueueReset Queue=support *$", USER_SOON);
	tty_type(tty, CTRL_U "@r* cli core sho" KEY_TAB);
	tty_wait_row(tty, "^both> @r\\* cli core show *$", USER_SOON);
	ck_assert_ptr_null(server_take(left, "Command"));
	server_pushf(right, event);
	tty_wait_text(tty, "PJSIP/bob-0000000b", USER_SOON);
	tty_type(tty, CTRL_U "@right hangup PJ" KEY_TAB);
	tty_wait_row(tty, "^both> @right hangup PJSIP/bob-0000000b *$", USER_SOON);
	tty_type(tty, CTRL_U "@left hangup PJ" KEY_TAB);
	tty_wait_quiet(tty, 200, USER_SOON);
	tty_type(tty, "x");
	tty_wait_row(tty, "^both> @left hangup PJx *$", USER_SOON);
	server_cut(right);
	server_refuse(right, true);
	tty_wait_row(tty, "^both \\(1 down\\)> @left hangup PJx *$", USER_SOON);
	tty_type(tty, CTRL_U "@right  pin" KEY_TAB);
	tty_wait_row(tty, "^both \\(1 down\\)> @right  Ping *$", USER_SOON);
	tty_type(tty, CTRL_U CTRL_D);
	ck_assert_int_eq(tty_wait_exit(tty, USER_SOON), 0);
}
END_TEST

/* A raw block is completed by the server that it is for. */
START_TEST(tab_in_a_block)
{
	start();
	tty_type(tty, "@right Action: QueueSum" KEY_TAB);
	tty_wait_row(tty, "^both> @right Action: QueueSummary *$", USER_SOON);
	tty_type(tty, "\r");
	tty_wait_row(tty, "^\\.\\.\\.> *$", USER_SOON);
	tty_type(tty, "Queue: su" KEY_TAB);
	tty_wait_row(tty, "^\\.\\.\\.> Queue: support *$", USER_SOON);
	tty_type(tty, CTRL_C);
	tty_wait_row(tty, "^both> *$", USER_SOON);
	leave();
}
END_TEST

START_TEST(tab_completes_names)
{
	start();
	tty_type(tty, "@" KEY_TAB);
	tty_wait_row(tty, "^left  right$", USER_SOON);
	tty_type(tty, "R" KEY_TAB);
	tty_wait_row(tty, "^both> @right *$", USER_SOON);
	tty_type(tty, "pin" KEY_TAB);
	tty_wait_row(tty, "^both> @right Ping *$", USER_SOON);
	tty_type(tty, "\r");
	wait_ping(right);
	ck_assert_ptr_null(server_take(left, "Ping"));
	tty_type(tty, "@left," KEY_TAB);
	tty_wait_row(tty, "^both> @left,right *$", USER_SOON);
	tty_type(tty, "ping\r");
	tty_wait_text(tty, "^both> @left,right ping$", USER_SOON);
	wait_ping(left);
	wait_ping(right);
	leave();
}
END_TEST

START_TEST(events_leave_the_line_alone)
{
	static const char event[] = "Event: Newchannel\r\nPrivilege: call,all\r\nUniqueid: 5.%d\r\n"
	                            "Channel: PJSIP/alice-0000000%d\r\nChannelState: 4\r\n"
	                            "Exten: 101\r\nContext: sets\r\n\r\n";

	start();
	tty_type(tty, "pin");
	tty_wait_row(tty, "^both> pin$", USER_SOON);
	server_pushf(right, event, 1, 1);
	tty_wait_row(tty, "^right\\| .*alice calls 101@sets .*alice-00000001", USER_SOON);
	tty_wait_row(tty, "^both> pin$", USER_SOON);
	server_pushf(left, event, 2, 2);
	tty_wait_row(tty, "^left \\| .*alice calls 101@sets .*alice-00000002", USER_SOON);
	tty_type(tty, "g\r");
	tty_wait_row(tty, "^left \\| .*Pong", USER_SOON);
	leave();
}
END_TEST

START_TEST(one_goes_and_comes_back)
{
	start();
	server_refuse(left, true);
	server_cut(left);
	tty_wait_row(tty, "^both \\(1 down\\)> *$", USER_SOON);
	tty_wait_text(tty, "^left \\| -- connection lost", USER_SOON);
	tty_type(tty, "ping\r");
	tty_wait_text(tty, "^right\\| .*Pong", USER_SOON);
	tty_wait_text(tty, "^amsh: left: ", USER_SOON);
	server_refuse(left, false);
	tty_wait_row(tty, "^both> *$", USER_SOON);
	tty_wait_text(tty, "^left \\| -- connected again", USER_SOON);
	leave();
}
END_TEST

START_TEST(interrupt_stops_both)
{
	start();
	server_hold(left, true);
	server_hold(right, true);
	tty_type(tty, "ping\r");
	wait_ping(left);
	wait_ping(right);
	tty_type(tty, CTRL_C);
	tty_wait_row(tty, "^both> *$", USER_SOON);
	server_hold(left, false);
	server_hold(right, false);
	tty_type(tty, "ping\r");
	tty_wait_row(tty, "^left \\| .*Pong", USER_SOON);
	tty_wait_row(tty, "^right\\| .*Pong", USER_SOON);
	leave();
}
END_TEST

START_TEST(ended_by_a_signal)
{
	start();
	if (_i) {
		server_hold(left, true);
		tty_type(tty, "ping\r");
		wait_ping(left);
	}
	kill(tty_pid(tty), SIGTERM);
	ck_assert_int_eq(tty_wait_exit(tty, USER_SOON), 130);
	tty_expect_restored(tty);
}
END_TEST

START_TEST(interrupt_drops_a_block)
{
	start();
	tty_type(tty, "@left Action: UserEvent\rUserEvent: dropped\r");
	tty_wait_row(tty, "^\\.\\.\\.> *$", USER_SOON);
	tty_type(tty, CTRL_C);
	tty_wait_row(tty, "^both> *$", USER_SOON);
	tty_type(tty, "ping\r");
	wait_ping(left);
	wait_ping(right);
	ck_assert_ptr_null(server_take(left, "UserEvent"));
	leave();
}
END_TEST

static bool
runs_a_line(struct tty *t, void *arg)
{
	(void)arg;
	return (tty_settings(t).c_lflag & ICANON) != 0;
}

/* A server that reads the line after the ^C begins a block by it; that is dropped as well. */
START_TEST(interrupt_overtakes_a_line)
{
	start();
	tty_type(tty, "@left Action: UserEvent\r");
	tty_wait_row(tty, "^\\.\\.\\.> *$", USER_SOON);
	signal_workers(SIGSTOP);
	tty_type(tty, "UserEvent: dropped\r");
	tty_wait(tty, runs_a_line, NULL, "a line that is run", USER_SOON);
	tty_type(tty, CTRL_C);
	tty_wait_row(tty, "\\^C", USER_SOON); /* which may have taken the end of the line with it */
	tty_wait_quiet(tty, 50, USER_SOON);
	signal_workers(SIGCONT);
	tty_wait_row(tty, "^both> *$", USER_SOON);
	tty_type(tty, "ping\r");
	wait_ping(left);
	wait_ping(right);
	ck_assert_ptr_null(server_take(left, "UserEvent"));
	leave();
}
END_TEST

/* Leave a line by ^C twice while no server has begun it. */
static void
leave_a_line(const char *line)
{
	tty_type(tty, line);
	tty_wait(tty, runs_a_line, NULL, "a line that is run", USER_SOON);
	tty_type(tty, CTRL_C);
	tty_wait_quiet(tty, 50, USER_SOON);
	tty_type(tty, CTRL_C);
	tty_wait_row(tty, "^both> *$", USER_SOON);
	tty_wait_quiet(tty, 50, USER_SOON);
}

/* What a server says late of a line that was left is seen; it is no result of the next line. */
START_TEST(a_line_that_is_left_answers_late)
{
	static const char *const next[] = {"ping > ~/results\r", "set output text\r"};

	start();
	signal_workers(SIGSTOP);
	leave_a_line("@left cli core show uptime\r");
	tty_type(tty, next[_i]);
	tty_wait(tty, runs_a_line, NULL, "a line that is run", USER_SOON);
	tty_wait_quiet(tty, 50, USER_SOON);
	signal_workers(SIGCONT);
	tty_wait_text(tty, "^left \\| first line of output", USER_SOON);
	tty_wait_row(tty, "^both> *$", USER_SOON);
	leave();
	if (_i)
		return;
	char *results = read_home_file("results");
	ck_assert(strstr(results, "left | Ping") && strstr(results, "right| Ping"));
	ck_assert_msg(!strstr(results, "first line"), "%s", results);
	free(results);
}
END_TEST

/* A line that no server was given before ^C, since it ran another, is not run later. */
START_TEST(a_line_that_waits_for_another_is_left)
{
	start();
	signal_workers(SIGSTOP);
	leave_a_line("@left cli core show uptime\r");
	leave_a_line("UserEvent UserEvent=left\r");
	leave_a_line("@right Action: UserEvent\r");
	signal_workers(SIGCONT);
	tty_wait_text(tty, "^left \\| first line of output", USER_SOON);
	tty_type(tty, "ping\r");
	wait_ping(left);
	wait_ping(right);
	ck_assert_ptr_null(server_take(left, "UserEvent"));
	ck_assert_ptr_null(server_take(right, "UserEvent"));
	tty_wait_text(tty, "^right\\| .*Pong", USER_SOON);
	leave();
}
END_TEST

/* Answer a server's question for its channels with this event of the list. */
static bool
answer_list(struct server *s, const char *event)
{
	char *asked = server_take(s, "CoreShowChannels");

	free(asked);
	if (!asked)
		return false;
	char *received = server_received(s), *id = NULL;
	for (char *at = received; (at = strstr(at, "ActionID: ")) != NULL; at++)
		id = at + strlen("ActionID: ");
	int n = (int)strcspn(id, "\r");
	server_pushf(s, "Response: Success\r\nActionID: %.*s\r\nEventList: start\r\n\r\n", n, id);
	if (*event)
		server_pushf(s, "Event: CoreShowChannel\r\nActionID: %.*s\r\n%s\r\n", n, id, event);
	server_pushf(s,
	    "Event: CoreShowChannelsComplete\r\nActionID: %.*s\r\nEventList: Complete\r\n\r\n",
	    n, id);
	free(received);
	return true;
}

/* One of bob's, numbered. */
static bool
answer_channels(struct tty *t, void *arg)
{
	char event[64];

	(void)t;
	snprintf(event, sizeof(event), "Channel: PJSIP/bob-%d\r\n", server_port(arg));
	return answer_list(arg, event);
}

static bool
answer_no_channels(struct tty *t, void *arg)
{
	(void)t;
	return answer_list(arg, "");
}

/* Type a line that hangs up what matches, on one server after the other. */
static void
type_hangup(void)
{
	server_forget(left);
	server_forget(right);
	server_hold(left, true);
	server_hold(right, true);
	tty_type(tty, "hangup /bob/\r");
	tty_wait(tty, answer_channels, left, "a list asked for", USER_SOON);
	tty_wait_text(tty, "^left \\|   PJSIP/bob", USER_SOON);
}

static bool
got_hangup(struct tty *t, void *arg)
{
	char *message = server_take(arg, "Hangup"), want[64];

	(void)t;
	snprintf(want, sizeof(want), "Channel: PJSIP/bob-%d\r\n", server_port(arg));
	bool got = message != NULL && strstr(message, want) != NULL;
	free(message);
	return got;
}

/* One question, once every server has shown what it would do; then each does it. */
START_TEST(one_question_for_all)
{
	start();
	type_hangup();
	ck_assert(!tty_has_text(tty, "\\[y/N\\]"));
	tty_wait(tty, answer_channels, right, "a list asked for", USER_SOON);
	tty_wait_row(tty, "^Hang up these 2 on 2 servers\\? \\[y/N\\]", USER_SOON);
	ck_assert(tty_has_text(tty, "^right\\|   PJSIP/bob"));
	server_hold(left, false);
	server_hold(right, false);
	tty_type(tty, "y\r");
	tty_wait(tty, got_hangup, left, "a Hangup", USER_SOON);
	tty_wait(tty, got_hangup, right, "a Hangup", USER_SOON);
	leave();
}
END_TEST

/* ^C, an answer and the end are for all of them, at the question and before it is there; the line
 * after that is no answer. */
START_TEST(one_no_for_all)
{
	static const char *const answers[] = {CTRL_C, "n\r", CTRL_C};

	start();
	type_hangup();
	if (_i < 2) {
		tty_wait(tty, answer_channels, right, "a list asked for", USER_SOON);
		tty_wait_text(tty, "^Hang up these 2 on 2 servers", USER_SOON);
	}
	tty_type(tty, answers[_i]);
	tty_wait_text(tty, "^amsh: hangup: not done", USER_SOON);
	tty_wait_row(tty, "^both> *$", USER_SOON);
	server_hold(left, false);
	server_hold(right, false);
	tty_type(tty, "ping\r");
	wait_ping(left);
	wait_ping(right);
	/* Until then the prompt may be that before the line, and the ^D would come while it runs. */
	tty_wait_text(tty, "^left \\| .*Pong", USER_SOON);
	tty_wait_text(tty, "^right\\| .*Pong", USER_SOON);
	ck_assert_ptr_null(server_take(left, "Hangup"));
	ck_assert_ptr_null(server_take(right, "Hangup"));
	leave();
}
END_TEST

START_TEST(ended_at_the_question)
{
	start();
	type_hangup();
	tty_wait(tty, answer_channels, right, "a list asked for", USER_SOON);
	tty_wait_text(tty, "^Hang up these 2 on 2 servers", USER_SOON);
	kill(tty_pid(tty), SIGTERM);
	ck_assert_int_eq(tty_wait_exit(tty, USER_SOON), 130);
	tty_expect_restored(tty);
	ck_assert_ptr_null(server_take(left, "Hangup"));
	ck_assert_ptr_null(server_take(right, "Hangup"));
}
END_TEST

/* Write the script clean.amsh; path gets its name. */
static void
write_script(const char *text, char *path, size_t size)
{
	snprintf(path, size, "%s/clean.amsh", tty_home(tty));
	FILE *file = fopen(path, "w");
	ck_assert_msg(file != NULL, "cannot write %s", path);
	fputs(text, file);
	fclose(file);
}

/* Run a script by which left hangs up a call, while right, which has none, is a line further. */
static void
type_script(void)
{
	char path[512], line[600];

	write_script("each channels where Channel=*bob* do hangup ${Channel}\ndb deltree cidname\n",
	    path, sizeof(path));
	snprintf(line, sizeof(line), "source %s\r", path);
	server_hold(left, true);
	server_hold(right, true);
	tty_type(tty, line);
	tty_wait(tty, answer_channels, left, "a list asked for", USER_SOON);
	tty_wait_text(tty, "^left \\| +hangup PJSIP/bob", USER_SOON);
	server_hold(right, false);
	/* All that right says from now on comes to the front at once. */
	kill(tty_pid(tty), SIGSTOP);
	tty_wait_stop(tty, USER_SOON);
	tty_wait(tty, answer_no_channels, right, "a list asked for", USER_SOON);
	wait_action(right, "Command");
	tty_wait_quiet(tty, 50, USER_SOON);
	tty_continue(tty);
	tty_wait_row(tty, "^left: Run these 1\\? \\[y/N\\]", USER_SOON);
	ck_assert(!tty_has_text(tty, "cidname/100"));
	server_hold(left, false);
}

/* Each plan has a question of its own, below what it is about; a no is for that alone. */
START_TEST(a_question_for_each_plan)
{
	start();
	type_script();
	tty_type(tty, "n\r");
	tty_wait_text(tty, "^amsh: each: not done", USER_SOON);
	tty_wait_row(tty, "^right: Delete these 2\\? \\[y/N\\]", USER_SOON);
	ck_assert(tty_has_text(tty, "^right\\| +/cidname/100$"));
	ck_assert_ptr_null(server_take(right, "DBDel"));
	tty_type(tty, "y\r");
	wait_action(right, "DBDel");
	leave();
	ck_assert_ptr_null(server_take(left, "Hangup"));
	ck_assert_ptr_null(server_take(left, "DBDel"));
}
END_TEST

/* Who comes to the plan that others wait with is asked about together with them. */
START_TEST(a_plan_that_others_wait_with)
{
	start();
	type_script();
	tty_type(tty, "y\r");
	wait_action(left, "Hangup");
	tty_wait_row(tty, "^Delete these 4 on 2 servers\\? \\[y/N\\]", USER_SOON);
	tty_type(tty, "y\r");
	wait_action(left, "DBDel");
	wait_action(right, "DBDel");
	leave();
}
END_TEST

START_TEST(interrupt_refuses_all_plans)
{
	start();
	type_script();
	tty_type(tty, CTRL_C);
	tty_wait_text(tty, "^amsh: each: not done", USER_SOON);
	tty_wait_text(tty, "^amsh: db deltree: not done", USER_SOON);
	leave();
	ck_assert_ptr_null(server_take(left, "Hangup"));
	ck_assert_ptr_null(server_take(right, "DBDel"));
}
END_TEST

/* A file in the home has this line of each server, in any order. */
static void
expect_of_both(const char *name, const char *line)
{
	char want[2][200], *got = read_home_file(name);

	snprintf(want[0], sizeof(want[0]), "left | %s\nright| %s\n", line, line);
	snprintf(want[1], sizeof(want[1]), "right| %s\nleft | %s\n", line, line);
	ck_assert_msg(strcmp(got, want[0]) == 0 || strcmp(got, want[1]) == 0, "%s", got);
	free(got);
}

/* What is asked about is shown, wherever the results go; there go neither that nor the end of the
 * line in which ^C was typed. */
START_TEST(plan_is_shown_beside_a_file)
{
	char script[512], line[1200];

	start();
	server_hold(left, true);
	server_hold(right, true);
	write_script("echo results\nhangup /bob/\n", script, sizeof(script));
	snprintf(line, sizeof(line), "source %s > %s/out\r", script, tty_home(tty));
	tty_type(tty, line);
	tty_wait(tty, answer_channels, left, "a list asked for", USER_SOON);
	tty_wait_text(tty, "^left \\|   PJSIP/bob", USER_SOON);
	if (_i) {
		tty_wait(tty, answer_channels, right, "a list asked for", USER_SOON);
		tty_wait_row(tty, "^Hang up these 2 on 2 servers\\? \\[y/N\\]", USER_SOON);
		ck_assert(tty_has_text(tty, "^right\\|   PJSIP/bob"));
	}
	tty_type(tty, CTRL_C);
	tty_wait_text(tty, "^amsh: hangup: not done", USER_SOON);
	tty_wait_row(tty, "^both> *$", USER_SOON);
	expect_of_both("out", "results");
	leave();
}
END_TEST

/* A picture is made of results: what is asked about is shown before. */
START_TEST(plan_is_shown_before_a_picture)
{
	start();
	server_hold(left, true);
	server_hold(right, true);
	tty_type(tty, "watch hangup /bob/\r");
	tty_wait(tty, answer_channels, left, "a list asked for", USER_SOON);
	tty_wait(tty, answer_channels, right, "a list asked for", USER_SOON);
	tty_wait_row(tty, "^Hang up these 2 on 2 servers\\? \\[y/N\\]", USER_SOON);
	ck_assert(tty_has_text(tty, "^left \\|   PJSIP/bob"));
	ck_assert(tty_has_text(tty, "^right\\|   PJSIP/bob"));
	tty_type(tty, CTRL_C);
	tty_wait_text(tty, "^amsh: hangup: not done", USER_SOON);
	tty_type(tty, CTRL_C);
	tty_wait_row(tty, "^both> *$", USER_SOON);
	leave();
}
END_TEST

/* What a line of a script says of its results is for each server's own, as without a shell. */
START_TEST(a_script_has_files_of_its_own)
{
	char script[512], text[700], line[600];

	start();
	snprintf(text, sizeof(text), "echo inner >> %s/inner\necho last\n", tty_home(tty));
	write_script(text, script, sizeof(script));
	snprintf(line, sizeof(line), "source %s\r", script);
	tty_type(tty, line);
	tty_wait_row(tty, "^left \\| last$", USER_SOON);
	tty_wait_row(tty, "^right\\| last$", USER_SOON);
	ck_assert(!tty_has_row(tty, "\\| inner$"));
	expect_of_both("inner", "inner");
	leave();
}
END_TEST

/* A server that leaves for another takes its name; the name before means nobody. */
START_TEST(a_name_follows)
{
	start();
	tty_type(tty, "connect third\r");
	tty_wait_text(tty, "^amsh: left: connect third: choose the server", USER_SOON);
	tty_wait_text(tty, "^amsh: right: connect third: choose the server", USER_SOON);
	tty_wait_row(tty, "^both> *$", USER_SOON);
	tty_type(tty, "@left connect third\r");
	tty_wait_row(tty, "^third: Secret of hello@", USER_SOON);
	tty_type(tty, "world\r");
	tty_wait_row(tty, "^both> *$", USER_SOON);
	tty_type(tty, "ping\r");
	tty_wait_row(tty, "^third\\| .*Pong", USER_SOON);
	tty_wait_row(tty, "^right\\| .*Pong", USER_SOON);
	tty_wait_row(tty, "^both> *$", USER_SOON);
	ck_assert_int_eq(server_logins(third), 1);
	tty_type(tty, "@left ping\r");
	tty_wait_text(tty, "^amsh: no such server: left", USER_SOON);
	tty_wait_row(tty, "^both> *$", USER_SOON);
	free(server_take(third, "Ping"));
	tty_type(tty, "@third ping\r");
	wait_ping(third);
	tty_wait_row(tty, "^both> *$", USER_SOON);
	ck_assert_ptr_null(server_take(left, "Ping"));
	tty_type(tty, "@third connect\r");
	tty_wait_row(tty, "^both> *$", USER_SOON);
	tty_type(tty, "@left ping\r");
	wait_ping(left);
	leave();
}
END_TEST

/* One screen with a part for each; a connection that is lost is part of it. */
START_TEST(watch_shares_the_screen)
{
	start();
	tty_type(tty, "watch -n 0.2 ping\r");
	tty_wait_text(tty, "^20[-0-9]+ [:0-9]+  ping\n\nleft \\| .*Pong *\nleft .*\nright\\| .*Pong *$",
	    USER_SOON);
	server_refuse(right, true);
	server_cut(right);
	tty_wait_text(tty, "^20[-0-9]+ [:0-9]+  ping\n\nleft \\| .*Pong *\nleft .*\n"
	    "right\\| -- not connected, trying again: ", USER_SOON);
	server_pushf(left, "Event: Hold\r\nPrivilege: call,all\r\nChannel: PJSIP/x\r\n\r\n");
	server_refuse(right, false);
	tty_wait_text(tty, "^left \\| .*Pong *\nleft .*\nright\\| .*Pong *$", USER_SOON);
	ck_assert(!tty_has_text(tty, "Hold"));
	tty_type(tty, CTRL_C);
	tty_wait_text(tty, "^right\\| -- connected again", USER_SOON);
	leave();
}
END_TEST

START_TEST(watch_ends_by_a_signal)
{
	start();
	tty_type(tty, "watch -n 0.2 ping\r");
	tty_wait_text(tty, "^left \\| .*Pong *\nleft .*\nright\\| .*Pong *$", USER_SOON);
	kill(tty_pid(tty), SIGTERM);
	ck_assert_int_eq(tty_wait_exit(tty, USER_SOON), 130);
	tty_expect_restored(tty);
}
END_TEST

START_TEST(each_secret_is_asked_for)
{
	run();
	tty_wait_row(tty, "^(left|right): Secret of hello@127\\.0\\.0\\.1: *$", USER_SOON);
	ck_assert_uint_eq(tty_settings(tty).c_lflag & ECHO, 0);
	tty_type(tty, "world\r");
	tty_wait_text(tty, "^left: Secret of ", USER_SOON);
	tty_wait_text(tty, "^right: Secret of ", USER_SOON);
	ck_assert_uint_eq(tty_settings(tty).c_lflag & ECHO, 0);
	tty_type(tty, "world\r");
	tty_wait_row(tty, "^both> *$", USER_SOON);
	ck_assert(!tty_has_text(tty, "world"));
	ck_assert_int_eq(server_logins(left), 1);
	ck_assert_int_eq(server_logins(right), 1);
	leave();
}
END_TEST

START_TEST(settings_are_for_all)
{
	start();
	tty_type(tty, "set output json\r");
	tty_wait_row(tty, "^both> *$", USER_SOON);
	tty_type(tty, "ping\r");
	tty_wait_text(tty, "^\\{\"_server\":\"left\",", USER_SOON);
	tty_wait_text(tty, "^\\{\"_server\":\"right\",", USER_SOON);
	tty_type(tty, "history\r");
	tty_wait_text(tty, "^ +2  ping", USER_SOON);
	leave();
}
END_TEST

Suite *
suite_fleet(void)
{
	Suite *s = suite_create("fleet");
	TCase *t = tcase_create("fleet");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, both_answer);
	tcase_add_test(t, top_of_both);
	tcase_add_test(t, top_follows_one_call_after_the_other);
	tcase_add_test(t, one_command_gets_the_results_of_both);
	tcase_add_test(t, a_file_has_a_header_row);
	tcase_add_loop_test(t, a_file_without_rows_has_no_header_row, 0, 3);
	tcase_add_loop_test(t, events_do_not_go_where_results_go, 0, 2);
	tcase_add_loop_test(t, ends_when_nobody_reads, 0, 4);
	tcase_add_test(t, ends_when_it_cannot_be_written);
	tcase_add_test(t, a_name_picks);
	tcase_add_test(t, tab_completes_after_a_name);
	tcase_add_test(t, tab_asks_the_server_that_is_named);
	tcase_add_test(t, tab_in_a_block);
	tcase_add_test(t, tab_completes_names);
	tcase_add_test(t, events_leave_the_line_alone);
	tcase_add_test(t, one_goes_and_comes_back);
	tcase_add_test(t, interrupt_stops_both);
	tcase_add_loop_test(t, ended_by_a_signal, 0, 2);
	tcase_add_test(t, interrupt_drops_a_block);
	tcase_add_test(t, interrupt_overtakes_a_line);
	tcase_add_loop_test(t, a_line_that_is_left_answers_late, 0, 2);
	tcase_add_test(t, a_line_that_waits_for_another_is_left);
	tcase_add_test(t, a_name_follows);
	tcase_add_test(t, watch_shares_the_screen);
	tcase_add_test(t, watch_ends_by_a_signal);
	tcase_add_test(t, one_question_for_all);
	tcase_add_loop_test(t, one_no_for_all, 0, 3);
	tcase_add_test(t, a_question_for_each_plan);
	tcase_add_test(t, a_plan_that_others_wait_with);
	tcase_add_test(t, interrupt_refuses_all_plans);
	tcase_add_loop_test(t, plan_is_shown_beside_a_file, 0, 2);
	tcase_add_test(t, plan_is_shown_before_a_picture);
	tcase_add_test(t, a_script_has_files_of_its_own);
	tcase_add_test(t, ended_at_the_question);
	tcase_add_test(t, each_secret_is_asked_for);
	tcase_add_test(t, settings_are_for_all);
	suite_add_tcase(s, t);
	return s;
}
