/* SPDX-License-Identifier: ISC */
/*
 * Every place where amsh can wait, and every signal that ends it: it ends with status 130, and the
 * terminal is as it was. In the interactive shell ^C ends what waits and not the shell.
 */
#include <arpa/inet.h>
#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "user.h"

Suite *suite_waits(void);

static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

#define SIGNALS (sizeof(ends) / sizeof(*ends))

/* A place: what a shell runs ($A is amsh with its server and $B without, $S the port of a server
 * that never says anything; $H the home, which has the FIFO f), and what shows that amsh is there. */
struct place {
	const char *run;
	const char *login;   /* an action; once it came the server answers no other; */
	const char *type;    /* keys, then; */
	const char *action;  /* another that comes; */
	const char *row;     /* or what the screen shows. In any case amsh sleeps in the end. */
	bool lent;           /* another program has the terminal, and so gets ^C as well */
	unsigned long flood; /* events a second, from the login on */
};

#define SECRET_COMMAND(command)                                                                    \
	"printf '[x]\\nserver = ami://hello@127.0.0.1:%s\\nsecret_command = " command "\\n' $S >$H/c; " \
	"unset AMSH_SECRET; exec $B --config $H/c -s x ping"
#define SHELL        "cd $H && exec $A"
#define NOBODY_READS "sleep 99 <>$H/f & "

static const struct place ending[] = {
    {.run = "exec $B --connect-timeout 99 -s ami://hello@127.0.0.1:$S ping"},
    {.run = "exec $B --connect-timeout 99 -s amis://hello@127.0.0.1:$S ping"},
    {.run = "exec $B --connect-timeout 99 -s http://hello@127.0.0.1:$S/ ping"},
    {.run = "exec $B --connect-timeout 99 -s https://hello@127.0.0.1:$S/ ping"},
    {.run = "exec $A --connect-timeout 99 --proxy-command 'sleep 99' ping"},
    {.run = "exec $A --connect-timeout 99 --proxy-command \"sh -c 'trap : TERM; sleep 9; sleep 9'\" ping",
        },
    {.run = "exec $A --proxy-command 'printf \"who? \" >/dev/tty; read x </dev/tty' ping",
        .row = "^who\\?"},
    {.run = "exec $A --proxy-command 'printf \"who? \" >/dev/tty; read x </dev/tty' ping 2>$H/e",
        .row = "^who\\?"},
    {.run = "exec $B --reconnect -s ami://hello@127.0.0.1:1 ping", .row = "trying again"},
    {.run = "exec $B --reconnect -s http://hello@127.0.0.1:1/ ping", .row = "trying again"},
    {.run = "exec $A -t 99 -f -", .login = "Login", .type = "ping\r", .action = "Ping"},
    {.run = "exec $A -t 99 -f -",
        .login = "Login", .type = "originate PJSIP/a 1@b\r", .action = "Originate"},
    {.run = "exec $A -t 99 --pipeline -f -",
        .login = "Login", .type = "ping\rping\r\4", .action = "Ping"},
    {.run = "exec $A -f -", .login = "Login"},
    {.run = "exec $A -c 'echo up' -c 'sleep 99'", .row = "^up$"},
    {.run = "exec $A wait -t 99 Nothing", .login = "Login"},
    {.run = "exec $A tail", .login = "Login"},
    {.run = "exec $A trace", .login = "Login"},
    {.run = "exec $A -c 'watch -n 99 echo seen'", .row = "^seen"},
    {.run = "exec $A on Nothing do ping", .login = "Login"},
    {.run = "printf 'a\\n1\\n2\\n' >$H/r; exec $A each -f $H/r --rate 1/m do echo seen",
        .row = "^seen"},
    {.run = "exec $A top", .login = "Login"},
    {.run = "exec $A -f $H/f", .login = "Login"},
    {.run = "exec $A -c \"source $H/f\"", .login = "Login"},
    {.run = "exec $A --secret-file $H/f ping"},
    {.run = "exec $A --record $H/f ping"},
    {.run = "exec $A -c \"record $H/f\"", .login = "Login"},
    {.run = "exec $B -s replay:$H/f tail"},
    {.run = "exec $A <>$H/f", .login = "Login"},
    {.run = "exec $A -c '!sleep 99'", .login = "Login"},
    {.run = SECRET_COMMAND("sleep 99")},
    {.run = SECRET_COMMAND("stty -echo && sleep 99")},
    {.run = SECRET_COMMAND("exec >/dev/null && sleep 99")},
    {.run = "unset AMSH_SECRET; exec $A", .row = "^Secret"},
    {.run = "unset AMSH_SECRET; exec $A ping", .row = "^Secret"},
    {.run = NOBODY_READS "exec $A tail >$H/f", .login = "Login", .flood = 50000},
    {.run = NOBODY_READS "exec $A -j tail >$H/f", .login = "Login", .flood = 50000},
    {.run = NOBODY_READS "exec $A -vv tail 2>$H/f >/dev/null", .login = "Login", .flood = 50000},
    {.run = NOBODY_READS "exec $A --record $H/f tail >/dev/null",
        .login = "Login", .flood = 50000},
    {.run = NOBODY_READS "exec $A $(yes ' -c help' | head -n 60) >$H/f", .login = "Login"},
};

