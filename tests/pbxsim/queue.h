/* SPDX-License-Identifier: ISC */
/* Queues: members, callers who wait, and the calls between them. */
#ifndef PBXSIM_QUEUE_H
#define PBXSIM_QUEUE_H

#include "sim.h"

struct member {
	struct member *next;
	char interface[160];
	char name[160];
	bool dynamic;
	int penalty;
	bool paused;
	char reason[160];
	long calls_taken;
	int64_t last_call;  /* s */
	int64_t last_pause; /* s */
	int64_t login_time; /* s */
	bool in_call;
};

/* A caller in a queue, and later in a call out of it. */
struct waiter {
	struct waiter *next;
	struct channel *channel;
	struct call_queue *queue;
	int64_t joined;         /* µs */
	struct member *talking; /* NULL while waiting */
	char talking_to[200];   /* the channel's name */
	int64_t connected;      /* µs */
};

struct call_queue {
	struct call_queue *next;
	const char *name;
	const char *strategy;
	struct member *members;
	struct waiter *waiters; /* waiting ones, first come first, then talking ones */
	long completed;
	long abandoned;
	long hold_time; /* s, the last one's */
	long talk_time;
};

void sim_queues_make(struct sim *sim);
void sim_queues_free(struct sim *sim);

struct call_queue *sim_queue_find(const struct sim *sim, const char *name);
struct member *sim_member_find(const struct call_queue *q, const char *interface);

/* Put a channel into a queue; false if there is no such queue. */
bool sim_queue_join(struct sim *sim, struct channel *ch, const char *name);

/* A caller goes away, from waiting or from talking. Other channels are left alone. */
void sim_queue_leave(struct sim *sim, struct channel *ch);

/* The bridge of a queue's caller is over; reason: "agent" or "caller" left. */
void sim_queue_call_over(struct sim *sim, struct channel *ch, const char *reason);

void sim_queue_device_changed(struct sim *sim, const struct phone *phone);

struct member *sim_member_add(struct sim *sim, struct call_queue *q, const char *interface,
    const char *name, int penalty, bool dynamic);
void sim_member_remove(struct sim *sim, struct call_queue *q, struct member *member);
void sim_member_pause(
    struct sim *sim, struct call_queue *q, struct member *member, bool paused, const char *reason);

/* The state of a member's device as QueueMember's Status has it: 1 not in use, 2 in use... */
int sim_member_status(const struct sim *sim, const struct member *member);

/* Position of a waiting caller, from 1; 0 for one who talks. */
size_t sim_waiter_position(const struct waiter *w);
size_t sim_queue_waiting(const struct call_queue *q);

#endif
