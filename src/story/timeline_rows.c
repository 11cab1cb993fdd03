/* SPDX-License-Identifier: ISC */
/* Decides which lanes a step introduces, and whether it is worth a row of its own. */
#include "story/timeline_rows.h"

#include "base/text.h"

struct taker {
	void (*take)(void *arg, const struct timeline_row *row);
	void *arg;
};

/* Show a lane for the first time. */
static void
introduce(struct timeline_row row, struct lane *lane, msec now, const struct taker *taker)
{
	struct buf words = BUF_INIT(BUF_MAX_TEXT);

	step_introduce(&words, lane, lane->existed && lane->since ? now - lane->since : -1);
	lane->shown = true;
	row.picture = (struct picture_row){.begins = lane};
	row.words = buf_str(&words);
	taker->take(taker->arg, &row);
	buf_clear(&words);
}

/* Is this a lane that is shown with the step itself: the one that is dialled? */
static bool
comes_with(const struct trace_step *step, size_t party)
{
	return step->kind == STEP_DIAL && party == 1;
}

/* Must it be shown now? One that we made is shown with what is done to it. */
static bool
is_due(const struct trace_step *step)
{
	const struct lane *lane = step->lane[0];
	struct buf words = BUF_INIT(BUF_MAX_TEXT);

	step_say(&words, step);
	bool due = words.n || (step->kind == STEP_NEW && (lane->calls || lane->existed));
	buf_clear(&words);
	return due;
}

/* The row of the step itself. */
static void
show(struct timeline_row row, const struct trace_step *step, const struct taker *taker)
{
	const struct step_words *how = step_words(step->kind);
	struct buf words = BUF_INIT(BUF_MAX_TEXT);

	step_say(&words, step);
	row.picture = (struct picture_row){
	    .arrow = how->arrow,
	    .from = step->lane[how->from],
	    .to = step->lane[how->to],
	    .ends = step->kind == STEP_GONE ? step->lane[0] : NULL,
	};
	if (step->kind == STEP_DIAL && !step->lane[1]->shown) {
		row.picture.begins = step->lane[1];
		step->lane[1]->shown = true;
	}
	row.words = buf_str(&words);
	if (words.n)
		taker->take(taker->arg, &row);
	buf_clear(&words);
}

void
timeline_rows(const struct trace_step *step, struct timespec time, msec now,
    void (*take)(void *arg, const struct timeline_row *row), void *arg)
{
	const struct timeline_row row = {.time = time, .trace = step->trace};
	const struct taker taker = {.take = take, .arg = arg};

	if (!is_due(step))
		return;
	for (size_t i = 0; i < STEP_PARTIES; i++) {
		struct lane *lane = step->lane[i];
		if (lane && !lane->shown && !lane_gone(lane) && !comes_with(step, i))
			introduce(row, lane, now, &taker);
	}
	show(row, step, &taker);
}

struct str
timeline_line(struct str *words, size_t columns)
{
	size_t used;
	struct str head = text_fit(*words, columns, &used), rest = str_from_at(*words, head.n);

	if (head.n == 0 && words->n)
		rest = str_from_at(*words, text_broken(*words));
	for (size_t n = head.n; n > 0 && rest.n; n--) {
		if (words->p[n] == ' ') {
			head.n = n;
			rest = str_from_at(*words, n + 1);
			break;
		}
	}
	head = head.n ? head : str_head(*words, words->n - rest.n);
	*words = rest;
	return head;
}
