/* SPDX-License-Identifier: ISC */
/* What all streams have in common: how they are opened, sticky errors, writes of whole lines. */
#include "net/stream.h"

#include "net/lend.h"
#include "net/stream_impl.h"
#include "net/tls_setup.h"

/* HTTP is not a stream of bytes. */
int
no_open(
    struct stream **out, const struct endpoint *e, msec deadline, int cancel_fd, struct err *err)
{
	(void)out, (void)deadline, (void)cancel_fd;
	return err_set(err, ERR_USAGE, "%s:// is not supported: use ami:// or amis://",
	    scheme_name(e->scheme));
}

/* How each scheme is reached without a proxy. */
static transport_fn *const transports[] = {
#define SCHEME(id, name, port, open, is) open,
#include "net/schemes.inc"
#undef SCHEME
};

/* Open the transport and, where the scheme wants it, TLS through it. */
static int
open_layers(
    struct stream **out, const struct endpoint *e, msec deadline, int cancel_fd, struct err *err)
{
	struct tls_setup *tls = NULL;
	transport_fn *open_transport = transports[e->scheme];

	if (open_transport == tcp_open && e->proxy)
		open_transport = proc_open;
	if (scheme_is_tls(e->scheme) && tls_setup_new(&tls, e, err))
		return -1;
	if (open_transport(out, e, deadline, cancel_fd, err)) {
		tls_setup_free(tls);
		return -1;
	}
	if (tls && tls_wrap(out, tls, e, deadline, cancel_fd, err)) {
		stream_close(*out);
		tls_setup_free(tls);
		return -1;
	}
	return 0;
}

int
stream_open(
    struct stream **out, const struct endpoint *e, msec deadline, int cancel_fd, struct err *err)
{
	if (open_layers(out, e, deadline, cancel_fd, err) == 0)
		return 0;
	*out = NULL;
	return err->kind == ERR_CONNECT ? endpoint_blame(e, err) : -1;
}

int
stream_open_command(struct stream **out, const struct endpoint *e, int ours, int theirs,
    msec deadline, struct err *err)
{
	int failed = proc_start(out, e, ours, theirs, deadline, err);

	if (!failed)
		(*out)->abrupt = true;
	return failed;
}

/* Remember the first error, so that every later call can repeat it. */
static ssize_t
keep_error(struct stream *s, ssize_t n, const struct err *err)
{
	if (n == -1)
		s->error = *err;
	return n;
}

ssize_t
stream_read(struct stream *s, char *p, size_t n, struct err *err)
{
	if (s->error.kind == ERR_NONE)
		return keep_error(s, s->ops->read(s, p, n, err), err);
	*err = s->error;
	return -1;
}

/* How many of n bytes one write may take: whole lines, unless a single one is longer than max. */
static size_t
whole_lines(const char *p, size_t n, size_t max)
{
	if (max == 0 || n <= max)
		return n;
	for (size_t i = max; i > 0; i--)
		if (p[i - 1] == '\n')
			return i;
	return max;
}

ssize_t
stream_write(struct stream *s, const char *p, size_t n, struct err *err)
{
	n = whole_lines(p, n, s->max_write);
	if (s->error.kind == ERR_NONE)
		return n ? keep_error(s, s->ops->write(s, p, n, err), err) : 0;
	*err = s->error;
	return -1;
}

bool
stream_pending(const struct stream *s)
{
	return s->ops->pending(s);
}

bool
stream_why(struct stream *s, bool heard, struct err *err)
{
	return s->ops->why(s, heard, err);
}

void
stream_settle(const struct stream *s)
{
	if (s->lend)
		lend_end(s->lend);
}

msec
stream_deadline(const struct stream *s, msec deadline)
{
	return s->lend ? lend_deadline(s->lend, deadline, s->span) : deadline;
}

int
stream_fd(const struct stream *s)
{
	return s->fd;
}

short
stream_wants(const struct stream *s)
{
	return s->ops->wants(s);
}

void
stream_close(struct stream *s)
{
	if (s)
		s->ops->close(s);
}
