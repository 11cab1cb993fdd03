/* SPDX-License-Identifier: ISC */
/*
 * A file of lines that only grows: a word, and fields separated by tabs (rows/tsv). What a crash
 * has left of a last line is cut off.
 *
 *	columns	NAME	…	of the rows after it
 *	begun	NUMBER	VALUE	…
 *	done	NUMBER	STATUS	OUTCOME	CAUSE	SECONDS	MESSAGE
 *	end
 */
#include "rows/journal_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/replace.h"
#include "base/write.h"
#include "rows/tsv.h"

#define READ_SIZE   65536

struct str
journal_line(const struct journal *j, size_t at)
{
	struct str rest = str_from_at(buf_str(&j->text), at);

	return str_head(rest, str_chr(rest, '\n'));
}

struct str
journal_field(const struct journal *j, size_t i)
{
	return i < j->fields.n ? fields_at(&j->fields, i) : STR("");
}

static void
add_entry(struct journal *j, size_t at)
{
	j->v = mem_more(j->v, j->n, sizeof(*j->v));
	j->v[j->n++] = (struct entry){.columns = j->columns, .begun = at};
	j->ended = false;
}

/* Take one line of an earlier run. False: it is none of a journal. */
static bool
take_line(struct journal *j, size_t at, struct str line)
{
	long number, status;

	tsv_split(line, &j->fields);
	struct str word = journal_field(j, 0);
	if (str_eq(word, STR("columns"))) {
		j->columns = at;
		j->has_columns = true;
		buf_reset(&j->names);
		buf_adds(&j->names, line);
		return true;
	}
	if (str_eq(word, STR("end")))
		return j->ended = true;
	if (!str_number(journal_field(j, 1), 1, LONG_MAX, &number))
		return false;
	if (str_eq(word, STR("begun")) && (size_t)number == j->n + 1 && j->has_columns) {
		add_entry(j, at);
		return true;
	}
	if (!str_eq(word, STR("done")) || (size_t)number > j->n ||
	    !str_number(journal_field(j, 2), 0, 255, &status))
		return false;
	j->v[number - 1].done = at;
	j->v[number - 1].status = (int)status;
	return true;
}

/* Take all lines; a last one that is not whole is cut off. */
static int
take_lines(struct journal *j, struct err *err)
{
	size_t at = 0;

	while (at < j->text.n) {
		struct str line = journal_line(j, at);
		if (at + line.n == j->text.n)
			break;
		if (!take_line(j, at, line))
			return err_set(err, ERR_USAGE, "%s is not a journal of this program",
			    buf_z(&j->path));
		at += line.n + 1;
	}
	j->text.n = j->written = at;
	if (ftruncate(j->fd, (off_t)at) < 0)
		return err_set(err, ERR_USAGE, "%s: %s", buf_z(&j->path), strerror(errno));
	return 0;
}

static int
read_all(struct journal *j, struct err *err)
{
	for (;;) {
		char *room = buf_room(&j->text, READ_SIZE);
		if (!room)
			return err_set(err, ERR_USAGE, "%s is too big", buf_z(&j->path));
		ssize_t got = file_read(j->fd, room, READ_SIZE);
		if (got < 0)
			return err_set(err, file_error(), "%s: %s", buf_z(&j->path),
			    strerror(errno));
		if (got == 0)
			return 0;
		j->text.n += (size_t)got;
	}
}

/* Nobody else may work on the same rows. */
static int
lock(const struct journal *j, const char *path, struct err *err)
{
	struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	if (fcntl(j->fd, F_SETLK, &all) == 0)
		return 0;
	return err_set(err, ERR_USAGE, "%s: another process works on these rows", path);
}

/* Go on, or begin anew. */
static int
start(struct journal *j, bool resume, struct err *err)
{
	if (lock(j, buf_z(&j->path), err) < 0 || read_all(j, err) < 0 || take_lines(j, err) < 0)
		return -1;
	if (resume)
		return 0;
	if (j->n && !j->ended)
		return err_set(err, ERR_USAGE,
		    "%s has %zu rows of a run that was not finished: add --resume to go on with "
		    "it, or remove it", buf_z(&j->path), j->n);
	j->text.n = j->written = j->n = 0;
	j->has_columns = j->ended = false;
	if (ftruncate(j->fd, 0) < 0)
		return err_set(err, ERR_USAGE, "%s: %s", buf_z(&j->path), strerror(errno));
	return 0;
}

