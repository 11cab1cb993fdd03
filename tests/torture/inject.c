/* SPDX-License-Identifier: ISC */
/*
 * Preloaded into amsh: counts the calls of each kind that its processes make, all together, and
 * lets one of them fail. The environment says how:
 *
 *	TORTURE_COUNTS  a folder: a file for each kind, the number of calls as an unsigned int, and
 *	                "crash", the number of processes that a signal of their own fault ended
 *	TORTURE_KIND    the kind whose call fails
 *	TORTURE_AT      which one, from 1
 *
 * What a library asks for counts as well: amsh has to stand what the library makes of it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { CRASH, EVENTFD, FORK, FSYNC, MALLOC, OPEN, PIPE, POLL, READ, RENAME, SOCKET, THREAD, WRITE };

static const struct {
	const char *name;
	int error;
} kinds[] = {
    [CRASH] = {"crash", 0},
    [EVENTFD] = {"eventfd", EMFILE},
    [FORK] = {"fork", EAGAIN},
    [FSYNC] = {"fsync", EIO},
    [MALLOC] = {"malloc", ENOMEM},
    [OPEN] = {"open", EMFILE},
    [PIPE] = {"pipe", EMFILE},
    [POLL] = {"poll", ENOMEM},
    [READ] = {"read", EIO},
    [RENAME] = {"rename", EIO},
    [SOCKET] = {"socket", EMFILE},
    [THREAD] = {"thread", EAGAIN},
    [WRITE] = {"write", ENOSPC},
};

#define KINDS (sizeof(kinds) / sizeof(*kinds))

static atomic_uint *counts[KINDS]; /* all NULL until there is something to count */
static const char *failing;
static unsigned failing_at;

/* The function that ours stands before. */
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* Map one kind's number, or end: a count that is missing would pass for a call that never was. */
static atomic_uint *
map_count(const char *folder, const char *name)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	int fd = REAL(open)(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0 || ftruncate(fd, sizeof(atomic_uint)) < 0)
		_exit(99);
	void *shared = mmap(NULL, sizeof(atomic_uint), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (shared == MAP_FAILED)
		_exit(99);
	close(fd);
	return shared;
}

/* Count the end that is due. The signal does what it does by default when we return. */
static void
crashed(int signal)
{
	(void)signal;
	atomic_fetch_add(counts[CRASH], 1);
}

static void
catch_crashes(void)
{
	static const int signals[] = {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV};
	struct sigaction action = {.sa_handler = crashed, .sa_flags = (int)SA_RESETHAND};

	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		sigaction(signals[i], &action, NULL);
}

/* Only amsh is put to the test, not the shells around it. */
__attribute__((constructor)) static void
begin(void)
{
	const char *folder = getenv("TORTURE_COUNTS"), *at = getenv("TORTURE_AT");
	atomic_uint *mapped[KINDS];

	if (!folder || strcmp(program_invocation_short_name, "amsh") != 0)
		return;
	failing = getenv("TORTURE_KIND");
	failing_at = at ? (unsigned)strtoul(at, NULL, 10) : 0;
	for (size_t i = 0; i < KINDS; i++)
		mapped[i] = map_count(folder, kinds[i].name);
	memcpy(counts, mapped, sizeof(counts));
	catch_crashes();
}

/* Count a call. Must it fail? Then errno says why. */
static bool
fails(enum kind kind)
{
	if (!counts[kind])
		return false;
	unsigned n = atomic_fetch_add(counts[kind], 1) + 1;
	if (n != failing_at || !failing || strcmp(failing, kinds[kind].name) != 0)
		return false;
	errno = kinds[kind].error;
	return true;
}

/* Memory goes to glibc by its inner names, since dlsym itself wants some. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

/* Is this one of the libraries that end the process themselves, or crash, for want of memory? */
static bool
is_frail(const void *caller)
{
	static const char *const names[] = {"/ld-linux", "/libedit.", "/libtinfo."};
	Dl_info from;

	if (dladdr(caller, &from) == 0 || !from.dli_fname)
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strstr(from.dli_fname, names[i]))
			return true;
	return false;
}

static bool
memory_fails(const void *caller)
{
	return fails(MALLOC) && !is_frail(caller);
}

void *
malloc(size_t size)
{
	return memory_fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
	return memory_fails(__builtin_return_address(0)) ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *old, size_t size)
{
	return memory_fails(__builtin_return_address(0)) ? NULL : __libc_realloc(old, size);
}

