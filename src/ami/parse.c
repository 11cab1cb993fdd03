/* SPDX-License-Identifier: ISC */
/*
 * Lines into fields, fields into messages. Searches for each line's end once, however the stream
 * was cut; positions count from the start of a message, so that the buffer can move. Handles only
 * framing: what a message means is decided elsewhere.
 */
#include "ami/parse.h"

#include <stdlib.h>

#include "ami/framing.h"
#include "ami/split.h"
#include "ami/version.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

#define MAX_BANNER  256 /* a first line that has not ended by then is not a banner */
#define MIN_LINE    8   /* bytes of an average line: bounds the fields by the bytes */
#define MIN_SIZE    4096
#define KEEP_BYTES  (256u << 10) /* beyond these, memory is given back after a huge message */
#ifndef KEEP_FIELDS /* to the fuzzers few are many */
#define KEEP_FIELDS 4096
#endif

/* Ends the output of Command up to Asterisk 13 (main/manager.c, action_command()). */
static const struct str end_mark = {"--END COMMAND--\r\n\r\n", 19};
#define END_MARK_WORDS 15u /* of them, without the line ends */

enum banner { BANNER_NONE, BANNER_MAYBE, BANNER_WANTED };

enum mode {
	MODE_HEADERS,
	MODE_FOLLOWS, /* the headers of `Response: Follows` */
	MODE_OUTPUT,  /* its output, up to the end mark */
};

struct parse {
	char *bytes;
	size_t size;
	size_t kept;       /* bytes in front that must stay: see parse_keep */
	size_t start, end; /* fed, and not yet part of a message handed out */
	size_t max;
	enum banner banner;
	bool follows; /* `Response: Follows` may come */

	/* The message that begins at start. Positions count from there. */
	size_t line;    /* where its unfinished line begins */
	size_t scanned; /* no line ends between line and here */
	enum msg_kind kind;
	enum mode mode;
	struct field *fields;
	size_t n;
	size_t fields_size;

	struct field head[FRAMING_HEAD]; /* of a framed event, */
	struct fields framed;            /* and all that parse_next gives */

	struct err err;
};

struct parse *
parse_new(size_t max, bool banner)
{
	struct parse *p = mem_alloc(sizeof(*p));

	p->size = MIN_SIZE;
	p->bytes = mem_alloc(p->size);
	p->max = max;
	p->banner = banner ? BANNER_WANTED : BANNER_MAYBE;
	p->follows = true;
	return p;
}

void
parse_free(struct parse *p)
{
	if (!p)
		return;
	free(p->bytes);
	free(p->fields);
	free(p->framed.p);
	free(p);
}

/* Move what is left to the front, or after what is kept there. It stays there until the message is
 * complete: moved once, not with every read. */
static void
move_to_front(struct parse *p)
{
	if (p->start == p->kept)
		return;
	memmove(p->bytes + p->kept, p->bytes + p->start, p->end - p->start);
	p->end -= p->start - p->kept;
	p->start = p->kept;
}

/* Free the memory that a huge message needed. */
static void
shrink(struct parse *p, size_t want)
{
	if (p->kept == 0 && p->size > KEEP_BYTES && p->end - p->start + want <= KEEP_BYTES) {
		move_to_front(p);
		p->size = KEEP_BYTES;
		p->bytes = mem_grow(p->bytes, p->size, 1);
	}
	if (p->fields_size > KEEP_FIELDS && p->n <= KEEP_FIELDS) {
		p->fields_size = KEEP_FIELDS;
		p->fields = mem_grow(p->fields, p->fields_size, sizeof(*p->fields));
	}
}

char *
parse_room(struct parse *p, size_t want, size_t *n)
{
	if (p->start == p->end || p->err.kind)
		p->start = p->end = p->kept;
	shrink(p, want);
	if (p->size - p->end < want)
		move_to_front(p);
	if (p->size - p->end < want) {
		size_t needed = p->end + want;
		p->size = needed > p->size * 2 ? needed : p->size * 2;
		p->bytes = mem_grow(p->bytes, p->size, 1);
	}
	*n = p->size - p->end;
	return p->bytes + p->end;
}

