/* SPDX-License-Identifier: ISC */
/*
 * Reads configuration files line by line and file by file. Every odd rule here is Asterisk's
 * (main/config.c: process_text_line and config_text_file_load).
 */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "conf/dialect_impl.h"
#include "conf/dialect_line.h"

#define DEPTH_MAX 10   /* files within files, as in Asterisk */
#define FILES_MAX 1000 /* all together, against files that keep including each other */

struct reader {
	struct conf *conf;
	const char *folder;
	size_t section; /* that values go to, or CONF_NONE */
	struct lines lines;
	struct conf_place place;
	struct stat file;
	size_t depth;
	const struct reader *outer; /* who includes this file */
};

static int read_files(const struct reader *outer, struct str name, size_t *count, struct err *err);

/* A line itself is never shown, since it may hold a secret. */
static int
fail(const struct reader *r, struct err *err, const char *what)
{
	return err_set(err, ERR_USAGE, "%s:%zu: %s", r->place.file, r->place.line, what);
}

/* The same, with a name from the line. */
static int
fail_name(const struct reader *r, struct err *err, const char *what, struct str name)
{
	return err_set(err, ERR_USAGE, "%s:%zu: %s: %.*s", r->place.file, r->place.line, what,
	    STR_ARG(name));
}

/* Put the values of the section that was just added into an older one. */
static int
move_values(struct conf *c, size_t to, struct err *err)
{
	const struct conf_section *last = &c->sections[c->sections_n - 1];

	c->sections[to].is_template |= last->is_template;
	return conf_inherit(c, to, c->sections_n - 1, err);
}

/* The options of [name](…): a ! makes a template, a + continues an older section of that name, and
 * names are those of sections to inherit from. */
static int
read_options(struct reader *r, struct str options, struct err *err)
{
	struct conf *c = r->conf;
	const size_t fresh = r->section;
	const struct str name = c->sections[fresh].name;
	struct str one;

	while (str_cut(&options, ',', &one)) {
		if (str_eq(one, STR("!"))) {
			c->sections[r->section].is_template = true;
			continue;
		}
		bool adds = str_starts(one, STR("+"));
		size_t i = adds ? conf_find(c, fresh, name, str_from_at(one, 1)) :
		    conf_find(c, fresh, one, STR("TEMPLATES=include"));
		if (i == CONF_NONE)
			return fail_name(r, err, "no such section to inherit "
			    "from", adds ? name : one);
		if (!adds && conf_inherit(c, r->section, i, err) < 0)
			return -1;
		if (adds && r->section == fresh && move_values(c, i, err) < 0)
			return -1;
		if (adds)
			r->section = i;
	}
	return 0;
}

/* [name] or [name](options). What follows is ignored. */
static int
read_header(struct reader *r, struct str line, struct err *err)
{
	struct conf *c = r->conf;
	size_t close = str_chr(line, ']');
	struct str after = str_from_at(line, close + 1);
	bool has_options = str_starts(after, STR("("));
	size_t end = str_chr(after, ')');

	if (close == line.n)
		return fail(r, err, "section has no closing ]");
	if (has_options && end == after.n)
		return fail(r, err, "section has no closing )");
	size_t fresh = c->sections_n;
	conf_add_section(c, str_from_at(str_head(line, close), 1), r->place);
	r->section = fresh;
	int failed = has_options ? read_options(r, str_from_at(str_head(after, end), 1), err) : 0;
	if (failed || r->section != fresh)
		conf_drop_section(c);
	if (!failed)
		c->current = r->section;
	return failed;
}

/* name = value, name => value, name += value. After a backslash any first character is part of the
 * name. */
static int
read_value(struct reader *r, struct str line, struct err *err)
{
	struct conf_value v = {.file = r->place.file, .line = r->place.line};
	size_t escaped = line.p[0] == '\\';
	bool found = false;

	if (r->section == CONF_NONE)
		return fail(r, err, "no [section] before this line");
	line = str_from_at(line, escaped);
	if (escaped && (line.n == 0 || (unsigned char)line.p[0] <= ' '))
		return fail(r, err, "backslash with nothing after it");
	size_t equals = escaped + str_chr(str_from_at(line, escaped), '=');
	if (equals >= line.n) {
		conf_note(r->conf, r->place, "line has no =");
		return 0;
	}
	bool appends = equals > escaped && line.p[equals - 1] == '+';
	struct str value = str_from_at(line, equals + 1);
	v.name = lines_strip(str_head(line, equals - appends));
	if (appends && conf_append(r->conf, r->section, v.name, value, &found, err) < 0)
		return -1;
	if (!appends && str_starts(value, STR(">")))
		value = str_from_at(value, 1);
	v.value = lines_strip(value);
	if (found)
		return 0;
	if (v.name.n == 0) {
		conf_note(r->conf, r->place, "no name before =");
		return 0;
	}
	return conf_add_value(r->conf, r->section, &v, err);
}

/* Without the quotes around it, if there are both. */
static struct str
unquote(struct str s)
{
	char last = s.p[0] == '<' ? '>' : s.p[0];

	if ((s.p[0] != '"' && s.p[0] != '<') || s.p[s.n - 1] != last)
		return s;
	s = str_from_at(s, 1);
	return str_head(s, s.n ? s.n - 1 : 0);
}

