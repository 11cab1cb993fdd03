/* SPDX-License-Identifier: ISC */
/*
 * A line becomes words as a POSIX shell would split it: '…', "…", \ and # for a comment; ${NAME} is
 * replaced outside single quotes. The replacement may come from a caller: it is never split again,
 * and is neither an option nor the name of a header. ; separates nothing. After do, in a line that
 * holds another one, ${…} stays as it is until that one is run.
 */
#ifndef LANG_SPLIT_H
#define LANG_SPLIT_H

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

struct word {
	struct str text;
	size_t start; /* its place in the line */
	size_t end;
	size_t typed; /* bytes at its front that are not from ${…} */
	const struct span *given; /* what is: see word_mixed */
	size_t given_n;
	bool quoted;  /* some of it was quoted, escaped or replaced: not an option or -- */
};

struct words {
	struct word *v;
	size_t n;
	struct buf text; /* what the words view; and the spans that they have */
	struct span *spans;
	size_t spans_n;
	char open;       /* the quote that was not closed, or 0 */
	bool comment;    /* a comment ends the line */
	size_t held;     /* the words from this one on are those after do; 0: there is no do */
	struct str line; /* what was split, borrowed; no p: a shell has split it */
};

/* Looks a name up; false if it is unknown. positional: $1 to $9 mean ${1} to ${9}. lenient: an
 * unknown name that a header could have is left as it is, and is not an error. */
struct split_source {
	bool (*find)(void *arg, struct str name, struct str *value);
	/* Say in err why there is none; returns -1. */
	int (*unknown)(void *arg, struct str name, struct err *err);
	/* Does a line that begins with this word hold another one after do? NULL: none does. */
	bool (*holds)(void *arg, struct str first);
	void *arg;
	bool positional, lenient;
};

/* Split a line; source may be NULL: ${…} then stays as it is. ERR_USAGE for an open quote, an
 * unknown ${NAME}, a ${ without }. Clear words in any case. */
int split_line(struct words *words, struct str line, const struct split_source *source,
    struct err *err);

/* The same for a line that is still being typed: an open quote is not an error, nothing is
 * replaced. */
void split_partly(struct words *words, struct str line);

/* The same with the word that is being typed at the end, empty after a blank. */
void split_typed(struct words *words, struct str line);

/* Words that a shell has split already. */
void split_argv(struct words *words, char *const *argv, size_t n);

/* Set words->held: there is a do in words that a shell, or an alias, has put together. */
void split_hold(struct words *words);

/* The line after do as it was typed; no p: a shell has split it. */
struct str split_held_line(const struct words *words);

/* Split the line after do, now with ${…} replaced; of words that a shell has split, each is still
 * one word. Errors as of split_line. */
int split_held(struct words *words, const struct words *whole, const struct split_source *source,
    struct err *err);

void words_clear(struct words *words);

/* The words from this one on, as a line of their own; a view. */
struct words words_tail(const struct words *words, size_t from);

/* The words of an alias, and those of the line from this one on. free() its v. */
struct words words_join(const struct words *own, const struct words *words, size_t from);

/* A word with what of it is from ${…}. */
struct mixed word_mixed(const struct word *word);

/* Is it the -- after which no word is an option or names a header? */
bool word_is_dashes(const struct word *word);

/* Is it this operator: where, do, |, > or >>? Quoted, or from ${…}, it is a value. */
bool word_is_operator(const struct word *word, const char *name);

/* Append text so that split_line would read it as one word; in single quotes only if needed, or
 * always, for a shell with more special characters. */
void split_quote(struct buf *out, struct str text);
void split_quote_always(struct buf *out, struct str text);

/* Append it in double quotes, as the server's console reads a word. */
void split_quote_double(struct buf *out, struct str text);

#endif
