/* SPDX-License-Identifier: ISC */
/* Reads the names of groups. What they mean is up to the caller. */
#include "conf/group.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/out.h"
#include "conf/trust.h"

#define READ_SIZE 65536

static int
read_whole(struct buf *text, const char *file, struct err *err)
{
	int fd = file_open(file, O_RDONLY, 0);
	struct stat st;
	ssize_t n = fd < 0 ? -1 : 0;

	while (fd >= 0) {
		char *room = buf_room(text, READ_SIZE);
		n = room ? file_read(fd, room, READ_SIZE) : 0;
		if (n <= 0)
			break;
		text->n += (size_t)n;
	}
	if (n < 0)
		err_set(err, file_error(), "cannot read %s: %s", file, strerror(errno));
	const char *risk = fd >= 0 && fstat(fd, &st) == 0 ? trust_risk(&st, false) : NULL;
	if (risk)
		out_notice("amsh: warning: %s %s (chown and chmod 600 it)", risk, file);
	if (fd >= 0)
		close(fd);
	if (n == 0 && buf_full(text))
		return err_set(err, ERR_USAGE, "%s: file is too long", file);
	return n < 0 ? -1 : 0;
}

/* The name on a line, or nothing. */
static struct str
name_of(struct str line)
{
	size_t n = 0;

	while (n < line.n && !((line.p[n] == ';' || line.p[n] == '#') &&
	                         (n == 0 || line.p[n - 1] == ' ' || line.p[n - 1] == '\t')))
		n++;
	return str_trim(str_head(line, n));
}

/* Give the names of a file's text. */
static int
walk_text(const char *file, struct str text, group_take *take, void *arg, struct err *err)
{
	struct str rest = str_skip_mark(text), line;
	bool empty = true;

	for (size_t number = 1; str_cut_line(&rest, &line); number++) {
		struct str name = name_of(line);
		empty &= name.n == 0;
		if (name.n && take(arg, name, err) < 0)
			return err_prefix(err, "%s:%zu", file, number);
	}
	return empty ? err_set(err, ERR_USAGE, "%s: there is no name in it", file) : 0;
}

int
group_walk(const struct profiles *profiles, const struct profile *p, group_take *take, void *arg,
    struct err *err)
{
	struct str rest = str_of(p->group), name;
	struct buf text = BUF_INIT(BUF_MAX_FILE);
	bool is_file = str_starts(rest, STR("@"));
	int failed = is_file ? read_whole(&text, p->group + 1, err) : 0;

	while (!is_file && !failed && str_cut(&rest, ',', &name))
		failed = take(arg, str_trim(name), err);
	if (failed)
		err_prefix(err, "%s: group of [%s]", profiles->conf.files[0], p->name);
	if (is_file && !failed)
		failed = walk_text(p->group + 1, buf_str(&text), take, arg, err);
	buf_clear(&text);
	return failed;
}