/* What the interactive shell waits for. */
static const struct place shell[] = {
    {.run = SHELL, .login = "Login"},
    {.run = SHELL, .login = "Login", .type = "half a line"},
    {.run = SHELL, .login = "Login", .type = "Action: Ping\r"},
    {.run = SHELL, .login = "Login", .type = "ping\r", .action = "Ping"},
    {.run = SHELL, .login = "Login", .type = "sleep 99\r"},
    {.run = SHELL, .login = "Login", .type = "wait -t 99 Nothing\r"},
    {.run = SHELL, .login = "Login", .type = "tail\r"},
    {.run = SHELL, .login = "Login", .type = "watch -n 99 echo seen\r", .row = "^seen"},
    {.run = SHELL, .login = "Login", .type = "source f\r"},
    {.run = SHELL, .login = "Login", .type = "record f\r"},
    {.run = "export AMSH_PAGER='echo paged; sleep 99'; " SHELL,
        .login = "Login", .type = "help\r", .row = "^paged$", .lent = true},
    {.run = SHELL, .login = "Login", .type = "connect ami://hello@127.0.0.1:$S\r"},
};

static int silent; /* a socket that listens and accepts nobody */
static char port[16];

static void
listen_silently(void)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	socklen_t n = sizeof(a);

	silent = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ck_assert_int_eq(bind(silent, (struct sockaddr *)&a, sizeof(a)), 0);
	ck_assert_int_eq(listen(silent, 100), 0);
	ck_assert_int_eq(getsockname(silent, (struct sockaddr *)&a, &n), 0);
	snprintf(port, sizeof(port), "%d", ntohs(a.sin_port));
}

static void
open_place(void)
{
	struct buf a = BUF_INIT(BUF_MAX_LINE);
	const char *given = getenv("AMSH");
	char *amsh = realpath(given ? given : "build/amsh", NULL);
	struct buf b = BUF_INIT(BUF_MAX_LINE);

	ck_assert_ptr_nonnull(amsh);
	user_open(24, 80);
	listen_silently();
	buf_addf(&b, "%s/amsh", tty_home(user_tty)); /* without a blank, as the words of $A have to be */
	ck_assert_int_eq(symlink(amsh, buf_z(&b)), 0);
	buf_addf(&a, "%s -e on -H 127.0.0.1 -u hello -p %d", buf_z(&b), server_port(user_server));
	tty_setenv(user_tty, "A", buf_z(&a));
	tty_setenv(user_tty, "B", buf_z(&b));
	free(amsh);
	buf_clear(&b);
	tty_setenv(user_tty, "S", port);
	tty_setenv(user_tty, "H", tty_home(user_tty));
	tty_setenv(user_tty, "AMSH_SECRET", "world");
	buf_clear(&a);
	tty_run(user_tty, (const char *const[]){"/bin/sh", "-c", "mkfifo $H/f", NULL});
	ck_assert_int_eq(tty_wait_exit(user_tty, USER_SOON), 0);
}

static void
close_place(void)
{
	close(silent);
	user_close();
}

static bool
has_come(struct tty *t, void *action)
{
	const char *const *name = action;
	char *message = server_take(user_server, *name);

	(void)t;
	free(message);
	return message != NULL;
}

