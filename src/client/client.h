/* SPDX-License-Identifier: ISC */
/*
 * What commands share, part by part. Each part is written by the file of its name alone; others
 * read it, and who needs one part takes that. client/assemble makes it. One thread.
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
	struct connection *connection; /* the session, and how it is with it */
	struct event_mask *mask;       /* of the events that the server sends */
	struct display *display;       /* events, and where a person sits */
	struct scope *scope;           /* where a line stands, and what its words stand for */
	struct block *block;           /* a raw block that is being typed */
	struct messages *messages;     /* of ${Header} */
	struct jobs *jobs;             /* actions on their way */
	struct eventlog *log;          /* events since the last of them */
	struct record *record;         /* a file of what goes over the wire */
	struct cache *cache;           /* what the server tells of itself */
	struct live_channels *live_channels; /* its channels */
	struct filters *filters;       /* of events, on the server */
	struct fleet_member *member; /* the other servers, when this is one of several; else NULL */
};

#endif
