/* SPDX-License-Identifier: ISC */
/* A pseudo-terminal or a pipe, the thread that empties it, and the settings of our terminal. */
#include "net/lend.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/pipe.h"
#include "base/sig.h"
#include "base/text.h"
#include "base/thread.h"
#include "base/tty.h"
#include "net/fd.h"
#include "net/turn.h"

struct lend {
	int ours;    /* the command's output comes from here, and the answers go there */
	int theirs;  /* the other end of a pipe; -1: closed */
	int held;       /* the other end of a pseudo-terminal, which must not hang up early */
	char *terminal; /* its path; NULL: there is none */
	int wake[2];
	unsigned char number; /* in messages about turns */
	char *called;  /* the server's name, where there are several */
	bool errors_seen; /* they are for the user, too */
	bool of_many;  /* the interrupt key is for the command */
	pthread_t thread;

	/* Under the lock. */
	pthread_mutex_t lock;
	int tty; /* the user's terminal; -1: not lent, or no longer */
	struct termios old;
	int turn;      /* whom the terminal is requested from; 0: nobody, or no longer */
	bool waits;    /* for its turn */
	bool has_turn;
	enum lend_refusal refused;
	bool raw;      /* keys go to the command: it has said something */
	bool question; /* and waits for the answer */
	bool open_line; /* its last output has no line end */
	bool silent;   /* it has closed its output */
	bool ends;
	msec moved;    /* when it last said something or was answered */
	struct buf line; /* the last line that was not shown, maybe incomplete… */
	struct buf last; /* …and the complete one before it */
};

/* Give the keys to the command, each as it comes. Those that interrupt stay ours; the suspend key
 * would leave the terminal in this mode. How it was is known only now: before its turn, another may
 * have had it in this mode. */
static void
go_raw(struct lend *l)
{
	tcgetattr(l->tty, &l->old);
	struct termios raw = l->old;

	raw.c_iflag &= (tcflag_t) ~(ICRNL | INLCR | IGNCR);
	raw.c_lflag &= (tcflag_t) ~(ICANON | ECHO | ECHONL | IEXTEN);
	raw.c_lflag |= ISIG;
	raw.c_cc[VSUSP] = raw.c_cc[VQUIT] = _POSIX_VDISABLE;
	if (l->of_many)
		raw.c_cc[VINTR] = _POSIX_VDISABLE;
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	tty_keep(l->tty);
	tcsetattr(l->tty, l->turn ? TCSAFLUSH : TCSADRAIN, &raw);
	l->raw = true;
}

/* Say no more of a turn. */
static void
end_turn(struct lend *l)
{
	if (l->turn)
		turn_send(l->turn, TURN_OVER, l->number);
	l->turn = 0;
	l->waits = l->has_turn = false;
}

/* What was typed meanwhile was for the command. */
static void
give_back(struct lend *l)
{
	if (l->raw) {
		tcsetattr(l->tty, sig_ending() ? TCSANOW : TCSAFLUSH, &l->old);
		tty_forget();
	}
	bool opened = l->open_line && l->tty >= 0 && !sig_ending();
	ssize_t n = opened ? write(l->tty, "\n", 1) : 0;
	(void)n;
	l->raw = l->question = l->open_line = false;
	if (l->tty >= 0)
		close(l->tty);
	l->tty = -1;
	end_turn(l);
}

/* Nobody will answer the command. */
static void
hang_up(struct lend *l, enum lend_refusal why)
{
	l->refused = why;
	give_back(l);
	close(l->ours);
	l->ours = -1;
	l->silent = true;
}

/* Tell whose words come now. */
static void
take_turn(struct lend *l)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);

	l->waits = false;
	l->has_turn = true;
	l->moved = clock_now();
	go_raw(l);
	buf_addz(&line, "-- ");
	text_escape(&line, str_of(l->called));
	buf_addz(&line, ":\n");
	ssize_t put = write(l->tty, line.p, line.n);
	(void)put;
	buf_clear(&line);
}

/* Keep the last line of output that is not shown. */
static void
keep_line(struct lend *l, struct str bytes)
{
	for (size_t i = 0; i < bytes.n; i++) {
		if (bytes.p[i] != '\n') {
			if (bytes.p[i] != '\r')
				buf_addc(&l->line, bytes.p[i]);
			continue;
		}
		if (str_trim(buf_str(&l->line)).n) {
			buf_reset(&l->last);
			buf_adds(&l->last, str_trim(buf_str(&l->line)));
		}
		buf_reset(&l->line);
	}
}

