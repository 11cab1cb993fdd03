/* SPDX-License-Identifier: ISC */
/* The shapes of answers, new and old. Where callers could forge a mark, more than that is asked. */
#include "ami/answer.h"

/* Lists whose items have no ActionID (captures iax-with-peers and, up to 11, parking). */
static const struct {
	const char *action;
	const char *item;
} bare_items[] = {
    {"IAXpeers", "PeerEntry"},
    {"Parkinglots", "Parkinglot"},
};

enum shape
answer_shape(const struct call *c)
{
	return c->facts ? c->facts->shape : SHAPE_PLAIN;
}

/* Do list items follow this successful Response, which is not marked as a list's start? */
static bool
opens_unmarked(const struct call *c, const struct msg *m)
{
	struct str text;

	switch (answer_shape(c)) {
	case SHAPE_ONE_EVENT:
	case SHAPE_NAMED_END:
		return true;
	case SHAPE_OLD_LIST:
		return !msg_find(m, STR("Message"), &text) ||
		       str_find(text, STR("will follow")) < text.n;
	default:
		return false;
	}
}

/* The mark of a list stands before anything that could be forged: it is the second or third line
 * (main/manager.c, astman_send_response_full()). */
bool
answer_goes_on(const struct call *c, const struct msg *m)
{
	if (!msg_is(m, MSG_RESPONSE, STR("Success")))
		return false;
	for (size_t i = 1; i < m->n && i <= 2; i++)
		if (str_ieq(msg_name(m, i), STR("EventList")))
			return str_ieq(msg_value(m, i), STR("start"));
	return opens_unmarked(c, m);
}

/* Was this event sent to everybody? Those say `Privilege: call,all` in their second line; a list's
 * items have none, or `Privilege: Call` (Status) or `System` (PeerStatus). */
static bool
is_broadcast(const struct msg *m)
{
	return m->n > 1 && str_ieq(msg_name(m, 1), STR("Privilege")) &&
	       str_ends(msg_value(m, 1), STR(",all"));
}

static bool
is_bare_item(const struct call *c, const struct msg *m)
{
	for (size_t i = 0; i < sizeof(bare_items) / sizeof(bare_items[0]); i++)
		if (str_ieq(str_of(c->action), str_of(bare_items[i].action)))
			return msg_is(m, MSG_EVENT, str_of(bare_items[i].item));
	return false;
}

bool
answer_has(const struct call *c, const struct msg *m)
{
	struct str id = msg_get(m, STR("ActionID"));

	if (is_broadcast(m))
		return false;
	return str_eq(id, str_of(c->id)) || (id.n == 0 && is_bare_item(c, m));
}

/* The header alone is not enough for an action whose completing event is known: items carry texts
 * of callers. */
bool
answer_ends(const struct call *c, const struct msg *m)
{
	const char *completion = c->facts ? c->facts->completion : NULL;
	struct str mark;

	if (completion && str_ieq(msg_title(m), str_of(completion)))
		return true;
	if (!msg_find(m, STR("EventList"), &mark) || !str_ieq(mark, STR("Complete")))
		return false;
	return !completion || str_ends(msg_title(m), STR("Complete"));
}