struct journal *
journal_open(const char *report, bool resume, struct err *err)
{
	if (replace_check("the report", report, err) < 0)
		return NULL;
	struct journal *j = mem_alloc(sizeof(*j));
	*j = (struct journal){
	    .path = BUF_INIT(BUF_MAX_LINE),
	    .report = BUF_INIT(BUF_MAX_LINE),
	    .text = BUF_INIT(JOURNAL_MAX),
	    .names = BUF_INIT(BUF_MAX_MESSAGE),
	    .fields = FIELDS_INIT,
	};
	buf_addz(&j->report, report);
	buf_addf(&j->path, "%s.journal", report);
	j->fd = file_open(buf_z(&j->path), O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW, 0600);
	if (j->fd < 0)
		err_set(err, file_error(), "cannot open %s: %s", buf_z(&j->path), strerror(errno));
	if (j->fd < 0 || start(j, resume, err) < 0) {
		journal_close(j);
		return NULL;
	}
	replace_sync_names(buf_z(&j->path));
	return j;
}

void
journal_close(struct journal *j)
{
	if (!j)
		return;
	if (j->fd >= 0)
		close(j->fd);
	buf_clear(&j->path);
	buf_clear(&j->report);
	buf_clear(&j->text);
	buf_clear(&j->names);
	fields_clear(&j->fields);
	free(j->v);
	free(j);
}

size_t
journal_begun(const struct journal *j)
{
	return j->n;
}

static void
add_columns(struct buf *out, const struct msg *row)
{
	buf_addz(out, "columns");
	for (size_t i = 0; i < row->n; i++) {
		buf_addc(out, '\t');
		tsv_escape(out, msg_name(row, i));
	}
}

static void
add_row(struct buf *out, size_t number, const struct msg *row)
{
	buf_addf(out, "begun\t%zu", number);
	for (size_t i = 0; i < row->n; i++) {
		buf_addc(out, '\t');
		tsv_escape(out, msg_value(row, i));
	}
}

bool
journal_has(struct journal *j, size_t number, const struct msg *row, bool *same)
{
	struct buf columns = BUF_INIT(BUF_MAX_MESSAGE), line = BUF_INIT(BUF_MAX_MESSAGE);

	if (number > j->n)
		return false;
	add_columns(&columns, row);
	add_row(&line, number, row);
	*same = str_eq(buf_str(&columns), journal_line(j, j->v[number - 1].columns)) &&
	    str_eq(buf_str(&line), journal_line(j, j->v[number - 1].begun));
	buf_clear(&columns);
	buf_clear(&line);
	return true;
}

/* Write lines to the disk: all of them, or none. */
static int
append(struct journal *j, const struct buf *lines, struct err *err)
{
	if (buf_adds(&j->text, buf_str(lines)) < 0)
		return err_set(err, ERR_USAGE, "%s is full", buf_z(&j->path));
	if (write_whole(j->fd, buf_str(lines)) == 0 && fdatasync(j->fd) == 0) {
		j->written += lines->n;
		return 0;
	}
	err_set(err, ERR_USAGE, "cannot write %s: %s", buf_z(&j->path), strerror(errno));
	if (ftruncate(j->fd, (off_t)j->written) < 0)
		err_suffix(err, "; its last line is broken");
	return -1;
}

int
journal_begin(struct journal *j, const struct msg *row, struct err *err)
{
	struct buf lines = BUF_INIT(2 * BUF_MAX_MESSAGE);
	size_t at = j->text.n;

	add_columns(&lines, row);
	if (j->has_columns && str_eq(buf_str(&lines), buf_str(&j->names))) {
		buf_reset(&lines);
	} else {
		j->columns = at;
		j->has_columns = true;
		buf_reset(&j->names);
		buf_adds(&j->names, buf_str(&lines));
		buf_addc(&lines, '\n');
		at += lines.n;
	}
	add_row(&lines, j->n + 1, row);
	buf_addc(&lines, '\n');
	int failed = append(j, &lines, err);
	if (!failed)
		add_entry(j, at);
	buf_clear(&lines);
	return failed;
}

int
journal_done(struct journal *j, size_t number, const struct outcome *o, struct err *err)
{
	const struct str values[] = {o->outcome, o->cause, o->seconds, o->message};
	struct buf line = BUF_INIT(BUF_MAX_MESSAGE);
	struct entry *e = &j->v[number - 1];

	buf_addf(&line, "done\t%zu\t%d", number, o->status);
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		buf_addc(&line, '\t');
		tsv_escape(&line, values[i]);
	}
	buf_addc(&line, '\n');
	e->done = j->text.n;
	e->status = o->status;
	int failed = append(j, &line, err);
	buf_clear(&line);
	return failed;
}

int
journal_end(struct journal *j, struct err *err)
{
	struct buf line = BUF_INIT(16);

	if (j->ended)
		return 0;
	buf_addz(&line, "end\n");
	j->ended = true;
	int failed = append(j, &line, err);
	buf_clear(&line);
	return failed;
}

void
journal_count(const struct journal *j, struct tally *t)
{
	*t = (struct tally){.unknowns = BUF_INIT(BUF_MAX_LINE)};
	for (size_t i = 0; i < j->n; i++) {
		if (!j->v[i].done)
			buf_addf(&t->unknowns, "%s%zu", t->unknown++ ? ", " : "", i + 1);
		else if (j->v[i].status)
			t->failed++;
		else
			t->well++;
	}
}
