/* SPDX-License-Identifier: ISC */
/* The steps of connecting that libcurl has taken, told after the first answer of a connection. */
#ifndef SESSION_HTTP_STAGES_H
#define SESSION_HTTP_STAGES_H

#include "session/http_post.h"

/* The first request is about to be sent. */
void http_stages_begin(const struct http_client *c);

/* It has ended with this code: tell what libcurl knows of the way there. Later ones are ignored. */
void http_stages_end(const struct http_post *p, CURLcode code);

#endif
