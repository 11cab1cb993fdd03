/* SPDX-License-Identifier: ISC */
/*
 * getaddrinfo has no deadline and cannot be stopped, so it runs in a thread that the caller can
 * abandon. The two share one struct job; the last to release it frees it.
 */
#include "net/resolve.h"

#include <errno.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/thread.h"
#include "net/fd.h"

static const struct addrinfo tcp_hints = {
    .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV};

struct job {
	atomic_int owners;
	resolve_fn *lookup;
	char *host;
	char *port;
	int done[2]; /* a byte goes from [1] to [0] when the result is there */
	int code;
	int number; /* errno, for EAI_SYSTEM */
	struct addrinfo *list;
};

static struct job *
job_new(resolve_fn *lookup, const char *host, const char *port)
{
	struct job *job = mem_alloc(sizeof(*job));

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, job->done)) {
		free(job);
		return NULL;
	}
	atomic_init(&job->owners, 1);
	job->lookup = lookup;
	job->host = mem_strdup(host);
	job->port = mem_strdup(port);
	return job;
}

static void
job_drop(struct job *job)
{
	if (atomic_fetch_sub(&job->owners, 1) > 1)
		return;
	close(job->done[0]);
	close(job->done[1]);
	if (job->list)
		freeaddrinfo(job->list);
	free(job->host);
	free(job->port);
	free(job);
}

static void *
job_run(void *arg)
{
	struct job *job = arg;

	job->code = job->lookup(job->host, job->port, &tcp_hints, &job->list);
	job->number = errno;
	send(job->done[1], "", 1, MSG_NOSIGNAL);
	job_drop(job);
	return NULL;
}

static int
job_start(struct job *job)
{
	pthread_t thread;

	atomic_fetch_add(&job->owners, 1);
	int number = thread_start(&thread, job_run, job);
	if (number)
		atomic_fetch_sub(&job->owners, 1);
	else
		pthread_detach(thread);
	return number;
}

/* Set err to what a failed lookup means; 0 when it did not fail. */
static int
verdict(int code, int number, struct err *err)
{
	switch (code) {
	case 0:
		return 0;
	case EAI_NONAME:
		err_set(err, ERR_CONNECT, "no such host name");
		err->lasting = true;
		return -1;
	case EAI_AGAIN:
		return err_set(err, ERR_CONNECT, "host name lookup failed, no name server answers");
	case EAI_SYSTEM:
		fd_error(err, ERR_CONNECT, number);
		break;
	default:
		err_set(err, ERR_CONNECT, "%s", gai_strerror(code));
		err->text[0] = str_lower(err->text[0]);
	}
	return err_prefix(err, "host name lookup failed");
}

static int
job_wait(struct job *job, struct addrinfo **list, msec deadline, int cancel_fd, struct err *err)
{
	char byte;

	if (fd_wait(job->done[0], POLLIN, deadline, cancel_fd, err))
		return err->kind == ERR_CONNECT ? err_prefix(err, "host name lookup failed") : -1;
	recv(job->done[0], &byte, 1, 0);
	if (verdict(job->code, job->number, err))
		return -1;
	*list = job->list;
	job->list = NULL;
	return 0;
}

/* "localhost", or a name below it? Such a name is this machine, and no name server is asked (RFC
 * 6761). */
static bool
is_this_machine(struct str host)
{
	host.n -= str_ends(host, STR("."));
	return str_ieq(host, STR("localhost")) ||
	    (host.n > 10 && str_ieq(str_from_at(host, host.n - 10), STR(".localhost")));
}

int
resolve(struct addrinfo **list, resolve_fn *lookup, const char *host, const char *port,
    msec deadline, int cancel_fd, struct err *err)
{
	struct addrinfo hints = tcp_hints;

	hints.ai_flags |= AI_NUMERICHOST;
	if (getaddrinfo(is_this_machine(str_of(host)) ? NULL : host, port, &hints, list) == 0)
		return 0;
	struct job *job = job_new(lookup, host, port);
	if (!job)
		return fd_error(err, ERR_CONNECT, errno);
	int number = job_start(job);
	int status = number ? fd_error(err, ERR_CONNECT, number)
	                    : job_wait(job, list, deadline, cancel_fd, err);
	job_drop(job);
	return status;
}