bool
parse_keep(struct parse *p, struct str raw, size_t *at)
{
	uintptr_t first = (uintptr_t)p->bytes, begin = (uintptr_t)raw.p;

	if (begin < first || begin - first > p->start || raw.n > p->start - (begin - first))
		return false;
	*at = begin - first;
	if (*at + raw.n > p->kept)
		p->kept = *at + raw.n;
	return true;
}

struct field *
parse_take_fields(struct parse *p, const struct msg *m)
{
	struct field *fields = p->fields;

	if (m->fields != fields || m->n <= KEEP_FIELDS)
		return NULL;
	p->fields = NULL;
	p->fields_size = 0;
	return fields;
}

void
parse_swap(struct parse *p, struct memory *memory)
{
	const struct memory given = {.p = p->bytes, .size = p->size};
	size_t left = p->end - p->start;

	p->bytes = memory->p;
	p->size = memory->size;
	if (p->size < left || !p->bytes) {
		p->size = left > MIN_SIZE ? left : MIN_SIZE;
		p->bytes = mem_grow(p->bytes, p->size, 1);
	}
	memcpy(p->bytes, given.p + p->start, left);
	p->kept = p->start = 0;
	p->end = left;
	memory->p = given.p;
	memory->size = given.size;
}

void
parse_fed(struct parse *p, size_t n)
{
	p->end += n;
}

/* Make room for more fields, within what the message's maximum allows. */
static int
grow_fields(struct parse *p)
{
	if (p->n > p->max / MIN_LINE)
		return err_set(&p->err, ERR_CONNECT, "message of more than %zu lines", p->n);
	p->fields_size = p->fields_size ? p->fields_size * 2 : 64;
	p->fields = mem_grow(p->fields, p->fields_size, sizeof(*p->fields));
	return 0;
}

/* Add the field NAME, VALUE; both are views into the message. */
static void
add_field(struct parse *p, struct str name, struct str value)
{
	const char *message = p->bytes + p->start;

	if (p->n == p->fields_size && grow_fields(p) == -1)
		return;
	p->fields[p->n++] = (struct field){
	    .name = (uint32_t)(name.p - message),
	    .name_n = (uint32_t)name.n,
	    .value = (uint32_t)(value.p - message),
	    .value_n = (uint32_t)value.n,
	};
}

/* Add a line of output that has no header in front. */
static void
add_output(struct parse *p, struct str line)
{
	add_field(p, str_head(line, 0), line);
	if (!p->err.kind)
		p->fields[p->n - 1].name = FIELD_OUTPUT;
}

/* Add a line as NAME: VALUE, or as all value. */
static void
add_header(struct parse *p, struct str line)
{
	size_t colon = split_colon(line);

	if (colon == line.n) {
		add_field(p, str_head(line, 0), line);
		return;
	}
	struct str value = str_from_at(line, colon + 1);
	if (value.n && value.p[0] == ' ')
		value = str_from_at(value, 1);
	add_field(p, str_head(line, colon), value);
}

static bool
is_banner(struct str line)
{
	return str_starts(line, STR("Asterisk Call Manager")) && str_chr(line, '/') < line.n;
}

/* May a server of this AMI version send `Response: Follows`? Those of 3.0 on, Asterisk 14.2, do not
 * (main/manager.c): there it is text from a caller, and must not swallow what follows it. */
static bool
is_old(struct str version)
{
	return version_manager_major(version) < 3;
}

/* Set the kind of the message from the last field, which was made from this line. */
static void
tell_kind(struct parse *p, struct str line)
{
	const struct field *f = &p->fields[p->n - 1];
	struct str name = str_head(line, f->name_n);
	struct str value = str_from_at(line, line.n - f->value_n);

	p->kind = MSG_OTHER;
	if (str_ieq(name, STR("Event")))
		p->kind = MSG_EVENT;
	if (str_ieq(name, STR("Response"))) {
		p->kind = MSG_RESPONSE;
		if (p->follows && str_ieq(value, STR("Follows")))
			p->mode = MODE_FOLLOWS;
	}
}

