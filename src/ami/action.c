/* SPDX-License-Identifier: ISC */
/*
 * Builds the block of one action line by line.
 * Never sends anything, and never puts a value into an error text: it may be a secret.
 */
#include "ami/action.h"

/* Every line at its longest, and the empty line. */
#define MAX_BLOCK ((size_t)ACTION_MAX_HEADERS * (ACTION_MAX_LINE + 2) + 2)

static bool
is_control(char c)
{
	return (unsigned char)c < 32 || c == 127;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static int
check_name(struct str name, struct err *err)
{
	if (name.n == 0)
		return err_set(err, ERR_USAGE, "a header has no name");
	if (str_chr(name, ':') < name.n)
		return err_set(err, ERR_USAGE, "name of header %.*s holds a colon", STR_ARG(name));
	if (is_blank(name.p[0]) || is_blank(name.p[name.n - 1]))
		return err_set(err, ERR_USAGE, "name of header '%.*s' begins or ends with a blank",
		    STR_ARG(name));
	for (size_t i = 0; i < name.n; i++)
		if (is_control(name.p[i]))
			return err_set(err, ERR_USAGE,
			    "name of header %.*s holds a control character", STR_ARG(name));
	return 0;
}

/* The server skips the bytes below 33 that a value begins with (strings.h, ast_skip_blanks()). */
static int
check_value(struct str name, struct str value, struct err *err)
{
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] == '\r' && i + 1 == value.n)
			return err_set(err, ERR_USAGE,
			    "value of %.*s ends with a carriage return, as lines of a Windows file "
			    "do (tr -d '\\r')", STR_ARG(name));
		if (value.p[i] == '\r' || value.p[i] == '\n')
			return err_set(err, ERR_USAGE, "value of %.*s holds a line break",
			    STR_ARG(name));
		if (value.p[i] == '\0')
			return err_set(err, ERR_USAGE, "value of %.*s holds a NUL byte",
			    STR_ARG(name));
	}
	if (value.n && (unsigned char)value.p[0] < 33)
		return err_set(err, ERR_USAGE,
		    "value of %.*s begins with a blank or control character; the server drops it",
		    STR_ARG(name));
	return 0;
}

/* The server takes the first of these and silently drops the others (main/manager.c,
 * astman_get_header()). */
static int
check_once(const struct action *a, struct str name, struct err *err)
{
	bool again = (a->name.n && str_ieq(name, STR("Action"))) ||
	             (a->id.n && str_ieq(name, STR("ActionID")));

	return again ? err_set(err, ERR_USAGE, "%.*s is given twice", STR_ARG(name)) : 0;
}

int
action_header(struct action *a, struct str name, struct str value, struct err *err)
{
	size_t line = name.n + 2 + value.n;

	if (check_name(name, err) < 0 || check_value(name, value, err) < 0 ||
	    check_once(a, name, err) < 0)
		return -1;
	if (line > ACTION_MAX_LINE)
		return err_set(err, ERR_USAGE, "line of %.*s has %zu bytes, the server takes at "
		    "most %d",
		    STR_ARG(str_head(name, 64)), line, ACTION_MAX_LINE);
	if (a->headers == ACTION_MAX_HEADERS)
		return err_set(err, ERR_USAGE, "%.*s is header %d, the server takes at most %d",
		    STR_ARG(name), ACTION_MAX_HEADERS + 1, ACTION_MAX_HEADERS);
	buf_adds(&a->wire, name);
	buf_addz(&a->wire, ": ");
	buf_adds(&a->wire, value);
	buf_addz(&a->wire, "\r\n");
	a->headers++;
	return 0;
}

/* Add the first lines. */
static int
open_block(struct action *a, struct str name, struct str id, struct err *err)
{
	if (name.n == 0)
		return err_set(err, ERR_USAGE, "the action has no name");
	if (id.n > ACTION_MAX_ID)
		return err_set(err, ERR_USAGE, "ActionID has %zu bytes, the server takes at most "
		    "%d", id.n,
		    ACTION_MAX_ID);
	if (action_header(a, STR("Action"), name, err) < 0)
		return -1;
	return id.n ? action_header(a, STR("ActionID"), id, err) : 0;
}

int
action_init(struct action *a, struct str name, struct str id, struct err *err)
{
	*a = (struct action){0};
	buf_init_secret(&a->wire, MAX_BLOCK);
	buf_init(&a->id, ACTION_MAX_ID);
	buf_init(&a->name, ACTION_MAX_LINE);
	if (open_block(a, name, id, err) < 0) {
		action_clear(a);
		return -1;
	}
	buf_adds(&a->id, id);
	buf_adds(&a->name, name);
	return 0;
}

void
action_clear(struct action *a)
{
	buf_clear(&a->wire);
	buf_clear(&a->id);
	buf_clear(&a->name);
	a->headers = 0;
}

void
action_end(struct action *a)
{
	buf_addz(&a->wire, "\r\n");
}

struct str
action_value(struct str block, struct str name)
{
	struct str line;

	while (str_cut_line(&block, &line)) {
		size_t colon = str_chr(line, ':');
		if (colon < line.n && str_ieq(str_head(line, colon), name))
			return str_trim(str_from_at(line, colon + 1));
	}
	return STR("");
}
