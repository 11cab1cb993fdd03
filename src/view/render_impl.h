/* SPDX-License-Identifier: ISC */
/* What a renderer provides to render.c. No other file includes this. */
#ifndef VIEW_RENDER_IMPL_H
#define VIEW_RENDER_IMPL_H

#include "view/cells.h"
#include "view/list_items.h"
#include "view/own.h"
#include "view/render.h"

/* The head of every renderer's own struct, which is zeroed at first. */
struct render {
	const struct render_ops *ops;
	struct render_options options;
	struct header_names fields; /* those that were asked for */
	struct cells cells;         /* of the current message; of the fields, if picked */
	bool picked;                /* only the fields of the current message are shown */
	struct own own;             /* what is added to messages */
	bool own_only;              /* nothing else was asked for */
	bool own_asked;             /* it is among the fields: messages have it as headers */
	struct list_items items;    /* of the list that is open, for those who keep them */
	bool *seen;                 /* for each field: did an item of the list have it? */
	size_t unseen;              /* how many none had */
	size_t item_count;          /* of the list */
	void (*drain)(void *arg);   /* see render_drain; NULL: nobody */
	void *drain_arg;
	bool drained;               /* some of the current message is gone from its buffer, */
	bool cut;                   /* and that ends within a line */
};

/* Each function is required, but for the first two. */
struct render_ops {
	unsigned flags; /* of enum format_flags */
	size_t size;    /* of the renderer's own struct */
	void (*init)(struct render *r);
	void (*clear)(struct render *r);
	void (*reply)(struct render *r, const struct msg *m, struct buf *out);
	void (*list_open)(struct render *r, const struct msg *reply, struct buf *out);
	void (*list_item)(struct render *r, const struct msg *item, struct buf *out);
	void (*list_close)(struct render *r, const struct msg *last, struct buf *out);
	void (*event)(struct render *r, const struct msg *m, bool suspect, struct buf *out);
};

/* The lines of a message that has no headers (MSG_OTHER): take the next one, without its end, off
 * the front of *rest; false when nothing is left. */
static inline bool
render_next_line(struct str *rest, struct str *line)
{
	return rest->n > 0 && str_cut_line(rest, line);
}

/* Have what is in the buffer drained, if that is much: between the lines of a reply. */
void render_piece(struct render *r, struct buf *out);

/* Lays nothing out: with a taker, whatever the format. */
extern const struct render_ops render_take;

#define RENDER_OPS(NAME, name) extern const struct render_ops render_##name;
FORMATS(RENDER_OPS, RENDER_OPS, RENDER_OPS)
extern const struct render_ops render_template;

#endif
