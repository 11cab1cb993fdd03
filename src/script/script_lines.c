/* SPDX-License-Identifier: ISC */
/* Reads lines while handling the session and signals. */
#include "script/script_lines.h"

#include <errno.h>
#include <unistd.h>

#include "base/err.h"
#include "client/client.h"
#include "client/loop.h"

#define READ_SIZE 4096

void
script_lines_init(struct script_lines *l, int fd)
{
	*l = (struct script_lines){.fd = fd, .text = BUF_INIT(BUF_MAX_LINE + READ_SIZE)};
}

void
script_lines_clear(struct script_lines *l)
{
	buf_clear(&l->text);
}

int
script_lines_next(struct script_lines *l, struct client *client, struct str *line, struct err *err)
{
	size_t scanned = 0;

	for (;;) {
		struct str rest = str_from_at(buf_str(&l->text), l->used);
		size_t n = scanned + str_chr(str_from_at(rest, scanned), '\n');
		if (n < rest.n || (l->ended && rest.n)) {
			*line = str_head(rest, n);
			l->used += n < rest.n ? n + 1 : n;
			if (!l->begun)
				*line = str_skip_mark(*line);
			l->begun = true;
			return 1;
		}
		if (l->ended)
			return 0;
		scanned = rest.n;
		buf_drop(&l->text, l->used);
		l->used = 0;
		char *room = buf_room(&l->text, READ_SIZE);
		if (!room)
			return err_set(err, ERR_USAGE, "line longer than %u bytes", BUF_MAX_LINE);
		if (loop_until(client->loop, NULL, NULL, l->fd, CLOCK_NEVER, err) < 0)
			return -1;
		ssize_t got = read(l->fd, room, READ_SIZE);
		if (got < 0 && errno != EINTR && errno != EAGAIN)
			return err_set(err, ERR_USAGE, "cannot read: %s", strerror(errno));
		l->text.n += got > 0 ? (size_t)got : 0;
		l->ended = got == 0;
	}
}
