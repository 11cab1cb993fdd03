/* SPDX-License-Identifier: ISC */
/* The renderers by name, and calls to them. Does not look into messages. */
#include "view/render.h"

#include <stdlib.h>

#include "ami/alias.h"
#include "base/mem.h"
#include "layout/stop.h"
#include "view/render_impl.h"

static const struct {
	const char *name;
	const struct render_ops *ops;
} formats[FORMATS_N + 1] = {
#define FORMAT_ROW(NAME, name) {#name, &render_##name},
    FORMATS(FORMAT_ROW, FORMAT_ROW, FORMAT_ROW)
    {"template", &render_template},
};

bool
format_has(enum format format, enum format_flags flag)
{
	return formats[format].ops->flags & flag;
}

bool
format_read(struct str name, enum format *format)
{
	for (size_t i = 0; i < FORMATS_N; i++)
		if (str_eq(name, str_of(formats[i].name))) {
			*format = (enum format)i;
			return true;
		}
	return false;
}

const char *
format_name(enum format format)
{
	return formats[format].name;
}

/* Find out whether the fields name what is added to messages; a server's name among them has its
 * place there and not in front. */
static void
find_own(struct render *r)
{
	r->own_only = r->fields.n > 0;
	for (size_t i = 0; i < r->fields.n; i++) {
		bool own = own_adds(r->fields.p[i]);
		r->own_asked |= own;
		r->own_only &= own;
		if (str_ieq(r->fields.p[i], OWN_SERVER))
			r->options.server = STR("");
	}
}

struct render *
render_new(const struct render_options *options)
{
	const struct render_ops *ops = options->taker ? &render_take : formats[options->format].ops;
	struct render *r = mem_alloc(ops->size);

	r->ops = ops;
	r->options = *options;
	if (!(ops->flags & FORMAT_VERBATIM))
		header_names_add_fields(&r->fields, options->fields);
	own_init(&r->own, options->server);
	find_own(r);
	if (ops->init)
		ops->init(r);
	return r;
}

void
render_free(struct render *r)
{
	if (!r)
		return;
	if (r->ops->clear)
		r->ops->clear(r);
	header_names_clear(&r->fields);
	cells_clear(&r->cells);
	list_items_clear(&r->items);
	own_clear(&r->own);
	free(r->seen);
	free(r);
}

void
render_drain(struct render *r, void (*drain)(void *arg), void *arg)
{
	r->drain = drain;
	r->drain_arg = arg;
}

void
render_piece(struct render *r, struct buf *out)
{
	size_t n = out->n;

	if (!r->drain || n < RENDER_PIECE)
		return;
	bool cut = out->p[n - 1] != '\n';
	r->drain(r->drain_arg);
	if (out->n < n) {
		r->drained = true;
		r->cut = cut;
	}
}

/* Part of a text is worse than none: a stopped one is dropped. What was drained cannot be, but what
 * comes next begins on a line of its own. */
static void
end(struct render *r, struct buf *out, size_t before)
{
	if (stop_taken()) {
		out->n = r->drained ? 0 : before;
		if (r->drained && r->cut)
			buf_addc(out, '\n');
	}
	r->drained = false;
}

/* The message, with what is added to it as headers if these are among the fields: in room. */
static const struct msg *
dress(struct render *r, const struct msg *m, struct msg *room)
{
	if (!r->own_asked || m->kind == MSG_OTHER)
		return m;
	*room = own_add(&r->own, m);
	return room;
}

/* Does the message have one of the fields that were asked for? Finds their cells. */
static bool
has_fields(struct render *r, const struct msg *m)
{
	cells_find_fields(&r->cells, &r->fields, m);
	for (size_t i = 0; i < r->cells.n; i++)
		if (r->own_only || !own_adds(r->fields.p[r->cells.p[i].column]))
			return true;
	return false;
}

/* Find the fields of a message; it is shown whole if none were asked for. False: it has none. */
static bool
pick(struct render *r, const struct msg *m)
{
	r->picked = r->fields.n && m->kind != MSG_OTHER;
	return !r->picked || has_fields(r, m);
}

/* Does it say that a line failed? */
static bool
is_failure(const struct msg *m)
{
	struct str why;

	return msg_is_error(m) || (m->composed && msg_find(m, OWN_ERROR, &why));
}

