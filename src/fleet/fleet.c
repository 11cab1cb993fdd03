/* SPDX-License-Identifier: ISC */
/* The front's view of the workers of a fleet: starts, counts and ends them. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/out.h"
#include "client/fleet_control.h"
#include "client/fleet_member.h"
#include "fleet/fleet_impl.h"
#include "net/turn.h"
#include "script/worker.h"

#define PATIENCE 3000 /* ms for workers that were told to end */

void
fleet_shut(struct worker *w)
{
	int *const ends[] = {&w->in, &w->out, &w->err, &w->control, &w->turn};

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		if (*ends[i] >= 0)
			close(*ends[i]);
		*ends[i] = -1;
	}
}

const char *
fleet_name(const struct worker *w)
{
	return w->label ? w->label : w->name;
}

/* Close what only the front uses. */
static void
forget(struct fleet *f)
{
	for (size_t i = 0; i < f->n; i++) {
		fleet_shut(&f->v[i]);
		buf_clear(&f->v[i].complaints);
		buf_clear(&f->v[i].gathered);
		free(f->v[i].label);
		buf_clear(&f->v[i].growing);
		buf_clear(&f->v[i].picture);
		buf_clear(&f->v[i].said);
		buf_clear(&f->v[i].verb);
		buf_clear(&f->v[i].command);
	}
	merge_free(f->merge);
	buf_clear(&f->feed);
	buf_clear(&f->out);
	buf_clear(&f->watched);
	free(f->fds);
	free(f->v);
	free(f);
}

static struct fleet *
make(const struct fleet_setup *setup)
{
	struct fleet *f = mem_alloc(sizeof(*f));

	f->n = setup->members->n;
	f->v = mem_array(f->n, sizeof(*f->v));
	for (size_t i = 0; i < f->n; i++)
		f->v[i] = (struct worker){
		    .name = setup->members->v[i].name,
		    .in = -1,
		    .out = -1,
		    .err = -1,
		    .control = -1,
		    .turn = -1,
		    .complaints = BUF_INIT(BUF_MAX_TEXT),
		    .gathered = BUF_INIT(BUF_MAX_TEXT),
		    .growing = BUF_INIT(BUF_MAX_TEXT),
		    .picture = BUF_INIT(BUF_MAX_TEXT),
		    .said = BUF_INIT(BUF_MAX_TEXT),
		    .verb = BUF_INIT(BUF_MAX_LINE),
		    .command = BUF_INIT(BUF_MAX_LINE),
		};
	f->parallel = setup->parallel;
	f->fds = mem_array(FLEET_OWN + fleet_fds_n(f), sizeof(*f->fds));
	f->width = members_width(setup->members);
	f->feed_ended = !setup->feeds;
	buf_init(&f->feed, FLEET_FEED + FLEET_READ + BUF_MAX_LINE);
	buf_init(&f->out, BUF_MAX_TEXT);
	buf_init(&f->watched, BUF_MAX_LINE);
	f->undrawn = CLOCK_NEVER;
	f->plans_due = CLOCK_NEVER;
	f->interactive = setup->interactive;
	f->color = setup->color;
	f->read_only = setup->read_only;
	f->merge = merge_new(f->n);
	for (size_t i = 0; i < f->n; i++)
		merge_name(f->merge, i, str_of(f->v[i].name));
	merge_pass(f->merge, setup->interactive);
	return f;
}

/* Keep one end of a pair and give the other away. */
static int
keep_end(int *ours, int *theirs, int ends[2], int which)
{
	*ours = ends[which];
	*theirs = ends[!which];
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	return fcntl(*ours, F_SETFL, fcntl(*ours, F_GETFL) | O_NONBLOCK);
}

/* Make the five connections to a worker. */
static int
make_ends(struct worker *w, struct worker_ends *theirs, bool feeds)
{
	int ends[2];

	if (!feeds)
		theirs->in = open("/dev/null", O_RDONLY | O_CLOEXEC);
	else if (pipe(ends) < 0 || keep_end(&w->in, &theirs->in, ends, 1) < 0)
		return -1;
	if (pipe(ends) < 0 || keep_end(&w->out, &theirs->out, ends, 0) < 0)
		return -1;
	if (pipe(ends) < 0 || keep_end(&w->err, &theirs->err, ends, 0) < 0)
		return -1;
	if (fleet_control_open(ends) < 0 || keep_end(&w->control, &theirs->control, ends, 0) < 0)
		return -1;
	if (turn_open(ends) < 0 || keep_end(&w->turn, &theirs->turn, ends, 0) < 0)
		return -1;
	return 0;
}