/* Writing into a pipe that never blocks, as threads wake each other with, has no way to fail. */
static bool
is_wake(int fd)
{
	struct stat st;

	return counts[CRASH] && fstat(fd, &st) == 0 && S_ISFIFO(st.st_mode) &&
	    (fcntl(fd, F_GETFL) & O_NONBLOCK);
}

/* A function that returns -1 when it fails, and its arguments as they are declared and passed on. */
#define WRAP(kind, type, name, declared, passed)                                                  \
	type name declared                                                                         \
	{                                                                                          \
		return fails(kind) ? -1 : REAL(name) passed;                                       \
	}

WRAP(READ, ssize_t, readv, (int fd, const struct iovec *v, int n), (fd, v, n))
WRAP(READ, ssize_t, recv, (int fd, void *p, size_t n, int flags), (fd, p, n, flags))
WRAP(READ, ssize_t, recvmsg, (int fd, struct msghdr *m, int flags), (fd, m, flags))
WRAP(WRITE, ssize_t, writev, (int fd, const struct iovec *v, int n), (fd, v, n))
WRAP(WRITE, ssize_t, send, (int fd, const void *p, size_t n, int flags), (fd, p, n, flags))
WRAP(WRITE, ssize_t, sendmsg, (int fd, const struct msghdr *m, int flags), (fd, m, flags))
WRAP(POLL, int, poll, (struct pollfd *p, nfds_t n, int timeout), (p, n, timeout))
WRAP(FORK, pid_t, fork, (void), ())
WRAP(PIPE, int, pipe, (int fds[2]), (fds))
WRAP(PIPE, int, pipe2, (int fds[2], int flags), (fds, flags))
WRAP(SOCKET, int, socket, (int domain, int type, int protocol), (domain, type, protocol))
WRAP(SOCKET, int, socketpair, (int domain, int type, int protocol, int fds[2]),
    (domain, type, protocol, fds))
WRAP(EVENTFD, int, eventfd, (unsigned value, int flags), (value, flags))
WRAP(RENAME, int, rename, (const char *from, const char *to), (from, to))
WRAP(RENAME, int, renameat, (int at, const char *from, int to_at, const char *to),
    (at, from, to_at, to))
WRAP(RENAME, int, linkat, (int at, const char *from, int to_at, const char *to, int flags),
    (at, from, to_at, to, flags))
WRAP(RENAME, int, link, (const char *from, const char *to), (from, to))
WRAP(FSYNC, int, fsync, (int fd), (fd))
WRAP(FSYNC, int, fdatasync, (int fd), (fd))

ssize_t
read(int fd, void *p, size_t n)
{
	return !is_wake(fd) && fails(READ) ? -1 : REAL(read)(fd, p, n);
}

ssize_t
write(int fd, const void *p, size_t n)
{
	return !is_wake(fd) && fails(WRITE) ? -1 : REAL(write)(fd, p, n);
}

WRAP(OPEN, int, dup, (int fd), (fd))

/* Those that have a mode only when they create. */
#define WRAP_OPEN(name, declared, passed)                                                          \
	int name declared                                                                          \
	{                                                                                          \
		va_list ap;                                                                        \
		va_start(ap, flags);                                                               \
		mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(ap, mode_t) : 0;              \
		va_end(ap);                                                                        \
		return fails(OPEN) ? -1 : REAL(name) passed;                                       \
	}

WRAP_OPEN(open, (const char *path, int flags, ...), (path, flags, mode))
WRAP_OPEN(open64, (const char *path, int flags, ...), (path, flags, mode))
WRAP_OPEN(openat, (int at, const char *path, int flags, ...), (at, path, flags, mode))

FILE *
fopen(const char *path, const char *mode)
{
	return fails(OPEN) ? NULL : REAL(fopen)(path, mode);
}

/* These return what is wrong. */
int
posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
    const posix_spawnattr_t *attr, char *const argv[], char *const envp[])
{
	return fails(FORK) ? kinds[FORK].error
	                   : REAL(posix_spawn)(pid, path, actions, attr, argv, envp);
}

int
pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*run)(void *), void *arg)
{
	return fails(THREAD) ? kinds[THREAD].error : REAL(pthread_create)(thread, attr, run, arg);
}
