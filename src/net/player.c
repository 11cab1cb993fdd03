/* SPDX-License-Identifier: ISC */
/* Reads a recording line by line and waits for the time of each. */
#include "net/player.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "net/fd.h"

#define READ_SIZE 65536
#define FIRST     512 /* bytes of the file that tell what it is */

/* Play one line. False: that is the end. */
static bool
play_line(struct player *p, struct str line, struct buf *bytes)
{
	enum direction direction;
	msec at;

	buf_reset(bytes);
	if (recording_began(line, &p->began) || !recording_read(line, &at, &direction, bytes))
		return true;
	if (p->headless && p->speed)
		p->start -= at * 1000 / p->speed;
	p->headless = false;
	if (direction != p->direction)
		return true;
	if (p->speed && !p->wait(p->arg, p->start + at * 1000 / p->speed))
		return false;
	return bytes->n == 0 || p->take(p->arg, p->began ? p->began + at : 0, buf_str(bytes));
}

/* Play the complete lines; the rest stays. False: that is the end. */
static bool
play_lines(struct player *p, struct buf *text, struct buf *bytes)
{
	size_t used = 0;
	bool open = true;

	while (open) {
		struct str rest = str_from_at(buf_str(text), used);
		size_t n = str_chr(rest, '\n');
		if (n == rest.n)
			break;
		open = play_line(p, str_head(rest, n), bytes);
		used += n + 1;
	}
	buf_drop(text, used);
	return open;
}

bool
player_run(struct player *p)
{
	struct buf text = BUF_INIT(BUF_MAX_MESSAGE), bytes = BUF_INIT(BUF_MAX_MESSAGE);
	bool open = true;

	p->start = clock_now();
	p->began = 0;
	while (open) {
		char *room = buf_room(&text, READ_SIZE);
		ssize_t n = room ? read(p->file, room, READ_SIZE) : 0;
		if (n <= 0)
			break;
		text.n += (size_t)n;
		open = play_lines(p, &text, &bytes);
	}
	if (open && text.n)
		open = play_line(p, buf_str(&text), &bytes);
	buf_clear(&text);
	buf_clear(&bytes);
	return open;
}

int
player_open(const char *name, struct err *err)
{
	struct stat st;
	int fd = open(name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd >= 0 && fstat(fd, &st) == 0 && !S_ISDIR(st.st_mode))
		return fd;
	fd_error(err, ERR_USAGE, fd < 0 ? errno : EISDIR);
	if (fd >= 0)
		close(fd);
	return err_prefix(err, "%s", name);
}

bool
player_knows(int file, bool *headless)
{
	char first[FIRST];
	ssize_t n = pread(file, first, FIRST, 0);

	return n > 0 && recording_begins(str_from(first, (size_t)n), headless);
}
