/* SPDX-License-Identifier: ISC */
/*
 * The simulated PBX as a whole: what it was started with and the lists that its parts keep. One
 * thread, one poll loop; whatever takes time is a timer. Part of the tests, never installed.
 */
#ifndef PBXSIM_SIM_H
#define PBXSIM_SIM_H

#include <stdint.h>

#include "base/buf.h"
#include "base/clock.h"

struct ari;
struct astdb_entry;
struct bridge;
struct channel;
struct client;
struct fault_plan;
struct http;
struct phone;
struct call_queue;
struct timer;
struct tls;
struct variable;

struct sim_options {
	const char *ami_version; /* what the banner says */
	const char *secret_file;
	const char *ca_file;
	const char *env_file;
	long port;
	long tls_port;
	long http_port;
	long https_port;
	long auth_delay;    /* ms between a refused login and EOF */
	long auth_timeout;  /* s until a client without login is dropped */
	long write_timeout; /* ms without progress until a slow reader is dropped; 0: never */
	long answer_after;  /* ms until a called phone answers */
	long talk_time;     /* ms, the mean length of a generated call */
	long phones;        /* how many PJSIP/1000... there are */
	long calls_per_minute;
	long restart_time; /* ms that `core restart now` takes */
	long seed;
	long epoch; /* what the wall clock said at start; 0: the real time */
	bool with_parent;
	bool loopback_net; /* listen on every 127.x.y.z */
};

struct sim {
	struct sim_options opt;
	char *secret;
	bool old_output; /* AMI 2 and older: "Response: Follows" */
	bool old_lists;  /* AMI 1: some lists have no EventList headers */
	bool has_match_criteria;
	bool hangs_up_regex; /* since Asterisk 11 */

	struct timer *timers;
	uint64_t random;
	int64_t wall_offset; /* µs to be added to the real time */
	int64_t started;     /* µs, wall clock */
	bool stopping;
	bool restarting; /* connections end before the banner */

	int listener[8]; /* plain on IPv4, plain on IPv6, TLS on both; HTTP likewise; -1: none */
	int port[4];     /* plain, TLS, HTTP, HTTPS */
	struct tls *tls;
	struct client *clients;
	unsigned long next_client;
	struct http *https;
	struct ari *ari; /* what programs of ARI have; see ari.h */
	struct fault_plan *faults;

	struct buf event; /* the event that is being put together */
	unsigned event_class;

	struct phone *phones;
	size_t phone_count;
	struct channel *channels;
	struct channel *dead_channels; /* freed when nothing can look at them any more */
	struct bridge *bridges;
	struct call_queue *queues;
	struct variable *globals;
	struct astdb_entry *astdb;
	unsigned long next_unique;
	unsigned long next_pjsip;
	unsigned long next_local;
	unsigned long next_monitor;
	unsigned long processed; /* calls since start */
};

/* Wall clock in microseconds since 1970. */
int64_t sim_wall(const struct sim *sim);

/* A number within 0..below-1, from the seed alone. */
uint32_t sim_random(struct sim *sim, uint32_t below);

/* A made-up UUID. */
void sim_uuid(struct sim *sim, char out[37]);

#endif
