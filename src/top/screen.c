/* SPDX-License-Identifier: ISC */
/* The only file that knows ncurses. */
#include "top/screen.h"

#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <curses.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/library.h"
#include "base/mem.h"
#include "base/out.h"
#include "base/sig.h"
#include "base/tty.h"

/* Keys of our own. */
#define PASTE_BEGIN (KEY_MAX + 1)
#define PASTE_END   (KEY_MAX + 2)

#define ESCAPE_DELAY 25 /* ms in which the rest of a key's sequence comes */

static struct {
	SCREEN *(*newterm)(const char *type, FILE *out, FILE *in);
	void (*delscreen)(SCREEN *screen);
	int (*endwin)(void);
	WINDOW *(*newwin)(int rows, int columns, int row, int column);
	int (*delwin)(WINDOW *window);
	int (*raw)(void);
	int (*noecho)(void);
	int (*nonl)(void);
	int (*keypad)(WINDOW *window, bool on);
	int (*nodelay)(WINDOW *window, bool on);
	int (*set_escdelay)(int ms);
	int (*define_key)(const char *sequence, int code);
	int (*putp)(const char *sequence);
	int (*wget_wch)(WINDOW *window, wint_t *c);
	int (*wmove)(WINDOW *window, int row, int column);
	int (*waddnwstr)(WINDOW *window, const wchar_t *text, int n);
	int (*wattr_set)(WINDOW *window, attr_t attributes, short pair, void *unused);
	int (*werase)(WINDOW *window);
	int (*wrefresh)(WINDOW *window);
	int (*clearok)(WINDOW *window, bool on);
	int (*curs_set)(int how);
	int (*resizeterm)(int rows, int columns);
	int (*wresize)(WINDOW *window, int rows, int columns);
	bool (*has_colors)(void);
	int (*start_color)(void);
	int (*use_default_colors)(void);
	int (*init_pair)(short pair, short front, short back);
	int (*reset_prog_mode)(void);
	int (*setupterm)(const char *type, int fd, int *error);
	struct term *(*set_curterm)(struct term *terminal);
	int (*del_curterm)(struct term *terminal);
	char *(*tigetstr)(const char *name);
} lib;

#define AT(member) offsetof(__typeof__(lib), member)
#define SYMBOL(name) {#name, AT(name)}

static const struct library_symbol symbols[] = {
    SYMBOL(newterm), SYMBOL(delscreen), SYMBOL(endwin), SYMBOL(newwin), SYMBOL(delwin), SYMBOL(raw),
    SYMBOL(noecho), SYMBOL(nonl), SYMBOL(keypad), SYMBOL(nodelay), SYMBOL(set_escdelay),
    SYMBOL(define_key), SYMBOL(putp),
    SYMBOL(wget_wch), SYMBOL(wmove), SYMBOL(waddnwstr), SYMBOL(wattr_set), SYMBOL(werase),
    SYMBOL(wrefresh), SYMBOL(clearok), SYMBOL(curs_set), SYMBOL(resizeterm), SYMBOL(wresize),
    SYMBOL(has_colors), SYMBOL(start_color), SYMBOL(use_default_colors), SYMBOL(init_pair),
    SYMBOL(reset_prog_mode), SYMBOL(setupterm), SYMBOL(tigetstr),
    SYMBOL(set_curterm), SYMBOL(del_curterm),
};

static struct library library = {
    .what = "libncursesw",
    .names = (const char *const[]){"libncursesw.so.6", "libncursesw.so", NULL},
    .symbols = symbols,
    .n = sizeof(symbols) / sizeof(symbols[0]),
    .table = &lib,
};

struct screen {
	SCREEN *term;
	WINDOW *window;
	bool color;
	bool spoilt;
	bool pasted; /* what comes is */
	size_t rows, columns;
	struct buf undo; /* what makes the terminal whole again */
};

/* A string of the terminal's description; NULL: it has none. */
static const char *
capability(const char *name)
{
	const char *text = lib.tigetstr(name);

	return text == (const char *)-1 ? NULL : text;
}

