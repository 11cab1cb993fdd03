/* SPDX-License-Identifier: ISC */
/* Lines and comments of configuration files. Does not know what a line means. */
#include "conf/dialect_line.h"

#define LINE_MAX_BYTES 8190 /* without its end; Asterisk skips longer ones */
#define DEPTH_MAX      128 /* block comments within block comments */

struct str
lines_strip(struct str s)
{
	while (s.n && (unsigned char)s.p[0] <= ' ')
		s = str_from_at(s, 1);
	while (s.n && (unsigned char)s.p[s.n - 1] <= ' ')
		s.n--;
	return s;
}

void
lines_begin(struct lines *l, char *text, size_t n)
{
	bool marked = str_starts(str_from(text, n), STR("\xef\xbb\xbf"));

	l->text = text;
	l->n = n;
	l->at = marked ? 3 : 0;
	l->number = 0;
	l->problem = NULL;
}

/* Move line[from..to] to the end of what is kept. */
static size_t
keep(char *line, size_t kept, size_t from, size_t to)
{
	memmove(line + kept, line + from, to - from);
	return kept + (to - from);
}

static bool
opens_block(struct str s)
{
	return str_starts(s, STR(";--")) && !str_starts(s, STR(";---"));
}

/* Cut comments out of a line and backslashes from before semicolons; returns its new length. */
static size_t
cut_comments(struct lines *l, char *line, size_t n)
{
	size_t kept = 0, from = 0, at = 0, semicolon;
	bool keeps = l->depth == 0;

	while ((semicolon = at + str_chr(str_from(line + at, n - at), ';')) < n) {
		struct str before = str_from(line + at, semicolon - at);
		struct str after = str_from(line + semicolon, n - semicolon);
		at = semicolon + 1;
		if (str_ends(before, STR("\\"))) {
			if (keeps)
				kept = keep(line, kept, from, semicolon - 1);
			from = semicolon;
		} else if (opens_block(after) && l->depth < DEPTH_MAX) {
			if (keeps)
				kept = keep(line, kept, from, semicolon);
			keeps = false;
			l->depth++;
			at = semicolon + 3;
		} else if (str_ends(before, STR("--"))) {
			if (l->depth == 0)
				l->problem =
				    "--; without a comment to end, Asterisk ignores the rest of "
				    "the line";
			if (--l->depth == 0) {
				keeps = true;
				from = at;
			}
		} else if (l->depth == 0) {
			n = semicolon;
			break;
		}
	}
	return keeps ? keep(line, kept, from, n) : kept;
}

bool
lines_next(struct lines *l, struct str *line)
{
	if (l->at >= l->n)
		return false;
	char *start = l->text + l->at;
	size_t n = str_chr(str_from(start, l->n - l->at), '\n');
	l->at += n + 1;
	l->number++;
	l->problem = NULL;
	if (n > LINE_MAX_BYTES) {
		l->problem = "line is longer than 8190 bytes, it is skipped";
		n = 0;
	}
	n = str_chr(str_from(start, n), '\0'); /* nothing after a NUL counts */
	*line = lines_strip(str_from(start, cut_comments(l, start, n)));
	return true;
}
