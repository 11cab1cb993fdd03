/* SPDX-License-Identifier: ISC */
/*
 * The names of headers as AMI spells them, for mxml, which writes them in lower case, with _ for
 * whatever is not a letter or digit, and numbers those that repeat (capture http-mxml). Pure.
 */
#ifndef SESSION_HTTP_NAMES_H
#define SESSION_HTTP_NAMES_H

#include "base/buf.h"

struct http_names;

/* The known names, from the catalog and a list of those that only replies have. */
struct http_names *http_names_new(void);
void http_names_free(struct http_names *n);

/* What the message of a key has before it; empty if it has nothing. */
struct http_message {
	struct str event;   /* its title, if it is an event */
	struct str
	    channel; /* the value of Channel, part of names such as ChanVariable(PJSIP/a-1) */
};

/* Append the spelling of a key ("calleridnum", "output-2"): that of the message's own event first,
 * else any. A key that is not known stays as it is, without its number. */
void http_names_spell(
    const struct http_names *n, const struct http_message *m, struct str key, struct buf *out);

#endif
