/* SPDX-License-Identifier: ISC */
/* Exchanges data with the workers of a fleet: lines, output, errors, messages. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/out.h"
#include "base/spawn.h"
#include "base/text.h"
#include "client/ask.h"
#include "client/fleet_control.h"
#include "fleet/fleet_impl.h"

/* What is polled of each worker, in order. */
enum { WAY_IN, WAY_OUT, WAY_ERR, WAY_CONTROL, WAY_TURN };

#define ASIDE_MAX ((size_t)4 << 20) /* bytes of what is no result that wait for the screen */

void
fleet_admit(struct fleet *f)
{
	size_t entering = 0;

	for (size_t i = 0; i < f->n; i++)
		entering += f->v[i].enters;
	for (size_t i = 0; i < f->n && entering < f->parallel; i++) {
		struct worker *w = &f->v[i];
		if (w->admitted || !w->pid)
			continue;
		w->admitted = w->enters = true;
		entering++;
		if (fleet_control_send(w->control, CONTROL_LOGIN, STR("")) == 0)
			continue;
		out_error("%s: cannot tell its worker to log in: %s", fleet_name(w),
		    strerror(errno));
		shutdown(w->control, SHUT_RDWR);
	}
}

void
fleet_admit_none(struct fleet *f)
{
	for (size_t i = 0; i < f->n; i++) {
		struct worker *w = &f->v[i];
		if (!w->admitted && w->pid)
			shutdown(w->control, SHUT_WR);
		w->admitted = true;
	}
}

static void
shut(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

void
fleet_print(struct fleet *f)
{
	if (f->watching || f->talks || f->top) /* the screen is theirs */
		return;
	merge_take(f->merge, clock_now(), &f->out);
	if (f->out.n == 0)
		return;
	out_write(buf_str(&f->out));
	buf_reset(&f->out);
	out_flush();
}

/* Does a worker print what the next question is about? */
static bool
shows_plan(const struct worker *w)
{
	return w->asks && w->shows && !w->shown;
}

/* Is what a worker has printed to be shown now, and no result of the present line? It is of an
 * earlier one, or what the next question is about, or events. */
static bool
is_shown_beside(const struct fleet *f, size_t i)
{
	const struct worker *w = &f->v[i];

	if (w->late || ((f->apart || w->watches) && shows_plan(w)))
		return true;
	return f->apart && !w->results && (!f->taken || merge_aside(f->merge, i) > ASIDE_MAX);
}

/* Print that where the user sees it: the results of the present line may go to a file, or are not
 * shown. */
static void
show_beside(struct fleet *f, size_t i)
{
	if (f->talks || f->top)
		return;
	merge_take_source(f->merge, i, &f->out);
	out_show(buf_str(&f->out));
	buf_reset(&f->out);
	out_flush();
}

/* Take a worker's output, as much as one pipe holds. */
static void
read_output(struct fleet *f, size_t i)
{
	struct worker *w = &f->v[i];
	char bytes[FLEET_READ];
	ssize_t n = w->out < 0 ? -1 : read(w->out, bytes, sizeof(bytes));

	if (n > 0 && f->gathers)
		buf_add(&w->gathered, bytes, (size_t)n);
	else if (n > 0 && w->watches && !shows_plan(w))
		fleet_watch_add(w, str_from(bytes, (size_t)n));
	else if (n > 0)
		merge_add(f->merge, i, str_from(bytes, (size_t)n), clock_now());
	else if (n == 0)
		shut(&w->out);
	if (is_shown_beside(f, i))
		show_beside(f, i);
	else if (f->muted)
		merge_drop(f->merge, i);
}

/* Does an error already begin with the server's name, like those of connections? */
static bool
names_itself(struct str text, struct str name)
{
	return str_starts(text, name) && str_starts(str_from_at(text, name.n), STR(": "));
}

/* Print a line of a worker's standard error under its name. */
static void
complain(const struct fleet *f, struct worker *w, struct str line)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	struct str ours = STR("amsh: ");

	if (str_starts(line, ours)) {
		line = str_from_at(line, ours.n);
		buf_adds(&out, ours);
		if (!names_itself(line, str_of(fleet_name(w)))) {
			text_escape(&out, str_of(fleet_name(w)));
			buf_addz(&out, ": ");
		}
	} else {
		text_escape(&out, str_of(fleet_name(w)));
		buf_pad(&out, ' ', f->width - text_width(buf_str(&out)));
		buf_addz(&out, "| ");
	}
	text_escape(&out, line);
	buf_addc(&out, '\n');
	if (shows_plan(w))
		ask_show(buf_str(&out));
	else if (f->watching)
		fleet_watch_say(w, buf_str(&out));
	else
		out_stderr(buf_str(&out));
	buf_clear(&out);
}

