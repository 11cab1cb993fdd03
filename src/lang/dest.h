/* SPDX-License-Identifier: ISC */
/* The destination of a call: exten@context[:priority] or Application(data). */
#ifndef LANG_DEST_H
#define LANG_DEST_H

#include "base/err.h"
#include "lang/args.h"

/* Views into the text that was read. */
struct dest {
	struct str exten;
	struct str context;
	struct str priority; /* "1" where none was given; a number or a label */
	struct str application; /* not empty: an application, and data instead of the rest */
	struct str data;
};

/* ERR_USAGE shows the text and says the rule. */
int dest_parse(struct dest *d, struct str text, struct err *err);

/* Its headers: Context, Exten and Priority, or Application and maybe Data. Returns how many. */
size_t dest_headers(const struct dest *d, struct header v[3]);

#endif