/* Take the line that says what the message is; true if it is a complete message. */
static bool
take_first_line(struct parse *p, struct str line)
{
	if (p->banner && is_banner(line)) {
		size_t slash = str_chr(line, '/');
		add_field(p, str_head(line, slash), str_from_at(line, slash + 1));
		p->follows = is_old(str_from_at(line, slash + 1));
		p->kind = MSG_BANNER;
		if (p->banner == BANNER_WANTED)
			p->banner = BANNER_NONE;
		return true;
	}
	add_header(p, line);
	tell_kind(p, line);
	return false;
}

static struct str
name_at(const struct parse *p, size_t i)
{
	const struct field *f = &p->fields[i];

	return str_from(p->bytes + p->start + f->name, f->name_n);
}

/* Some modules of old servers, app_rpt of AllStarLink for one, send ActionID before Response. Then
 * the second line says what the message is, and becomes the first field. */
static void
take_kind_line(struct parse *p, struct str line)
{
	tell_kind(p, line);
	if (p->kind == MSG_OTHER)
		return;
	struct field id = p->fields[0];
	p->fields[0] = p->fields[1];
	p->fields[1] = id;
}

/* Is this the answer to Events that one old version does not even end with an empty line? */
static bool
is_bare_events(const struct parse *p, struct str line)
{
	return p->follows && p->kind == MSG_RESPONSE && p->n == 2 &&
	       (str_eq(line, STR("Events: On")) || str_eq(line, STR("Events: Off")));
}

/* Does the end mark end here? Output without a newline has it on its own last line. */
static bool
ends_output(const struct parse *p)
{
	const struct field *last = &p->fields[p->n - 1];
	size_t begin = last->value + last->value_n - END_MARK_WORDS;

	return last->value_n >= END_MARK_WORDS && begin + end_mark.n == p->line &&
	       memcmp(p->bytes + p->start + begin, end_mark.p, end_mark.n) == 0;
}

/* Take a line above the output: Privilege, then ActionID if there is one that did not come before;
 * false if it is none. */
static bool
take_follows_header(struct parse *p, struct str line)
{
	bool has_id = p->n > 1 && str_ieq(name_at(p, 1), STR("ActionID"));
	bool id = !has_id && str_starts(line, STR("ActionID: "));
	bool privilege = p->n == 1 + (size_t)has_id && str_starts(line, STR("Privilege: "));

	if (!id && !privilege)
		return false;
	add_header(p, line);
	if (id || has_id)
		p->mode = MODE_OUTPUT;
	return true;
}

/* Take a line of `Response: Follows`; true if it is the last. */
static bool
take_follows_line(struct parse *p, struct str line)
{
	if (p->mode == MODE_FOLLOWS && take_follows_header(p, line))
		return false;
	p->mode = MODE_OUTPUT;
	if (!ends_output(p)) {
		add_output(p, line);
		return false;
	}
	struct field *last = &p->fields[p->n - 1];
	last->value_n -= END_MARK_WORDS;
	if (last->value_n == 0)
		p->n--;
	return true;
}

/* Take a line; true if it completes the message. */
static bool
take_line(struct parse *p, struct str line)
{
	if (p->n == 0)
		return line.n > 0 && take_first_line(p, line);
	if (p->mode != MODE_HEADERS)
		return take_follows_line(p, line);
	if (line.n == 0)
		return true;
	if (line.p[0] == '_' && split_is_forged(line))
		return false;
	add_header(p, line);
	if (p->n == 2 && p->kind == MSG_OTHER && str_ieq(name_at(p, 0), STR("ActionID")))
		take_kind_line(p, line);
	return is_bare_events(p, line);
}

