/* SPDX-License-Identifier: ISC */
/*
 * Puts call files into the spool. pbx_spool reads at once whatever appears there, so a file is
 * written next to it, completed, and then moved.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/replace.h"
#include "base/write.h"
#include "conf/callfile_owner.h"

/* The directory to write in: the spool's sibling tmp if we may write there, else its parent. */
static int
find_side(struct buf *side, const char *spool, dev_t device, struct err *err)
{
	struct stat st;
	struct str above = str_of(spool);

	while (above.n > 1 && above.p[above.n - 1] == '/')
		above.n--;
	while (above.n && above.p[above.n - 1] != '/')
		above.n--;
	buf_adds(side, above.n ? above : STR("./"));
	size_t n = side->n;
	buf_addz(side, "tmp");
	if (stat(buf_z(side), &st) == 0 && S_ISDIR(st.st_mode) && st.st_dev == device &&
	    access(buf_z(side), W_OK | X_OK) == 0)
		return 0;
	side->n = n;
	if (stat(buf_z(side), &st) < 0)
		return err_set(
		    err, ERR_USAGE, "cannot write in %s: %s", buf_z(side), strerror(errno));
	if (st.st_dev != device)
		return err_set(err, ERR_USAGE,
		    "the spool %s is a separate file system: no file can be moved into it",
		    spool);
	return 0;
}

/* A name that no other call file has, from this or another process. */
static void
make_name(struct buf *name)
{
	static unsigned count;
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	buf_addf(name, "amsh-%lld%09ld-%ld-%u.call", (long long)now.tv_sec, now.tv_nsec,
	    (long)getpid(), count++);
}

/* Complete the file: bytes, time, owner, and sync it to the disk. */
static int
finish(int fd, const struct callfile_place *place, const struct callfile_owner *owner,
    struct str text, struct err *err)
{
	struct timespec times[2] = {{.tv_sec = place->at}, {.tv_sec = place->at}};

	if (write_whole(fd, text) < 0)
		return err_set(err, ERR_USAGE, "%s", strerror(errno));
	if (place->scheduled && futimens(fd, times) < 0)
		return err_set(err, ERR_USAGE, "cannot set its time: %s", strerror(errno));
	if (callfile_give(fd, owner, err) < 0)
		return -1;
	if (fsync(fd) < 0)
		return err_set(err, ERR_USAGE, "%s", strerror(errno));
	return 0;
}

/* Move the finished file into the spool and sync that. */
static int
move(const char *from, const char *to, struct err *err)
{
	if (rename(from, to) < 0)
		return err_set(err, ERR_USAGE, "cannot move it to %s: %s", to, strerror(errno));
	replace_sync_names(to);
	return 0;
}

/* Write the file under its first name, and move it to its last one. */
static int
put(const char *first, const char *last, const struct callfile_place *place,
    const struct callfile_owner *owner, struct str text, struct err *err)
{
	int fd = open(first, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0) {
		err_set(err, ERR_USAGE, "%s", strerror(errno));
		return err_prefix(err, "cannot write the call file %s", first);
	}
	int failed = finish(fd, place, owner, text, err);
	close(fd);
	if (!failed)
		failed = move(first, last, err);
	if (failed) {
		unlink(first);
		err_prefix(err, "cannot write the call file %s", first);
	}
	return failed;
}

int
callfile_write(struct buf *path, const struct callfile_place *place, struct str text,
    struct err *err)
{
	struct buf first = BUF_INIT(BUF_MAX_LINE), last = BUF_INIT(BUF_MAX_LINE);
	struct buf name = BUF_INIT(BUF_MAX_LINE);
	struct stat st;

	if (stat(place->spool, &st) < 0)
		return err_set(
		    err, ERR_USAGE, "no such spool directory: %s: %s", place->spool,
		    strerror(errno));
	if (!S_ISDIR(st.st_mode))
		return err_set(err, ERR_USAGE, "the spool is not a directory: %s", place->spool);
	struct callfile_owner owner;
	int failed = callfile_choose_owner(&owner, place, &st, err);
	if (!failed)
		failed = find_side(&first, place->spool, st.st_dev, err);
	make_name(&name);
	buf_addf(&first, "/%s", buf_z(&name));
	buf_addf(&last, "%s/%s", place->spool, buf_z(&name));
	if (!failed)
		failed = put(buf_z(&first), buf_z(&last), place, &owner, text, err);
	if (!failed)
		buf_adds(path, buf_str(&last));
	buf_clear(&first);
	buf_clear(&last);
	buf_clear(&name);
	return failed;
}
