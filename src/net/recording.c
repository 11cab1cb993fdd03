/* SPDX-License-Identifier: ISC */
/* Writing and reading the lines of a recording. Opens no file. */
#include "net/recording.h"

#define NAME    "# amsh recording "
#define TITLE   NAME "1"
#define BEGAN   "# began "
#define LATEST  253402300799 /* seconds: the end of the year 9999 */

static const struct str marks[] = {
    [FROM_SERVER] = {"<", 1},
    [TO_SERVER] = {">", 1},
    [ARI_ANSWER] = {"ari<", 4},
    [ARI_REQUEST] = {"ari>", 4},
    [ARI_MESSAGE] = {"ws<", 3},
};

#define MARKS (sizeof(marks) / sizeof(*marks))

const char *
recording_mark(enum direction direction)
{
	return marks[direction].p;
}

void
recording_open(struct buf *out, int64_t began)
{
	buf_addf(out, TITLE "\n" BEGAN "%lld.%03lld\n", (long long)began / 1000,
	    (long long)began % 1000);
}

/* A blank at the end would be lost: see plain_line. */
static void
escape(struct buf *out, struct str bytes)
{
	for (size_t i = 0; i < bytes.n; i++) {
		unsigned char c = (unsigned char)bytes.p[i];
		if (c == '\\')
			buf_addz(out, "\\\\");
		else if (c == '\r')
			buf_addz(out, "\\r");
		else if (c == '\n')
			buf_addz(out, "\\n");
		else if (c == '\t')
			buf_addz(out, "\\t");
		else if (c < 0x20 || c >= 0x7f || (c == ' ' && i + 1 == bytes.n))
			buf_addf(out, "\\x%02x", c);
		else
			buf_addc(out, (char)c);
	}
}

void
recording_write(struct buf *out, msec at, enum direction direction, struct str bytes)
{
	while (bytes.n) {
		size_t n = direction == ARI_MESSAGE ? bytes.n : str_chr(bytes, '\n');
		struct str line = str_head(bytes, n + 1);
		buf_addf(out, "%6lld.%03lld %s ", (long long)at / 1000, (long long)at % 1000,
		    recording_mark(direction));
		escape(out, line);
		buf_addc(out, '\n');
		bytes = str_from_at(bytes, line.n);
	}
}

/* The byte of an escape; *used gets its length. False: it is not an escape. */
static bool
read_escape(struct str text, char *byte, size_t *used)
{
	static const char letters[] = "rnt\\", bytes[] = "\r\n\t\\";

	if (text.n < 2)
		return false;
	const char *at = text.p[1] ? strchr(letters, text.p[1]) : NULL;
	if (at) {
		*byte = bytes[at - letters];
		*used = 2;
		return true;
	}
	int code = text.p[1] == 'x' ? str_hex_byte(str_from_at(text, 2)) : -1;
	*byte = (char)code;
	*used = 4;
	return code >= 0;
}

static bool
unescape(struct buf *out, struct str text)
{
	while (text.n) {
		char byte = text.p[0];
		size_t used = 1;
		if (byte == '\\' && !read_escape(text, &byte, &used))
			return false;
		buf_addc(out, byte);
		text = str_from_at(text, used);
	}
	return true;
}

/* A line without what editors may have added around it: blanks, the CR of CRLF, a byte order
 * mark. */
static struct str
plain_line(struct str line)
{
	line = str_skip_mark(line);
	line.n -= str_ends(line, STR("\r"));
	return str_trim(line);
}

/* Take SECONDS.mmm off the front of text, as ms. */
static bool
read_time(struct str *text, long latest, int64_t *ms)
{
	size_t dot = str_chr(*text, '.');
	long seconds, rest;

	if (dot + 4 > text->n || !str_number(str_head(*text, dot), 0, latest, &seconds) ||
	    !str_number(str_from(text->p + dot + 1, 3), 0, 999, &rest))
		return false;
	*ms = (int64_t)seconds * 1000 + rest;
	*text = str_from_at(*text, dot + 4);
	return true;
}

bool
recording_began(struct str line, int64_t *began)
{
	line = plain_line(line);
	if (!str_starts(line, STR(BEGAN)))
		return false;
	line = str_from_at(line, sizeof(BEGAN) - 1);
	return read_time(&line, LATEST, began) && line.n == 0;
}

/* Read the mark of a direction, with a blank before and after it. */
static bool
read_mark(struct str *line, enum direction *direction)
{
	struct str rest = *line, mark;

	if (!str_cut(&rest, ' ', &mark) || mark.n || !str_cut(&rest, ' ', &mark) || !rest.p)
		return false;
	for (size_t i = 0; i < MARKS; i++) {
		if (str_eq(mark, marks[i])) {
			*direction = (enum direction)i;
			*line = rest;
			return true;
		}
	}
	return false;
}

/* Read what precedes the text of a line; the text stays in *line. */
static bool
read_front(struct str *line, msec *at, enum direction *direction)
{
	return read_time(line, 1000000000, at) && read_mark(line, direction);
}

bool
recording_begins(struct str bytes, bool *headless)
{
	struct str line = plain_line(str_head(bytes, str_chr(bytes, '\n')));
	enum direction direction;
	msec at;

	*headless = !str_eq(line, STR(TITLE));
	if (!*headless || str_starts(line, STR(NAME)))
		return !*headless;
	while (str_starts(line, STR("#")) && str_cut(&bytes, '\n', &line))
		line = plain_line(line);
	return read_front(&line, &at, &direction);
}

bool
recording_read(struct str line, msec *at, enum direction *direction, struct buf *bytes)
{
	line = plain_line(line);
	return read_front(&line, at, direction) && unescape(bytes, line);
}
