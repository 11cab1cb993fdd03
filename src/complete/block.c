/* SPDX-License-Identifier: ISC */
/* Candidates for a line of a raw block: "Header: value". Nothing in it is quoted. */
#include "complete/complete_impl.h"

#include "ami/catalog.h"
#include "complete/values.h"
#include "lang/args.h"
#include "lang/raw_block.h"

/* The value of a header of the block, or the empty view. */
static struct str
block_value(struct str block, struct str name)
{
	struct str value;

	raw_block_find(block, name, &value);
	return value;
}

static bool
block_has(struct str block, struct str name)
{
	struct str value;

	return raw_block_find(block, name, &value);
}

/* The parameters of the block's action, as the server has them or the catalog. */
static const struct parameter *
parameters(const struct complete_source *source, struct str action, size_t *n)
{
	return docs_parameters(source_docs(source, action), catalog_action(action), n);
}

static void
add_header(struct completion *c, const char *name, bool required, const char *choices)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&text, "%s: ", name);
	completion_add(c, buf_str(&text), required ? STR("required") : str_of(choices),
	    required ? CANDIDATE_REQUIRED : CANDIDATE_OPTIONAL);
	buf_clear(&text);
}

/* The headers that the block can still have. */
static void
add_headers(struct completion *c, const struct complete_source *source)
{
	struct str block = source->block, action = block_value(block, STR("Action"));
	size_t n;
	const struct parameter *v = parameters(source, action, &n);

	if (action.n == 0)
		add_header(c, "Action", true, NULL);
	for (size_t i = 0; i < n; i++)
		if (v[i].repeated || !block_has(block, str_of(v[i].name)))
			add_header(c, v[i].name, v[i].required, v[i].choices);
	if (!block_has(block, STR("ActionID")))
		add_header(c, "ActionID", false, NULL);
}

static void
add_values(struct completion *c, struct str header, const struct complete_source *source)
{
	struct str action = block_value(source->block, STR("Action"));
	enum value_kind kind = value_of_header(action, header);
	const char *depends = value_depends(kind);
	size_t n;
	const struct parameter *v = parameters(source, action, &n);
	const struct parameter *p = parameter_find(v, n, header);

	if (p && kind != VALUE_MASK)
		complete_choices(c, p->choices);
	values_add(c, source, kind,
	    depends ? block_value(source->block, str_of(depends)) : STR(""));
}

/* Nothing follows a value, not even a blank. */
static void
end_values(struct completion *c)
{
	for (size_t i = 0; i < c->n; i++)
		c->v[i].kind = CANDIDATE_BEGINNING;
}

bool
complete_block(struct completion *c, struct str line, const struct complete_source *source)
{
	struct header h;
	struct str typed = line;

	if (!source->block.p && !raw_block_names_action(line))
		return false;
	bool value = raw_block_header(line, &h);
	if (value)
		typed = h.value;
	else
		while (typed.n && (typed.p[0] == ' ' || typed.p[0] == '\t'))
			typed = str_from_at(typed, 1);
	buf_adds(&c->memory, typed);
	c->prefix = buf_str(&c->memory);
	c->start = line.n - typed.n;
	c->literal = true;
	if (!value)
		add_headers(c, source);
	else if (str_ieq(h.name, STR("Action")))
		complete_actions(c, source);
	else
		add_values(c, h.name, source);
	if (value)
		end_values(c);
	return true;
}
