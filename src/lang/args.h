/* SPDX-License-Identifier: ISC */
/* The words of a command line, sorted into the arguments of the command's row. */
#ifndef LANG_ARGS_H
#define LANG_ARGS_H

#include "base/clock.h"
#include "lang/cmd.h"
#include "lang/split.h"

#define ARGS_NUMBER_MAX 1000000000 /* of ARG_NUMBER */

struct arg {
	size_t spec; /* index into cmd->args */
	const struct word *word; /* that it begins in; it is all of that, or an option's value */
	struct str text;
};

struct header {
	struct str name;
	struct str value;
};

struct args {
	const struct cmd *cmd;
	const struct words *words; /* the whole line */
	size_t end;  /* the first word that is no argument: do, or none */
	size_t line; /* where ARG_LINE begins; 0: there is none */
	struct arg *v;
	size_t n;
	struct header *headers; /* Header=value words, with CMD_HEADERS */
	size_t headers_n;
	struct buf rest; /* memory for ARG_REST */
	bool plain;      /* a -- came: what follows is neither option nor header */
	const struct arg_spec *open; /* a last option without its value */
};

/* Sort words[1..] of a line (words[0] is the command); with CMD_PARAMETERS they stay unsorted.
 * ERR_USAGE shows the usage. Clear in any case. The words must outlive args. */
int args_parse(struct args *a, const struct cmd *cmd, const struct words *words, struct err *err);
void args_clear(struct args *a);

/* The same for a line that is being typed: errors in its words are ignored. */
void args_sort(struct args *a, const struct cmd *cmd, const struct words *words);

/* What the next word would be: the value of the option before it, or the next argument, if it is
 * not an option or header. NULL: there is none left. */
const struct arg_spec *args_turn(const struct args *a);

/* The option that the next word would be with its value joined, or NULL. */
const struct arg_spec *args_joined(
    const struct args *a, const struct word *word, struct str *value);

/* Has the command an argument that is text, which may begin with a dash? */
bool args_take_text(const struct cmd *cmd);

/* The argument of that name, or the empty view; was it given? */
struct str args_get(const struct args *a, const char *name);
bool args_has(const struct args *a, const char *name);

/* The next of a repeated one, *at being 0 at first: false at the end. */
bool args_next(const struct args *a, const char *name, size_t *at, struct str *value);

/* The same, as the word that it is; of what is no option. */
bool args_next_word(
    const struct args *a, const char *name, size_t *at, const struct word **word);

/* A number, checked by args_parse; otherwise when it was not given. */
long args_number(const struct args *a, const char *name, long otherwise);
msec args_seconds(const struct args *a, const char *name, msec otherwise);

/* Does the word look like Header=value, with a typed name that is not from ${…}? Sets *h. */
bool args_header(const struct word *word, struct header *h);

/* The row's own option that a word is: its word alone (*value has no p, the next word is it), or
 * with the value joined: -t5, --at=07:00, -5 for -n 5. NULL: it is none. */
const struct arg_spec *args_option(const struct cmd *cmd, struct str word, struct str *value);

/* The flags of the row for these words: what is only about events of ARI needs no session of
 * AMI. */
unsigned args_flags(const struct cmd *cmd, const struct words *words);

/* Append words[from..] as one line: a single word as it is, several words with double quotes where
 * needed, as the Asterisk console reads them. */
void args_join(struct buf *out, const struct words *words, size_t from);

/* Append one of several such words. */
void args_join_word(struct buf *out, struct str word);

#endif
