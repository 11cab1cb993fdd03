/* SPDX-License-Identifier: ISC */
/* The renderers by name, and the way to them. Knows nothing of what a message holds. */
#include "view/render.h"

#include <stdlib.h>

#include "base/mem.h"
#include "view/renderer.h"

static const struct render_ops *const renderers[] = {
    [FORMAT_TEXT] = &render_text,
    [FORMAT_JSON] = &render_json,
    [FORMAT_RAW] = &render_raw,
    [FORMAT_TSV] = &render_tsv,
};

struct render *
render_new(const struct render_options *options)
{
	const struct render_ops *ops = renderers[options->format];
	struct render *r = mem_alloc(ops->size);

	r->ops = ops;
	r->options = *options;
	ops->init(r);
	return r;
}

void
render_free(struct render *r)
{
	if (!r)
		return;
	r->ops->clear(r);
	header_names_clear(&r->unseen);
	free(r);
}

void
render_reply(struct render *r, const struct msg *m, struct buf *out)
{
	r->ops->reply(r, m, out);
}

void
render_list_open(struct render *r, const struct msg *reply, struct buf *out)
{
	header_names_clear(&r->unseen);
	if (r->options.format != FORMAT_RAW)
		header_names_add_fields(&r->unseen, r->options.fields);
	r->items = 0;
	r->ops->list_open(r, reply, out);
}

/* The fields that an item has are unseen no more. */
static void
see(struct header_names *unseen, const struct msg *item)
{
	size_t left = 0;
	struct str value;

	for (size_t i = 0; i < unseen->n; i++)
		if (!msg_find(item, unseen->p[i], &value))
			unseen->p[left++] = unseen->p[i];
	unseen->n = left;
}

void
render_list_item(struct render *r, const struct msg *item, struct buf *out)
{
	see(&r->unseen, item);
	r->items++;
	r->ops->list_item(r, item, out);
}

void
render_list_close(struct render *r, const struct msg *last, struct buf *out)
{
	r->ops->list_close(r, last, out);
}

bool
render_unseen_fields(const struct render *r, struct buf *names)
{
	if (r->items == 0)
		return false;
	for (size_t i = 0; i < r->unseen.n; i++) {
		buf_addz(names, i ? ", " : "");
		buf_adds(names, r->unseen.p[i]);
	}
	return r->unseen.n > 0;
}

void
render_event(struct render *r, const struct msg *m, bool suspect, struct buf *out)
{
	r->ops->event(r, m, suspect, out);
}

bool
render_format(struct str name, enum format *format)
{
	for (size_t i = 0; i < sizeof(renderers) / sizeof(*renderers); i++)
		if (str_eq(name, str_of(renderers[i]->name))) {
			*format = (enum format)i;
			return true;
		}
	return false;
}

const char *
render_format_names(void)
{
	return "text, json, raw or tsv";
}
