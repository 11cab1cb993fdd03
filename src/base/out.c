/* SPDX-License-Identifier: ISC */
/*
 * Writes standard output in big pieces and standard error in lines. Nothing else in the program
 * writes to them.
 */
#include "base/out.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/sig.h"
#include "base/text.h"
#include "base/write.h"

static struct {
	char waiting[64 * 1024];
	size_t n;
	int error; /* errno of the first failed write to stdout */
	int screen; /* the terminal that shows stdout, or -1 */
	bool quiet;   /* remarks are not printed */
	bool hiding;  /* the hook is running */
	bool midline; /* the label of this line is written */
	struct str label;
	size_t label_columns;
	void (*hide)(void);
} out = {.screen = -1};

void
out_init(void)
{
	for (int fd = 0; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void)!open("/dev/null", O_RDONLY);
	out.n = 0;
	out.error = 0;
	out.hide = NULL;
	out.midline = false;
	out.label = STR("");
	out.screen = isatty(STDOUT_FILENO) ? STDOUT_FILENO : -1;
}

void
out_set_screen(int screen)
{
	out.screen = screen;
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
write_stdout(struct str s)
{
	if (s.n == 0 || out.error)
		return;
	hide_line();
	if (write_whole(STDOUT_FILENO, s) < 0 && (errno != EINTR || sig_ending()))
		out.error = errno;
}

int
out_flush(void)
{
	if (!out.hiding) {
		write_stdout(str_from(out.waiting, out.n));
		out.n = 0;
	}
	return out.error ? -1 : 0;
}

/* Add bytes to those that wait. */
static void
add(struct str s)
{
	if (s.n >= sizeof(out.waiting) - out.n)
		out_flush();
	if (s.n >= sizeof(out.waiting)) {
		write_stdout(s);
	} else if (s.n) {
		memcpy(out.waiting + out.n, s.p, s.n);
		out.n += s.n;
	}
}

void
out_write(struct str s)
{
	if (out.hiding) {
		write_stdout(s);
		return;
	}
	while (out.label.n && s.n) {
		size_t n = str_chr(s, '\n') + 1;
		if (!out.midline)
			add(out.label);
		out.midline = n > s.n;
		add(str_head(s, n));
		s = str_from_at(s, n);
	}
	add(s);
}

int
out_failed(void)
{
	return out.error;
}

void
out_reader_left(void)
{
	if (!out.error)
		out.error = EPIPE;
}

bool
out_is_terminal(void)
{
	return out.screen >= 0;
}

void
out_size(size_t *columns, size_t *rows)
{
	struct winsize size = {0};

	*columns = 80;
	*rows = 0;
	if (out.screen < 0 || ioctl(out.screen, TIOCGWINSZ, &size) < 0)
		return;
	*rows = size.ws_row;
	if (size.ws_col)
		*columns = size.ws_col;
	*columns -= out.label_columns < *columns ? out.label_columns : *columns - 1;
}

void
out_stderr(struct str s)
{
	out_flush();
	hide_line();
	write_whole(STDERR_FILENO, s);
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
