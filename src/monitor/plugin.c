/* SPDX-License-Identifier: ISC */
/* Writes the line of a monitoring plugin. */
#include "monitor/plugin.h"

#include "base/text.h"

static const char *const words[PLUGIN_STATUSES] = {
    [PLUGIN_OK] = "OK",
    [PLUGIN_WARNING] = "WARNING",
    [PLUGIN_CRITICAL] = "CRITICAL",
    [PLUGIN_UNKNOWN] = "UNKNOWN",
};

void
plugin_init(struct plugin *p)
{
	*p = (struct plugin){.text = BUF_INIT(BUF_MAX_TEXT), .data = BUF_INIT(BUF_MAX_TEXT)};
}

void
plugin_clear(struct plugin *p)
{
	buf_clear(&p->text);
	buf_clear(&p->data);
}

const char *
plugin_word(enum plugin_status status)
{
	return words[status];
}

enum plugin_status
plugin_of_word(struct str word)
{
	enum plugin_status status = PLUGIN_OK;

	while (status < PLUGIN_STATUSES && !str_eq(word, str_of(words[status])))
		status++;
	return status;
}

enum plugin_status
plugin_worse(enum plugin_status a, enum plugin_status b)
{
	static const int rank[PLUGIN_STATUSES] = {
	    [PLUGIN_OK] = 0,
	    [PLUGIN_WARNING] = 1,
	    [PLUGIN_UNKNOWN] = 2,
	    [PLUGIN_CRITICAL] = 3,
	};

	return rank[a] >= rank[b] ? a : b;
}

enum plugin_status
plugin_of_error(enum err_kind kind)
{
	switch (kind) {
	case ERR_CONNECT:
	case ERR_LOGIN:
	case ERR_TIMEOUT:
	case ERR_LOST:
		return PLUGIN_CRITICAL;
	default:
		return PLUGIN_UNKNOWN;
	}
}

void
plugin_raise(struct plugin *p, enum plugin_status status)
{
	p->status = plugin_worse(p->status, status);
}

/* Can the character stand in a label without quotes? */
static bool
is_plain(char c)
{
	return str_is_name_char(c) || c == '.' || c == ':' || c == '/' || c == '@';
}

/* A label holds neither a quote nor an equals sign, and here nothing that could end the line. */
static void
add_label_part(struct buf *out, struct str part)
{
	for (size_t i = 0; i < part.n; i++) {
		unsigned char c = (unsigned char)part.p[i];
		bool bad = c < ' ' || c == 0x7f || strchr("'=|", c);
		buf_addc(out, bad ? '_' : part.p[i]);
	}
}

static bool
needs_quotes(struct str label)
{
	bool needs = false;

	for (size_t i = 0; i < label.n; i++)
		needs |= !is_plain(label.p[i]);
	return needs;
}

void
plugin_label(struct buf *out, struct str server, struct str label)
{
	bool quotes = needs_quotes(server) || needs_quotes(label);

	if (quotes)
		buf_addc(out, '\'');
	add_label_part(out, server);
	if (server.n)
		buf_addz(out, "::");
	add_label_part(out, label);
	if (quotes)
		buf_addc(out, '\'');
}

void
plugin_number(struct buf *out, double value)
{
	size_t from = out->n;

	buf_addf(out, "%.6f", value);
	if (str_chr(str_from_at(buf_str(out), from), '.') == out->n - from)
		return;
	while (out->p[out->n - 1] == '0')
		out->n--;
	out->n -= out->p[out->n - 1] == '.';
}

void
plugin_add(struct plugin *p, const struct plugin_value *v)
{
	if (p->data.n)
		buf_addc(&p->data, ' ');
	plugin_label(&p->data, STR(""), str_of(v->label));
	buf_addc(&p->data, '=');
	plugin_number(&p->data, v->value);
	buf_addf(&p->data, "%s;%.*s;%.*s;0;", v->unit, STR_ARG(v->warning.text),
	    STR_ARG(v->critical.text));
	if (v->max >= 0)
		plugin_number(&p->data, v->max);
	if (threshold_alerts(&v->critical, v->value))
		plugin_raise(p, PLUGIN_CRITICAL);
	else if (threshold_alerts(&v->warning, v->value))
		plugin_raise(p, PLUGIN_WARNING);
}

void
plugin_escape(struct buf *out, struct str text)
{
	struct str part;

	for (bool first = true; text.p && str_cut(&text, '|', &part); first = false) {
		buf_addz(out, first ? "" : "\\x7c");
		text_escape(out, part);
	}
}

void
plugin_line(const struct plugin *p, struct buf *out)
{
	buf_addf(out, "AMSH %s - ", words[p->status]);
	plugin_escape(out, buf_str(&p->text));
	if (p->data.n)
		buf_addf(out, " | %.*s", STR_ARG(buf_str(&p->data)));
	buf_addc(out, '\n');
}