/* Take what the command says now; false when that is nothing. A question ends without the end of a
 * line. */
static bool
take_words(struct lend *l)
{
	struct pollfd ready = {.fd = l->silent ? -1 : l->ours, .events = POLLIN};
	char bytes[4096];

	if (poll(&ready, 1, 0) != 1)
		return false;
	if (l->turn && !l->has_turn) {
		turn_send(l->turn, TURN_WANT, l->number);
		l->waits = true;
		return false;
	}
	ssize_t n = read(l->ours, bytes, sizeof(bytes));
	l->silent = n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN);
	if (n <= 0)
		return false;
	l->moved = clock_now();
	if (l->tty < 0) {
		keep_line(l, str_from(bytes, (size_t)n));
		if (l->refused && l->line.n)
			hang_up(l, l->refused);
		return true;
	}
	if (!l->raw)
		go_raw(l);
	ssize_t put = write(l->tty, bytes, (size_t)n);
	(void)put;
	l->question = l->open_line = bytes[n - 1] != '\n';
	return true;
}

/* Is this the key that says no? What follows it is ignored. */
static bool
says_no(const struct lend *l, const char *bytes, size_t n)
{
	return l->of_many && l->old.c_cc[VINTR] != _POSIX_VDISABLE &&
	       memchr(bytes, l->old.c_cc[VINTR], n) != NULL;
}

/* The user types an answer. A terminal that has hung up gives none. */
static void
take_keys(struct lend *l)
{
	char bytes[256];

	if (!l->raw)
		return;
	ssize_t n = read(l->tty, bytes, sizeof(bytes));
	if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN)) {
		give_back(l);
	} else if (n > 0 && says_no(l, bytes, (size_t)n)) {
		hang_up(l, LEND_PERSON_NO);
	} else if (n > 0) {
		ssize_t put = write(l->ours, bytes, (size_t)n);
		(void)put;
		l->moved = clock_now();
		l->question &= bytes[n - 1] != '\r' && bytes[n - 1] != '\n';
	}
	mem_wipe(bytes, sizeof(bytes));
}

/* Take what is said of the command's turn. Without the terminal, it may still say something. */
static void
hear_of_turn(struct lend *l)
{
	enum turn turn;
	unsigned char number;
	int got = l->waits ? turn_receive(l->turn, &turn, &number) : 0;

	if (got > 0 && number != l->number)
		return;
	if (got > 0 && turn == TURN_YES) {
		take_turn(l);
	} else if (got) {
		l->refused = LEND_OTHER_USE;
		give_back(l);
	}
}

/* What the thread waits for. */
static void
fill_fds(struct lend *l, struct pollfd v[4])
{
	pthread_mutex_lock(&l->lock);
	v[0] = (struct pollfd){.fd = l->wake[0], .events = POLLIN};
	v[1] = (struct pollfd){.fd = l->silent || l->waits ? -1 : l->ours, .events = POLLIN};
	v[2] = (struct pollfd){.fd = l->raw ? l->tty : -1, .events = POLLIN};
	v[3] = (struct pollfd){.fd = l->waits ? l->turn : -1, .events = POLLIN};
	pthread_mutex_unlock(&l->lock);
}

static void *
run(void *arg)
{
	struct lend *l = arg;
	struct pollfd v[4];
	char bytes[16];
	bool ends = false;

	while (!ends) {
		fill_fds(l, v);
		poll(v, 4, -1);
		if (v[0].revents && read(l->wake[0], bytes, sizeof(bytes)) < 0)
			continue;
		pthread_mutex_lock(&l->lock);
		if (v[3].revents)
			hear_of_turn(l);
		if (v[1].revents)
			take_words(l);
		if (v[2].revents)
			take_keys(l);
		ends = l->ends;
		pthread_mutex_unlock(&l->lock);
	}
	return NULL;
}

/* Make a pseudo-terminal. The command itself opens its other end, again for each question. We hold
 * the other end open too, since otherwise it would seem to have ended in between. */
static int
make_terminal(struct lend *l, struct err *err)
{
	l->ours = posix_openpt(O_RDWR | O_NOCTTY);
	if (l->ours < 0 || grantpt(l->ours) < 0 || unlockpt(l->ours) < 0)
		return fd_error(err, ERR_CONNECT, errno);
	fcntl(l->ours, F_SETFD, FD_CLOEXEC);
	l->terminal = mem_strdup(ptsname(l->ours));
	l->held = open(l->terminal, O_RDWR | O_NOCTTY | O_CLOEXEC);
	return l->held < 0 ? fd_error(err, ERR_CONNECT, errno) : 0;
}

