/* SPDX-License-Identifier: ISC */
/* Redirects standard streams. */
#include "streams.h"

#include <check.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int saved[3];

void
streams_save(void)
{
	fflush(NULL);
	for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++)
		saved[fd] = dup(fd);
}

void
streams_restore(void)
{
	for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++) {
		dup2(saved[fd], fd);
		close(saved[fd]);
	}
}

void
streams_to_file(int fd)
{
	FILE *file = tmpfile();

	ck_assert_ptr_nonnull(file);
	dup2(fileno(file), fd);
	fclose(file);
}

struct buf
streams_written(int fd)
{
	struct buf b = BUF_INIT(BUF_MAX_FILE);
	off_t at = 0;
	ssize_t n;

	while ((n = pread(fd, buf_room(&b, 4096), 4096, at)) > 0) {
		b.n += (size_t)n;
		at += n;
	}
	return b;
}

int
streams_child(void (*body)(void))
{
	int status = -1;
	pid_t child;

	fflush(NULL);
	child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		body();
		_exit(0);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	return status;
}