/* Skip the next line; false when its end has not come, or the message is too long. */
static bool
next_line(struct parse *p, struct str *line)
{
	const char *message = p->bytes + p->start;
	size_t fed = p->end - p->start, from = p->line;
	struct str rest = str_from(message + p->scanned, fed - p->scanned);
	size_t end = p->scanned + str_chr(rest, '\n');

	p->scanned = end < fed ? end + 1 : fed;
	if (p->scanned > p->max) {
		err_set(&p->err, ERR_CONNECT, "message of more than %zu bytes", p->max);
		return false;
	}
	if (end == fed)
		return false;
	p->line = p->scanned;
	if (end > from && message[end - 1] == '\r')
		end--;
	*line = str_from(message + from, end - from);
	return true;
}

/* Refuse a stream whose first line is not a banner as soon as that is known. */
static void
check_banner(struct parse *p)
{
	struct str said = str_head(str_from(p->bytes + p->start, p->end - p->start), MAX_BANNER);
	size_t end = str_chr(said, '\n');
	struct buf text = BUF_INIT(BUF_MAX_TEXT);

	if (end < said.n ? is_banner(str_head(said, end)) : said.n < MAX_BANNER)
		return;
	if (end > 0 && said.p[end - 1] == '\r')
		end--;
	text_escape(&text, str_head(said, end));
	err_set(&p->err, ERR_CONNECT, "not an AMI server: it says \"%s\"", buf_z(&text));
	buf_clear(&text);
}

/* Hand the message out and begin the next one. */
static void
finish(struct parse *p)
{
	p->start += p->line;
	p->line = p->scanned = p->n = 0;
	p->mode = MODE_HEADERS;
}

/* Is an event framed here? Only if nothing of it was scanned yet, so that nothing is scanned over
 * and over. One with fewer bytes than a message may have lines has not too many. */
static bool
frame(struct parse *p)
{
	if (p->scanned || p->banner == BANNER_WANTED || p->err.kind)
		return false;
	if (p->line == 0) {
		struct str fed = str_from(p->bytes + p->start, p->end - p->start);
		p->line = framing_event(str_head(fed, p->max / MIN_LINE), p->head);
	}
	return p->line > 0;
}

/* The name of the event that is framed here. */
static struct str
framed_name(const struct parse *p)
{
	return str_from(p->bytes + p->start + p->head[0].value, p->head[0].value_n);
}

/* The event itself. */
static struct msg
framed(const struct parse *p)
{
	return (struct msg){
	    .kind = MSG_EVENT,
	    .raw = str_from(p->bytes + p->start, p->line),
	    .fields = p->head,
	    .n = FRAMING_HEAD,
	    .framed = true,
	};
}

size_t
parse_pass(struct parse *p, bool (*passes)(void *arg, struct str name), void *arg)
{
	size_t n = 0;

	for (; frame(p) && passes(arg, framed_name(p)); n++)
		finish(p);
	return n;
}

/* Take lines until they make a message. */
static bool
collect(struct parse *p, struct msg *m)
{
	struct str line;

	while (!p->err.kind && next_line(p, &line))
		if (take_line(p, line))
			return parse_begun(p, m);
	return false;
}

int
parse_frame(struct parse *p, struct msg *m, struct err *err)
{
	if (p->banner == BANNER_WANTED && !p->err.kind)
		check_banner(p);
	if (frame(p)) {
		*m = framed(p);
	} else if (!collect(p, m)) {
		if (!p->err.kind)
			return 0;
		*err = p->err;
		return -1;
	}
	finish(p);
	return 1;
}

int
parse_next(struct parse *p, struct msg *m, struct err *err)
{
	int got = parse_frame(p, m, err);

	if (got == 1)
		split_framed(&p->framed, m);
	return got;
}

bool
parse_begun(const struct parse *p, struct msg *m)
{
	*m = (struct msg){
	    .kind = p->kind,
	    .raw = str_from(p->bytes + p->start, p->line),
	    .fields = p->fields,
	    .n = p->n,
	};
	return p->n > 0;
}
