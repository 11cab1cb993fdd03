/* SPDX-License-Identifier: ISC */
/* Splitting a line into words, in one pass over its bytes. */
#include "lang/split.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"

struct splitter {
	struct words *words;
	struct str line;
	size_t at;
	const struct split_source *source;
	struct err *err;
	bool partly;
};

/* While the text still grows, a word holds offsets; they become views at the end. */
static struct word *
open_word(struct splitter *s)
{
	struct words *w = s->words;

	w->v = mem_more(w->v, w->n, sizeof(*w->v));
	w->v[w->n] = (struct word){.text = {NULL, w->text.n}, .start = s->at, .typed = SIZE_MAX};
	return &w->v[w->n++];
}

static void
settle(struct words *w)
{
	size_t end = w->text.n;
	size_t spans = w->spans_n;

	for (size_t i = w->n; i-- > 0;) {
		size_t start = w->v[i].text.n;
		w->v[i].text = str_from((w->text.p ? w->text.p : "") + start, end - start);
		if (w->v[i].typed > end - start)
			w->v[i].typed = end - start;
		spans -= w->v[i].given_n;
		w->v[i].given = w->spans ? &w->spans[spans] : NULL;
		end = start;
	}
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

/* Could a reply have a header of this name? */
static bool
could_come(const struct splitter *s, struct str name)
{
	return s->source->lenient && name.n && !(name.p[0] >= '0' && name.p[0] <= '9');
}

/* These bytes of the word are not typed. */
static void
add_span(struct words *w, struct word *word, size_t from, size_t n)
{
	w->spans = mem_more(w->spans, w->spans_n, sizeof(*w->spans));
	w->spans[w->spans_n++] = (struct span){from, from + n};
	word->given_n++;
}

/* Replace the ${NAME} or $1 that begins here. */
static int
take_variable(struct splitter *s)
{
	struct word *word = &s->words->v[s->words->n - 1];
	bool digit = s->line.p[s->at + 1] != '{';
	struct str rest = str_from_at(s->line, s->at + (digit ? 1 : 2));
	size_t n = digit ? 1 : str_chr(rest, '}');
	struct str name = str_head(rest, n), value;
	size_t written = digit ? 2 : n + 3;

	if (digit && rest.n > 1 && rest.p[1] >= '0' && rest.p[1] <= '9')
		return err_set(s->err, ERR_USAGE,
		    "$%.2s would be $%c followed by %c: write ${%.2s}, or "
		    "${%c}%c", rest.p, rest.p[0],
		    rest.p[1], rest.p, rest.p[0], rest.p[1]);
	if (!digit && n == rest.n)
		return err_set(s->err, ERR_USAGE, "${ without }: %.*s",
		    STR_ARG(str_from_at(s->line, s->at)));
	bool found = s->source->find(s->source->arg, name, &value);
	if (!found) {
		if (!could_come(s, name))
			return s->source->unknown(s->source->arg, name, s->err);
		value = str_head(str_from_at(s->line, s->at), written);
	}
	size_t from = s->words->text.n - word->text.n;
	if (word->typed == SIZE_MAX)
		word->typed = from;
	word->quoted = true;
	s->at += written;
	if (found)
		add_span(s->words, word, from, value.n);
	if (buf_adds(&s->words->text, value) < 0)
		return err_set(
		    s->err, ERR_USAGE, "the line becomes too long with ${%.*s}", STR_ARG(name));
	return 0;
}

/* Is there a ${ or $1 to be replaced? */
static bool
at_variable(const struct splitter *s)
{
	if (!s->source || s->at + 1 >= s->line.n || s->line.p[s->at] != '$')
		return false;
	char c = s->line.p[s->at + 1];
	return c == '{' || (s->source->positional && c >= '1' && c <= '9');
}

/* The inside of '…': everything is literal. */
static void
take_single(struct splitter *s)
{
	struct str rest = str_from_at(s->line, s->at + 1);
	size_t n = str_chr(rest, '\'');

	buf_adds(&s->words->text, str_head(rest, n));
	s->at += 1 + n;
	if (n == rest.n)
		s->words->open = '\'';
	else
		s->at++;
}

/* The inside of "…": \ protects " \ $ and itself only. */
static int
take_double(struct splitter *s)
{
	s->at++;
	while (s->at < s->line.n && s->line.p[s->at] != '"') {
		if (at_variable(s)) {
			if (take_variable(s) < 0)
				return -1;
			continue;
		}
		char c = s->line.p[s->at];
		if (c == '\\' && s->at + 1 < s->line.n && strchr("\"\\$`", s->line.p[s->at + 1]))
			c = s->line.p[++s->at];
		buf_addc(&s->words->text, c);
		s->at++;
	}
	if (s->at == s->line.n)
		s->words->open = '"';
	else
		s->at++;
	return 0;
}

/* One word, up to an unquoted blank. */
static int
take_word(struct splitter *s)
{
	struct word *word = open_word(s);

	while (s->at < s->line.n && !is_space(s->line.p[s->at])) {
		char c = s->line.p[s->at];
		if (at_variable(s)) {
			if (take_variable(s) < 0)
				return -1;
		} else if (c == '\'') {
			take_single(s);
			word->quoted = true;
		} else if (c == '"') {
			if (take_double(s) < 0)
				return -1;
			word->quoted = true;
		} else {
			if (c == '\\' && s->at + 1 == s->line.n && !s->partly)
				return err_set(s->err, ERR_USAGE,
				    "a \\ at the end of the line does not continue it: %.*s",
				    STR_ARG(str_from_at(s->line, word->start)));
			if (c == '\\' && s->at + 1 < s->line.n) {
				c = s->line.p[++s->at];
				word->quoted = true;
			}
			buf_addc(&s->words->text, c);
			s->at++;
		}
	}
	word->end = s->at;
	if (s->words->open && !s->partly)
		return err_set(s->err, ERR_USAGE, "missing closing %c: %.*s", s->words->open,
		    STR_ARG(str_from_at(s->line, word->start)));
	return 0;
}

/* The first word, while words still hold offsets. */
static struct str
first_word(const struct words *w)
{
	size_t end = w->n > 1 ? w->v[1].text.n : w->text.n;

	return str_from(w->text.p + w->v[0].text.n, end - w->v[0].text.n);
}

/* Is the word that ends here the do after which ${…} is not replaced yet? */
static bool
is_do(const struct splitter *s)
{
	const struct words *w = s->words;
	const struct word *word = &w->v[w->n - 1];

	return s->source && s->source->holds && w->n > 1 && !word->quoted &&
	       str_eq(str_from_at(buf_str(&w->text), word->text.n), STR("do")) &&
	       s->source->holds(s->source->arg, first_word(w));
}

/* After that do, what follows is for each run of the line. */
static void
stop_at_do(struct splitter *s)
{
	if (!is_do(s))
		return;
	s->words->held = s->words->n;
	s->source = NULL;
}

static int
split(struct splitter *s)
{
	*s->words = (struct words){.text = BUF_INIT(BUF_MAX_MESSAGE), .line = s->line};
	s->line.n -= str_ends(s->line, STR("\r"));
	while (s->at < s->line.n) {
		if (is_space(s->line.p[s->at])) {
			s->at++;
		} else if (s->line.p[s->at] == '#') {
			s->words->comment = true;
			break;
		} else if (take_word(s) < 0) {
			settle(s->words);
			return -1;
		} else {
			stop_at_do(s);
		}
	}
	settle(s->words);
	return 0;
}

int
split_line(struct words *words, struct str line, const struct split_source *source,
    struct err *err)
{
	struct splitter s = {.words = words, .line = line, .source = source, .err = err};

	return split(&s);
}

void
split_partly(struct words *words, struct str line)
{
	struct err ignored;
	struct splitter s = {.words = words, .line = line, .err = &ignored, .partly = true};

	split(&s);
}

void
split_typed(struct words *words, struct str line)
{
	split_partly(words, line);
	if (words->n && (words->open || words->v[words->n - 1].end == line.n))
		return;
	words->v = mem_more(words->v, words->n, sizeof(*words->v));
	words->v[words->n++] = (struct word){.text = STR(""), .start = line.n, .end = line.n};
}

void
split_argv(struct words *words, char *const *argv, size_t n)
{
	*words = (struct words){.text = BUF_INIT(BUF_MAX_MESSAGE)};
	struct splitter s = {.words = words};

	for (size_t i = 0; i < n; i++) {
		open_word(&s);
		buf_addz(&words->text, argv[i]);
	}
	settle(words);
}

void
split_hold(struct words *words)
{
	for (size_t i = 1; i < words->n && !words->held; i++)
		if (word_is_operator(&words->v[i], "do"))
			words->held = i + 1;
}

struct str
split_held_line(const struct words *words)
{
	if (!words->line.p || words->held >= words->n)
		return words->line.p ? STR("") : (struct str){NULL, 0};
	size_t start = words->v[words->held].start;
	return str_from(words->line.p + start, words->v[words->n - 1].end - start);
}

/* Replace ${…} in one word, which stays one. */
static int
replace_in(struct splitter *s, struct str text)
{
	open_word(s);
	s->line = text;
	s->at = 0;
	while (s->at < text.n) {
		if (!at_variable(s))
			buf_addc(&s->words->text, text.p[s->at++]);
		else if (take_variable(s) < 0)
			return -1;
	}
	return 0;
}

int
split_held(struct words *words, const struct words *whole, const struct split_source *source,
    struct err *err)
{
	struct splitter s = {.words = words, .source = source, .err = err};
	int failed = 0;

	if (whole->line.p)
		return split_line(words, split_held_line(whole), source, err);
	*words = (struct words){.text = BUF_INIT(BUF_MAX_MESSAGE)};
	for (size_t i = whole->held; i < whole->n && !failed; i++) {
		failed = replace_in(&s, whole->v[i].text);
		if (!failed)
			stop_at_do(&s);
	}
	settle(words);
	return failed;
}

void
words_clear(struct words *words)
{
	free(words->v);
	free(words->spans);
	buf_clear(&words->text);
	words->v = NULL;
	words->spans = NULL;
	words->n = words->spans_n = 0;
}

struct words
words_tail(const struct words *words, size_t from)
{
	return (struct words){
	    .v = words->v + from,
	    .n = words->n - from,
	    .held = words->held > from ? words->held - from : 0,
	};
}

struct words
words_join(const struct words *own, const struct words *words, size_t from)
{
	struct words rest = words_tail(words, from);
	struct words all = {.v = mem_array(own->n + rest.n, sizeof(*all.v)), .n = own->n};

	for (size_t i = 0; i < own->n; i++)
		all.v[i] = own->v[i];
	for (size_t i = 0; i < rest.n; i++)
		all.v[all.n++] = rest.v[i];
	all.held = own->held || !rest.held ? own->held : own->n + rest.held;
	return all;
}

struct mixed
word_mixed(const struct word *word)
{
	return (struct mixed){word->text, word->given, word->given_n};
}

bool
word_is_dashes(const struct word *word)
{
	return !word->quoted && str_eq(word->text, STR("--"));
}

bool
word_is_operator(const struct word *word, const char *name)
{
	return !word->quoted && str_eq(word->text, str_of(name));
}

void
split_quote_always(struct buf *out, struct str text)
{
	buf_addc(out, '\'');
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\'')
			buf_addz(out, "'\\''");
		else
			buf_addc(out, text.p[i]);
	}
	buf_addc(out, '\'');
}

void
split_quote(struct buf *out, struct str text)
{
	bool plain = text.n > 0 && text.p[0] != '#';

	for (size_t i = 0; i < text.n; i++)
		plain &= text.p[i] && !is_space(text.p[i]) && !strchr("\r'\"\\$", text.p[i]);
	if (plain)
		buf_adds(out, text);
	else
		split_quote_always(out, text);
}

void
split_quote_double(struct buf *out, struct str text)
{
	buf_addc(out, '"');
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '"' || text.p[i] == '\\')
			buf_addc(out, '\\');
		buf_addc(out, text.p[i]);
	}
	buf_addc(out, '"');
}
