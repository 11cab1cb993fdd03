/* SPDX-License-Identifier: ISC */
/*
 * One JSON object a message and line. Names as sent, values strings, a repeated header an array in
 * the place of its first; some headers are always an array, so that a reader need not check, and
 * some never: forgeable ones have another name (msg_surplus_name). A message of ARI is its own
 * text.
 */
#include "ari/cut.h"
#include "base/json.h"
#include "layout/stop.h"
#include "view/header_repeats.h"
#include "view/json_headers.h"
#include "view/render_impl.h"

struct render_json {
	struct render base;
	struct header_repeats repeats;
	struct json_headers *headers;
};

static void
clear(struct render *base)
{
	struct render_json *r = (struct render_json *)base;

	header_repeats_clear(&r->repeats);
	json_headers_free(r->headers);
}

/* Is this a message of our own, from the command calls? */
static bool
is_call(const struct msg *m)
{
	return m->composed && msg_is(m, MSG_EVENT, STR("Call"));
}

/* Is this header an array even when it comes once? */
static bool
is_always_array(const struct msg *m, struct str name)
{
	return json_headers_is_array(name) ||
	       (is_call(m) && (str_eq(name, STR("Channel")) || str_eq(name, STR("To"))));
}

/* Write the lines of a command's output. A single empty one means none (main/manager.c,
 * action_command()). */
static void
output(struct render *r, struct json *j, const struct msg *m)
{
	struct str first = STR(""), value;
	size_t n = 0;

	json_key(j, STR("Output"));
	json_array_open(j);
	for (size_t at = 0; msg_each(m, STR("Output"), &at, &value) && !stop_asked(n); n++) {
		if (n == 0)
			first = value;
		if (n == 1)
			json_string(j, first);
		if (n > 0)
			json_string(j, value);
		render_piece(r, j->out);
	}
	if (n == 1 && first.n)
		json_string(j, first);
	json_array_close(j);
}

/* Write the lines that go by the name of a surplus, if there are any. */
static void
surplus(struct json *j, const struct msg *m, struct str wanted)
{
	struct msg_walk walk = {0};
	struct str name, value;
	bool any = false;

	while (msg_next(&walk, m, &name, &value) && !stop_asked(walk.i)) {
		if (!str_ieq(name, wanted))
			continue;
		if (!any) {
			json_key(j, wanted);
			json_array_open(j);
		}
		any = true;
		json_string(j, value);
	}
	if (any)
		json_array_close(j);
}

/* Write the header that field i is the first of, under that name. */
static void
header(struct json *j, const struct header_repeats *repeats, const struct msg *m, size_t i,
    struct str name)
{
	bool repeated = repeats->fields[i].next != HEADER_REPEATS_NONE && !msg_has_once(m, name);

	if (!repeated && !is_always_array(m, name)) {
		json_pair(j, name, msg_value(m, i));
		return;
	}
	json_key(j, name);
	json_array_open(j);
	for (size_t at = i; at != HEADER_REPEATS_NONE && !stop_asked(at);
	     at = repeats->fields[at].next)
		json_string(j, msg_value(m, at));
	json_array_close(j);
}

/* The headers before the lines of output: these may be a million, and all have one name. */
static struct msg
head_of(const struct msg *m)
{
	struct msg head = *m;
	bool cuts = msg_is_output(m);

	while (cuts && head.n && str_eq(msg_name(m, head.n - 1), STR("Output")))
		head.n--;
	return head;
}

/* Write all headers, whatever they are. */
static void
any_headers(struct render_json *r, struct json *j, const struct msg *m)
{
	bool more = false, has_output = msg_is_output(m);
	struct msg head = head_of(m);
	struct msg_walk walk = {0};
	struct str name, value;

	header_repeats_find(&r->repeats, &head);
	for (size_t i = 0; msg_next(&walk, &head, &name, &value) && !stop_asked(i); i++)
		if (msg_surplus_of(name).n)
			more = true;
		else if (r->repeats.fields[i].first && !own_adds(name) &&
		    !(has_output && str_eq(name, STR("Output"))))
			header(j, &r->repeats, m, i, name);
	if (has_output)
		output(&r->base, j, m);
	for (size_t i = 0; more && msg_surplus_at(i).n; i++)
		surplus(j, m, msg_surplus_at(i));
}

static void
all_headers(struct render_json *r, struct json *j, const struct msg *m)
{
	if (!json_headers_add(&r->headers, j, m))
		any_headers(r, j, m);
}

