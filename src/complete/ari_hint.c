/* SPDX-License-Identifier: ISC */
/* The hint for a line of ari: the parameters that its operation still takes. */
#include "ari/operation.h"
#include "complete/ari_values.h"
#include "complete/complete_impl.h"

#define REST " [NAME=VALUE…]"

/* The id that can stand where PATH is being typed, or PATH. */
static void
add_part(struct buf *out, const struct words *w, const struct complete_source *source)
{
	struct str path = w->v[2].text, part = STR("PATH");
	size_t done = path.n;

	while (done > 0 && path.p[done - 1] != '/')
		done--;
	path = str_head(path, done);
	const struct ari_docs *d = ari_docs_of(source, path);
	struct buf whole = BUF_INIT(BUF_MAX_LINE);
	for (size_t i = 0; done && i < d->n; i++) {
		size_t last = strlen(d->v[i].path);
		while (last > 0 && d->v[i].path[last - 1] != '/')
			last--;
		struct str own = str_of(d->v[i].path + last);
		buf_reset(&whole);
		buf_addf(&whole, "%.*sx", STR_ARG(path));
		if (ari_is_open(own) && str_ieq(str_of(d->v[i].method), w->v[1].text) &&
		    ari_path_fits(str_of(d->v[i].path), buf_str(&whole)))
			part = own;
	}
	buf_addf(out, " %.*s", STR_ARG(part));
	buf_clear(&whole);
}

/* The parameters that the line lacks; of those that may be missing, only all or none. */
static void
add_lacking(struct buf *out, const struct ari_operation *o, const struct words *w, enum share share)
{
	bool others = false;

	for (size_t i = 0; i < o->n; i++) {
		const struct ari_parameter *p = &o->v[i];
		if (!ari_lacks(w, p))
			continue;
		others |= !p->required;
		if (p->place == ARI_IN_BODY)
			buf_addz(out, share == SHARE_ALL ? " [JSON]" : "");
		else if (p->required)
			buf_addf(out, " %s=…", p->name);
		else if (share == SHARE_ALL)
			buf_addf(out, " [%s=…]", p->name);
		if (p->required && share == SHARE_NEXT)
			return;
	}
	if (others && share == SHARE_REQUIRED)
		buf_addz(out, REST);
}

void
hint_of_ari(struct buf *out, const struct words *w, enum share share,
    const struct complete_source *source)
{
	if (w->n == 2) {
		buf_addz(out, share == SHARE_NEXT ? "METHOD" : " METHOD PATH" REST);
	} else if (w->n == 3) {
		add_part(out, w, source);
		buf_addz(out, share == SHARE_ALL ? REST : "");
	} else {
		const struct ari_operation *o = ari_operation_of(w, source);
		if (o)
			add_lacking(out, o, w, share);
	}
}
