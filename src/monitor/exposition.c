/* SPDX-License-Identifier: ISC */
/* Writes Prometheus' text format, and merges texts of our own. */
#include "monitor/exposition.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "monitor/plugin.h"

/* A metric of the texts that are merged. */
struct family {
	struct str name;
	struct buf head; /* its HELP and TYPE… */
	bool has_help;   /* …which are there */
	bool has_type;
	struct buf samples;
};

struct families {
	struct family *v;
	size_t n;
};

void
exposition_metric(struct buf *out, const struct metric *metric)
{
	buf_addf(out, "# HELP %s %s\n# TYPE %s %s\n", metric->name, metric->help, metric->name,
	    metric->type);
}

/* A character that may not be shown is an escape of ours, whose backslash is escaped in turn. */
static void
add_shown(struct buf *out, uint32_t code, struct str character)
{
	if (text_is_unsafe(code))
		buf_addc(out, '\\');
	text_escape(out, character);
}

/* Append one character of a label's value; returns its bytes. */
static size_t
add_character(struct buf *out, struct str rest)
{
	uint32_t code;
	size_t n = text_decode(rest, &code);

	if (n == 0) {
		text_encode(out, 0xfffd);
		return text_broken(rest);
	}
	if (rest.p[0] == '\n')
		buf_addz(out, "\\n");
	else if (rest.p[0] == '"' || rest.p[0] == '\\')
		buf_addf(out, "\\%c", rest.p[0]);
	else
		add_shown(out, code, str_head(rest, n));
	return n;
}

static void
add_label(struct buf *out, const struct label *label)
{
	struct str rest = label->value;

	buf_addf(out, "%s=\"", label->name);
	while (rest.n)
		rest = str_from_at(rest, add_character(out, rest));
	buf_addc(out, '"');
}

void
exposition_sample(struct buf *out, const struct metric *metric, const struct label *labels,
    size_t n, double value)
{
	buf_addz(out, metric->name);
	for (size_t i = 0; i < n; i++) {
		buf_addc(out, i ? ',' : '{');
		add_label(out, &labels[i]);
	}
	buf_addz(out, n ? "} " : " ");
	plugin_number(out, value);
	buf_addc(out, '\n');
}

static struct family *
find_family(struct families *all, struct str name)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->v[i].name, name))
			return &all->v[i];
	all->v = mem_grow(all->v, all->n + 1, sizeof(*all->v));
	all->v[all->n] = (struct family){
	    .name = name,
	    .head = BUF_INIT(BUF_MAX_TEXT),
	    .samples = BUF_INIT(BUF_MAX_TEXT),
	};
	return &all->v[all->n++];
}

/* Is it "# HELP name …" or "# TYPE name …"? */
static bool
is_head(struct str line, struct str *name)
{
	struct str rest = str_from_at(line, sizeof("# HELP ") - 1);

	*name = str_head(rest, str_chr(rest, ' '));
	return str_starts(line, STR("# HELP ")) || str_starts(line, STR("# TYPE "));
}

/* The name at the front of a sample. */
static struct str
name_of_sample(struct str line)
{
	size_t brace = str_chr(line, '{'), blank = str_chr(line, ' ');

	return str_head(line, brace < blank ? brace : blank);
}

static void
add_line(struct buf *out, struct str line)
{
	buf_adds(out, line);
	buf_addc(out, '\n');
}

/* Sort the lines of a text into the families; the first HELP and TYPE of each are for all. */
static void
take_text(struct families *all, struct str text)
{
	struct str line, name;

	while (text.p && str_cut(&text, '\n', &line)) {
		if (line.n == 0)
			continue;
		bool head = is_head(line, &name);
		struct family *f = find_family(all, head ? name : name_of_sample(line));
		bool *had = str_starts(line, STR("# HELP ")) ? &f->has_help : &f->has_type;
		if (!head)
			add_line(&f->samples, line);
		else if (!*had)
			add_line(&f->head, line);
		if (head)
			*had = true;
	}
}

void
exposition_merge(struct buf *out, const struct str *texts, size_t n)
{
	struct families all = {0};

	for (size_t i = 0; i < n; i++)
		take_text(&all, texts[i]);
	for (size_t i = 0; i < all.n; i++) {
		buf_adds(out, buf_str(&all.v[i].head));
		buf_adds(out, buf_str(&all.v[i].samples));
		buf_clear(&all.v[i].head);
		buf_clear(&all.v[i].samples);
	}
	free(all.v);
}