/* Take a worker's standard error; its earlier output comes first. */
static void
read_complaints(struct fleet *f, size_t i)
{
	struct worker *w = &f->v[i];
	char *room = buf_room(&w->complaints, FLEET_READ);
	ssize_t n = w->err < 0 || !room ? -1 : read(w->err, room, FLEET_READ);

	if (n > 0)
		w->complaints.n += (size_t)n;
	else if (n == 0)
		shut(&w->err);
	if (f->muted && !w->late)
		buf_reset(&w->complaints);
	struct str rest = buf_str(&w->complaints);
	size_t end = str_chr(rest, '\n');
	if (end == rest.n)
		return;
	read_output(f, i);
	merge_whole(f->merge, i);
	fleet_print(f);
	for (; end < rest.n; end = str_chr(rest, '\n')) {
		bool cr = end && rest.p[end - 1] == '\r'; /* as ssh ends its lines */
		complain(f, w, str_head(rest, end - cr));
		rest = str_from_at(rest, end + 1);
	}
	buf_drop(&w->complaints, w->complaints.n - rest.n);
}

/* The worker is gone: take its last output. A child of it may still hold its streams; we do not
 * wait for that. */
static void
end_worker(struct fleet *f, size_t i)
{
	struct worker *w = &f->v[i];

	read_output(f, i);
	read_complaints(f, i);
	if (w->complaints.n)
		complain(f, w, buf_str(&w->complaints));
	fleet_top_end(f, w);
	fleet_watch_end(f, i);
	merge_end(f->merge, i);
	fleet_shut(w);
	int status = spawn_wait(w->pid);
	if (WIFSIGNALED(status) && WTERMSIG(status) != SIGTERM)
		out_error("%s: the worker was killed by signal %d", fleet_name(w),
		    WTERMSIG(status));
	w->status = WIFEXITED(status) ? WEXITSTATUS(status) : err_exit_status(ERR_LOST);
	w->pid = 0;
	w->owed = w->late = 0;
	w->results = false;
	w->asks = false;
	w->completes = false;
	w->enters = false;
	w->settled = true;
	w->up = false;
}

static void
settle(struct fleet *f, struct worker *w, bool up, struct str status)
{
	long number = 0;

	if (up && !w->settled && f->begun)
		out_remark("-- %s is up", fleet_name(w));
	str_number(status, 0, 255, &number);
	w->settled = true;
	w->enters = false;
	w->up = up;
	w->status = (int)number;
}

static void
rename_worker(struct fleet *f, struct worker *w, struct str name)
{
	merge_name(f->merge, (size_t)(w - f->v), name);
	struct buf shown = BUF_INIT(BUF_MAX_LINE);

	mem_replace(&w->label, name);
	text_escape(&shown, name);
	size_t width = text_width(buf_str(&shown));
	f->width = width > f->width ? width : f->width;
	buf_clear(&shown);
}

/* Ask a worker's question on the terminal. */
static void
ask(const struct worker *w, enum fleet_control kind, struct str question)
{
	static const enum fleet_control kinds[] = {
	    [ANSWER_GIVEN] = CONTROL_ANSWER,
	    [ANSWER_NONE] = CONTROL_NO_ANSWER,
	    [ANSWER_NO_TERMINAL] = CONTROL_NO_TERMINAL,
	};
	struct buf text = BUF_INIT(BUF_MAX_LINE), answer;

	buf_init_secret(&answer, BUF_MAX_SECRET);
	buf_addf(&text, "%s: %.*s", fleet_name(w), STR_ARG(question));
	enum answer given = ask_line(buf_z(&text), &answer, kind == CONTROL_QUESTION);
	fleet_control_send(w->control, kinds[given], given == ANSWER_GIVEN ? buf_str(&answer) :
	    STR(""));
	buf_clear(&text);
	buf_clear(&answer);
}

/* The output of a worker so far is complete. */
static void
take_whole(struct fleet *f, size_t i)
{
	read_output(f, i);
	merge_whole(f->merge, i);
}

