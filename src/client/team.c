/* SPDX-License-Identifier: ISC */
/* Labels, and lines for some of the servers only. */
#include "client/team.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/out.h"
#include "base/text.h"
#include "client/control.h"
#include "conf/members.h"
#include "lang/raw_block.h"

/* Foregrounds that are not used for anything else on the same screen: no red. */
static const char *const colors[] = {"36", "33", "35", "32", "34"};

#define COLORS (sizeof(colors) / sizeof(colors[0]))

void
team_dress(struct team *t, bool color)
{
	struct buf name = BUF_INIT(BUF_MAX_LINE);

	buf_clear(&t->label);
	buf_init(&t->label, BUF_MAX_LINE);
	if (color)
		buf_addf(&t->label, "\033[%sm", colors[t->self % COLORS]);
	text_escape(&name, str_of(team_name(t)));
	text_cell(&t->label, buf_str(&name), members_width(t->members));
	buf_addz(&t->label, color ? "|\033[0m " : "| ");
	buf_clear(&name);
}

void
team_clear(struct team *t)
{
	buf_clear(&t->label);
}

const char *
team_name(const struct team *t)
{
	return t->members->v[t->self].name;
}

void
team_label(const struct team *t, enum format format)
{
	struct str label = format_has(format, FORMAT_LABELED) ? buf_str(&t->label) : STR("");

	out_set_label(label, members_width(t->members) + 2);
}

void
team_tell(struct team *t, bool online)
{
	if (online != t->up)
		control_send(t->control, online ? CONTROL_UP : CONTROL_DOWN, STR(""));
	t->up = online;
}

void
team_done(const struct team *t)
{
	out_flush();
	control_send(t->control, CONTROL_DONE, STR(""));
}

enum answer
team_ask(const struct team *t, const struct control_plan *plan, struct buf *answer)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	out_flush();
	control_write_plan(&text, plan);
	control_send(t->control, CONTROL_PLAN, buf_str(&text));
	buf_clear(&text);
	return ask_take_answer(t->control, answer);
}

void
team_watch(const struct team *t, struct str text)
{
	struct buf ignored = BUF_INIT(BUF_MAX_LINE);

	out_flush();
	control_send(t->control, CONTROL_WATCH, text);
	ask_take_answer(t->control, &ignored);
	buf_clear(&ignored);
}

void
team_picture(const struct team *t)
{
	out_flush();
	control_send(t->control, CONTROL_PICTURE, STR(""));
}

bool
team_names(struct str *line, struct str *names)
{
	struct str s = str_trim(*line);
	size_t n = 0;

	if (s.n == 0 || s.p[0] != '@')
		return false;
	while (n < s.n && s.p[n] != ' ' && s.p[n] != '\t')
		n++;
	*names = str_from(s.p + 1, n - 1);
	*line = str_trim(str_from_at(s, n));
	return true;
}

struct str
team_after_names(struct str line)
{
	struct str rest = line;
	size_t n = 0;

	while (rest.n && (rest.p[0] == ' ' || rest.p[0] == '\t'))
		rest = str_from_at(rest, 1);
	if (rest.n == 0 || rest.p[0] != '@')
		return line;
	while (n < rest.n && rest.p[n] != ' ' && rest.p[n] != '\t')
		n++;
	return n < rest.n ? str_from_at(rest, n) : line;
}

void
team_stay(struct team *t)
{
	t->elsewhere = false;
}

int
team_takes(struct team *t, struct str *line, struct err *err)
{
	struct str names;

	if (t->elsewhere) {
		t->elsewhere = !raw_block_ends(*line);
		return 0;
	}
	t->named = team_names(line, &names);
	if (!t->named)
		return 1;
	bool *picked = mem_array(t->members->n, sizeof(*picked));
	int result = members_pick(t->members, names, picked, err);
	if (result == 0)
		result = picked[t->self];
	free(picked);
	t->elsewhere = result == 0 && raw_block_opens(*line);
	return result;
}
