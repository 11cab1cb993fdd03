/* SPDX-License-Identifier: ISC */
/* Messages as they came, byte for byte; on a terminal line by line, made printable. Each ends with
 * an empty line, which is added if it comes later or never. Of ARI: its JSON text, a line each,
 * which holds nothing that would steer a terminal (ari/tidy.h). */
#include "base/text.h"
#include "view/render_impl.h"

struct raw {
	struct render base;
	bool ahead; /* an empty line was written that may still come, maybe by another renderer */
};

static void
init(struct render *r)
{
	((struct raw *)r)->ahead = true;
}

/* The message without the empty line before it that was written already. */
static struct str
not_yet_written(struct raw *raw, struct str message)
{
	bool ahead = raw->ahead;

	raw->ahead = false;
	if (ahead && str_starts(message, STR("\r\n")))
		return str_from_at(message, 2);
	return str_from_at(message, ahead && str_starts(message, STR("\n")));
}

/* The line end that the message lacks, or nothing. */
static struct str
missing_end(struct str raw)
{
	if (str_ends(raw, STR("\n\r\n")) || str_ends(raw, STR("\n\n")))
		return str_head(raw, 0);
	return str_ends(raw, STR("\r\n")) ? STR("\r\n") : STR("\n");
}

static void
add_printable(struct render *r, struct buf *out, struct str rest)
{
	struct str line;

	while (str_cut_line(&rest, &line)) {
		text_escape_lines(out, line);
		if (rest.p)
			buf_addc(out, '\n');
		render_piece(r, out);
	}
}

static void
add_bytes(struct render *r, struct buf *out, struct str rest)
{
	while (rest.n) {
		struct str piece = str_head(rest, RENDER_PIECE);
		buf_adds(out, piece);
		rest = str_from_at(rest, piece.n);
		render_piece(r, out);
	}
}

static void
message(struct render *r, const struct msg *m, struct buf *out)
{
	struct raw *raw = (struct raw *)r;

	if (m->json) {
		buf_adds(out, msg_json(m));
		buf_addc(out, '\n');
		return;
	}
	struct str bytes = not_yet_written(raw, m->raw), end = missing_end(m->raw);

	raw->ahead = end.n > 0;
	if (r->options.for_terminal) {
		add_printable(r, out, bytes);
		add_printable(r, out, end);
	} else {
		add_bytes(r, out, bytes);
		add_bytes(r, out, end);
	}
}

/* What opens or closes a list, if there is such a message. */
static void
envelope(struct render *r, const struct msg *m, struct buf *out)
{
	if (m && !m->json)
		message(r, m, out);
}

/* An answer of ARI that has no text prints none. */
static void
reply(struct render *r, const struct msg *m, struct buf *out)
{
	if (!m->json || m->json > 2 || !str_eq(msg_title(m), STR("204")))
		message(r, m, out);
}

static void
event(struct render *r, const struct msg *m, bool suspect, struct buf *out)
{
	(void)suspect;
	message(r, m, out);
}

const struct render_ops render_raw = {
    .flags = FORMAT_WHOLE | FORMAT_VERBATIM | FORMAT_LABELED,
    .size = sizeof(struct raw),
    .init = init,
    .reply = reply,
    .list_open = envelope,
    .list_item = message,
    .list_close = envelope,
    .event = event,
};