/* Can this be drawn on the terminal? */
static int
check_terminal(struct err *err)
{
	const char *type = getenv("TERM");
	int known = 0;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(err, ERR_USAGE,
		    "standard input and output must be a terminal: calls, queues and "
		    "endpoints print lists");
	if (library_open(&library, err) < 0)
		return -1;
	if (lib.setupterm(NULL, STDOUT_FILENO, &known) != OK)
		return err_set(err, ERR_USAGE, "the terminal %s is not known here: set TERM",
		    type && *type ? type : "(TERM is not set)");
	if (!capability("cup") || !capability("el") || !capability("clear"))
		return err_set(err, ERR_USAGE, "the terminal %s cannot move its cursor: set TERM",
		    type ? type : "");
	return 0;
}

/* Without padding, which the terminals of today do not need. */
static void
add_plain(struct buf *out, const char *text)
{
	for (; text && *text; text++) {
		if (text[0] == '$' && text[1] == '<')
			while (*text && *text != '>')
				text++;
		else
			buf_addc(out, *text);
		if (!*text)
			return;
	}
}

/* What undoes everything when the program ends suddenly. */
static void
keep_undo(struct screen *s)
{
	static const char *const names[] = {"sgr0", "op", "cnorm", "rmkx", "rmcup"};

	buf_init(&s->undo, 1024);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		add_plain(&s->undo, capability(names[i]));
	buf_addz(&s->undo, TTY_BRACKETS_OFF);
	tty_keep(STDIN_FILENO);
	tty_undo(buf_z(&s->undo));
}

static void
begin_colors(struct screen *s)
{
	static const short fronts[PAGE_STYLES] = {
	    [PAGE_GOOD] = COLOR_GREEN,
	    [PAGE_BUSY] = COLOR_YELLOW,
	    [PAGE_BAD] = COLOR_RED,
	};

	s->color = s->color && lib.has_colors() && lib.start_color() == OK;
	if (!s->color)
		return;
	lib.use_default_colors();
	for (short i = 0; i < PAGE_STYLES; i++)
		if (fronts[i])
			lib.init_pair((short)(i + 1), fronts[i], -1);
}

static void
set_brackets(bool on)
{
	lib.putp(on ? TTY_BRACKETS_ON : TTY_BRACKETS_OFF);
	fflush(stdout);
}

static void
set_modes(struct screen *s)
{
	lib.raw();
	lib.noecho();
	lib.nonl();
	lib.keypad(s->window, true);
	lib.nodelay(s->window, true);
	lib.set_escdelay(ESCAPE_DELAY);
	lib.define_key(TTY_PASTE_BEGIN, PASTE_BEGIN);
	lib.define_key(TTY_PASTE_END, PASTE_END);
	lib.curs_set(0);
}

/* Its own handlers are not wanted: it takes a signal only where nobody does. */
struct screen *
screen_open(bool color, struct err *err)
{
	if (check_terminal(err) < 0)
		return NULL;
	struct screen *s = mem_alloc(sizeof(*s));

	s->color = color;
	out_flush();
	keep_undo(s);
	sig_catch_stop(true);
	lib.del_curterm(lib.set_curterm(NULL)); /* that of check_terminal */
	s->term = lib.newterm(NULL, stdout, stdin);
	s->window = s->term ? lib.newwin(0, 0, 0, 0) : NULL;
	if (!s->window) {
		err_set(err, ERR_USAGE, "the terminal %s cannot be used", getenv("TERM"));
		screen_close(s);
		return NULL;
	}
	begin_colors(s);
	set_modes(s);
	set_brackets(true);
	return s;
}

void
screen_close(struct screen *s)
{
	if (!s)
		return;
	if (s->window) {
		set_brackets(false);
		lib.endwin();
		lib.delwin(s->window);
	}
	if (s->term)
		lib.delscreen(s->term);
	tty_undo(NULL);
	tty_forget();
	sig_catch_stop(false);
	buf_clear(&s->undo);
	free(s);
}

bool
screen_size(const struct screen *s, size_t *rows, size_t *columns)
{
	struct winsize size = {0};

	*rows = 24;
	*columns = 80;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col) {
		*rows = size.ws_row;
		*columns = size.ws_col;
	}
	return s->rows != *rows || s->columns != *columns;
}

/* The terminal has another size. */
static void
resize(struct screen *s, const struct page *page)
{
	s->rows = page->rows;
	s->columns = page->columns;
	lib.resizeterm((int)s->rows, (int)s->columns);
	lib.wresize(s->window, (int)s->rows, (int)s->columns);
	s->spoilt = true;
}

