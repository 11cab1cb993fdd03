/* SPDX-License-Identifier: ISC */
/* Asks net/stream for what libcurl does not tell. Nothing is sent through that connection. */
#include "session/http_trust.h"

#include "net/stream.h"

void
http_explain_distrust(const struct endpoint *e, msec deadline, int cancel_fd, struct err *err)
{
	struct endpoint tls;
	struct stream *s = NULL;
	struct err why = {0};

	endpoint_copy(&tls, e);
	tls.scheme = SCHEME_AMIS;
	tls.tls.key_pin = true; /* libcurl knows no other */
	int failed = stream_open(&s, &tls, deadline, cancel_fd, &why);
	struct str text = str_of(why.text);
	if (failed && why.kind == ERR_CONNECT && str_find(text, STR("certificate")) < text.n)
		*err = why;
	stream_close(s);
	endpoint_clear(&tls);
}
