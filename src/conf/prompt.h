/* SPDX-License-Identifier: ISC */
/* The prompt of the shell, from the user's own template and colour. Uses no terminal. */
#ifndef CONF_PROMPT_H
#define CONF_PROMPT_H

#include "base/buf.h"
#include "base/err.h"

/* What a template can show; escaped when it is. */
struct prompt_values {
	struct str server; /* %s */
	struct str user;   /* %u */
	struct str host;   /* %h */
	struct str port;   /* %p */
	struct str down;   /* %d: "down", "1 down", or nothing */
};

#define PROMPT_COLORS "black|red|green|yellow|blue|magenta|cyan|white|none"

/* Is it a template? ERR_USAGE names what there is. */
int prompt_check(const char *template, struct err *err);

/* Append the prompt: of this template, or (NULL) "office>". A connection that is down is always
 * shown, in front if the template has no place for it. */
void prompt_write(struct buf *out, const char *template, const struct prompt_values *v);

/* How a terminal shows that colour: bold, and NULL is bold alone. None is "". */
const char *prompt_style(const char *color);

#endif
