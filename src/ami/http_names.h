/* SPDX-License-Identifier: ISC */
/*
 * The names of headers as AMI spells them, for mxml, which writes them in lower case, with _ for
 * whatever is no letter or digit, and numbers those that repeat (capture http-mxml). Pure.
 */
#ifndef AMI_HTTP_NAMES_H
#define AMI_HTTP_NAMES_H

#include "base/buf.h"

struct http_names;

/* The known names, from the catalog and a list of those that only replies have. */
struct http_names *http_names_new(void);
void http_names_free(struct http_names *n);

/* Append the spelling of a key ("calleridnum", "output-2"). event: the message's title, whose own
 * headers come first; or empty. A key that is not known stays as it is, without its number. */
void http_names_spell(
    const struct http_names *n, struct str event, struct str key, struct buf *out);

#endif
