/* SPDX-License-Identifier: ISC */
/* Reads one line from the terminal itself, with or without echo. */
#include "client/ask.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <termios.h>
#include <unistd.h>

#include "base/out.h"
#include "base/sig.h"
#include "base/text.h"
#include "base/tty.h"
#include "base/write.h"
#include "client/fleet_control.h"

static int front = -1; /* the process that asks for us; -1: we do it ourselves */

static int
open_terminal(void)
{
	return open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
}

/* Print the question, made printable, on the terminal. */
static void
put_question(int tty, const char *question)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	out_flush();
	text_escape(&text, str_of(question));
	write_whole(tty, buf_str(&text));
	buf_clear(&text);
}

/* Stop the process as ^Z does, with the terminal as it was. */
static void
stop(int tty, const struct termios *old)
{
	tcsetattr(tty, TCSAFLUSH, old);
	sig_catch_stop(false);
	raise(SIGTSTP);
	sig_catch_stop(true);
}

/* Read up to a newline. False when a signal or the end of input came first. The signals that come
 * are added to *got. */
static bool
read_answer(int tty, struct buf *answer, unsigned *got)
{
	struct pollfd fds[2] = {
	    {.fd = tty, .events = POLLIN},
	    {.fd = sig_fd(), .events = POLLIN},
	};
	char c;

	for (;;) {
		if (poll(fds, 2, -1) < 0 && errno != EINTR)
			return false;
		*got |= fds[1].revents ? sig_take() : 0;
		if (*got & (GOT_STOPS | GOT_TSTP))
			return false;
		if (!fds[0].revents)
			continue;
		ssize_t n = read(tty, &c, 1);
		if (n < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (n <= 0)
			return false;
		if (c == '\n')
			return true;
		if (buf_addc(answer, c) < 0)
			return false;
	}
}

enum answer
ask_take_answer(int control, struct buf *answer)
{
	enum fleet_control kind;
	int got;

	/* Meanwhile a key may have asked for candidates: there are none now. */
	while ((got = fleet_control_receive(control, &kind, answer)) > 0 &&
	       (kind == CONTROL_COMPLETE || kind == CONTROL_UNREAD)) {
		buf_reset(answer);
		if (kind == CONTROL_UNREAD)
			out_unread();
		else
			fleet_control_send(control, CONTROL_CANDIDATE, STR(""));
	}
	if (got < 0 || kind == CONTROL_NO_TERMINAL)
		return ANSWER_NO_TERMINAL;
	return kind == CONTROL_ANSWER ? ANSWER_GIVEN : ANSWER_NONE;
}

/* Let the front ask. It handles ^C. */
static enum answer
ask_front(const char *question, struct buf *answer, bool echo)
{
	fleet_control_send(front, echo ? CONTROL_QUESTION : CONTROL_SECRET, str_of(question));
	return ask_take_answer(front, answer);
}

/* Ask until there is an answer: again after a stop. The terminal is unchanged before and after.
 * Signals that end the program are put back for the loop. */
static bool
ask_terminal(
    int tty, const struct termios *old, const char *question, struct buf *answer, bool echo)
{
	struct termios quiet = *old;
	unsigned got = 0;
	bool answered, stopped;

	quiet.c_lflag |= ICANON | ISIG | ECHO | ECHONL;
	if (!echo)
		quiet.c_lflag &= (tcflag_t)~ECHO;
	do {
		buf_reset(answer);
		tcsetattr(tty, TCSAFLUSH, &quiet);
		put_question(tty, question);
		answered = read_answer(tty, answer, &got);
		stopped = !answered && (got & GOT_TSTP) && !(got & GOT_STOPS);
		if (stopped)
			stop(tty, old);
		got &= ~(unsigned)GOT_TSTP;
	} while (stopped);
	tcsetattr(tty, sig_ending() ? TCSANOW : TCSAFLUSH, old);
	sig_again(got & (GOT_ENDS | GOT_WINCH));
	return answered;
}

enum answer
ask_line(const char *question, struct buf *answer, bool echo)
{
	struct termios old;

	if (front >= 0)
		return ask_front(question, answer, echo);
	int tty = open_terminal();
	if (tty < 0 || tcgetattr(tty, &old) < 0) {
		if (tty >= 0)
			close(tty);
		return ANSWER_NO_TERMINAL;
	}
	tty_keep(tty);
	sig_catch_stop(true);
	bool answered = ask_terminal(tty, &old, question, answer, echo);
	sig_catch_stop(false);
	tty_forget();
	if (!answered)
		write_whole(tty, STR("\n"));
	close(tty);
	return answered ? ANSWER_GIVEN : ANSWER_NONE;
}

void
ask_show(struct str text)
{
	int tty = front >= 0 || out_stderr_shows() ? -1 : open_terminal();

	if (tty < 0) {
		out_stderr(text);
		return;
	}
	out_flush();
	write_whole(tty, text);
	close(tty);
}

bool
ask_can(void)
{
	int tty = front >= 0 ? -1 : open_terminal();

	if (tty >= 0)
		close(tty);
	return front >= 0 || tty >= 0;
}

void
ask_through(int control)
{
	front = control;
}

int
ask_refuse(struct err *err)
{
	return err_set(err, ERR_USAGE,
	    "no secret: set AMSH_SECRET or use --secret-file");
}

int
ask_secret(struct buf *secret, const char *question, struct err *err)
{
	switch (ask_line(question, secret, false)) {
	case ANSWER_NO_TERMINAL:
		return ask_refuse(err);
	case ANSWER_NONE:
		if (buf_full(secret))
			return err_set(err, ERR_USAGE, "the secret is longer than %u bytes",
			    BUF_MAX_SECRET);
		return err_set(err, ERR_INTERRUPTED, "no secret was given");
	case ANSWER_GIVEN:
		break;
	}
	if (secret->n == 0)
		return err_set(err, ERR_USAGE, "no secret was given");
	return 0;
}

bool
ask_is_yes(struct str answer)
{
	answer = str_trim(answer);
	return str_ieq(answer, STR("y")) || str_ieq(answer, STR("yes"));
}
