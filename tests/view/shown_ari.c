/* SPDX-License-Identifier: ISC */
/* Puts messages of ARI through a renderer. */
#include "shown_ari.h"

/* A list has no completing event. */
static void
show_list(struct render *r, struct ari_reader *reader, const struct msg *head, struct buf *out)
{
	struct msg item;

	render_list_open(r, head, out);
	while (ari_reader_next(reader, &item))
		if (render_keeps(r, &item))
			render_list_item(r, &item, out);
	render_list_close(r, NULL, out);
}

void
shown_ari(struct buf *out, struct str text, enum ari_kind kind, int status,
    const struct render_options *options)
{
	struct err err = {0};
	struct ari_reader *reader = ari_reader_new(&err);
	struct render *r = render_new(options);
	struct msg m;
	bool list;

	ck_assert_msg(ari_reader_open(reader, text, kind, status, &list, &err) == 0, "%s", err.text);
	ck_assert(ari_reader_next(reader, &m));
	m.time = kind == ARI_EVENT ? INT64_C(1795841757123) : 0;
	if (list)
		show_list(r, reader, &m, out);
	else if (kind == ARI_EVENT)
		render_event(r, &m, false, out);
	else
		render_reply(r, &m, out);
	render_free(r);
	ari_reader_free(reader);
}
