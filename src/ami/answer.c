/* SPDX-License-Identifier: ISC */
/* The shapes of answers, new and old. Where callers could forge a mark, more than the mark is
 * required. */
#include "ami/answer.h"

enum shape
answer_shape(const struct sent *s)
{
	return s->facts ? s->facts->shape : SHAPE_PLAIN;
}

/* Do list items follow this successful Response, which is not marked as a list's start? */
static bool
opens_unmarked(const struct sent *s, const struct msg *m)
{
	struct str text;

	switch (answer_shape(s)) {
	case SHAPE_ONE_EVENT:
	case SHAPE_NAMED_END:
		return true;
	case SHAPE_OLD_LIST:
	case SHAPE_OLD_ITEM:
		return !msg_find(m, STR("Message"), &text) ||
		       str_find(text, STR("will follow")) < text.n;
	default:
		return false;
	}
}

/* Up to early 1.8 the answer to Events is `Response: Success` and `Events: Off`, and nothing else
 * (main/manager.c, action_events()). */
bool
answer_lacks_id(const struct sent *s, const struct msg *m)
{
	return !s->open && str_ieq(str_of(s->action), STR("Events")) && m->n == 2 &&
	       msg_is(m, MSG_RESPONSE, STR("Success")) &&
	       str_ieq(msg_name(m, 1), STR("Events"));
}

/* Find the mark of a list. It comes before anything that could be forged: it is the second or third
 * line (main/manager.c, astman_send_response_full()). */
static bool
find_mark(const struct msg *m, struct str *mark)
{
	for (size_t i = 1; i < m->n && i <= 2; i++) {
		if (str_ieq(msg_name(m, i), STR("EventList"))) {
			*mark = msg_value(m, i);
			return true;
		}
	}
	return false;
}

bool
answer_is_marked(const struct msg *m)
{
	struct str mark;

	return msg_is(m, MSG_RESPONSE, STR("Success")) && find_mark(m, &mark) &&
	       str_ieq(mark, STR("start"));
}

bool
answer_goes_on(const struct sent *s, const struct msg *m)
{
	struct str mark;

	if (!msg_is(m, MSG_RESPONSE, STR("Success")))
		return false;
	return find_mark(m, &mark) ? str_ieq(mark, STR("start")) : opens_unmarked(s, m);
}

bool
answer_is_broadcast(const struct msg *m)
{
	return m->n > 1 && str_ieq(msg_name(m, 1), STR("Privilege")) &&
	       str_ends(msg_value(m, 1), STR(",all"));
}

static bool
is_bare_item(const struct sent *s, const struct msg *m)
{
	const char *item = s->facts ? s->facts->bare_item : NULL;

	return item && msg_is(m, MSG_EVENT, str_of(item));
}

bool
answer_has(const struct sent *s, const struct msg *m)
{
	struct str id = msg_get(m, STR("ActionID"));

	if (answer_is_broadcast(m))
		return false;
	return str_eq(id, str_of(s->id)) || (id.n == 0 && is_bare_item(s, m));
}

bool
answer_may_be(const struct sent *s, const struct msg *m)
{
	return !s->open && answer_shape(s) != SHAPE_NO_RESPONSE && !answer_is_broadcast(m) &&
	       str_eq(msg_get(m, STR("ActionID")), str_of(s->id));
}

/* Does this mark end a list? Asterisk itself never cancels one, but its comments mention it and
 * other software does. */
static bool
is_end_mark(struct str mark)
{
	return str_ieq(mark, STR("Complete")) || str_ieq(mark, STR("Cancelled"));
}

/* The header alone is not enough for an action whose completing event is known: items contain text
 * from callers. */
bool
answer_ends(const struct sent *s, const struct msg *m)
{
	const char *completion = s->facts ? s->facts->completion : NULL;
	struct str mark;

	if (completion && str_ieq(msg_title(m), str_of(completion)))
		return true;
	if (!msg_find(m, STR("EventList"), &mark) || !is_end_mark(mark))
		return false;
	return !completion || str_ends(msg_title(m), STR("Complete"));
}

/* Early 1.8 has no completing event after DBGetResponse (main/db.c, manager_dbget()). */
bool
answer_has_one_item(const struct sent *s)
{
	enum shape shape = answer_shape(s);

	return shape == SHAPE_ONE_EVENT || (shape == SHAPE_OLD_ITEM && !s->marked);
}

bool
answer_is_completion(const struct action_facts *facts, const struct msg *m)
{
	return facts && facts->shape == SHAPE_OLD_ITEM &&
	       str_ieq(msg_title(m), str_of(facts->completion)) && !answer_is_broadcast(m);
}
