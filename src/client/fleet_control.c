/* SPDX-License-Identifier: ISC */
/* The socket between a worker and its front. */
#include "client/fleet_control.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/socket.h>

#include "base/buf.h"

#define MESSAGE_MAX 65536 /* bytes; the longest is a question with a channel's name in it */

int
fleet_control_open(int ends[2])
{
	if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) < 0)
		return -1;
	for (int i = 0; i < 2; i++)
		fcntl(ends[i], F_SETFD, FD_CLOEXEC);
	return 0;
}

int
fleet_control_send(int end, enum fleet_control kind, struct str text)
{
	struct buf message;

	buf_init_secret(&message, MESSAGE_MAX);
	buf_addc(&message, (char)kind);
	buf_adds(&message, str_head(text, MESSAGE_MAX - 1));
	ssize_t sent;
	do
		sent = send(end, message.p, message.n, MSG_NOSIGNAL);
	while (sent < 0 && errno == EINTR);
	buf_clear(&message);
	return sent < 0 ? -1 : 0;
}

int
fleet_control_receive(int end, enum fleet_control *kind, struct buf *text)
{
	struct buf message;
	ssize_t n;

	buf_init_secret(&message, MESSAGE_MAX);
	char *room = buf_room(&message, MESSAGE_MAX);
	do
		n = recv(end, room, MESSAGE_MAX, 0);
	while (n < 0 && errno == EINTR);
	bool none = n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
	if (n > 0) {
		message.n = (size_t)n;
		*kind = (enum fleet_control)room[0];
		buf_adds(text, str_from_at(buf_str(&message), 1));
	}
	buf_clear(&message);
	return n > 0 ? 1 : none ? 0 : -1;
}

void
fleet_control_write_plan(struct buf *text, const struct fleet_plan *plan)
{
	buf_addf(text, "%zu\t%.*s\t%.*s", plan->n, STR_ARG(plan->verb), STR_ARG(plan->command));
}

bool
fleet_control_read_plan(struct str text, struct fleet_plan *plan)
{
	struct str n;
	long number;

	if (!str_cut(&text, '\t', &n) || !str_number(n, 0, LONG_MAX, &number) ||
	    !str_cut(&text, '\t', &plan->verb))
		return false;
	plan->n = (size_t)number;
	plan->command = text;
	return true;
}
