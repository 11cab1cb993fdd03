/* SPDX-License-Identifier: ISC */
/* Asks for the console's completions and reads them. */
#include "lang/console.h"

#include "base/choices.h"
#include "lang/split.h"

#define KEY_COLUMNS 50 /* of a key of the database, at least */

bool
console_begins(struct str word)
{
	return choices_have("agent|ari|cdr|cel|channel|config|confbridge|core|database|devstate|"
	                  "dialplan|features|fax|group|http|iax2|local|logger|manager|module|moh|"
	                  "odbc|parking|pjsip|queue|realtime|rtp|sip|stun|udptl|voicemail",
	    word);
}

struct str
console_last_word(struct str line)
{
	size_t start = line.n;

	while (start > 0 && line.p[start - 1] != ' ')
		start--;
	return str_from_at(line, start);
}

void
console_ask_matches(struct buf *out, struct str line)
{
	buf_addz(out, "_command matchesarray ");
	split_quote_double(out, line);
	buf_addc(out, ' ');
	split_quote_double(out, console_last_word(line));
}

/* "show show showall _EOF_": what all begin with (it may be empty), then the matches. Servers up to
 * 13.19 name a match once for every command it begins. */
void
console_read_matches(struct names *matches, struct str output)
{
	struct str one, end = STR("_EOF_");

	output = str_head(output, str_chr(output, '\n'));
	if (!str_ends(output, end))
		return;
	output.n -= end.n;
	str_cut(&output, ' ', &one);
	while (str_cut(&output, ' ', &one))
		if (one.n)
			names_add(matches, one, STR(""));
}

void
console_ask_database(struct buf *out, struct str family)
{
	buf_addz(out, "database show");
	if (family.n == 0)
		return;
	buf_addc(out, ' ');
	split_quote_double(out, family);
}

/* "/family/key      : value", the key padded to 50 columns (main/db.c, handle_cli_database_show).
 */
bool
console_database_entry(struct str line, struct str *entry, struct str *value)
{
	size_t colon = KEY_COLUMNS + str_find(str_from_at(line, KEY_COLUMNS), STR(": "));

	if (!str_starts(line, STR("/")) || colon >= line.n)
		return false;
	*entry = str_trim(str_head(line, colon));
	*value = str_trim(str_from_at(line, colon + 2));
	return true;
}

void
console_read_database(struct names *entries, struct str output)
{
	struct str line, entry, value;

	while (str_cut(&output, '\n', &line))
		if (console_database_entry(line, &entry, &value))
			names_add(entries, str_trim(str_from_at(entry, 1)), value);
}

struct str
console_family(struct str word)
{
	if (str_starts(word, STR("/")))
		word = str_from_at(word, 1);
	word.n -= str_ends(word, STR("/"));
	return word;
}
