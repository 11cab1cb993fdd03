/* SPDX-License-Identifier: ISC */
/* The front of a fleet without a shell: passes standard input on, and prints output. */
#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "base/out.h"
#include "base/sig.h"
#include "fleet/fleet.h"

/* Pass a piece of standard input on. False: it is over. */
static bool
feed_some(struct fleet *f)
{
	char bytes[16 << 10];
	ssize_t n = read(STDIN_FILENO, bytes, sizeof(bytes));

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return true;
	if (n < 0)
		out_error("stdin: cannot read: %s", strerror(errno));
	if (n <= 0)
		fleet_feed_end(f);
	else
		fleet_feed(f, str_from(bytes, (size_t)n));
	return n > 0;
}

static void
pass_signals(struct fleet *f, unsigned got)
{
	if (got & GOT_INT)
		fleet_signal(f, SIGINT);
	if (got & GOT_ENDS)
		fleet_signal(f, SIGTERM);
	fleet_top_signals(f, got);
	fleet_refuse_plans(f);
}

int
fleet_relay(struct fleet *f, bool feeds)
{
	struct pollfd v[FLEET_OWN]; /* signals and two standard streams */

	/* Nobody reads any more when the output failed. */
	while (fleet_state(f).running && !out_failed()) {
		v[0] = (struct pollfd){.fd = sig_fd(), .events = POLLIN};
		v[1] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
		v[2] = (struct pollfd){.fd = STDOUT_FILENO};
		if (!feeds || fleet_is_behind(f) || fleet_lends_terminal(f))
			v[1].fd = -1;
		if (fleet_wait(f, v, FLEET_OWN, fleet_deadline(f)) < 0)
			continue;
		if (v[0].revents)
			pass_signals(f, sig_take());
		if (v[1].revents)
			feeds = feed_some(f);
		if (v[2].revents & POLLERR)
			out_reader_left();
		fleet_take(f);
	}
	if (!out_failed())
		fleet_summary(f);
	return fleet_status(f);
}
