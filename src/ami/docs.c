/* SPDX-License-Identifier: ISC */
/*
 * Reads the sections Syntax and Arguments of the server's documentation. All versions have them in
 * this order and differ in what is around them; only the lines with parameters count.
 */
#include "ami/docs.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/choices.h"
#include "base/keys.h"
#include "base/mem.h"

#define INDENT      4  /* of the explanations under an argument */
#define WRAP_COLUMN 79 /* where the server breaks their lines */

enum section { SECTION_OTHER, SECTION_SYNTAX, SECTION_ARGUMENTS };

struct reader {
	struct docs *d;
	struct str action;
	enum section section;
	bool ours; /* the section is about our action: several may be explained */
	bool found;
	struct keys names;       /* of the parameters */
	struct parameter *about; /* whose explanation is being read, or NULL */
	struct str last;         /* the previous line, if it was a sentence of it */
	struct buf sentences;    /* of the explanation so far, on one line */
	char *choices;           /* of the parameter, being written */
	bool open;               /* there are choices that are not words: a,b,... */
	char *free;              /* in d->memory */
};

/* Copy into the memory, which is as large as the whole text. */
static char *
keep(struct reader *r, struct str s)
{
	char *kept = r->free;

	memcpy(kept, s.p, s.n);
	kept[s.n] = '\0';
	r->free += s.n + 1;
	return kept;
}

/* "[Syntax]", but not "[Exten:] <value>". */
static bool
is_heading(struct str line)
{
	return str_starts(line, STR("[")) && str_ends(line, STR("]")) &&
	       str_chr(line, ':') == line.n;
}

static void
add_parameter(struct reader *r, struct str name, bool required)
{
	struct docs *d = r->d;

	d->v = mem_more(d->v, d->n, sizeof(*d->v));
	d->v[d->n] = (struct parameter){.name = keep(r, name), .required = required};
	keys_add(&r->names, str_of(d->v[d->n].name), d->n);
	d->n++;
}

/* Can this be a header's name? */
static bool
is_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] >= 0x7f)
			return false;
	return s.n > 0;
}

/* "Name: <value>" is required, "[Name:] <value>" is not; "Action: NAME" says whose they are. */
static void
read_syntax(struct reader *r, struct str line)
{
	bool optional = str_starts(line, STR("["));
	struct str rest = str_from_at(line, optional), name;

	if (!str_cut(&rest, ':', &name) || !rest.p || !is_name(name))
		return;
	if (!str_ends(rest, STR("<value>"))) {
		r->ours = str_ieq(name, STR("Action")) && str_ieq(str_trim(rest), r->action);
		r->found |= r->ours;
	} else if (r->ours && !str_ieq(name, STR("ActionID"))) {
		add_parameter(r, name, !optional);
	}
}

static struct parameter *
find_parameter(const struct reader *r, struct str name)
{
	size_t at = keys_find(&r->names, name);

	return at == KEYS_NONE ? NULL : &r->d->v[at];
}

/* Does the explanation contain this text, and after it that one? */
static bool
says(const struct reader *r, const char *text, const char *then)
{
	struct str rest = buf_str(&r->sentences);
	const struct str word = str_of(text);

	for (; rest.n; rest = str_from_at(rest, 1))
		if (str_istarts(rest, word) &&
		    str_istarts(str_from_at(rest, word.n), str_of(then)))
			return true;
	return false;
}

static bool
says_any(const struct reader *r, const char *const *texts)
{
	while (*texts)
		if (says(r, *texts++, ""))
			return true;
	return false;
}

/* Which values the explanation allows. Anything, if it leaves that open: "a number or one of". */
static unsigned
read_takes(const struct reader *r)
{
	static const char *const booleans[] = {"set to true", "set to 'true'", "set to \"true\"",
	    "true/false", "yes/no", "evaluate as true", NULL};
	static const char *const numbers[] = {
	    "(number)", "in milliseconds", "(in ms", "(sec)", "positive integer", NULL};
	unsigned boolean = says_any(r, booleans) ? TAKES_BOOLEAN : 0;
	struct str one;

	if (!r->about->choices)
		return boolean ? boolean : says_any(r, numbers) ? TAKES_DECIMAL : 0;
	if (r->open || says(r, " or ", ""))
		return 0;
	for (size_t i = 0; choices_at(r->about->choices, i, &one); i++)
		boolean |= str_yes(one) >= 0 ? TAKES_BOOLEAN : 0;
	return TAKES_CHOICE | boolean;
}

static void
end_argument(struct reader *r)
{
	if (r->about) {
		r->about->repeated |= says(r, "multiple ", r->about->name);
		r->about->takes = read_takes(r);
	}
	r->about = NULL;
	r->open = false;
	r->last = STR("");
	r->choices = NULL;
	buf_reset(&r->sentences);
}