/* #include FILE, #tryinclude FILE. An error in the included file does not end this one. */
static int
read_directive(struct reader *r, struct str line, struct err *err)
{
	size_t n = 1, count = 0;

	while (n < line.n && (unsigned char)line.p[n] > ' ')
		n++;
	struct str word = str_from_at(str_head(line, n), 1);
	struct str name = lines_strip(str_from_at(line, n));
	bool tries = str_ieq(word, STR("tryinclude"));
	if (str_ieq(word, STR("exec"))) {
		conf_note(r->conf, r->place, "#exec is never run");
	} else if (!tries && !str_ieq(word, STR("include"))) {
		conf_note(r->conf, r->place, "no such directive: #%.*s", STR_ARG(word));
	} else if (name.n == 0) {
		conf_note(r->conf, r->place, "#%.*s needs a file name", STR_ARG(word));
	} else if (r->depth > DEPTH_MAX || r->conf->files_n > FILES_MAX) {
		return fail_name(r, err, "files are included too deeply", name);
	} else if (read_files(r, unquote(name), &count, err) < 0) {
		conf_note(r->conf, r->place, "%s", err->text);
	} else if (count == 0 && !tries) {
		return fail_name(r, err, "no such file to include", name);
	}
	return 0;
}

static int
read_lines(struct reader *r, struct err *err)
{
	struct str line;

	while (lines_next(&r->lines, &line)) {
		int failed = 0;
		r->place.line = r->lines.number;
		if (r->lines.problem)
			conf_note(r->conf, r->place, "%s", r->lines.problem);
		if (line.n == 0)
			continue;
		if (line.p[0] == '[')
			failed = read_header(r, line, err);
		else if (line.p[0] == '#')
			failed = read_directive(r, line, err);
		else
			failed = read_value(r, line, err);
		if (failed)
			return -1;
	}
	if (r->lines.depth > 0)
		conf_note(r->conf, r->place, "comment that begins with ;-- is not closed");
	return 0;
}

/* All of a file, into memory of its own. */
static int
load(struct reader *r, int fd, struct err *err)
{
	struct buf text = {.max = BUF_MAX_FILE, .secret = true};
	ssize_t n = 0;

	do {
		char *room = buf_room(&text, 65536);
		if (!room)
			break;
		n = read(fd, room, 65536);
		text.n += n > 0 ? (size_t)n : 0;
	} while (n > 0 || (n < 0 && errno == EINTR));
	int number = n < 0 ? errno : 0;
	r->place.line = 1;
	lines_begin(&r->lines, text.p, text.n);
	if (conf_keep_text(r->conf, text.p, text.n, err) < 0)
		return -1;
	if (number)
		return err_set(
		    err, ERR_USAGE, "cannot read %s: %s", r->place.file, strerror(number));
	return buf_full(&text) ? fail(r, err, "file is too long") : 0;
}

/* Is the file one of those that are being read? */
static bool
is_open(const struct reader *r, const struct stat *file)
{
	for (; r; r = r->outer)
		if (r->file.st_dev == file->st_dev && r->file.st_ino == file->st_ino)
			return true;
	return false;
}

/* Read one file, unless it is not a regular file or cannot be opened. */
static int
read_file(struct reader *r, const char *name, size_t *count, struct err *err)
{
	if (stat(name, &r->file) < 0 || !S_ISREG(r->file.st_mode))
		return 0;
	if (is_open(r->outer, &r->file)) {
		conf_note(r->conf, r->outer->place, "file includes itself: %s", name);
		++*count;
		return 0;
	}
	int fd = open(name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	++*count;
	r->place.file = conf_keep_file(r->conf, name);
	int failed = load(r, fd, err);
	close(fd);
	return failed ? failed : read_lines(r, err);
}

/* The name of a file, relative to the folder. */
static void
add_path(struct buf *path, const char *folder, struct str name)
{
	if (!str_starts(name, STR("/")))
		buf_addf(path, "%s%s", folder, strcmp(folder, "/") == 0 ? "" : "/");
	buf_adds(path, name);
}

/* Read the files that a name or pattern matches; count those that could be read. As in Asterisk the
 * second one begins in the section, and in the comment, in which the first one ended. */
static int
read_files(const struct reader *outer, struct str name, size_t *count, struct err *err)
{
	struct reader r = {
	    .conf = outer->conf,
	    .folder = outer->folder,
	    .section = outer->conf->current,
	    .depth = outer->depth + 1,
	    .outer = outer,
	};
	struct buf pattern = BUF_INIT(BUF_MAX_LINE);
	glob_t found = {0};
	int failed = 0;

	add_path(&pattern, r.folder, name);
	if (glob(buf_z(&pattern), GLOB_NOMAGIC | GLOB_BRACE, NULL, &found) == 0)
		for (size_t i = 0; i < found.gl_pathc && !failed; i++)
			failed = read_file(&r, found.gl_pathv[i], count, err);
	globfree(&found);
	buf_clear(&pattern);
	return failed;
}

int
conf_read(struct conf *c, const char *folder, const char *file, struct err *err)
{
	struct reader r = {.conf = c, .folder = folder, .section = CONF_NONE, .depth = 1};
	struct buf path = BUF_INIT(BUF_MAX_LINE);
	size_t count = 0;

	c->current = CONF_NONE;
	add_path(&path, folder, str_of(file));
	errno = 0;
	int failed = read_file(&r, buf_z(&path), &count, err);
	if (!failed && count == 0)
		failed = err_set(err, ERR_USAGE, "cannot read %s: %s", buf_z(&path),
		    errno ? strerror(errno) : "not a regular file");
	buf_clear(&path);
	return failed;
}
