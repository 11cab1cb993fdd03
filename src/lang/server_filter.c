/* SPDX-License-Identifier: ISC */
/*
 * Names, globs and terms in the two languages of the server's filters. In the older one a line end
 * is [[:cntrl:]], since no header of an action can hold a carriage return.
 */
#include "lang/server_filter.h"

#include "ami/action.h"
#include "ami/catalog.h"
#include "lang/split.h"
#include "lang/term.h"

#define LINE_END    "[[:cntrl:]]"
#define NO_LINE_END "[^[:cntrl:]]"

static void
init(struct server_filter *f)
{
	*f = (struct server_filter){
	    .typed = BUF_INIT(BUF_MAX_LINE),
	    .criteria = BUF_INIT(BUF_MAX_LINE),
	    .text = BUF_INIT(BUF_MAX_LINE),
	    .regex = BUF_INIT(BUF_MAX_LINE),
	};
}

void
server_filter_clear(struct server_filter *f)
{
	buf_clear(&f->typed);
	buf_clear(&f->criteria);
	buf_clear(&f->text);
	buf_clear(&f->regex);
}

static bool
is_glob(struct str s)
{
	return str_chr(s, '*') < s.n || str_chr(s, '?') < s.n || str_chr(s, '[') < s.n;
}

/* Append the set [a-z] or [!a-z] at the front of glob; returns its length, 0 if it is none. */
static size_t
add_set(struct buf *out, struct str glob)
{
	size_t end = str_chr(glob, ']');

	bool negated = glob.n > 1 && glob.p[1] == '!';

	if (glob.p[0] != '[' || end == glob.n || end < 2u + negated)
		return 0;
	buf_addz(out, negated ? "[^" : "[");
	buf_adds(out, str_from(glob.p + 1 + negated, end - negated));
	return end + 1;
}

/* Append the glob as an extended regular expression. */
static void
add_glob(struct buf *out, struct str glob)
{
	for (size_t set; glob.n; glob = str_from_at(glob, set ? set : 1)) {
		set = add_set(out, glob);
		if (set)
			continue;
		if (glob.p[0] == '*')
			buf_addz(out, NO_LINE_END "*");
		else if (glob.p[0] == '?')
			buf_addz(out, NO_LINE_END);
		else if (strchr("\\^$.|()+{[", glob.p[0]))
			buf_addf(out, "\\%c", glob.p[0]);
		else
			buf_addc(out, glob.p[0]);
	}
}

/* A text of the newer form may not begin with !, which the server interprets. */
static void
add_regex(struct buf *out, struct str regex)
{
	bool bang = str_starts(regex, STR("!"));

	if (bang)
		buf_addz(out, "[!]");
	buf_adds(out, str_from_at(regex, bang));
}

/* The simplest method with the meaning of a glob; its text is appended. */
static const char *
method_of_glob(struct buf *text, struct str glob)
{
	bool first = str_starts(glob, STR("*")), last = str_ends(glob, STR("*"));
	struct str inner = str_from_at(glob, first);

	inner.n -= last && inner.n;
	if (str_eq(glob, STR("*")))
		return "none";
	if (inner.n == 0 || is_glob(inner) || inner.p[0] == '!') {
		buf_addc(text, '^');
		add_glob(text, glob);
		buf_addc(text, '$');
		return "regex";
	}
	buf_adds(text, inner);
	return first && last ? "contains" : first ? "ends_with" : last ? "starts_with" : "exact";
}

/* The term in the newer form. */
static void
add_criteria_of_term(struct server_filter *f, const struct term_parts *t)
{
	const char *method = "regex";

	if (t->regex)
		add_regex(&f->text, t->value);
	else
		method = method_of_glob(&f->text, t->value);
	buf_addf(&f->criteria, ",header(%.*s),method(%s)", STR_ARG(t->header), method);
}

/* The term in the older form: a line of the event. */
static void
add_line_of_term(struct buf *out, const struct term_parts *t)
{
	struct str value = t->value;
	bool from_start = str_starts(value, STR("^")), to_end = str_ends(value, STR("$"));

	buf_addf(out, LINE_END "%.*s: ", STR_ARG(t->header));
	if (!t->regex) {
		add_glob(out, value);
		buf_addz(out, LINE_END);
		return;
	}
	value = str_from_at(value, from_start);
	value.n -= to_end && value.n;
	buf_addf(out, "%s(%.*s)%s", from_start ? "" : NO_LINE_END "*", STR_ARG(value),
	    to_end ? LINE_END : "");
}