static bool
is_word(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = str_lower(s.p[i]);
		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_' && c != '-')
			return false;
	}
	return s.n > 0;
}

/* Was the sentence broken before this word because the line was full? */
static bool
goes_on(struct str sentence, struct str word)
{
	return sentence.n && !strchr(".:;?!", sentence.p[sentence.n - 1]) &&
	       sentence.n + 1 + word.n > WRAP_COLUMN;
}

/* A choice has a line of its own: "WORD", or "WORD - what it means". */
static bool
find_choice(const struct reader *r, struct str line, struct str *word)
{
	struct str text = str_from_at(line, INDENT);
	struct str rest;

	*word = str_head(text, str_chr(text, ' '));
	rest = str_from_at(text, word->n);
	return str_starts(line, STR("    ")) && is_word(*word) &&
	       (rest.n == 0 || str_starts(rest, STR(" - "))) && !goes_on(r->last, *word);
}

/* Add to "a|b", which is at the end of the memory. */
static void
add_choice(struct reader *r, struct str word)
{
	if (r->choices) {
		r->free[-1] = '|';
		keep(r, word);
	} else {
		r->choices = keep(r, word);
		r->about->choices = r->choices;
	}
}

/* The name of an argument, or a line of its explanation. */
static void
read_argument(struct reader *r, struct str line)
{
	struct str choice;

	if (line.n == 0)
		return;
	if (line.p[0] != ' ') {
		end_argument(r);
		r->about = r->ours ? find_parameter(r, line) : NULL;
		return;
	}
	if (!r->about)
		return;
	bool is_choice = find_choice(r, line, &choice);
	if (is_choice)
		add_choice(r, choice);
	r->open |= !is_choice && str_starts(line, STR("    ")) &&
	           str_find(line, STR(" - ")) < line.n;
	r->last = is_choice ? STR("") : line;
	buf_addc(&r->sentences, ' ');
	buf_adds(&r->sentences, str_trim(line));
}

static void
read_line(struct reader *r, struct str line)
{
	while (line.n && (line.p[line.n - 1] == ' ' || line.p[line.n - 1] == '\r'))
		line.n--;
	if (is_heading(line)) {
		end_argument(r);
		r->section = str_eq(line, STR("[Syntax]"))      ? SECTION_SYNTAX
		             : str_eq(line, STR("[Arguments]")) ? SECTION_ARGUMENTS
		                                                : SECTION_OTHER;
		if (r->section == SECTION_SYNTAX)
			r->ours = false;
	} else if (r->section == SECTION_SYNTAX) {
		read_syntax(r, line);
	} else if (r->section == SECTION_ARGUMENTS) {
		read_argument(r, line);
	}
}

/* Add what we know about the same parameters. */
static void
fill_in(const struct reader *r, const struct action_facts *facts)
{
	for (size_t i = 0; facts && i < facts->parameters_n; i++) {
		const struct parameter *known = &facts->parameters[i];
		struct parameter *p = find_parameter(r, str_of(known->name));
		if (!p)
			continue;
		p->repeated |= known->repeated;
		p->takes = known->takes;
		if (!p->choices)
			p->choices = known->choices;
	}
}

/* Move the required ones to the front. */
static void
sort_required(struct docs *d)
{
	struct parameter *sorted = mem_array(d->n + 1, sizeof(*sorted));
	size_t n = 0;

	for (int required = 1; required >= 0; required--)
		for (size_t i = 0; i < d->n; i++)
			if (d->v[i].required == (required == 1))
				sorted[n++] = d->v[i];
	free(d->v);
	d->v = sorted;
}

bool
docs_read(struct docs *d, struct str action, struct str text)
{
	struct reader r = {.d = d, .action = action, .sentences = BUF_INIT(BUF_MAX_TEXT)};
	struct str line;

	*d = (struct docs){.memory = mem_alloc(text.n + 1)};
	r.free = d->memory;
	while (str_cut(&text, '\n', &line))
		read_line(&r, line);
	end_argument(&r);
	buf_clear(&r.sentences);
	if (r.found)
		fill_in(&r, catalog_action(action));
	keys_clear(&r.names);
	sort_required(d);
	if (!r.found)
		docs_clear(d);
	return r.found;
}

void
docs_clear(struct docs *d)
{
	free(d->v);
	free(d->memory);
	*d = (struct docs){0};
}

const struct parameter *
docs_parameters(const struct docs *docs, const struct action_facts *facts, size_t *n)
{
	*n = docs ? docs->n : facts ? facts->parameters_n : 0;
	return docs ? docs->v : facts ? facts->parameters : NULL;
}