/* Does the program sleep, with its signals caught? Some looks, since it sleeps on its way, too. */
static bool
sleeps(struct tty *t, void *looks)
{
	struct buf path = BUF_INIT(64);
	char line[256], state = '?';
	unsigned long long caught = 0;

	buf_addf(&path, "/proc/%d/status", (int)tty_pid(t));
	FILE *f = fopen(buf_z(&path), "r");
	while (f && fgets(line, sizeof(line), f)) {
		sscanf(line, "State: %c", &state);
		sscanf(line, "SigCgt: %llx", &caught);
	}
	if (f)
		fclose(f);
	buf_clear(&path);
	*(int *)looks = state == 'S' && (caught & (1ull << (SIGALRM - 1))) ? *(int *)looks + 1 : 0;
	return *(int *)looks > 3;
}

/* Type keys, with the silent server's port for $S. */
static void
type(const char *keys)
{
	const char *at = strstr(keys, "$S");

	if (!at) {
		tty_type(user_tty, keys);
		return;
	}
	tty_send(user_tty, keys, (size_t)(at - keys));
	tty_type(user_tty, port);
	tty_type(user_tty, at + 2);
}

static void
wait_action(const char *name)
{
	tty_wait(user_tty, has_come, &name, name, USER_SOON);
}

/* Start the program and wait until it is at the place. */
static void
arrive(const struct place *p)
{
	int looks = 0;

	tty_run(user_tty, (const char *const[]){"/bin/sh", "-c", p->run, NULL});
	if (p->login)
		wait_action(p->login);
	tty_wait(user_tty, sleeps, &looks, "a program that sleeps", USER_SOON);
	server_hold(user_server, p->action != NULL);
	if (p->flood)
		server_flood(user_server, p->flood);
	if (p->type)
		type(p->type);
	if (p->action)
		wait_action(p->action);
	if (p->row)
		tty_wait_row(user_tty, p->row, USER_SOON);
	looks = 0;
	tty_wait(user_tty, sleeps, &looks, "a program that sleeps", USER_SOON);
}

/* Send a signal; the program ends. */
static void
end(const struct place *p, int number)
{
	msec begin = clock_now();

	kill(tty_pid(user_tty), number);
	int status = tty_wait_exit(user_tty, USER_SOON);
	if (getenv("WAITS"))
		fprintf(stderr, "%lld ms, signal %d: %s %s\n", (long long)(clock_now() - begin),
		    number, p->run, p->type ? p->type : "");
	ck_assert_msg(status == 130, "status %d after signal %d: %s", status, number, p->run);
	tty_expect_restored(user_tty);
}

START_TEST(ends_by_each_signal)
{
	const struct place *p = &ending[(size_t)_i / SIGNALS];

	open_place();
	arrive(p);
	end(p, ends[(size_t)_i % SIGNALS]);
	close_place();
}
END_TEST

START_TEST(shell_ends_by_each_but_one)
{
	const struct place *p = &shell[(size_t)_i / SIGNALS];
	int number = ends[(size_t)_i % SIGNALS];

	open_place();
	arrive(p);
	if (number == SIGINT) {
		if (p->lent)
			tty_type(user_tty, "\003");
		else
			kill(tty_pid(user_tty), SIGINT);
		server_hold(user_server, false);
		tty_wait_quiet(user_tty, 100, USER_SOON);
		tty_type(user_tty, "echo still here\r");
		tty_wait_row(user_tty, "^still here$", USER_SOON);
		number = SIGTERM;
	}
	end(p, number);
	close_place();
}
END_TEST

/* ^S stops what is written to the terminal: even that keeps nobody. */
START_TEST(shell_ends_on_a_stopped_terminal)
{
	static const struct place stopped = {
	    .run = SHELL, .login = "Login", .type = "\023", .flood = 1000};

	open_place();
	arrive(&stopped);
	end(&stopped, ends[_i]);
	close_place();
}
END_TEST

Suite *
suite_waits(void)
{
	Suite *suite = suite_create("waits");
	TCase *tc = tcase_create("waits");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, ends_by_each_signal, 0,
	    (int)(SIGNALS * sizeof(ending) / sizeof(*ending)));
	tcase_add_loop_test(tc, shell_ends_by_each_but_one, 0,
	    (int)(SIGNALS * sizeof(shell) / sizeof(*shell)));
	tcase_add_loop_test(tc, shell_ends_on_a_stopped_terminal, 1, (int)SIGNALS);
	suite_add_tcase(suite, tc);
	return suite;
}