static void
make(struct server_filter *f, bool exclude, struct str event, const struct term_parts *t)
{
	bool any = str_eq(event, STR("*"));

	if (any || !is_glob(event)) {
		buf_addf(&f->criteria, "action(%s)", exclude ? "exclude" : "include");
		if (!any)
			buf_addf(&f->criteria, ",name(%.*s)", STR_ARG(event));
		if (t)
			add_criteria_of_term(f, t);
	}
	if (exclude)
		buf_addc(&f->regex, '!');
	if (!any) {
		buf_addz(&f->regex, "^Event: ");
		add_glob(&f->regex, event);
		buf_addz(&f->regex, LINE_END);
	}
	if (!any && t)
		buf_addz(&f->regex, ".*");
	if (t)
		add_line_of_term(&f->regex, t);
}

static bool
is_header(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!str_is_name_char(s.p[i]))
			return false;
	return s.n > 0;
}

static bool
is_event(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || strchr("(),:", s.p[i]))
			return false;
	return s.n > 0 && s.p[0] != '!';
}

static void
add_typed(struct server_filter *f, bool exclude, struct str first, struct str second)
{
	buf_addz(&f->typed, exclude ? "-x " : "");
	split_quote(&f->typed, first);
	if (second.n) {
		buf_addc(&f->typed, ' ');
		split_quote(&f->typed, second);
	}
}

/* The spelling that counts on the server. */
static struct str
spelling(struct str event)
{
	const struct event_facts *facts = catalog_event(event);

	return facts ? str_of(facts->name) : event;
}

int
server_filter_from_term(
    struct server_filter *f, bool exclude, struct str event, struct str term, struct err *err)
{
	struct term_parts t;
	bool has_term = term.n > 0;

	init(f);
	if (event.n == 0)
		return err_set(err, ERR_USAGE, "an event name is empty");
	if (!is_event(event))
		return err_set(err, ERR_USAGE,
		    "not an event: %.*s (a name, a glob or a /regex/; use -x to leave out what "
		    "matches)",
		    STR_ARG(event));
	if (has_term && (!term_split(&t, term) || !is_header(t.header) || (t.regex && !t.value.n)))
		return err_set(err, ERR_USAGE, "not a term: %.*s (Header=glob or Header~regex)",
		    STR_ARG(term));
	if (has_term && t.negated)
		return err_set(err, ERR_USAGE,
		    "%.*s: a server filter cannot negate a term; use -x to leave out what matches",
		    STR_ARG(term));
	if (!has_term && str_eq(event, STR("*")))
		return err_set(err, ERR_USAGE, "a filter for every event needs a term");
	add_typed(f, exclude, event, term);
	make(f, exclude, spelling(event), has_term ? &t : NULL);
	return 0;
}

void
server_filter_from_regex(struct server_filter *f, bool exclude, struct str regex)
{
	struct buf typed = BUF_INIT(BUF_MAX_LINE);

	init(f);
	buf_addf(&typed, "/%.*s/", STR_ARG(regex));
	add_typed(f, exclude, buf_str(&typed), STR(""));
	if (exclude)
		buf_addc(&f->regex, '!');
	add_regex(&f->regex, regex);
	buf_clear(&typed);
}

bool
server_filter_is_criteria(struct str word)
{
	static const char *const keys[] = {"action(", "name(", "header(", "method("};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (str_starts(word, str_of(keys[i])) && str_ends(word, STR(")")))
			return true;
	return false;
}

void
server_filter_from_criteria(
    struct server_filter *f, bool exclude, struct str criteria, struct str text)
{
	init(f);
	add_typed(f, exclude, criteria, text);
	buf_addf(&f->criteria, "%s%.*s", exclude ? "action(exclude)," : "", STR_ARG(criteria));
	buf_adds(&f->text, text);
}

void
server_filter_from_action(struct server_filter *f, struct str block)
{
	struct str criteria = action_value(block, STR("MatchCriteria"));
	struct str text = action_value(block, STR("Filter"));

	init(f);
	f->is_action = true;
	buf_addz(&f->typed, "Filter Operation=Add");
	if (criteria.n) {
		buf_addz(&f->typed, " MatchCriteria=");
		split_quote(&f->typed, criteria);
	}
	if (text.n) {
		buf_addz(&f->typed, " Filter=");
		split_quote(&f->typed, text);
	}
	buf_adds(&f->criteria, criteria);
	buf_adds(criteria.n ? &f->text : &f->regex, text);
}
