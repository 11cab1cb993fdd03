/* SPDX-License-Identifier: ISC */
/* Messages of two bytes over a socket that keeps them together. */
#include "net/turn.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>

int
turn_open(int ends[2])
{
	if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) < 0)
		return -1;
	for (int i = 0; i < 2; i++) {
		fcntl(ends[i], F_SETFD, FD_CLOEXEC);
		fcntl(ends[i], F_SETFL, O_NONBLOCK);
	}
	return 0;
}

void
turn_send(int end, enum turn turn, unsigned char number)
{
	const unsigned char message[] = {(unsigned char)turn, number};

	while (send(end, message, sizeof(message), MSG_NOSIGNAL) < 0 && errno == EINTR)
		continue;
}

int
turn_receive(int end, enum turn *turn, unsigned char *number)
{
	unsigned char message[2] = {0};
	ssize_t n;

	do
		n = recv(end, message, sizeof(message), 0);
	while (n < 0 && errno == EINTR);
	*turn = (enum turn)message[0];
	*number = message[1];
	if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
		return 0;
	return n > 0 ? 1 : -1;
}