/* What a worker prints from now on are results of its line, or no longer. */
static void
turn_to_results(struct fleet *f, size_t i, bool results)
{
	struct worker *w = &f->v[i];

	read_output(f, i);
	w->results = results;
	if (f->apart && !w->late) {
		merge_end(f->merge, i);
		fleet_print(f);
		merge_lay_aside(f->merge, i, !results);
	}
	fleet_control_send(w->control, CONTROL_ANSWER, STR(""));
	if (results && f->apart && f->unread && !w->late)
		fleet_control_send(w->control, CONTROL_UNREAD, STR(""));
}

/* A worker has run a line. */
static void
end_line(struct fleet *f, size_t i)
{
	struct worker *w = &f->v[i];

	read_output(f, i);
	fleet_top_end(f, w);
	fleet_watch_end(f, i);
	if (w->late) {
		read_complaints(f, i);
		merge_end(f->merge, i);
		show_beside(f, i);
	}
	merge_whole(f->merge, i);
	w->runs = false;
	w->late -= w->late > 0;
	w->owed -= w->owed > 0;
	if (f->apart && !w->late)
		merge_lay_aside(f->merge, i, true);
}

/* Handle a message. */
static void
follow(struct fleet *f, size_t i, enum fleet_control kind, struct str text)
{
	struct worker *w = &f->v[i];

	switch (kind) {
	case CONTROL_UP:
	case CONTROL_DOWN:
		settle(f, w, kind == CONTROL_UP, text);
		break;
	case CONTROL_ENTERED:
		w->enters = false;
		break;
	case CONTROL_CANDIDATE:
		fleet_take_candidate(f, w, text);
		break;
	case CONTROL_DONE:
		end_line(f, i);
		break;
	case CONTROL_NAME:
		take_whole(f, i);
		rename_worker(f, w, text);
		break;
	case CONTROL_WATCH:
		take_whole(f, i);
		fleet_print(f);
		fleet_watch_begin(f, w, text);
		break;
	case CONTROL_PICTURE:
		read_output(f, i);
		fleet_watch_whole(f, w);
		break;
	case CONTROL_TOP:
		fleet_top_take(f, w, text);
		break;
	case CONTROL_RESULTS:
	case CONTROL_RESULTS_END:
		turn_to_results(f, i, kind == CONTROL_RESULTS);
		break;
	case CONTROL_PLAN:
		take_whole(f, i);
		fleet_print(f);
		fleet_take_plan(f, w, text);
		break;
	case CONTROL_SHOWN:
		read_complaints(f, i);
		take_whole(f, i);
		w->shown = true;
		break;
	default:
		ask(w, kind, text);
		break;
	}
}

/* Take one message; false when there is none. */
static bool
take_message(struct fleet *f, size_t i)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	enum fleet_control kind;
	int got = fleet_control_receive(f->v[i].control, &kind, &text);

	if (got < 0)
		end_worker(f, i);
	else if (got > 0)
		follow(f, i, kind, buf_str(&text));
	buf_clear(&text);
	return got > 0;
}

void
fleet_take_messages(struct fleet *f, struct worker *w)
{
	while (w->control >= 0 && take_message(f, (size_t)(w - f->v)))
		continue;
}

/* What a worker may be given of that which it has not read yet. Of typed lines it gets one at a
 * time: then all that it says until it is done is of that line. */
static struct str
due(const struct fleet *f, const struct worker *w)
{
	struct str rest = str_from_at(buf_str(&f->feed), w->fed);

	if (!f->interactive)
		return rest;
	return w->runs ? STR("") : str_head(rest, str_chr(rest, '\n') + 1);
}

/* Give it to a worker. */
static void
feed_worker(struct fleet *f, struct worker *w)
{
	struct str rest = due(f, w);
	ssize_t n = rest.n ? write(w->in, rest.p, rest.n) : 0;

	if (n > 0) {
		w->fed += (size_t)n;
		w->runs = f->interactive && rest.p[n - 1] == '\n';
	}
	if ((n < 0 && errno != EAGAIN && errno != EINTR) ||
	    (f->feed_ended && w->fed == f->feed.n))
		shut(&w->in);
}

