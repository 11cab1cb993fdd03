/* SPDX-License-Identifier: ISC */
/* Typed lines, in a file of our own. The shell decides which lines may be kept. */
#include "shell/history.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"

#define READ_SIZE 65536

struct history {
	int fd;
};

/* Append the directory of the file, without the last slash. */
static bool
find_folder(struct buf *path)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

	if (state && state[0] == '/')
		buf_addf(path, "%s/amsh", state);
	else if (home && home[0] == '/')
		buf_addf(path, "%s/.local/state/amsh", home);
	return path->n > 0;
}

/* Create the directory and its missing parents. */
static void
make_folders(struct buf *path)
{
	buf_z(path);
	for (size_t i = 1; i < path->n; i++) {
		if (path->p[i] != '/')
			continue;
		path->p[i] = '\0';
		mkdir(path->p, 0700);
		path->p[i] = '/';
	}
	mkdir(buf_z(path), 0700);
}

/* Read the file, or if it is too big its end, from the beginning of a line. True if that is all of
 * it. */
static bool
read_all(int fd, struct buf *text)
{
	off_t too_much = lseek(fd, 0, SEEK_END) - (off_t)text->max + READ_SIZE;
	ssize_t n;

	lseek(fd, too_much > 0 ? too_much : 0, SEEK_SET);
	do {
		char *room = buf_room(text, READ_SIZE);
		n = room ? read(fd, room, READ_SIZE) : 0;
		if (n > 0)
			text->n += (size_t)n;
	} while (n > 0 || (n < 0 && errno == EINTR));
	if (too_much > 0)
		buf_drop(text, str_chr(buf_str(text), '\n'));
	return too_much <= 0;
}

static size_t
count_lines(struct str text)
{
	struct str line;
	size_t n = 0;

	while (str_cut(&text, '\n', &line))
		n += line.n > 0;
	return n;
}

/* Write the last lines into a new file and replace the old one with it. */
static int
shorten(const char *path, struct str kept)
{
	struct buf new_path = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&new_path, "%s.%ld", path, (long)getpid());
	int fd = open(buf_z(&new_path), O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
	if (fd >= 0 && (write(fd, kept.p, kept.n) != (ssize_t)kept.n ||
	    rename(buf_z(&new_path), path) < 0)) {
		unlink(buf_z(&new_path));
		close(fd);
		fd = -1;
	}
	buf_clear(&new_path);
	return fd;
}

/* Give the last lines to add; returns them. */
static struct str
load(struct str text, void (*add)(struct str line))
{
	size_t n = count_lines(text);
	struct str line, kept;

	while (n > HISTORY_LINES && str_cut(&text, '\n', &line))
		n -= line.n > 0;
	kept = text;
	while (str_cut(&text, '\n', &line))
		if (line.n)
			add(line);
	return kept.p ? kept : STR("");
}

/* Open the file, private to its owner. A user who wants no history may replace it with a link to
 * /dev/null: what is not a plain file is left alone, especially its mode. */
static int
open_file(const char *path, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_NONBLOCK | O_CLOEXEC, 0600);
	struct stat is;

	if (fd < 0)
		return err_set(
		    err, ERR_USAGE, "history is not saved: %s: %s", path, strerror(errno));
	if (fstat(fd, &is) == 0 && S_ISREG(is.st_mode)) {
		fchmod(fd, 0600);
		return fd;
	}
	close(fd);
	return -1;
}

struct history *
history_open(void (*add)(struct str line), struct err *err)
{
	struct history *h = mem_alloc(sizeof(*h));
	struct buf path = BUF_INIT(BUF_MAX_LINE), text = BUF_INIT(BUF_MAX_FILE);

	h->fd = -1;
	if (find_folder(&path)) {
		make_folders(&path);
		buf_addz(&path, "/history");
		h->fd = open_file(buf_z(&path), err);
	}
	if (h->fd >= 0) {
		bool whole = read_all(h->fd, &text);
		struct str kept = load(buf_str(&text), add);
		if (!whole || count_lines(buf_str(&text)) > 2 * HISTORY_LINES) {
			int fd = shorten(buf_z(&path), kept);
			if (fd >= 0) {
				close(h->fd);
				h->fd = fd;
			}
		}
	}
	buf_clear(&path);
	buf_clear(&text);
	return h;
}

void
history_close(struct history *h)
{
	if (h && h->fd >= 0)
		close(h->fd);
	free(h);
}

void
history_add(struct history *h, struct str line)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE + 1);

	if (h->fd < 0 || line.n == 0)
		return;
	buf_adds(&text, line);
	buf_addc(&text, '\n');
	ssize_t n = write(h->fd, text.p, text.n);
	(void)n;
	buf_clear(&text);
}
