/* SPDX-License-Identifier: ISC */
/* Labels, and lines for only some of the servers. */
#include "client/fleet_member.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/out.h"
#include "base/text.h"
#include "client/fleet_control.h"
#include "conf/members.h"
#include "lang/raw_block.h"

/* Foreground colours not used for anything else: no red. */
static const char *const colors[] = {"36", "33", "35", "32", "34"};

#define COLORS (sizeof(colors) / sizeof(colors[0]))

void
member_dress(struct fleet_member *m, bool color)
{
	struct buf name = BUF_INIT(BUF_MAX_LINE);

	buf_clear(&m->label);
	buf_init(&m->label, BUF_MAX_LINE);
	if (color)
		buf_addf(&m->label, "\033[%sm", colors[m->self % COLORS]);
	text_escape(&name, str_of(member_name(m)));
	text_cell(&m->label, buf_str(&name), members_width(m->members));
	buf_addz(&m->label, color ? "|\033[0m " : "| ");
	buf_clear(&name);
}

void
member_clear(struct fleet_member *m)
{
	buf_clear(&m->label);
}

const char *
member_name(const struct fleet_member *m)
{
	return m->members->v[m->self].name;
}

void
member_label(const struct fleet_member *m, enum format format)
{
	struct str label = format_has(format, FORMAT_LABELED) ? buf_str(&m->label) : STR("");

	out_set_label(label, members_width(m->members) + 2);
}

void
member_tell(struct fleet_member *m, bool online)
{
	if (online != m->up)
		fleet_control_send(m->control, online ? CONTROL_UP : CONTROL_DOWN, STR(""));
	m->up = online;
}

void
member_done(const struct fleet_member *m)
{
	out_flush();
	fleet_control_send(m->control, CONTROL_DONE, STR(""));
}

/* Tell the front how what is printed from now on differs; it answers when it has the rest. */
static enum answer
turn(const struct fleet_member *m, enum fleet_control kind, struct str text)
{
	struct buf ignored = BUF_INIT(BUF_MAX_LINE);

	out_flush();
	fleet_control_send(m->control, kind, text);
	enum answer given = ask_take_answer(m->control, &ignored);
	buf_clear(&ignored);
	return given;
}

enum answer
member_plan(const struct fleet_member *m, const struct fleet_plan *plan)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	fleet_control_write_plan(&text, plan);
	enum answer given = turn(m, CONTROL_PLAN, buf_str(&text));
	buf_clear(&text);
	return given;
}

enum answer
member_ask(const struct fleet_member *m, struct buf *answer)
{
	out_flush();
	fleet_control_send(m->control, CONTROL_SHOWN, STR(""));
	return ask_take_answer(m->control, answer);
}

void
member_results(const struct fleet_member *m)
{
	turn(m, CONTROL_RESULTS, STR(""));
}

void
member_results_end(const struct fleet_member *m)
{
	turn(m, CONTROL_RESULTS_END, STR(""));
}

void
member_watch(const struct fleet_member *m, struct str text)
{
	turn(m, CONTROL_WATCH, text);
}

void
member_picture(const struct fleet_member *m)
{
	out_flush();
	fleet_control_send(m->control, CONTROL_PICTURE, STR(""));
}

bool
member_names(struct str *line, struct str *names)
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
member_after_names(struct str line)
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
member_stay(struct fleet_member *m)
{
	m->elsewhere = false;
}

int
member_takes(struct fleet_member *m, struct str *line, struct err *err)
{
	struct str names;

	if (m->elsewhere) {
		m->elsewhere = !raw_block_ends(*line);
		return 0;
	}
	m->named = member_names(line, &names);
	if (!m->named)
		return 1;
	bool *picked = mem_array(m->members->n, sizeof(*picked));
	int result = members_pick(m->members, names, picked, err);
	if (result == 0)
		result = picked[m->self];
	free(picked);
	m->elsewhere = result == 0 && raw_block_opens(*line);
	return result;
}
