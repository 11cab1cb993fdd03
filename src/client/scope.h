/* SPDX-License-Identifier: ISC */
/* The place of the current line, and its variables and aliases. */
#ifndef CLIENT_SCOPE_H
#define CLIENT_SCOPE_H

#include "base/pairs.h"

struct err;
struct messages;
struct words;

#define SCOPE_MAX_DEPTH 16 /* of lines that run lines */

/* Where a line comes from, for messages: "stdin:12". No name: typed, or given as words. A row that
 * it runs for is named as well: "row 3". */
struct place {
	const char *name;
	size_t line;
	size_t row; /* 0: none */
};

struct scope {
	struct place place;
	bool one_shot; /* a single command: events before it are never needed */
	bool reads_stdin; /* lines come from standard input: nothing else can */
	bool spared;   /* lines of the script that ran without a connection */
	int depth;     /* of aliases and source */
	const struct words *positional; /* of ${1} and $1: FILE and its words, in a sourced file */
	struct pairs variables;
	struct pairs aliases;
	void (*print_history)(long last); /* the interactive shell's; NULL elsewhere */
};

struct scope *scope_new(void);
void scope_free(struct scope *s);

/* Set the place of the current line. Returns the previous one. */
struct place scope_stand(struct scope *s, struct place place);

/* A line begins to run other lines; it ends. */
void scope_enter(struct scope *s);
void scope_leave(struct scope *s);

/* Set the words of ${1}. Returns the previous ones. */
const struct words *scope_words(struct scope *s, const struct words *words);

void scope_one_shot(struct scope *s, bool one_shot);
void scope_read_stdin(struct scope *s);
void scope_spare(struct scope *s);
void scope_history(struct scope *s, void (*print)(long last));

void scope_set(struct scope *s, struct str name, struct str value);
void scope_alias(struct scope *s, struct str name, struct str line);
bool scope_unalias(struct scope *s, struct str name);

/* Print "amsh: [stdin:12: ]TEXT". */
void scope_error(const struct scope *s, const struct err *err);

/* Look up ${name}. */
bool scope_find(
    const struct scope *s, const struct messages *messages, struct str name, struct str *value);

/* Set the error of an unknown ${name}; returns -1. */
int scope_unknown(
    const struct scope *s, const struct messages *messages, struct str name, struct err *err);

#endif
