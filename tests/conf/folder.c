/* SPDX-License-Identifier: ISC */
/* The folder, made below $TMPDIR or /tmp. */
#include "folder.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[200], path[400];

const char *
folder_make(void)
{
	const char *above = getenv("TMPDIR");

	snprintf(folder, sizeof(folder), "%s/amsh-test.XXXXXX", above ? above : "/tmp");
	ck_assert_msg(mkdtemp(folder) != NULL, "mkdtemp %s: %s", folder, strerror(errno));
	return folder;
}

static int
remove_one(const char *name, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st, (void)flag, (void)ftw;
	return remove(name);
}

void
folder_remove(void)
{
	ck_assert_int_eq(nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
}

const char *
folder_write(const char *name, struct str text, mode_t mode)
{
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	ck_assert_msg(fd >= 0, "%s: %s", path, strerror(errno));
	ck_assert_int_eq(write(fd, text.p, text.n), (ssize_t)text.n);
	ck_assert_int_eq(fchmod(fd, mode), 0);
	close(fd);
	return path;
}