static void
set_style(const struct screen *s, const struct page_piece *piece)
{
	static const attr_t attributes[PAGE_STYLES] = {
	    [PAGE_DIM] = A_DIM,
	    [PAGE_BOLD] = A_BOLD,
	    [PAGE_BAD] = A_BOLD,
	};
	bool colored = piece->style >= PAGE_GOOD && s->color && !piece->marked;
	attr_t on = colored ? 0 : attributes[piece->style];

	if (piece->marked)
		on = (on & ~A_DIM) | A_REVERSE;
	lib.wattr_set(s->window, on, (short)(colored ? piece->style + 1 : 0), NULL);
}

/* Draw a piece. The text is UTF-8. */
static void
put(const struct screen *s, const struct page *page, const struct page_piece *piece)
{
	struct str text = page_text(page, piece);
	struct buf copy = BUF_INIT(BUF_MAX_TEXT);
	wchar_t *wide = mem_array(text.n + 1, sizeof(*wide));

	buf_adds(&copy, text);
	size_t n = mbstowcs(wide, buf_z(&copy), text.n + 1);
	if (n != (size_t)-1 && lib.wmove(s->window, (int)piece->row, (int)piece->column) == OK) {
		set_style(s, piece);
		lib.waddnwstr(s->window, wide, (int)n);
	}
	free(wide);
	buf_clear(&copy);
}

void
screen_draw(struct screen *s, const struct page *page)
{
	if (s->rows != page->rows || s->columns != page->columns)
		resize(s, page);
	lib.werase(s->window);
	for (size_t i = 0; i < page->n; i++)
		put(s, page, &page->v[i]);
	if (s->spoilt)
		lib.clearok(s->window, true);
	s->spoilt = false;
	lib.wattr_set(s->window, 0, 0, NULL);
	if (page->cursor)
		lib.wmove(s->window, (int)page->cursor_row, (int)page->cursor_column);
	lib.curs_set(page->cursor);
	lib.wrefresh(s->window);
}

static enum screen_key
key_of(wint_t code)
{
	static const struct {
		wint_t code;
		enum screen_key key;
	} keys[] = {
	    {KEY_UP, SCREEN_UP},
	    {KEY_DOWN, SCREEN_DOWN},
	    {KEY_LEFT, SCREEN_LEFT},
	    {KEY_RIGHT, SCREEN_RIGHT},
	    {KEY_PPAGE, SCREEN_PAGE_UP},
	    {KEY_NPAGE, SCREEN_PAGE_DOWN},
	    {KEY_HOME, SCREEN_HOME},
	    {KEY_END, SCREEN_END},
	    {KEY_BACKSPACE, SCREEN_BACKSPACE},
	    {KEY_DC, SCREEN_DELETE},
	    {KEY_BTAB, SCREEN_TAB_BACK},
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (keys[i].code == code)
			return keys[i].key;
	return SCREEN_OTHER;
}

enum screen_key
screen_key(struct screen *s, wchar_t *c)
{
	wint_t code = 0;

	*c = 0;
	switch (lib.wget_wch(s->window, &code)) {
	case OK:
		*c = (wchar_t)code;
		if (s->pasted)
			return SCREEN_PASTED;
		return code == 127 || code == 8 ? SCREEN_BACKSPACE : SCREEN_CHARACTER;
	case KEY_CODE_YES:
		s->pasted = code == PASTE_BEGIN || (s->pasted && code != PASTE_END);
		if (s->pasted)
			return SCREEN_OTHER;
		return code == KEY_ENTER ? (*c = L'\r', SCREEN_CHARACTER) : key_of(code);
	default:
		return SCREEN_NONE;
	}
}

void
screen_spoil(struct screen *s)
{
	s->spoilt = true;
}

void
screen_resume(struct screen *s)
{
	lib.reset_prog_mode();
	set_brackets(true);
	s->spoilt = true;
}

void
screen_stop(struct screen *s)
{
	set_brackets(false);
	lib.endwin();
	sig_catch_stop(false);
	raise(SIGTSTP);
	sig_catch_stop(true);
	screen_resume(s);
}
