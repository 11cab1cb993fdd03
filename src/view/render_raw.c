/* SPDX-License-Identifier: ISC */
/* Messages as they came, byte for byte; on a terminal line by line, made printable. */
#include "base/text.h"
#include "view/renderer.h"

static void
init(struct render *r)
{
	(void)r;
}

static void
message(struct render *r, const struct msg *m, struct buf *out)
{
	struct str rest = m->raw, line;

	if (!r->options.for_terminal) {
		buf_adds(out, m->raw);
		return;
	}
	while (str_cut(&rest, '\n', &line)) {
		if (line.n && line.p[line.n - 1] == '\r')
			line.n--;
		text_escape_lines(out, line);
		if (rest.p)
			buf_addc(out, '\n');
	}
}

/* A list without a completing event has nothing more to show. */
static void
list_close(struct render *r, const struct msg *last, struct buf *out)
{
	if (last)
		message(r, last, out);
}

static void
event(struct render *r, const struct msg *m, bool suspect, struct buf *out)
{
	(void)suspect;
	message(r, m, out);
}

const struct render_ops render_raw = {
    .name = "raw",
    .size = sizeof(struct render),
    .init = init,
    .clear = init,
    .reply = message,
    .list_open = message,
    .list_item = message,
    .list_close = list_close,
    .event = event,
};
