/* SPDX-License-Identifier: ISC */
/* One line about how all servers ended. */
#include <unistd.h>

#include "base/out.h"
#include "fleet/fleet_impl.h"

#define NAMES_MAX 10 /* that are given; the rest is counted */

/* What ended so, by the kind of its exit status; others are counted with ERR_USAGE. */
static const char *const words[] = {
    [ERR_NONE] = "well",
    [ERR_FAILED] = "failed",
    [ERR_USAGE] = "in error",
    [ERR_CONNECT] = "not reached",
    [ERR_LOGIN] = "refused",
    [ERR_TIMEOUT] = "without reply",
    [ERR_LOST] = "lost",
    [ERR_INTERRUPTED] = "interrupted",
};

/* In what order they are told: the good, then what the servers said, then what kept us off. */
static const enum err_kind order[] = {ERR_NONE, ERR_FAILED, ERR_USAGE, ERR_LOGIN, ERR_CONNECT,
    ERR_TIMEOUT, ERR_LOST, ERR_INTERRUPTED};

#define KINDS (sizeof(order) / sizeof(order[0]))

static enum err_kind
kind_of(int status)
{
	for (size_t i = 0; i < KINDS; i++)
		if (err_exit_status(order[i]) == status)
			return order[i];
	return ERR_USAGE;
}

static void
add_counts(const struct fleet *f, struct buf *out)
{
	size_t counts[KINDS] = {0}, told = 0;

	for (size_t i = 0; i < f->n; i++)
		counts[kind_of(f->v[i].status)]++;
	for (size_t i = 0; i < KINDS; i++)
		if (counts[order[i]])
			buf_addf(out, "%s%zu %s", told++ ? ", " : "", counts[order[i]],
			    words[order[i]]);
}

/* Add the names of those that are not well. */
static void
add_names(const struct fleet *f, struct buf *out)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct worker *w = &f->v[i];
		if (w->status == 0 || ++n > NAMES_MAX)
			continue;
		buf_addz(out, n == 1 ? ": " : ", ");
		buf_addz(out, fleet_name(w));
	}
	if (n > NAMES_MAX)
		buf_addf(out, " and %zu more", n - NAMES_MAX);
}

void
fleet_summary(const struct fleet *f)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	/* What gathers has statuses of its own, and tells them. */
	if (f->n < 2 || f->gathers || (fleet_status(f) == 0 && !isatty(STDERR_FILENO)))
		return;
	add_counts(f, &out);
	add_names(f, &out);
	out_remark("amsh: %s", buf_z(&out));
	buf_clear(&out);
}
