/* SPDX-License-Identifier: ISC */
/* Counts lines and reports from time to time. */
#include "script/progress.h"

#include <unistd.h>

#include "base/buf.h"
#include "base/out.h"

#define QUIET 2000 /* ms before the first line, unless it was asked for */
#define EVERY 200  /* ms between two on a terminal */

static bool busy;  /* there is one */
static bool shown; /* on the terminal now */

/* Called by base/out before anything else is printed. */
static void
hide(void)
{
	if (!shown)
		return;
	shown = false;
	out_stderr(STR("\r\033[K"));
}

void
progress_init(struct progress *p, const char *what, bool asked, bool may)
{
	*p = (struct progress){
	    .what = what,
	    .terminal = isatty(STDERR_FILENO),
	    .start = clock_now(),
	};
	p->on = may && !busy && (asked || (p->terminal && !out_is_terminal()));
	busy |= p->on;
	p->next = p->start + (asked ? EVERY : QUIET);
	if (p->on && p->terminal)
		out_set_hide(hide);
}

static void
show(struct progress *p, size_t waiting)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);
	double seconds = (double)(clock_now() - p->start) / 1000;

	buf_addf(&line, "%zu %s", p->lines, p->what);
	if (waiting)
		buf_addf(&line, ", %zu waiting", waiting);
	if (p->failed)
		buf_addf(&line, ", %zu failed", p->failed);
	buf_addf(&line, ", %.0f/s", seconds > 0 ? (double)p->lines / seconds : 0);
	if (!p->terminal)
		buf_addc(&line, '\n');
	hide();
	out_stderr(buf_str(&line));
	shown = p->terminal;
	buf_clear(&line);
}

void
progress_step(struct progress *p, size_t failed, size_t waiting)
{
	p->lines++;
	p->failed = failed;
	if (!p->on || clock_now() < p->next)
		return;
	show(p, waiting);
	p->next = clock_now() + (p->terminal ? EVERY : QUIET);
}

void
progress_end(struct progress *p, size_t failed)
{
	if (!p->on)
		return;
	busy = false;
	p->failed = failed;
	if (p->terminal) {
		hide();
		out_set_hide(NULL);
	} else if (p->lines) {
		show(p, 0);
	}
}