/* Forget the lines that all workers have read. */
static void
drop_feed(struct fleet *f)
{
	size_t least = f->feed.n;

	for (size_t i = 0; i < f->n; i++)
		if (f->v[i].in >= 0 && f->v[i].fed < least)
			least = f->v[i].fed;
	/* Moving the rest costs time in proportion to its length. */
	if (least < f->feed.n / 2)
		return;
	buf_drop(&f->feed, least);
	for (size_t i = 0; i < f->n; i++)
		f->v[i].fed -= f->v[i].in >= 0 ? least : 0;
}

static void
feed_all(struct fleet *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->v[i].in >= 0)
			feed_worker(f, &f->v[i]);
	drop_feed(f);
}

void
fleet_feed(struct fleet *f, struct str lines)
{
	buf_adds(&f->feed, lines);
	feed_all(f);
}

void
fleet_drop_lines(struct fleet *f)
{
	for (size_t i = 0; i < f->n; i++) {
		struct worker *w = &f->v[i];
		struct str rest = str_from_at(buf_str(&f->feed), w->fed), line;
		if (w->in < 0 || !w->runs)
			continue;
		while (w->owed > w->late && rest.n && str_cut(&rest, '\n', &line))
			w->owed--;
		w->fed = f->feed.n;
	}
}

bool
fleet_is_behind(const struct fleet *f)
{
	return f->feed.n >= FLEET_FEED;
}

void
fleet_feed_end(struct fleet *f)
{
	f->feed_ended = true;
	feed_all(f);
}

/* What is awaited of a worker: only one worker has the terminal. */
static void
fill_fds(const struct fleet *f, const struct worker *w, struct pollfd v[FLEET_WAYS])
{
	bool lags = w->in >= 0 && due(f, w).n, waits = f->talks != NULL;

	v[WAY_IN] = (struct pollfd){.fd = lags && !waits ? w->in : -1, .events = POLLOUT};
	v[WAY_OUT] = (struct pollfd){.fd = waits ? -1 : w->out, .events = POLLIN};
	v[WAY_ERR] = (struct pollfd){.fd = waits ? -1 : w->err, .events = POLLIN};
	v[WAY_CONTROL] = (struct pollfd){.fd = waits ? -1 : w->control, .events = POLLIN};
	v[WAY_TURN] = (struct pollfd){.fd = waits && f->talks != w ? -1 : w->turn,
	    .events = POLLIN};
}

size_t
fleet_fds_n(const struct fleet *f)
{
	return f->n * FLEET_WAYS + FLEET_KEYS;
}

size_t
fleet_fds(const struct fleet *f, struct pollfd *v)
{
	for (size_t i = 0; i < f->n; i++, v += FLEET_WAYS)
		fill_fds(f, &f->v[i], v);
	*v = (struct pollfd){.fd = f->top ? STDIN_FILENO : -1, .events = POLLIN};
	return fleet_fds_n(f);
}

int
fleet_wait(struct fleet *f, struct pollfd *own, size_t own_n, msec deadline)
{
	for (size_t i = 0; i < own_n; i++)
		f->fds[i] = own[i];
	f->own_n = own_n;
	size_t n = own_n + fleet_fds(f, f->fds + own_n);
	int got = poll(f->fds, (nfds_t)n, clock_poll_timeout(deadline));
	for (size_t i = 0; i < own_n; i++)
		own[i].revents = got > 0 ? f->fds[i].revents : 0;
	return got;
}

void
fleet_take(struct fleet *f)
{
	const struct pollfd *v = f->fds + f->own_n;

	for (size_t i = 0; i < f->n; i++, v += FLEET_WAYS) {
		if (v[WAY_OUT].revents)
			read_output(f, i);
		if (v[WAY_ERR].revents)
			read_complaints(f, i);
		if (v[WAY_CONTROL].revents)
			fleet_take_messages(f, &f->v[i]);
		if (v[WAY_TURN].revents)
			fleet_hear_of_terminal(f, &f->v[i]);
	}
	fleet_admit(f);
	feed_all(f);
	fleet_print(f);
	fleet_watch_draw(f);
	fleet_top_work(f);
	if (f->talks)
		return;
	fleet_ask_plans(f);
	fleet_lend_terminal(f);
}

msec
fleet_deadline(const struct fleet *f)
{
	msec plans = fleet_plans_deadline(f);
	msec shown = f->watching ? fleet_watch_deadline(f) : merge_deadline(f->merge);

	if (f->talks)
		return CLOCK_NEVER;
	msec due = plans < shown ? plans : shown, top = fleet_top_deadline(f);
	return top < due ? top : due;
}

