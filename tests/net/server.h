/* SPDX-License-Identifier: ISC */
/* Loopback servers for the tests of this room: sockets that listen, and one that serves. */
#ifndef TESTS_NET_SERVER_H
#define TESTS_NET_SERVER_H

#include <pthread.h>

#include "../patience.h"
#include "net/stream.h"

struct server {
	int fd;
	char port[8];
	pthread_t thread;
	void (*serve)(int client, void *arg); /* in a thread; the client is closed after it */
	void *arg;
};

/* A socket on the loopback address of a family, and its port; -1 where the family is missing. */
int server_bind(int family, char port[8]);

/* A port of 127.0.0.1 that refuses connections: it is bound, but nobody listens. */
int server_refuse(char port[8]);

/* A listening socket that answers no more connections: its queue is full. */
struct server_full {
	int fd;
	int client;
	char port[8];
};
void server_fill(struct server_full *full);
void server_empty(struct server_full *full);

/* Serve one client on 127.0.0.1, then wait for the end of that. */
void server_start(struct server *s, void (*serve)(int client, void *arg), void *arg);
void server_join(struct server *s);

/* Ready-made things to serve with. */
void serve_echo(int client, void *arg);
void serve_text(int client, void *text); /* write a string, then close */

/* Let the socket of s hold little, so that it is full after a few writes. */
void stream_narrow(struct stream *s);

/* Write all of p to a blocking descriptor. */
void write_all(int fd, const char *p, size_t n);

/* Read from s until n bytes came or the stream ended; waits as the owner of a stream does. Returns
 * the bytes that came, or -1 with err. */
ssize_t read_full(struct stream *s, char *p, size_t n, struct err *err);

#endif
