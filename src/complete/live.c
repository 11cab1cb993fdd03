/* SPDX-License-Identifier: ISC */
/* Hands to completion what a client knows of its server. */
#include "complete/live.h"

#include "client/block.h"
#include "client/client.h"
#include "client/live_channels.h"
#include "client/scope.h"
#include "complete/complete.h"
#include "complete/hint.h"
#include "conf/options.h"

struct asking {
	struct cache *cache;
	bool lacking; /* the server was not asked yet for what the line needs */
};

static const struct names *
tell(void *arg, enum topic topic, struct str key)
{
	struct asking *a = arg;
	const struct names *names = cache_names(a->cache, topic, key);

	a->lacking |= !names;
	return names;
}

static const struct docs *
docs(void *arg, struct str action)
{
	const struct asking *a = arg;

	return cache_docs(a->cache, action);
}

static const struct ari_docs *
ari_docs(void *arg, struct str resource)
{
	struct asking *a = arg;
	const struct ari_docs *told = cache_ari_docs(a->cache, resource);

	a->lacking |= !told;
	return told;
}

bool
complete_live(struct completion *c, struct str line, struct client *client,
    const struct members *members)
{
	struct asking asking = {.cache = client->cache};
	const struct complete_source source = {
	    .names = cache_actions(client->cache),
	    .aliases = &client->scope->aliases,
	    .variables = &client->scope->variables,
	    .messages = client->messages,
	    .channels = live_channels_get(client->live_channels),
	    .members = members,
	    .config = client->options->no_config ? "" : client->options->config,
	    .block = client->block->open ? buf_str(&client->block->text) : (struct str){0},
	    .abbreviations = true,
	    .tell = tell,
	    .docs = docs,
	    .ari_docs = ari_docs,
	    .arg = &asking,
	};

	complete_line(c, line, &source);
	return cache_ask(client->cache) && asking.lacking;
}

void
complete_live_hint(struct buf *out, struct str line, size_t columns, const struct client *client,
    const struct members *members)
{
	struct asking asking = {.cache = client->cache};

	complete_hint(out, line, columns, &(struct complete_source){
	    .aliases = &client->scope->aliases,
	    .members = members,
	    .abbreviations = true,
	    .docs = docs,
	    .ari_docs = ari_docs,
	    .arg = &asking,
	});
}
