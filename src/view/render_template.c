/* SPDX-License-Identifier: ISC */
/*
 * One line a message, made of the parts of a template. Values are escaped as tsv does, other
 * control characters as \x1b; %q gives a shell the very bytes back. A message that has none of the
 * headers of the template is left out.
 */
#include "base/scan.h"
#include "base/text.h"
#include "view/render_impl.h"
#include "view/template.h"

struct render_template {
	struct render base;
	struct template parts;
	struct cells cells;
	struct render *json; /* for %j; made when first needed */
};

static void
init(struct render *base)
{
	struct render_template *r = (struct render_template *)base;
	struct err ignored;

	template_init(&r->parts, base->options.template, &ignored); /* checked where it was set */
	for (size_t i = 0; i < r->parts.names.n; i++)
		base->own_asked |= own_adds(r->parts.names.p[i]);
}

static void
clear(struct render *base)
{
	struct render_template *r = (struct render_template *)base;

	template_clear(&r->parts);
	cells_clear(&r->cells);
	render_free(r->json);
}

/* Append a byte that is not printable ASCII, or a backslash. */
static void
add_byte(struct buf *out, char c)
{
	static const char named[] = "\tt\nn\rr\\\\";

	for (size_t i = 0; i + 1 < sizeof(named) - 1; i += 2)
		if (c == named[i]) {
			buf_addf(out, "\\%c", named[i + 1]);
			return;
		}
	if ((unsigned char)c < ' ' || c == 0x7f)
		buf_addf(out, "\\x%02x", (unsigned char)c);
	else
		buf_addc(out, c);
}

/* Append a value on one line. For a terminal all but the backslash is text_escape's. */
static void
add_value(const struct render_template *r, struct buf *out, struct str s)
{
	struct str part;

	while (r->base.options.for_terminal && str_cut(&s, '\\', &part)) {
		text_escape(out, part);
		buf_addz(out, s.p ? "\\\\" : "");
	}
	while (!r->base.options.for_terminal && s.n) {
		size_t n = scan_plain(s, '\\', '\\');
		buf_adds(out, str_head(s, n));
		if (n < s.n)
			add_byte(out, s.p[n]);
		s = str_from_at(s, n < s.n ? n + 1 : n);
	}
}

/* Append the inside of single quotes. No value of a shell can hold a NUL. */
static void
add_quoted(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\'')
			buf_addz(out, "'\\''");
		else if (s.p[i])
			buf_addc(out, s.p[i]);
}

/* Append the inside of $'…', in octal but for letters and digits. */
static void
add_octal(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (str_is_name_char(s.p[i]) || s.p[i] == ' ')
			buf_addc(out, s.p[i]);
		else if (s.p[i])
			buf_addf(out, "\\%03o", (unsigned char)s.p[i]);
}

/* The first cell of a column; the number of cells without any. */
static size_t
first_cell(const struct cells *cells, size_t column)
{
	size_t i = 0;

	while (i < cells->n && cells->p[i].column != column)
		i++;
	return i;
}

/* Append the values of a header, with a line end between them. */
static void
add_header(struct render_template *r, struct buf *out, const struct msg *m,
    const struct template_part *part)
{
	size_t first = first_cell(&r->cells, part->column);

	for (size_t i = first; i < r->cells.n && r->cells.p[i].column == part->column; i++) {
		buf_addz(out, i > first ? "\\n" : "");
		add_value(r, out, msg_value(m, r->cells.p[i].field));
		render_piece(&r->base, out);
	}
}

/* Append the same as one word of a shell. What would steer a terminal is shown as $'\033'. */
static void
add_word(const struct render_template *r, struct buf *out, const struct msg *m,
    const struct template_part *part, struct str other)
{
	struct buf text = BUF_INIT(BUF_MAX_TEXT);
	size_t first = first_cell(&r->cells, part->column);

	buf_adds(&text, other);
	for (size_t i = first; !other.n && i < r->cells.n &&
	     r->cells.p[i].column == part->column; i++) {
		buf_addz(&text, i > first ? "\n" : "");
		buf_adds(&text, msg_value(m, r->cells.p[i].field));
	}
	bool plain = !r->base.options.for_terminal || text_is_printable(buf_str(&text));
	buf_addz(out, plain ? "'" : "$'");
	(plain ? add_quoted : add_octal)(out, buf_str(&text));
	buf_addc(out, '\'');
	buf_clear(&text);
}

/* Has the message a value for the part? */
static bool
has_value(const struct render_template *r, const struct msg *m, const struct template_part *part)
{
	size_t i = first_cell(&r->cells, part->column);

	return i < r->cells.n && msg_value(m, r->cells.p[i].field).n;
}

/* Append the message as JSON, without a line end. */
static void
add_json(struct render_template *r, struct buf *out, const struct msg *m, bool event)
{
	struct render_options options = r->base.options;

	options.format = FORMAT_JSON;
	options.server = r->base.own.server;
	if (!r->json)
		r->json = render_new(&options);
	render_number(r->json, r->base.own.number);
	if (event)
		render_result(r->json, m, false, out);
	else
		render_reply(r->json, m, out);
	out->n -= out->n && out->p[out->n - 1] == '\n';
}

static void
add_part(struct render_template *r, struct buf *out, const struct msg *m,
    const struct template_part *part, bool event)
{
	struct str text = template_text(&r->parts, part), none = STR("");

	switch (part->kind) {
	case PART_TEXT:
		buf_adds(out, text);
		break;
	case PART_HEADER:
		if (part->or_else && !has_value(r, m, part))
			buf_adds(out, text);
		else
			add_header(r, out, m, part);
		break;
	case PART_QUOTED:
		add_word(r, out, m, part,
		    part->or_else && !has_value(r, m, part) ? text : none);
		break;
	case PART_JSON:
		add_json(r, out, m, event);
		break;
	case PART_TIME:
		buf_adds(out, own_time(&r->base.own, m));
		break;
	case PART_SERVER:
		add_value(r, out, r->base.options.place);
		break;
	}
}

/* Print a message, unless it has nothing that the template asks for. */
static void
line(struct render *base, const struct msg *m, bool event, struct buf *out)
{
	struct render_template *r = (struct render_template *)base;

	cells_find_fields(&r->cells, &r->parts.names, m);
	if (r->parts.asks && r->cells.n == 0)
		return;
	for (size_t i = 0; i < r->parts.n; i++)
		add_part(r, out, m, &r->parts.parts[i], event);
	if (!r->parts.ends)
		buf_addc(out, '\n');
}

static void
reply(struct render *base, const struct msg *m, struct buf *out)
{
	line(base, m, false, out);
}

static void
envelope(struct render *base, const struct msg *m, struct buf *out)
{
	if (m && base->options.envelope)
		line(base, m, false, out);
}

static void
event(struct render *base, const struct msg *m, bool suspect, struct buf *out)
{
	(void)suspect;
	line(base, m, true, out);
}

const struct render_ops render_template = {
    .flags = FORMAT_WHOLE,
    .size = sizeof(struct render_template),
    .init = init,
    .clear = clear,
    .reply = reply,
    .list_open = envelope,
    .list_item = reply,
    .list_close = envelope,
    .event = event,
};
