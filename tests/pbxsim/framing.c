/* SPDX-License-Identifier: ISC */
/* Lines and messages out of a client's bytes. */
#include "framing.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

char *
sim_framing_room(struct framing *f, size_t *room)
{
	*room = sizeof(f->in) - f->n;
	return f->in + f->n;
}

static void
drop(struct framing *f, size_t n)
{
	f->n -= n;
	memmove(f->in, f->in + n, f->n);
}

/* Add a line to the message; what follows a NUL is lost. Returns true if the line is empty. */
static bool
take_line(struct framing *f, size_t length)
{
	struct message *m = &f->message;
	size_t n = strnlen(f->in, length);

	if (n == 0)
		return true;
	if (m->n < FRAMING_LINES)
		m->line[m->n++] = mem_strndup(str_from(f->in, n));
	else
		m->too_many = true;
	return false;
}

bool
sim_framing_next(struct framing *f)
{
	const char *end;

	while ((end = memchr(f->in, '\n', f->n)) != NULL) {
		size_t length = (size_t)(end - f->in);
		bool cr = length > 0 && f->in[length - 1] == '\r';
		bool empty = take_line(f, length - cr);
		drop(f, length + 1);
		if (empty)
			return true;
	}
	if (f->n == sizeof(f->in)) {
		drop(f, f->n - 1);
		f->message.too_long = true;
	}
	return false;
}

void
sim_message_clear(struct message *m)
{
	for (size_t i = 0; i < m->n; i++)
		free(m->line[i]);
	*m = (struct message){.n = 0};
}

const char *
sim_line_value(const char *line, const char *name)
{
	size_t n = strlen(name);

	if (strncasecmp(line, name, n) != 0 || line[n] != ':')
		return NULL;
	line += n + 1;
	while (*line > 0 && *line < 33)
		line++;
	return line;
}

static const char *
find(const struct message *m, const char *name)
{
	for (size_t i = 0; i < m->n; i++) {
		const char *value = sim_line_value(m->line[i], name);
		if (value)
			return value;
	}
	return NULL;
}

const char *
sim_header(const struct message *m, const char *name)
{
	const char *value = find(m, name);

	return value ? value : "";
}

bool
sim_has_header(const struct message *m, const char *name)
{
	return find(m, name) != NULL;
}

bool
sim_true(const char *value)
{
	static const char *const yes[] = {"yes", "true", "y", "t", "1", "on"};

	for (size_t i = 0; i < sizeof(yes) / sizeof(*yes); i++)
		if (strcasecmp(value, yes[i]) == 0)
			return true;
	return false;
}