/* The name that the server gave field i, unless it means the same as the one that was asked for. */
static struct str
sent_name(const struct msg *m, size_t i, struct str asked)
{
	struct str sent = msg_name(m, i);

	return str_ieq(sent, asked) ? sent : asked;
}

/* Write one header that was asked for, named as sent, or as asked where the server has another name
 * for it, and continue after its cells. */
static void
picked_header(struct render_json *r, struct json *j, const struct msg *m, size_t column,
    size_t *at)
{
	const struct cells *cells = &r->base.cells;
	struct str name = r->base.fields.p[column];
	bool is_surplus = msg_surplus_of(name).n > 0;
	bool lines = str_ieq(name, STR("Output")) && msg_is_output(m);

	if (is_surplus)
		surplus(j, m, name);
	if (lines)
		output(&r->base, j, m);
	for (; *at < cells->n && cells->p[*at].column == column; ++*at)
		if (!is_surplus && !lines && r->repeats.fields[cells->p[*at].field].first)
			header(j, &r->repeats, m, cells->p[*at].field,
			    sent_name(m, cells->p[*at].field, name));
}

static void
picked_headers(struct render_json *r, struct json *j, const struct msg *m)
{
	struct msg head = head_of(m);
	size_t at = 0;

	header_repeats_find(&r->repeats, &head);
	for (size_t i = 0; i < r->base.fields.n; i++)
		picked_header(r, j, m, i, &at);
}

/* Write the lines of a message that is not made of headers. */
static void
all_lines(struct json *j, const struct msg *m)
{
	struct str rest = m->raw, line;

	json_key(j, STR(""));
	json_array_open(j);
	while (render_next_line(&rest, &line))
		if (line.n)
			json_string(j, line);
	json_array_close(j);
}

/* Write what is in a message of ARI, as it was sent; with its status where that tells something. */
static void
all_members(struct json *j, const struct msg *m)
{
	struct str inside = cut_inside(msg_json(m));

	if (m->kind == MSG_RESPONSE && (msg_is_error(m) || inside.n == 0))
		json_pair(j, OWN_STATUS, msg_title(m));
	if (inside.n)
		json_raw(j, inside);
}

/* Write the parts of it that were asked for. */
static void
picked_members(const struct render *r, struct json *j, const struct msg *m)
{
	for (size_t i = 0; i < r->cells.n && !stop_asked(i); i++) {
		const struct cell *c = &r->cells.p[i];
		struct str value;
		json_key(j, sent_name(m, c->field, r->fields.p[c->column]));
		if (msg_json_value(m, c->field, &value))
			json_raw(j, value);
		else
			json_string(j, msg_value(m, c->field));
	}
}

/* Write a message as an object; came: with the time when it came. */
static void
object(struct render *base, const struct msg *m, bool came, struct buf *out)
{
	struct render_json *r = (struct render_json *)base;
	struct json j;

	if (stop_asked(0))
		return;
	json_init(&j, out);
	json_object_open(&j);
	if (base->options.server.n)
		json_pair(&j, OWN_SERVER, base->options.server);
	if (came && m->time > 0 && !base->picked)
		json_pair(&j, OWN_TIME, own_time(&base->own, m));
	if (came && base->own.number && !base->picked)
		json_pair(&j, OWN_SEQ, own_seq(&base->own));
	if (m->json && base->picked)
		picked_members(base, &j, m);
	else if (m->json)
		all_members(&j, m);
	else if (m->kind == MSG_OTHER)
		all_lines(&j, m);
	else if (base->picked)
		picked_headers(r, &j, m);
	else
		all_headers(r, &j, m);
	json_object_close(&j);
	buf_addc(out, '\n');
}

static void
message(struct render *r, const struct msg *m, struct buf *out)
{
	object(r, m, false, out);
}

/* What opens or closes a list, if there is such a message. */
static void
envelope(struct render *r, const struct msg *m, struct buf *out)
{
	if (m && r->options.envelope)
		message(r, m, out);
}

static void
event(struct render *r, const struct msg *m, bool suspect, struct buf *out)
{
	(void)suspect;
	object(r, m, true, out);
}

const struct render_ops render_json = {
    .flags = FORMAT_WHOLE,
    .size = sizeof(struct render_json),
    .clear = clear,
    .reply = message,
    .list_open = envelope,
    .list_item = message,
    .list_close = envelope,
    .event = event,
};
