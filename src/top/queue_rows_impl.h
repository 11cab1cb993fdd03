/* SPDX-License-Identifier: ISC */
/* What is known of the queues, for those who learn it and those who show it. */
#ifndef TOP_QUEUE_ROWS_IMPL_H
#define TOP_QUEUE_ROWS_IMPL_H

#include "top/queue_rows.h"

struct member {
	uint64_t id;
	char *interface;
	char *name;
	char *reason; /* of the pause */
	long status;  /* of its device */
	bool paused;
	bool listed;
	long taken;
	msec since;   /* of the pause, or of the state if that is not known: ROW_NEVER */
};

struct caller {
	uint64_t id;
	char *uniqueid;
	char *channel;
	char *who;
	long position;
	msec since;
	bool listed;
};

struct queue {
	uint64_t id;
	char *name;
	struct member *members;
	size_t members_n;
	struct caller *callers;
	size_t callers_n;
	long completed;
	long abandoned;
	bool stale;
	bool listed;
};

struct queue_rows {
	struct board *board;
	size_t server;
	uint64_t *ids;
	struct queue **v;
	size_t n;
	size_t rows;  /* queues, members and callers */
	size_t room;  /* how many there may be; while a list comes, those of before too */
	double ahead; /* the server's clock, in seconds, when ours says 0 */
	bool clock;   /* that is known */
	bool stale;
};

#endif