void
render_reply(struct render *r, const struct msg *m, struct buf *out)
{
	size_t before = out->n;
	struct msg room;

	m = dress(r, m, &room);
	if (!pick(r, m) && is_failure(m))
		r->picked = false;
	r->ops->reply(r, m, out);
	end(r, out, before);
}

void
render_failure(struct render *r, struct str id, struct str why, struct buf *out)
{
	struct compose c;

	if (!(r->ops->flags & FORMAT_WHOLE) || r->ops->flags & FORMAT_VERBATIM)
		return;
	compose_init(&c);
	compose_reply(&c);
	if (id.n)
		compose_add(&c, STR("ActionID"), id);
	compose_add(&c, OWN_ERROR, why);
	struct msg m = compose_msg(&c);
	render_reply(r, &m, out);
	compose_clear(&c);
}

void
render_list_open(struct render *r, const struct msg *reply, struct buf *out)
{
	free(r->seen);
	r->unseen = r->fields.n;
	r->seen = mem_array(r->fields.n + 1, sizeof(*r->seen));
	for (size_t i = 0; i < r->fields.n; i++) {
		r->seen[i] = own_adds(r->fields.p[i]);
		r->unseen -= r->seen[i];
	}
	r->item_count = 0;
	r->picked = false;
	list_items_clear(&r->items);
	r->ops->list_open(r, reply, out);
}

/* Note which fields an item has, until all were seen. */
static void
see(struct render *r, const struct msg *item)
{
	struct msg_walk walk = {0};
	struct str name, value;

	while (r->unseen && msg_next(&walk, item, &name, &value)) {
		size_t at = header_names_find(&r->fields, name);
		for (; at != HEADER_NAMES_NONE; at = header_names_again(&r->fields, at)) {
			r->unseen -= !r->seen[at];
			r->seen[at] = true;
		}
	}
	for (size_t i = 0; r->unseen && i < r->fields.n; i++) {
		bool other = !r->seen[i] && (alias_is_other(item, r->fields.p[i]) ||
		                                msg_is_hidden(item, r->fields.p[i]));
		r->unseen -= other;
		r->seen[i] |= other;
	}
}

bool
render_keeps(const struct render *r, const struct msg *item)
{
	const struct render_pick *pick = &r->options.pick;

	return !pick->keeps || pick->keeps(pick->arg, item);
}

void
render_list_item(struct render *r, const struct msg *item, struct buf *out)
{
	size_t before = out->n;
	struct msg room;

	see(r, item);
	r->item_count++;
	item = dress(r, item, &room);
	if (pick(r, item))
		r->ops->list_item(r, item, out);
	end(r, out, before);
}

void
render_list_close(struct render *r, const struct msg *last, struct buf *out)
{
	size_t before = out->n;

	r->picked = false;
	r->ops->list_close(r, last, out);
	end(r, out, before);
}

bool
render_unseen_fields(const struct render *r, struct buf *names)
{
	bool any = false;

	for (size_t i = 0; i < r->fields.n && r->item_count; i++) {
		if (r->seen[i])
			continue;
		buf_addz(names, any ? ", " : "");
		buf_adds(names, r->fields.p[i]);
		any = true;
	}
	return any;
}

void
render_event(struct render *r, const struct msg *m, bool suspect, struct buf *out)
{
	size_t before = out->n;
	struct msg room;

	m = dress(r, m, &room);
	if (pick(r, m))
		r->ops->event(r, m, suspect, out);
	end(r, out, before);
}

void
render_result(struct render *r, const struct msg *m, bool suspect, struct buf *out)
{
	size_t before = out->n;
	struct msg room;

	m = dress(r, m, &room);
	pick(r, m);
	r->ops->event(r, m, suspect, out);
	end(r, out, before);
}

void
render_mark(struct render *r, const struct msg *m, struct buf *out)
{
	size_t before = out->n;
	struct msg room;

	m = dress(r, m, &room);
	pick(r, m);
	r->picked = false;
	r->ops->event(r, m, false, out);
	end(r, out, before);
}

void
render_number(struct render *r, uint64_t number)
{
	r->own.number = number;
}