static int
make_pipe(struct lend *l, struct err *err)
{
	int fds[2];

	if (pipe_make(fds) < 0)
		return fd_error(err, ERR_CONNECT, errno);
	l->ours = fds[0];
	l->theirs = fds[1];
	return 0;
}

/* Take the user's terminal, if there is one, or ask for it in turn. */
static void
take_terminal(struct lend *l, const struct endpoint *e)
{
	static atomic_uchar numbers;

	l->tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (l->tty >= 0 && tcgetattr(l->tty, &l->old) < 0)
		give_back(l);
	if (l->tty < 0 || !e->turn)
		return;
	l->turn = e->turn;
	l->number = (unsigned char)(atomic_fetch_add(&numbers, 1) + 1);
	l->of_many = e->turn_of_many;
	turn_send(l->turn, TURN_MAY, l->number);
}

struct lend *
lend_new(const struct endpoint *e, struct err *err)
{
	struct lend *l = mem_alloc(sizeof(*l));

	*l = (struct lend){.ours = -1, .theirs = -1, .held = -1, .tty = -1};
	l->errors_seen = e->errors_seen;
	mem_replace(&l->called, str_of(e->called));
	buf_init(&l->line, BUF_MAX_LINE);
	buf_init(&l->last, BUF_MAX_LINE);
	pthread_mutex_init(&l->lock, NULL);
	if (e->talk == TALK_LENT)
		take_terminal(l, e);
	pipe_open(l->wake);
	int failed = l->tty >= 0 ? make_terminal(l, err) : make_pipe(l, err);
	int number = failed ? 0 : thread_start(&l->thread, run, l);
	if (number)
		failed = fd_error(err, ERR_CONNECT, number);
	if (failed) {
		l->ends = true;
		lend_free(l);
		return NULL;
	}
	return l;
}

void
lend_equip(struct lend *l, struct spawn *gets)
{
	gets->terminal = l->terminal;
	if (l->theirs >= 0)
		gets->err = l->theirs;
	else if (l->errors_seen)
		gets->errors_there = true;
}

void
lend_started(struct lend *l)
{
	if (l->theirs >= 0)
		close(l->theirs);
	l->theirs = -1;
}

static void
wake(struct lend *l)
{
	ssize_t n = write(l->wake[1], "", 1);

	(void)n;
}

void
lend_end(struct lend *l)
{
	pthread_mutex_lock(&l->lock);
	give_back(l);
	pthread_mutex_unlock(&l->lock);
	wake(l);
}

enum lend_refusal
lend_refused(struct lend *l)
{
	pthread_mutex_lock(&l->lock);
	enum lend_refusal refused = l->refused;
	pthread_mutex_unlock(&l->lock);
	return refused;
}

msec
lend_deadline(struct lend *l, msec deadline, msec span)
{
	pthread_mutex_lock(&l->lock);
	msec until = l->question || l->waits ? CLOCK_NEVER : l->moved + span;
	pthread_mutex_unlock(&l->lock);
	return until > deadline ? until : deadline;
}

void
lend_last_words(struct lend *l, struct buf *words)
{
	pthread_mutex_lock(&l->lock);
	if (l->turn && !l->has_turn)
		give_back(l);
	while (take_words(l))
		continue;
	struct str line = str_trim(buf_str(&l->line));
	text_escape(words, line.n ? line : buf_str(&l->last));
	pthread_mutex_unlock(&l->lock);
}

void
lend_free(struct lend *l)
{
	if (!l)
		return;
	lend_started(l);
	if (!l->ends) {
		pthread_mutex_lock(&l->lock);
		give_back(l);
		l->ends = true;
		pthread_mutex_unlock(&l->lock);
		wake(l);
		pthread_join(l->thread, NULL);
	}
	give_back(l);
	if (l->ours >= 0)
		close(l->ours);
	if (l->held >= 0)
		close(l->held);
	close(l->wake[0]);
	close(l->wake[1]);
	buf_clear(&l->line);
	buf_clear(&l->last);
	pthread_mutex_destroy(&l->lock);
	free(l->terminal);
	free(l->called);
	free(l);
}
