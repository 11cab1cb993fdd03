/* SPDX-License-Identifier: ISC */
/* The pager: a child process that gets the text through a pipe. */
#include "client/pager.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/out.h"
#include "base/pipe.h"
#include "base/sig.h"
#include "base/spawn.h"

#define GRACE 150 /* ms for the pager to restore the terminal after SIGTERM */

/* The usual pagers, where there is one. */
#define USUAL                                                                                      \
	"for pager in less more; do command -v $pager >/dev/null && exec $pager; done; exit 127"

/* The pager's command, or NULL: empty means never. */
static const char *
pager_command(void)
{
	const char *command = getenv("AMSH_PAGER");

	if (!command)
		command = getenv("PAGER");
	if (!command)
		command = USUAL;
	return *command ? command : NULL;
}

bool
pager_wants(bool interactive)
{
	return interactive && out_is_terminal() && !out_gathers() && pager_command();
}

/* Does text need more rows than the screen has? */
static bool
is_long(struct str text)
{
	size_t columns, rows, lines = 0;
	struct str line;

	out_size(&columns, &rows);
	while (rows && lines < rows && str_cut(&text, '\n', &line))
		lines++;
	return rows && lines >= rows;
}

/* The pager's input, and how we learn of its end. */
struct ways {
	int text[2];
	int life[2]; /* the pager holds the second end for as long as it lives */
};

static bool
make_ways(struct ways *w)
{
	if (pipe_make(w->text) < 0)
		return false;
	if (pipe_make(w->life) == 0)
		return true;
	close(w->text[0]);
	close(w->text[1]);
	return false;
}

/* Start the pager. less shows colours and ends by itself if the text fits, unless the user has set
 * it differently. Returns an errno. */
static int
start(pid_t *child, const char *command, const struct ways *w)
{
	struct buf script = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&script, "export LESS=\"${LESS-FRX}\"; %s", command);
	int number = E2BIG;
	if (!buf_full(&script))
		number = spawn_shell(child, buf_z(&script),
		    &(struct spawn){.in = w->text[0], .out = -1, .keep = w->life[1]});
	buf_clear(&script);
	return number;
}

/* While the pager runs, it gets the signals of keys. True: a signal that ends the program came, and
 * was put back for the loop. */
static bool
is_over(unsigned *later)
{
	*later |= sig_take() & ~(unsigned)GOT_INT;
	return *later & GOT_ENDS;
}

/* Give the pager the next piece of the text. A pager may be left early. */
static void
give(int *fd, struct str *text)
{
	ssize_t n = write(*fd, text->p, text->n);

	if (n > 0)
		*text = str_from_at(*text, (size_t)n);
	if (text->n && (n >= 0 || errno == EAGAIN || errno == EINTR))
		return;
	close(*fd);
	*fd = -1;
}

/* Give the pager the text and wait for its end. False: a signal ends the program before that. */
static bool
attend(struct ways *w, struct str text)
{
	struct pollfd v[] = {
	    {.fd = w->life[0], .events = POLLIN},
	    {.fd = sig_fd(), .events = POLLIN},
	    {.events = POLLOUT},
	};
	unsigned later = 0;
	bool over = false;

	fcntl(w->text[1], F_SETFL, O_NONBLOCK);
	do {
		v[2].fd = w->text[1];
		if (poll(v, 3, -1) < 0)
			v[0].revents = v[1].revents = v[2].revents = 0;
		over = v[1].revents && is_over(&later);
		if (v[2].revents)
			give(&w->text[1], &text);
	} while (!over && !v[0].revents);
	sig_again(later);
	return !over;
}

/* Run the pager on text. False: it could not be started, not even by the shell. */
static bool
run_pager(const char *command, struct str text)
{
	struct ways w;
	pid_t child;
	int status = 0;

	if (!make_ways(&w))
		return false;
	int number = start(&child, command, &w);
	close(w.text[0]);
	close(w.life[1]);
	if (!number && attend(&w, text))
		status = spawn_wait(child);
	else if (!number)
		spawn_end(child, GRACE);
	close(w.life[0]);
	if (w.text[1] >= 0)
		close(w.text[1]);
	return !number && !(WIFEXITED(status) && WEXITSTATUS(status) > 125);
}

void
pager_print(bool interactive, struct str text)
{
	if (pager_wants(interactive) && is_long(text)) {
		out_flush();
		if (run_pager(pager_command(), text))
			return;
	}
	out_write(text);
}
