/* SPDX-License-Identifier: ISC */
/* Distinguishes lines of raw blocks from commands. */
#include "lang/raw_block.h"

#include "lang/args.h"

static struct str
without_indent(struct str s)
{
	while (s.n && (s.p[0] == ' ' || s.p[0] == '\t'))
		s = str_from_at(s, 1);
	return s;
}

bool
raw_block_header(struct str line, struct header *h)
{
	line = without_indent(line);
	size_t colon = str_chr(line, ':');

	if (str_ends(line, STR("\r")))
		line.n--;
	if (colon == 0 || colon >= line.n)
		return false;
	h->name = str_head(line, colon);
	h->value = without_indent(str_from_at(line, colon + 1));
	return true;
}

bool
raw_block_find(struct str block, struct str name, struct str *value)
{
	struct str line;
	struct header h;

	*value = STR("");
	while (str_cut(&block, '\n', &line)) {
		if (!raw_block_header(line, &h) || !str_ieq(h.name, name))
			continue;
		*value = h.value;
		return true;
	}
	return false;
}

bool
raw_block_names_action(struct str line)
{
	return str_istarts(without_indent(line), STR("Action:"));
}

/* "ActionID: 12": no command and no action has a colon in its name. */
bool
raw_block_opens(struct str line)
{
	struct header h;
	size_t n = 0;

	if (raw_block_names_action(line))
		return true;
	if (!raw_block_header(line, &h) || h.value.n == 0 || h.value.p == h.name.p + h.name.n + 1)
		return false;
	while (n < h.name.n && str_is_name_char(h.name.p[n]))
		n++;
	return n == h.name.n;
}

bool
raw_block_ends(struct str line)
{
	return str_trim(line).n == 0 || str_eq(line, STR("\r"));
}