/* Start worker i. Returns what fork does; *theirs is for the worker. */
static pid_t
start(struct fleet *f, size_t i, struct worker_ends *theirs, bool feeds)
{
	*theirs = (struct worker_ends){-1, -1, -1, -1, -1};
	pid_t pid = make_ends(&f->v[i], theirs, feeds) < 0 ? -1 : fork();
	if (pid > 0)
		f->v[i].pid = pid;
	if (pid != 0)
		worker_close(theirs);
	return pid;
}

struct fleet *
fleet_start(const struct fleet_setup *setup, struct fleet_member *member, struct err *err)
{
	struct fleet *f = make(setup);
	struct worker_ends theirs;
	pid_t front = getpid();
	bool errors_seen = isatty(STDERR_FILENO);

	*member = (struct fleet_member){.members = NULL};
	if (fleet_raise_limit(f->n, err) < 0) {
		fleet_free(f);
		return NULL;
	}
	for (size_t i = 0; i < f->n; i++) {
		switch (start(f, i, &theirs, setup->feeds)) {
		case -1:
			err_set(err, ERR_USAGE, "cannot start a worker for %s: %s", f->v[i].name,
			    strerror(errno));
			fleet_shut(&f->v[i]); /* it has no end that could be awaited */
			fleet_free(f);
			return NULL;
		case 0:
			forget(f);
			fleet_restore_limit();
			worker_become(&theirs, front);
			*member = (struct fleet_member){
			    .members = setup->members,
			    .self = i,
			    .control = theirs.control,
			    .turn = theirs.turn,
			    .errors_seen = errors_seen,
			    .interactive = setup->interactive,
			};
			return NULL;
		}
	}
	fleet_admit(f);
	return f;
}

void
fleet_announce(struct fleet *f)
{
	f->begun = true;
}

void
fleet_signal(const struct fleet *f, int number)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->v[i].pid > 0)
			kill(f->v[i].pid, number);
}

void
fleet_expect(struct fleet *f, bool muted)
{
	merge_pass(f->merge, false);
	f->muted = muted;
	for (size_t i = 0; i < f->n; i++)
		f->v[i].owed += f->v[i].pid > 0;
}

void
fleet_expect_apart(struct fleet *f, bool taken)
{
	f->apart = true;
	f->taken = taken;
	f->unread = false;
	merge_divert(f->merge, true);
	for (size_t i = 0; i < f->n; i++)
		merge_lay_aside(f->merge, i, !f->v[i].late);
}

void
fleet_expect_unread(struct fleet *f)
{
	f->unread = true;
	for (size_t i = 0; i < f->n; i++)
		if (f->v[i].results && !f->v[i].late)
			fleet_control_send(f->v[i].control, CONTROL_UNREAD, STR(""));
}

void
fleet_expect_no_more(struct fleet *f)
{
	for (size_t i = 0; i < f->n; i++) {
		f->v[i].late = f->v[i].owed;
		merge_rejoin(f->merge, i);
	}
	f->apart = false;
	merge_divert(f->merge, false);
	merge_pass(f->merge, true);
	f->muted = false;
	fleet_print(f);
}

bool
fleet_answered(const struct fleet *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->v[i].owed)
			return false;
	return true;
}

struct fleet_state
fleet_state(const struct fleet *f)
{
	struct fleet_state state = {0};

	for (size_t i = 0; i < f->n; i++) {
		state.running += f->v[i].pid > 0;
		state.settled += f->v[i].settled;
		state.up += f->v[i].up;
	}
	return state;
}

const char *
fleet_first_up(const struct fleet *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->v[i].up)
			return fleet_name(&f->v[i]);
	return NULL;
}

/* The worse of two exit statuses. */
static int
worse(int a, int b)
{
	int interrupted = err_exit_status(ERR_INTERRUPTED);

	if (a == interrupted || b == interrupted)
		return interrupted;
	return a > b ? a : b;
}

int
fleet_status(const struct fleet *f)
{
	int worst = 0;

	for (size_t i = 0; i < f->n; i++)
		worst = worse(worst, f->v[i].status);
	return worst;
}

/* Let them end, and show their last output. */
static void
wait_for_end(struct fleet *f, msec patience)
{
	msec deadline = clock_now() + patience;

	while (fleet_state(f).running && clock_now() < deadline)
		if (fleet_wait(f, NULL, 0, deadline) > 0)
			fleet_take(f);
}

void
fleet_free(struct fleet *f)
{
	if (!f)
		return;
	f->muted |= out_failed() != 0;
	fleet_top_close(f);
	fleet_feed_end(f);
	fleet_refuse_plans(f);
	fleet_admit_none(f);
	fleet_signal(f, SIGTERM);
	wait_for_end(f, PATIENCE);
	fleet_signal(f, SIGKILL);
	wait_for_end(f, PATIENCE);
	forget(f);
}
