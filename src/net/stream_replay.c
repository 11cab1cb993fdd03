/* SPDX-License-Identifier: ISC */
/*
 * Streams from a file (replay:FILE). A recording is played at its own speed: a thread reads it and
 * writes the server's bytes into a pipe when their time has come, in frames that hold that time.
 * Any other file is taken as plain bytes of a server, at full speed. What is written to the stream
 * is dropped.
 */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/pipe.h"
#include "base/thread.h"
#include "net/fd.h"
#include "net/fd_stream.h"
#include "net/player.h"
#include "net/stream_impl.h"

#define READ_SIZE 65536

/* What precedes the bytes of one line in the pipe. */
struct frame {
	int64_t time; /* as of struct stream */
	size_t n;
};

struct replay {
	struct stream head; /* its fd is the pipe's end to read from */
	struct buf came;    /* of the pipe */
	size_t at;          /* everything before this has been read */
	size_t left;        /* bytes of the frame that has begun */
	/* The rest belongs to the thread. */
	pthread_t thread;
	struct player player;
	int pipe;      /* the end to write to */
	int cancel[2]; /* closed at [1] when the stream is */
};

static ssize_t
swallow(struct stream *s, const char *p, size_t n, struct err *err)
{
	(void)s, (void)p, (void)err;
	return (ssize_t)n;
}

/* Wait until fd can be written, or until a time with fd -1. False: the stream was closed. */
static bool
wait_for(const struct replay *r, int fd, msec until)
{
	struct pollfd fds[2] = {
	    {.fd = r->cancel[0], .events = POLLIN},
	    {.fd = fd, .events = POLLOUT},
	};

	for (;;) {
		int n = poll(fds, 2, clock_poll_timeout(until));
		if (fds[0].revents)
			return false;
		if (n == 0 || (n > 0 && fds[1].revents))
			return true;
	}
}

/* Write all the bytes. False: the stream was closed. */
static bool
feed(const struct replay *r, struct str bytes)
{
	while (bytes.n) {
		ssize_t n = write(r->pipe, bytes.p, bytes.n);
		if (n > 0)
			bytes = str_from_at(bytes, (size_t)n);
		else if (errno != EAGAIN && errno != EINTR)
			return false;
		else if (!wait_for(r, r->pipe, CLOCK_NEVER))
			return false;
	}
	return true;
}

/* Write a line that came at a time. False: the stream was closed. */
static bool
feed_line(void *arg, int64_t time, struct str bytes)
{
	const struct replay *r = arg;
	struct frame frame = {.time = time, .n = bytes.n};
	char head[sizeof(frame)];

	memcpy(head, &frame, sizeof(frame));
	return feed(r, str_from(head, sizeof(head))) && feed(r, bytes);
}

/* Wait for the time of a line. False: the stream was closed. */
static bool
wait_until(void *arg, msec until)
{
	return wait_for(arg, -1, until);
}

static void *
play(void *arg)
{
	struct replay *r = arg;

	player_run(&r->player);
	close(r->pipe);
	return NULL;
}

/* Can the bytes that came be read? */
static bool
has_bytes(const struct replay *r)
{
	size_t n = r->came.n - r->at;

	return r->left ? n > 0 : n > sizeof(struct frame);
}

/* Begin with the next frame, if it has the time of those before it, or nothing came before. */
static bool
next_frame(struct replay *r, bool first)
{
	struct frame frame;

	if (r->left)
		return has_bytes(r);
	if (!has_bytes(r))
		return false;
	memcpy(&frame, r->came.p + r->at, sizeof(frame));
	if (!first && frame.time != r->head.time)
		return false;
	r->at += sizeof(frame);
	r->head.time = frame.time;
	r->left = frame.n;
	return true;
}

/* Read what came at one time, as far as there is room. */
static ssize_t
take_bytes(struct replay *r, char *p, size_t n)
{
	size_t done = 0;

	while (done < n && next_frame(r, done == 0)) {
		size_t here = r->came.n - r->at, part = r->left < here ? r->left : here;
		part = part < n - done ? part : n - done;
		memcpy(p + done, r->came.p + r->at, part);
		r->at += part;
		r->left -= part;
		done += part;
	}
	return (ssize_t)done;
}

static ssize_t
replay_read(struct stream *s, char *p, size_t n, struct err *err)
{
	struct replay *r = (struct replay *)(void *)s;

	if (!has_bytes(r)) {
		buf_drop(&r->came, r->at);
		r->at = 0;
		char *room = buf_room(&r->came, READ_SIZE);
		ssize_t got = room ? fd_stream_read(s, room, READ_SIZE, err) : 0;
		if (got <= 0)
			return got;
		r->came.n += (size_t)got;
	}
	return has_bytes(r) ? take_bytes(r, p, n) : STREAM_AGAIN;
}

static bool
replay_pending(const struct stream *s)
{
	return has_bytes((const struct replay *)(const void *)s);
}

static void
replay_close(struct stream *s)
{
	struct replay *r = (struct replay *)(void *)s;

	close(r->cancel[1]);
	pthread_join(r->thread, NULL);
	close(r->cancel[0]);
	close(r->player.file);
	close(s->fd);
	buf_clear(&r->came);
	free(r);
}

static const struct stream_ops file_ops = {
    .name = "file",
    .read = fd_stream_read,
    .write = swallow,
    .pending = fd_stream_pending,
    .wants = fd_stream_wants,
    .close = fd_stream_close,
    .why = fd_stream_why,
};

static const struct stream_ops replay_ops = {
    .name = "replay",
    .read = replay_read,
    .write = swallow,
    .pending = replay_pending,
    .wants = fd_stream_wants,
    .close = replay_close,
    .why = fd_stream_why,
};

static int
open_recording(struct stream **out, const struct player *player, struct err *err)
{
	struct replay *r = mem_alloc(sizeof(*r));
	int ends[2];

	pipe_open(ends);
	pipe_open(r->cancel);
	r->head = (struct stream){.ops = &replay_ops, .fd = ends[0]};
	r->came = BUF_INIT(BUF_MAX_MESSAGE);
	r->pipe = ends[1];
	r->player = *player;
	r->player.arg = r;
	int failed = thread_start(&r->thread, play, r);
	if (failed) {
		close(ends[0]);
		close(ends[1]);
		close(r->cancel[0]);
		close(r->cancel[1]);
		free(r);
		return fd_error(err, ERR_USAGE, failed);
	}
	*out = &r->head;
	return 0;
}

int
replay_open(
    struct stream **out, const struct endpoint *e, msec deadline, int cancel_fd, struct err *err)
{
	(void)deadline, (void)cancel_fd;
	struct player player = {
	    .file = player_open(e->host, err),
	    .speed = e->speed,
	    .direction = FROM_SERVER,
	    .wait = wait_until,
	    .take = feed_line,
	};

	if (player.file < 0)
		return -1;
	if (player_knows(player.file, &player.headless)) {
		if (open_recording(out, &player, err) < 0) {
			close(player.file);
			return -1;
		}
	} else {
		*out = fd_stream_new(&file_ops, player.file);
	}
	(*out)->encrypted = true;
	return 0;
}
