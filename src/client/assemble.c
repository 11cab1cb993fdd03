/* SPDX-License-Identifier: ISC */
/* The parts of a client, made and freed. */
#include "client/assemble.h"

#include <stdlib.h>

#include "base/mem.h"
#include "client/ari_feed.h"
#include "client/ari_perform.h"
#include "client/block.h"
#include "client/cache.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/display.h"
#include "client/event_mask.h"
#include "client/eventlog.h"
#include "client/filters.h"
#include "client/jobs.h"
#include "client/live_channels.h"
#include "client/loop.h"
#include "client/messages.h"
#include "client/reactions.h"
#include "client/recorder.h"
#include "client/scope.h"
#include "lang/settings.h"

#define LOG_MAX ((size_t)16 << 20) /* bytes of events kept for `wait` */

struct client *
client_new(const struct options *options, struct fleet_member *member)
{
	struct client *client = mem_alloc(sizeof(*client));

	*client = (struct client){
	    .options = options,
	    .member = member,
	    .settings = mem_alloc(sizeof(*client->settings)),
	    .loop = loop_new(&reactions, client),
	    .connection = connection_new(),
	    .mask = event_mask_new(),
	    .display = display_new(),
	    .scope = scope_new(),
	    .block = block_new(),
	    .messages = mem_alloc(sizeof(*client->messages)),
	    .jobs = jobs_new(),
	    .log = eventlog_new(LOG_MAX),
	    .record = record_new(),
	    .cache = cache_new(client, ari_ask),
	    .live_channels = live_channels_new(client),
	    .filters = filters_new(client),
	};
	client->connection->feed = ari_feed_new();
	settings_init(client->settings);
	jobs_watch(client->jobs, &filters_watch, client->filters);
	return client;
}

void
client_free(struct client *client)
{
	jobs_free(client->jobs);
	record_free(client->record);
	ari_feed_free(client->connection->feed);
	connection_free(client->connection);
	eventlog_free(client->log);
	display_free(client->display);
	cache_free(client->cache);
	filters_free(client->filters);
	live_channels_free(client->live_channels);
	event_mask_free(client->mask);
	scope_free(client->scope);
	block_free(client->block);
	messages_clear(client->messages);
	free(client->messages);
	settings_clear(client->settings);
	free(client->settings);
	loop_free(client->loop);
	free(client);
}
