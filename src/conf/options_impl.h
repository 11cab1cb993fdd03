/* SPDX-License-Identifier: ISC */
/* The rows of all options, with what they are and where their values go. For options_*.c alone. */
#ifndef CONF_OPTIONS_IMPL_H
#define CONF_OPTIONS_IMPL_H

#include "conf/options.h"

enum kind {
	KIND_TEXT,
	KIND_FLAG,
	KIND_COUNT,
	KIND_SECONDS,
	KIND_LINE, /* appended to inputs */
	KIND_FILE,
	KIND_NUMBER,   /* how many at once */
	KIND_PIPELINE, /* the same, and it implies -k */
	KIND_SPEED,
	KIND_JSON, /* -j is -o json */
};

struct row {
	struct option_row show;
	enum kind kind;
	size_t offset; /* in struct options; with OPTION_TLS, of its verify */
	const char *key; /* what amsh.conf calls it, if it is a key there */
	int (*check)(const char *text, struct err *err); /* of KIND_TEXT; NULL: any is good */
};

/* Row i: the options of the command line first, then what only files can say. NULL at the end. */
const struct row *options_table(size_t i);

/* How many of them are options of the command line. */
size_t options_count(void);

/* What every value is before anybody sets it. */
extern const struct options options_defaults;

/* Keep one value of a row; NULL for an option without one. ERR_USAGE. */
int options_keep(struct options *o, const struct row *row, const char *value, struct origin from,
    struct err *err);

/* What to say instead of an option that is not ours, its name without dashes; is it one that other
 * programs have? */
const char *options_instead(struct str name);
bool options_is_foreign(struct str name);

#endif
