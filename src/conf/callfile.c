/* SPDX-License-Identifier: ISC */
/* The text of call files. Writes nothing. */
#include "conf/callfile.h"

#include "base/mem.h"
#include "base/suggest.h"
#include "conf/dialect.h"
#include "conf/dialect_line.h"

enum kind {
	KIND_TEXT,
	KIND_CHANNEL, /* Tech/resource */
	KIND_NUMBER,  /* from 0 */
	KIND_COUNT,   /* from 1 */
	KIND_YES,
	KIND_VARIABLE, /* NAME=value; may be repeated */
};

static const struct key {
	const char *name;
	enum kind kind;
} keys[] = {
    {"Account", KIND_TEXT},
    {"AlwaysDelete", KIND_YES},
    {"Application", KIND_TEXT},
    {"Archive", KIND_YES},
    {"CallerID", KIND_TEXT},
    {"Channel", KIND_CHANNEL},
    {"Codecs", KIND_TEXT},
    {"Context", KIND_TEXT},
    {"Data", KIND_TEXT},
    {"Early_Media", KIND_YES},
    {"Extension", KIND_TEXT},
    {"MaxRetries", KIND_NUMBER},
    {"Priority", KIND_COUNT},
    {"RetryTime", KIND_COUNT},
    {"Set", KIND_VARIABLE},
    {"SetVar", KIND_VARIABLE},
    {"WaitTime", KIND_COUNT},
};

#define TEXT_CR "ends with a carriage return, as lines of a Windows file do (tr -d '\\r')"
#define KEYS_N (sizeof(keys) / sizeof(keys[0]))

/* What pbx_spool adds to a file while it makes the call. */
static const char *const notes[] = {"AbortRetry", "DelayedRetry", "EndRetry", "StartRetry"};

static const char *
key_candidate(void *arg, size_t i)
{
	(void)arg;
	return i < KEYS_N ? keys[i].name : NULL;
}

static const struct key *
find_key(struct str name)
{
	for (size_t i = 0; i < KEYS_N; i++)
		if (str_ieq(str_of(keys[i].name), name))
			return &keys[i];
	return NULL;
}

static int
unknown(struct str name, struct err *err)
{
	struct buf near = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; i < sizeof(notes) / sizeof(notes[0]); i++)
		if (str_ieq(name, str_of(notes[i])))
			return err_set(err, ERR_USAGE,
			    "%s is written by Asterisk itself when it has begun a call file: leave "
			    "it out", notes[i]);
	suggest_hint(&near, name, key_candidate, NULL);
	err_set(err, ERR_USAGE, "a call file has no key %.*s%s", STR_ARG(name),
	    buf_z(&near));
	buf_clear(&near);
	return -1;
}

/* Does one of the lines so far have this key? */
static bool
is_there(struct str lines, const struct key *key)
{
	struct str line;

	while (str_cut(&lines, '\n', &line))
		if (str_eq(str_head(line, str_chr(line, ':')), str_of(key->name)))
			return true;
	return false;
}

/* What is wrong with a value of this kind for pbx_spool; NULL: nothing. */
static const char *
check_kind(enum kind kind, struct str value)
{
	size_t slash = str_chr(value, '/'), equals = str_chr(value, '=');
	long number;

	switch (kind) {
	case KIND_TEXT:
		return value.n == 0 ? "is empty" : NULL;
	case KIND_CHANNEL:
		return slash == 0 || slash + 1 >= value.n ? "is not Tech/resource" : NULL;
	case KIND_NUMBER:
		return str_number(value, 0, 1000000000, &number) ? NULL : "is not a number, 0 or "
		    "more";
	case KIND_COUNT:
		return str_number(value, 1, 1000000000, &number) ? NULL : "is not a number, 1 or "
		    "more";
	case KIND_YES:
		return str_yes(value) < 0 ? "is not yes or no" : NULL;
	case KIND_VARIABLE:
		return equals == 0 || equals == value.n ? "is not NAME=value" : NULL;
	}
	return NULL;
}

/* What would make pbx_spool read a different value; NULL: nothing. */
static const char *
check_text(struct str value)
{
	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];
		if (c == '\n' || c == '\r' || c == '\0')
			return c == '\r' && i + 1 == value.n ? TEXT_CR
			                                     : "holds a line break or NUL";
		if (c == '#' && i > 0 && (value.p[i - 1] == ' ' || value.p[i - 1] == '\t'))
			return "holds a # after a blank, which begins a comment";
	}
	if (lines_strip(value).n != value.n)
		return "begins or ends with a blank, which Asterisk drops";
	return NULL;
}

int
callfile_line(struct buf *out, struct str name, struct str value, struct err *err)
{
	const struct key *key = find_key(name);
	size_t start = out->n;

	if (!key)
		return unknown(name, err);
	const char *problem = check_text(value);
	if (!problem)
		problem = check_kind(key->kind, value);
	if (!problem && key->kind != KIND_VARIABLE && is_there(buf_str(out), key))
		problem = "is given twice";
	if (problem)
		return err_set(err, ERR_USAGE, "%s %s: %.*s", key->name, problem, STR_ARG(value));
	/* Without a blank before it, a # at the beginning does not start a comment. */
	buf_addf(out, "%s:%s", key->name, str_starts(value, STR("#")) ? "" : " ");
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] == ';')
			buf_addc(out, '\\');
		buf_addc(out, value.p[i]);
	}
	if (out->n - start > CALLFILE_LINE_MAX)
		return err_set(err, ERR_USAGE, "%s makes a line longer than %d bytes", key->name,
		    CALLFILE_LINE_MAX);
	return buf_addc(out, '\n');
}

void
callfile_spool(struct buf *folder)
{
	struct conf c = {0};
	struct err err;
	const struct conf_value *v = NULL;

	if (conf_read(&c, "/etc/asterisk", "asterisk.conf", &err) == 0)
		v = conf_value(conf_section(&c, STR("directories")), STR("astspooldir"));
	buf_adds(folder, v ? v->value : STR("/var/spool/asterisk"));
	buf_addz(folder, "/outgoing");
	conf_clear(&c);
}
