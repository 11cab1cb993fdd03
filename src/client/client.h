/* SPDX-License-Identifier: ISC */
/*
 * What commands share, part by part. Only the file with its name writes a part; others read it, and
 * a function that needs one part takes only that. client/assemble makes it. One thread.
 */
#ifndef CLIENT_CLIENT_H
#define CLIENT_CLIENT_H

struct block;
struct connection;
struct event_mask;
struct eventlog;
struct filters;
struct jobs;
struct cache;
struct live_channels;
struct loop;
struct messages;
struct options;
struct record;
struct scope;
struct display;
struct settings;
struct fleet_member;

struct client {
	const struct options *options;
	struct settings *settings;
	struct loop *loop;             /* who waits for what */
	struct connection *connection; /* the session and its state */
	struct event_mask *mask;       /* of the events that the server sends */
	struct display *display;       /* how output looks, held events, and whether it is
	                                * interactive */
	struct scope *scope;           /* the place of a line, variables and aliases */
	struct block *block;           /* a raw block that is being typed */
	struct messages *messages;     /* of ${Header} */
	struct jobs *jobs;             /* actions on their way */
	struct eventlog *log;          /* events since the last of them */
	struct record *record;         /* the recording of the traffic */
	struct cache *cache;           /* what the server tells about itself */
	struct live_channels *live_channels; /* its channels */
	struct filters *filters;       /* of events, on the server */
	struct fleet_member *member; /* the other servers, when this is one of several; else NULL */
};

#endif
