/* SPDX-License-Identifier: ISC */
/* Makes the line ends of pasted text uniform. */
#include "shell/paste.h"

#include "base/buf.h"
#include "lang/raw_block.h"

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

/* Every line end as \n. */
static void
unify(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\r' && i + 1 < s.n && s.p[i + 1] == '\n')
			i++;
		if (s.p[i] == '\r')
			buf_addc(out, '\n');
		else if (s.p[i] == '\0')
			buf_addz(out, REPLACEMENT);
		else
			buf_addc(out, s.p[i]);
	}
}

/* How many line ends are at the front? */
static size_t
line_ends(struct str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] == '\n')
		n++;
	return n;
}

/* Does every run of line ends have an even number of them? */
static bool
in_pairs(struct str s)
{
	for (s = str_from_at(s, str_chr(s, '\n')); s.n; s = str_from_at(s, str_chr(s, '\n'))) {
		size_t run = line_ends(s);
		if (run % 2)
			return false;
		s = str_from_at(s, run);
	}
	return true;
}

/* Do empty lines leave headers without an Action, after a block that has one? */
static bool
cuts_block(struct str s)
{
	bool headers = false, action = false, first = true, whole = false, cut = false;
	struct str line;

	while (!cut && str_cut(&s, '\n', &line)) {
		headers |= raw_block_opens(line);
		action |= raw_block_names_action(line);
		if (!raw_block_ends(line) && s.p)
			continue;
		if (first && (headers || action))
			whole = action, first = false;
		cut = whole && headers && !action;
		headers = action = false;
	}
	return cut;
}

/* Append every other line end of each run. */
static void
halve(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		buf_addc(out, s.p[i]);
		i += s.p[i] == '\n';
	}
}

void
paste_clean(struct buf *out, struct str pasted)
{
	struct buf text = BUF_INIT(out->max);

	unify(&text, pasted);
	if (in_pairs(buf_str(&text)) && cuts_block(buf_str(&text)))
		halve(out, buf_str(&text));
	else
		buf_adds(out, buf_str(&text));
	buf_clear(&text);
}
