/* SPDX-License-Identifier: ISC */
/* The text of call files and the times they are for. Writes nothing. */
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

/* What pbx_spool adds to a file while it calls. */
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
			    "%s is what Asterisk itself notes in a call file that it has begun: "
			    "leave it out", notes[i]);
	suggest_names(&near, name, key_candidate, NULL);
	err_set(err, ERR_USAGE, "a call file has no key %.*s%s%s", STR_ARG(name),
	    near.n ? ", could be: " : "", buf_z(&near));
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

/* What pbx_spool wants of a value of this kind; NULL: it is all right. */
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
		return str_number(value, 0, 1000000000, &number) ? NULL : "is not a number from 0";
	case KIND_COUNT:
		return str_number(value, 1, 1000000000, &number) ? NULL : "is not a number from 1";
	case KIND_YES:
		return str_yes(value) < 0 ? "is not yes or no" : NULL;
	case KIND_VARIABLE:
		return equals == 0 || equals == value.n ? "is not NAME=value" : NULL;
	}
	return NULL;
}

/* What would make pbx_spool read another value than this; NULL: nothing. */
static const char *
check_text(struct str value)
{
	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];
		if (c == '\n' || c == '\r' || c == '\0')
			return c == '\r' && i + 1 == value.n ? TEXT_CR
			                                     : "holds a line break or NUL";
		if (c == '#' && i > 0 && (value.p[i - 1] == ' ' || value.p[i - 1] == '\t'))
			return "holds a # behind a blank, which begins a comment";
	}
	if (lines_strip(value).n != value.n)
		return "begins or ends with a blank, which is not kept";
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
	/* Without a blank before it, a # at the beginning is none of a comment. */
	buf_addf(out, "%s:%s", key->name, str_starts(value, STR("#")) ? "" : " ");
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] == ';')
			buf_addc(out, '\\');
		buf_addc(out, value.p[i]);
	}
	if (out->n - start > CALLFILE_LINE_MAX)
		return err_set(err, ERR_USAGE, "%s makes a line of more than %d bytes", key->name,
		    CALLFILE_LINE_MAX);
	return buf_addc(out, '\n');
}

static int
no_time(struct str text, struct err *err)
{
	return err_set(err, ERR_USAGE,
	    "not a time: %.*s (YYYY-MM-DD HH:MM[:SS], HH:MM[:SS] or +SECONDS)", STR_ARG(text));
}

/* "+90", "+90s", "+5m", "+2h", "+1d". */
static bool
read_distance(struct str text, long *seconds)
{
	static const struct {
		char letter;
		long seconds;
	} units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}};
	long factor = 1;

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (text.n && text.p[text.n - 1] == units[i].letter) {
			factor = units[i].seconds;
			text.n--;
			break;
		}
	}
	if (!str_number(text, 0, 100000000, seconds))
		return false;
	*seconds *= factor;
	return true;
}

/* Numbers of so many digits with these marks between them: "dddd-dd-dd". */
static bool
read_digits(struct str *text, const char *form, int *numbers)
{
	for (; *form; form++) {
		if (text->n == 0)
			return false;
		char c = text->p[0];
		if (*form == 'd' ? c < '0' || c > '9' : c != *form)
			return false;
		if (*form == 'd')
			*numbers = *numbers * 10 + (c - '0');
		else
			*++numbers = 0;
		*text = str_from_at(*text, 1);
	}
	return true;
}

/* "HH:MM" or "HH:MM:SS", and nothing behind it. */
static bool
read_clock(struct str text, struct tm *tm)
{
	int n[3] = {0};
	bool seconds = text.n > 5;

	if (!read_digits(&text, seconds ? "dd:dd:dd" : "dd:dd", n) || text.n || n[0] > 23 ||
	    n[1] > 59 || n[2] > 59)
		return false;
	tm->tm_hour = n[0];
	tm->tm_min = n[1];
	tm->tm_sec = n[2];
	return true;
}

/* Make it a time; false when the calendar or the clock has no such one. */
static bool
make_time(time_t *at, const struct tm *wanted)
{
	struct tm tm = *wanted;

	tm.tm_isdst = -1;
	*at = mktime(&tm);
	return *at != (time_t)-1 && tm.tm_mday == wanted->tm_mday && tm.tm_mon == wanted->tm_mon &&
	    tm.tm_hour == wanted->tm_hour && tm.tm_min == wanted->tm_min;
}

/* The next time that the clock shows this, today or tomorrow. */
static bool
next_time(time_t *at, struct tm *tm, time_t now)
{
	if (!make_time(at, tm))
		return false;
	if (*at > now)
		return true;
	struct tm tomorrow = *tm;
	tomorrow.tm_mday++;
	tomorrow.tm_isdst = -1;
	*at = mktime(&tomorrow);
	return *at != (time_t)-1 && tomorrow.tm_hour == tm->tm_hour;
}

int
callfile_time(time_t *at, struct str text, time_t now, struct err *err)
{
	struct str rest = text;
	struct tm tm;
	int date[3] = {0};
	long seconds;

	localtime_r(&now, &tm);
	if (str_starts(text, STR("+"))) {
		if (!read_distance(str_from_at(text, 1), &seconds))
			return no_time(text, err);
		*at = now + seconds;
		return 0;
	}
	if (read_clock(text, &tm))
		return next_time(at, &tm, now) ? 0 : no_time(text, err);
	if (!read_digits(&rest, "dddd-dd-dd", date) || rest.n == 0 ||
	    (rest.p[0] != ' ' && rest.p[0] != 'T') || !read_clock(str_from_at(rest, 1), &tm))
		return no_time(text, err);
	tm.tm_year = date[0] - 1900;
	tm.tm_mon = date[1] - 1;
	tm.tm_mday = date[2];
	if (!make_time(at, &tm))
		return no_time(text, err);
	if (*at < now)
		return err_set(err, ERR_USAGE, "time is over: %.*s", STR_ARG(text));
	return 0;
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
