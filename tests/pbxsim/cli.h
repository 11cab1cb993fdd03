/* SPDX-License-Identifier: ISC */
/*
 * The console: one row a command. Running, completion, `core show help` and usage come from the
 * rows.
 */
#ifndef PBXSIM_CLI_H
#define PBXSIM_CLI_H

#include "sim.h"

#define CLI_WORDS 32

struct words {
	char *word[CLI_WORDS];
	size_t n;
};

enum cli_result { CLI_DONE, CLI_USAGE, CLI_FAILED };

/* What an argument can be completed to. */
enum cli_completion {
	COMPLETE_NOTHING,
	COMPLETE_ACTION,
	COMPLETE_CHANNEL,
	COMPLETE_CONTEXT,
	COMPLETE_ENDPOINT,
	COMPLETE_EVENT,
	COMPLETE_QUEUE,
	COMPLETE_COMMAND,
};

struct cli_row {
	const char *words; /* "core show channel"; from '_' on: hidden */
	const char *args;  /* "<channel>" */
	const char *summary;
	size_t min; /* arguments */
	size_t max;
	enum cli_completion completion; /* of every argument */
	enum cli_result (*run)(struct sim *sim, const struct words *args, struct buf *out);
};

/* Ended by a row without words. */
extern const struct cli_row sim_cli_core[];
extern const struct cli_row sim_cli_pbx[];
extern const struct cli_row sim_cli_manual[];

/* Run a line; its output is appended. Returns false if it failed, showed its usage, or is none. */
bool sim_cli_run(struct sim *sim, const char *line, struct buf *out);

/* Call fn for every row, hidden ones too. */
void sim_cli_each(void (*fn)(const struct cli_row *row, void *context), void *context);

/* Split as a console does: blanks, double quotes, backslashes. Free with sim_words_free. */
void sim_words_split(struct words *words, const char *line);
void sim_words_free(struct words *words);

/* Append the answer of `_command matchesarray`. */
void sim_cli_complete(struct sim *sim, const char *line, const char *word, struct buf *out);

#endif
