/* SPDX-License-Identifier: ISC */
/*
 * Writes standard output in big pieces and standard error in lines. Nothing else in the program
 * writes to them.
 */
#include "base/out.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/sig.h"
#include "base/text.h"
#include "base/write.h"

#define KEPT_MAX ((size_t)1 << 20) /* bytes of stderr that are kept for later */

/* A way for results. */
struct out_way {
	char waiting[64 * 1024];
	size_t n;
	int fd;
	int error;    /* errno of the first failed write to it */
	int screen;   /* the terminal that shows it, or -1 */
	struct buf *into; /* gets them instead of fd; or NULL */
	bool midline; /* the label of this line is written */
	bool unread;  /* writing is to fail */
	struct out_way *outer;
};

static struct out_way standard = {.fd = STDOUT_FILENO, .screen = -1};

static struct {
	struct out_way *way; /* where results go now */
	bool quiet;   /* remarks are not printed */
	bool hiding;  /* the hook is running */
	struct str label;
	size_t label_columns;
	void (*hide)(void);
	bool keeps;      /* what goes to stderr */
	struct buf kept;
	size_t unkept;   /* pieces that were too many */
} out = {.way = &standard, .kept = {.max = KEPT_MAX}};

void
out_init(void)
{
	for (int fd = 0; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void)!open("/dev/null", O_RDONLY);
	while (out.way != &standard)
		out_return();
	standard.n = 0;
	standard.error = 0;
	standard.midline = false;
	standard.screen = isatty(STDOUT_FILENO) ? STDOUT_FILENO : -1;
	out.hide = NULL;
	out.label = STR("");
}

void
out_set_screen(int screen)
{
	standard.screen = screen;
}

void
out_set_label(struct str label, size_t columns)
{
	out.label = label;
	out.label_columns = label.n ? columns : 0;
}

void
out_set_hide(void (*hide)(void))
{
	out.hide = hide;
}

static void
hide_line(void)
{
	if (!out.hide || out.hiding)
		return;
	out.hiding = true;
	out.hide();
	out.hiding = false;
}

/* ^C dropped this output; the shell continues. */
static void
write_to(struct out_way *way, struct str s)
{
	if (s.n == 0 || way->error)
		return;
	if (way->into) {
		buf_adds(way->into, s);
		return;
	}
	if (way->unread) {
		way->error = EPIPE;
		return;
	}
	if (way == &standard && way->screen >= 0)
		hide_line();
	if (write_whole(way->fd, s) < 0 && (errno != EINTR || sig_ending()))
		way->error = errno;
}

static void
flush(struct out_way *way)
{
	write_to(way, str_from(way->waiting, way->n));
	way->n = 0;
}

int
out_flush(void)
{
	if (!out.hiding)
		flush(out.way);
	return out.way->error ? -1 : 0;
}

/* Add bytes to those that wait. */
static void
add(struct out_way *way, struct str s)
{
	if (s.n >= sizeof(way->waiting) - way->n)
		flush(way);
	if (s.n >= sizeof(way->waiting)) {
		write_to(way, s);
	} else if (s.n) {
		memcpy(way->waiting + way->n, s.p, s.n);
		way->n += s.n;
	}
}

/* Add bytes with a label before each line. */
static void
add_labeled(struct out_way *way, struct str s)
{
	while (out.label.n && s.n) {
		size_t n = str_chr(s, '\n') + 1;
		if (!way->midline)
			add(way, out.label);
		way->midline = n > s.n;
		add(way, str_head(s, n));
		s = str_from_at(s, n);
	}
	add(way, s);
}

void
out_write(struct str s)
{
	if (out.hiding)
		write_to(&standard, s);
	else
		add_labeled(out.way, s);
}

void
out_show(struct str s)
{
	add_labeled(&standard, s);
	if (out.way != &standard)
		flush(&standard);
}

/* Open a way within the one that results go now. */
static struct out_way *
open_way(int fd, int screen)
{
	struct out_way *way = mem_alloc(sizeof(*way));

	flush(out.way);
	way->fd = fd;
	way->screen = screen;
	way->outer = out.way;
	out.way = way;
	return way;
}

void
out_divert(int fd)
{
	open_way(fd, -1);
}

void
out_gather(struct buf *into)
{
	open_way(out.way->fd, out.way->screen)->into = into;
}

bool
out_gathers(void)
{
	return out.way->into;
}

int
out_return(void)
{
	struct out_way *way = out.way;

	flush(way);
	int error = way->error;
	out.way = way->outer;
	free(way);
	return error;
}

int
out_fd(void)
{
	return out.way->fd;
}

int
out_failed(void)
{
	return out.way->error ? out.way->error : standard.error;
}

void
out_reader_left(void)
{
	if (!out.way->error)
		out.way->error = EPIPE;
}

void
out_unread(void)
{
	for (struct out_way *way = out.way; way != &standard; way = way->outer)
		way->unread = true;
}

bool
out_is_unread(void)
{
	return out.way->unread;
}

bool
out_is_terminal(void)
{
	return out.way->screen >= 0;
}

static void
size_of(const struct out_way *way, size_t *columns, size_t *rows)
{
	struct winsize size = {0};

	*columns = 80;
	*rows = 0;
	if (way->screen < 0 || ioctl(way->screen, TIOCGWINSZ, &size) < 0)
		return;
	*rows = size.ws_row;
	if (size.ws_col)
		*columns = size.ws_col;
	*columns -= out.label_columns < *columns ? out.label_columns : *columns - 1;
}

void
out_size(size_t *columns, size_t *rows)
{
	size_of(out.way, columns, rows);
}

bool
out_shows_on_terminal(void)
{
	return standard.screen >= 0;
}

void
out_show_size(size_t *columns, size_t *rows)
{
	size_of(&standard, columns, rows);
}

void
out_stderr(struct str s)
{
	if (out.keeps) {
		out.unkept += buf_adds(&out.kept, s) < 0;
		return;
	}
	out_flush();
	hide_line();
	write_whole(STDERR_FILENO, s);
}

bool
out_stderr_shows(void)
{
	return !out.keeps && isatty(STDERR_FILENO);
}

void
out_keep(bool keep)
{
	out.keeps = keep && isatty(STDERR_FILENO);
	if (out.keeps)
		return;
	if (out.kept.n)
		out_stderr(buf_str(&out.kept));
	if (out.unkept)
		out_notice("-- %zu more messages were too many to keep", out.unkept);
	buf_clear(&out.kept);
	out.unkept = 0;
}

/* Print one line, escaped, in one write. */
__attribute__((format(printf, 2, 0))) static void
print_line(const char *prefix, const char *format, va_list ap)
{
	struct buf text = BUF_INIT(BUF_MAX_TEXT), line = BUF_INIT(BUF_MAX_TEXT);

	buf_addvf(&text, format, ap);
	buf_addz(&line, prefix);
	text_escape(&line, buf_str(&text));
	buf_addc(&line, '\n');
	out_stderr(buf_str(&line));
	buf_clear(&text);
	buf_clear(&line);
}

void
out_error(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	print_line("amsh: ", format, ap);
	va_end(ap);
}

void
out_notice(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	print_line("", format, ap);
	va_end(ap);
}

void
out_set_quiet(bool quiet)
{
	out.quiet = quiet;
}

void
out_remark(const char *format, ...)
{
	va_list ap;

	if (out.quiet)
		return;
	va_start(ap, format);
	print_line("", format, ap);
	va_end(ap);
}
