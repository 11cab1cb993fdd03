/* SPDX-License-Identifier: ISC */
/* Where the line that runs stands, and what its words can stand for. */
#ifndef CLIENT_SCOPE_H
#define CLIENT_SCOPE_H

#include "base/pairs.h"

struct err;
struct messages;
struct words;

/* Where a line comes from, for messages: "stdin:12". No name: typed, or given as words. */
struct place {
	const char *name;
	size_t line;
};

struct scope {
	struct place place;
	bool one_shot; /* a single command: nobody will ask for events that came before it */
	bool spared;   /* lines of the script did their work without a server */
	int depth;     /* of aliases and source */
	const struct words *positional; /* of ${1} and $1: FILE and its words, in a sourced file */
	struct pairs variables;
	struct pairs aliases;
	void (*print_history)(long last); /* the interactive shell's; NULL elsewhere */
};

struct scope *scope_new(void);
void scope_free(struct scope *s);

/* The line that runs now stands here. Returns where the one before stood. */
struct place scope_stand(struct scope *s, struct place place);

/* Lines are run by a line; and no more. */
void scope_enter(struct scope *s);
void scope_leave(struct scope *s);

/* The words of ${1}. Returns those before. */
const struct words *scope_words(struct scope *s, const struct words *words);

void scope_one_shot(struct scope *s, bool one_shot);
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

/* Say that there is no ${name}, and what there could be; returns -1. */
int scope_unknown(
    const struct scope *s, const struct messages *messages, struct str name, struct err *err);

#endif
