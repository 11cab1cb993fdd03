/* SPDX-License-Identifier: ISC */
/*
 * A byte stream to a server. A transport is one file and one row of net/schemes.inc.
 * Opening blocks, with a deadline and a descriptor that cancels it; after that nothing blocks:
 * whoever owns the stream polls stream_fd for stream_wants. One thread at a time.
 * Errors are sticky: after the first, every call fails with the same text.
 */
#ifndef NET_STREAM_H
#define NET_STREAM_H

#include <sys/types.h>

#include "base/clock.h"
#include "base/err.h"
#include "net/endpoint.h"

struct stream;

#define STREAM_AGAIN (-2) /* nothing now: poll first */
#define STREAM_MAX_WRITE_TLS                                                                       \
	1024 /* bytes a record: Asterisk loses what is beyond (tls-stall-*) */

/* Each member is required. read and write return bytes, 0 at the end of the stream (read only),
 * STREAM_AGAIN, or -1 with err set. */
struct stream_ops {
	const char *name;
	ssize_t (*read)(struct stream *s, char *p, size_t n, struct err *err);
	ssize_t (*write)(struct stream *s, const char *p, size_t n, struct err *err);
	bool (*pending)(const struct stream *s);
	short (*wants)(const struct stream *s);
	void (*close)(struct stream *s);
	/* Has a command that carries it ended with a failure? Then err says so: ERR_LOST if the
	 * server had sent something, else ERR_CONNECT or, if trying again is useless, ERR_USAGE. */
	bool (*why)(struct stream *s, bool heard, struct err *err);
};

/* The head of every transport's own struct. */
struct stream {
	const struct stream_ops *ops;
	int fd;
	size_t max_write; /* whole lines of at most this many bytes a write; 0: no limit */
	struct lend *lend; /* of a command that carries it; NULL: none */
	bool abrupt;       /* a command that carries it is ended with it, without a pause */
	msec span;         /* for connecting, from the last answer on */
	bool encrypted;   /* or private in another way: a secret may be sent as it is */
	/* Of a recording: when the last read data had come, in ms since 1970; 0: not known. */
	int64_t time;
	struct err error; /* the first error, kept by stream.c */
};

/*
 * Connect to e, through its proxy command if it has one, otherwise trying every address of the host
 * in turn; with TLS, shake hands and verify. All of this until deadline. Stops with ERR_INTERRUPTED
 * once cancel_fd (-1: none) is readable. ERR_USAGE: a local file or an option cannot be used, so
 * that trying again is useless. Other errors are ERR_CONNECT and name the server:
 * "pbx.example.net:5039: certificate is for …". On success the caller owns *out, and later errors
 * are ERR_LOST.
 */
int stream_open(
    struct stream **out, const struct endpoint *e, msec deadline, int cancel_fd, struct err *err);

/* Only start e's proxy command, whose input and output are theirs, the other end of our socket
 * ours: without TLS. On success the stream owns ours; theirs is closed in any case. It is for
 * protocols with answers: the command gets no time to pass on what was not answered. */
int stream_open_command(struct stream **out, const struct endpoint *e, int ours, int theirs,
    msec deadline, struct err *err);

ssize_t stream_read(struct stream *s, char *p, size_t n, struct err *err);

/* Write the first of n bytes, as many as possible: if writes are limited, as many whole lines as
 * the limit allows. After STREAM_AGAIN the next write must start with the same bytes. */
ssize_t stream_write(struct stream *s, const char *p, size_t n, struct err *err);

/* Are there bytes that a read would give although poll() sees none (inside OpenSSL)? */
bool stream_pending(const struct stream *s);

/* Has a command that carries it ended with a failure? See stream_ops. */
bool stream_why(struct stream *s, bool heard, struct err *err);

/* The server has answered: a terminal that was lent to a command is ours again. */
void stream_settle(const struct stream *s);

/* A deadline, which moves while a command asks the user. */
msec stream_deadline(const struct stream *s, msec deadline);

int stream_fd(const struct stream *s);
short stream_wants(const struct stream *s); /* POLLIN, and POLLOUT if TLS must write first */
void stream_close(struct stream *s);        /* frees; NULL is fine */

#endif
