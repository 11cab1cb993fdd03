/* SPDX-License-Identifier: ISC */
/* Completion of console lines: command words, and names of what is alive. */
#include <stdlib.h>
#include <strings.h>

#include "actions.h"
#include "base/mem.h"
#include "channel.h"
#include "cli.h"
#include "device.h"
#include "dialplan.h"
#include "manual.h"
#include "queue.h"

struct matches {
	struct sim *sim;
	const struct words *line; /* the words before the one being completed */
	const char *prefix;
	char **match;
	size_t n;
};

static void
offer(struct matches *m, const char *candidate)
{
	if (!str_istarts(str_of(candidate), str_of(m->prefix)))
		return;
	m->match = mem_grow(m->match, m->n + 1, sizeof(*m->match));
	m->match[m->n++] = mem_strdup(candidate);
}

static void
offer_actions(struct matches *m)
{
	size_t count;
	const struct action **list = sim_actions(m->sim, &count);

	for (size_t i = 0; i < count; i++)
		offer(m, list[i]->name);
	free(list);
}

static void
offer_command(const struct cli_row *row, void *context)
{
	struct words own;

	sim_words_split(&own, row->words);
	if (*own.word[0] != '_')
		offer(context, own.word[0]);
	sim_words_free(&own);
}

static void
offer_arguments(struct matches *m, enum cli_completion what)
{
	const struct sim *sim = m->sim;

	switch (what) {
	case COMPLETE_NOTHING:
		break;
	case COMPLETE_ACTION:
		offer_actions(m);
		break;
	case COMPLETE_CHANNEL:
		for (const struct channel *ch = sim->channels; ch; ch = ch->next)
			offer(m, ch->name);
		break;
	case COMPLETE_CONTEXT:
		for (const struct step *s = sim_dialplan; s->context; s++)
			offer(m, s->context);
		break;
	case COMPLETE_ENDPOINT:
		for (size_t i = 0; i < sim->phone_count; i++)
			offer(m, sim->phones[i].name);
		break;
	case COMPLETE_EVENT:
		for (const struct event_fact *e = sim_event_facts; e->name; e++)
			offer(m, e->name);
		break;
	case COMPLETE_QUEUE:
		for (const struct call_queue *q = sim->queues; q; q = q->next)
			offer(m, q->name);
		break;
	case COMPLETE_COMMAND:
		sim_cli_each(offer_command, m);
		break;
	}
}

/* Offer the row's next word, or its arguments. */
static void
offer_row(const struct cli_row *row, void *context)
{
	struct matches *m = context;
	struct words own;
	size_t i = 0;

	sim_words_split(&own, row->words);
	while (i < own.n && i < m->line->n && strcasecmp(own.word[i], m->line->word[i]) == 0)
		i++;
	if (i == own.n && m->line->n - own.n < row->max)
		offer_arguments(m, row->completion);
	else if (i == m->line->n && i < own.n && (*own.word[0] != '_' || i > 0))
		offer(m, own.word[i]);
	sim_words_free(&own);
}

static int
by_name(const void *a, const void *b)
{
	char *const *x = a, *const *y = b;

	return strcasecmp(*x, *y);
}

static void
sort_unique(struct matches *m)
{
	size_t kept = 0;

	if (m->n)
		qsort(m->match, m->n, sizeof(*m->match), by_name);
	for (size_t i = 0; i < m->n; i++) {
		if (kept && strcmp(m->match[kept - 1], m->match[i]) == 0)
			free(m->match[i]);
		else
			m->match[kept++] = m->match[i];
	}
	m->n = kept;
}

static size_t
common_length(const struct matches *m)
{
	size_t n = m->n ? strlen(m->match[0]) : 0;

	for (size_t i = 1; i < m->n; i++) {
		size_t same = 0;
		while (same < n && str_lower(m->match[i][same]) == str_lower(m->match[0][same]))
			same++;
		n = same;
	}
	return n;
}

void
sim_cli_complete(struct sim *sim, const char *line, const char *word, struct buf *out)
{
	struct words words;
	size_t n = strlen(line);

	sim_words_split(&words, line);
	bool unfinished = words.n && n && line[n - 1] != ' ';
	if (unfinished)
		free(words.word[--words.n]);
	struct matches m = {.sim = sim, .line = &words, .prefix = word};
	sim_cli_each(offer_row, &m);
	if (!sim->old_lists)
		sort_unique(&m);
	if (m.n)
		buf_addf(out, "%.*s ", (int)common_length(&m), m.match[0]);
	for (size_t i = 0; i < m.n; i++) {
		buf_addf(out, "%s ", m.match[i]);
		free(m.match[i]);
	}
	buf_addz(out, "_EOF_");
	free(m.match);
	sim_words_free(&words);
}
