/* SPDX-License-Identifier: ISC */
/* Writes FILE.new.PID, and renames it. */
#include "base/replace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/write.h"

static int
cannot_write(const char *what, const char *file, struct err *err)
{
	return err_set(err, ERR_USAGE, "cannot write %s %s: %s", what, file, strerror(errno));
}

/* The name of the new one until it is whole: no other process has the same. */
static void
name_beside(struct buf *beside, const char *file)
{
	buf_addf(beside, "%s.new.%ld", file, (long)getpid());
}

/* Create it, empty. */
static int
create(const char *beside)
{
	unlink(beside);
	return open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
}

int
replace_check(const char *what, const char *file, struct err *err)
{
	struct buf beside = BUF_INIT(BUF_MAX_LINE);
	struct stat st;

	if (lstat(file, &st) == 0 && !S_ISREG(st.st_mode))
		return err_set(err, ERR_USAGE, "%s would take the place of %s, which is no regular "
		    "file: give another name", what, file);
	name_beside(&beside, file);
	int fd = create(buf_z(&beside));
	if (fd < 0)
		cannot_write(what, file, err);
	else
		unlink(buf_z(&beside));
	if (fd >= 0)
		close(fd);
	buf_clear(&beside);
	return fd < 0 ? -1 : 0;
}

void
replace_sync_names(const char *file)
{
	const char *slash = strrchr(file, '/');
	char *directory = slash ? mem_strndup(str_from(file, (size_t)(slash - file) + 1)) :
	    mem_strdup(".");
	int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(directory);
}

int
replace_file(const char *what, const char *file, struct str text, struct err *err)
{
	struct buf beside = BUF_INIT(BUF_MAX_LINE);

	name_beside(&beside, file);
	int fd = create(buf_z(&beside));
	int failed = fd < 0 || write_whole(fd, text) < 0 || fsync(fd) < 0 ? -1 : 0;
	if (!failed)
		failed = rename(buf_z(&beside), file);
	if (failed)
		cannot_write(what, file, err);
	if (failed && fd >= 0)
		unlink(buf_z(&beside));
	if (!failed)
		replace_sync_names(file);
	if (fd >= 0)
		close(fd);
	buf_clear(&beside);
	return failed;
}
