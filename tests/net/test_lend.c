/* SPDX-License-Identifier: ISC */
/* The terminal, lent to one command after another: in the end it is as it was. */
#include <check.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "../patience.h"
#include "net/lend.h"
#include "net/turn.h"

Suite *suite_lend(void);

/* What must hold in the process that has the terminal. */
#define must(what)                                                                                 \
	do {                                                                                       \
		if (!(what)) {                                                                     \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #what);                 \
			_exit(1);                                                                  \
		}                                                                                  \
	} while (0)

/* Get a terminal of our own as /dev/tty. Returns the end where its user sits; the other stays open
 * in *theirs. */
static int
make_terminal(int *theirs)
{
	int user = posix_openpt(O_RDWR | O_NOCTTY);

	must(user >= 0 && grantpt(user) == 0 && unlockpt(user) == 0);
	must(setsid() >= 0);
	*theirs = open(ptsname(user), O_RDWR);
	must(*theirs >= 0);
	must(ioctl(*theirs, TIOCSCTTY, 0) == 0);
	return user;
}

static struct lend *
lend_to(char *called, int turn)
{
	struct endpoint e = {.talk = TALK_LENT, .called = called, .turn = turn};
	struct err err = {0};
	struct lend *l = lend_new(&e, &err);

	must(l);
	return l;
}

/* Its command says something; who writes it is nobody's business. */
static int
say(struct lend *l, const char *words)
{
	struct spawn gets = {0};

	lend_equip(l, &gets);
	must(gets.terminal);
	int command = open(gets.terminal, O_RDWR | O_NOCTTY);
	must(write(command, words, strlen(words)) == (ssize_t)strlen(words));
	return command;
}

static unsigned char
hear(int lender, enum turn expected)
{
	struct pollfd ready = {.fd = lender, .events = POLLIN};
	enum turn turn;
	unsigned char number;

	must(poll(&ready, 1, PATIENCE) == 1);
	must(turn_receive(lender, &turn, &number) == 1);
	must(turn == expected);
	return number;
}

/* Read what the user sees until it ends with words. */
static void
see(int user, const char *words)
{
	struct pollfd ready = {.fd = user, .events = POLLIN};
	char seen[1000];
	size_t n = 0;

	do {
		must(poll(&ready, 1, PATIENCE) == 1);
		n += (size_t)read(user, seen + n, sizeof(seen) - 1 - n);
		seen[n] = '\0';
	} while (!strstr(seen, words));
}

static bool
is_raw(int theirs)
{
	struct termios now;

	must(tcgetattr(theirs, &now) == 0);
	return !(now.c_lflag & ICANON);
}

/* Give a command that has spoken its turn. */
static void
give_turn(int lender, int user, int theirs, const char *words)
{
	turn_send(lender, TURN_YES, hear(lender, TURN_WANT));
	see(user, words);
	must(is_raw(theirs));
}

static void
lend_to_two(void)
{
	int theirs, user = make_terminal(&theirs), first[2], second[2];
	char left[] = "left", right[] = "right";

	must(turn_open(first) == 0 && turn_open(second) == 0);
	struct lend *a = lend_to(left, first[1]);
	hear(first[0], TURN_MAY);
	int asks = say(a, "word? ");
	give_turn(first[0], user, theirs, "word? ");

	struct lend *b = lend_to(right, second[1]); /* it begins while the other has the terminal */
	hear(second[0], TURN_MAY);
	lend_end(a);
	hear(first[0], TURN_OVER);
	must(!is_raw(theirs));

	int too = say(b, "number? ");
	give_turn(second[0], user, theirs, "number? ");
	lend_end(b);
	hear(second[0], TURN_OVER);
	must(!is_raw(theirs)); /* nor as the other had set it */

	lend_free(a);
	lend_free(b);
	const int opened[] = {asks, too, user, theirs, first[0], first[1], second[0], second[1]};
	for (size_t i = 0; i < sizeof(opened) / sizeof(opened[0]); i++)
		close(opened[i]);
}

/* In a process of its own, since only the first of a session can have a terminal. */
START_TEST(two_in_turn_leave_it_as_it_was)
{
	pid_t pid = fork();
	int status;

	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		signal(SIGHUP, SIG_IGN); /* when its user's end is closed */
		lend_to_two();
		_exit(0);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(status, 0);
}
END_TEST

Suite *
suite_lend(void)
{
	Suite *suite = suite_create("lend");
	TCase *tcase = tcase_create("lend");

	tcase_add_test(tcase, two_in_turn_leave_it_as_it_was);
	suite_add_tcase(suite, tcase);
	return suite;
}
