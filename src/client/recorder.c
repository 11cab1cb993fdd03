/* SPDX-License-Identifier: ISC */
/* Records a connection. Dropped events are not in the recording. */
#include "client/recorder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "ari/hide.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/out.h"
#include "base/redact.h"
#include "base/write.h"
#include "client/client.h"
#include "client/fleet_member.h"
#include "conf/options.h"
#include "net/endpoint.h"

struct record *
record_new(void)
{
	struct record *r = mem_alloc(sizeof(*r));

	*r = (struct record){.fd = -1, .line = BUF_INIT(BUF_MAX_TEXT)};
	return r;
}

void
record_free(struct record *r)
{
	record_close(r);
	free(r);
}

void
record_later(struct record *r, const char *file)
{
	r->to = file;
}

/* Make a plain file private; a pipe or device is not ours. */
static int
make_private(int fd)
{
	struct stat is;

	if (fstat(fd, &is) < 0)
		return -1;
	return S_ISREG(is.st_mode) ? fchmod(fd, 0600) : 0;
}

static int
write_head(int fd)
{
	struct buf head = BUF_INIT(BUF_MAX_LINE);
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	recording_open(&head, (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000);
	int failed = write_whole(fd, buf_str(&head));
	buf_clear(&head);
	return failed;
}

/* Begin a recording; a running one ends. */
static int
open_recording(struct record *r, const char *file, struct err *err)
{
	int fd = file_open(file, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd < 0 || make_private(fd) < 0 || write_head(fd) < 0) {
		err_set(err, file_error(), "cannot record to %s: %s", file, strerror(errno));
		if (fd >= 0)
			close(fd);
		return -1;
	}
	record_close(r);
	r->fd = fd;
	r->file = mem_strdup(file);
	r->start = clock_now();
	return 0;
}

void
record_close(struct record *r)
{
	if (r->fd >= 0)
		close(r->fd);
	r->fd = -1;
	free(r->file);
	r->file = NULL;
	buf_clear(&r->line);
}

/* Append what may be shown of bytes. The thread that sends requests of ARI has hidden what may not
 * (ari/trace). */
static void
hide(struct buf *out, enum direction direction, struct str bytes)
{
	if (direction == FROM_SERVER || direction == TO_SERVER)
		redact_blocks(out, bytes);
	else if (direction == ARI_MESSAGE)
		hide_json(out, bytes);
	else
		buf_adds(out, bytes);
}

static void
add(struct record *r, enum direction direction, struct str shown)
{
	if (r->fd < 0)
		return;
	buf_reset(&r->line);
	recording_write(&r->line, clock_now() - r->start, direction, shown);
	if (write_whole(r->fd, buf_str(&r->line)) < 0) {
		out_error("cannot record to %s: %s: the recording has ended", r->file,
		    strerror(errno));
		r->failed = true;
		record_close(r);
	}
}

bool
record_wants(const struct client *client)
{
	return client->options->verbose > 1 || client->record->fd >= 0;
}

void
record_overhear(const struct client *client, enum direction direction, struct str bytes)
{
	struct buf shown = BUF_INIT(BUF_MAX_TEXT);
	struct str rest, line;

	if (!record_wants(client))
		return;
	hide(&shown, direction, bytes);
	add(client->record, direction, buf_str(&shown));
	rest = buf_str(&shown);
	bool shows = client->options->verbose > 1 && shown.n;
	while (shows && str_cut_line(&rest, &line) && (line.n || rest.p))
		out_notice("%s %.*s", recording_mark(direction), STR_ARG(line));
	buf_clear(&shown);
}

/* Refuse to record to a file that is being played: it would be empty, or never end. */
static int
check_other(const char *file, const struct endpoint *server, struct err *err)
{
	struct stat played, written;

	if (!scheme_is_file(server->scheme) || stat(server->host, &played) < 0 ||
	    stat(file, &written) < 0 || played.st_dev != written.st_dev ||
	    played.st_ino != written.st_ino)
		return 0;
	return err_set(err, ERR_USAGE, "cannot record to %s: it is being played", file);
}

int
record_start(struct client *client, const char *file, const struct endpoint *server,
    struct err *err)
{
	struct buf name = BUF_INIT(BUF_MAX_LINE);

	buf_addz(&name, file);
	if (client->member)
		buf_addf(&name, ".%s", member_name(client->member));
	int failed = check_other(buf_z(&name), server, err);
	if (!failed)
		failed = open_recording(client->record, buf_z(&name), err);
	buf_clear(&name);
	return failed;
}

int
record_connection(struct client *client, const struct endpoint *server, struct err *err)
{
	if (client->record->file)
		return check_other(client->record->file, server, err);
	if (client->record->to && record_start(client, client->record->to, server, err) < 0)
		return -1;
	client->record->to = NULL;
	return 0;
}
