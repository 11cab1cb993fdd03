/* SPDX-License-Identifier: ISC */
/*
 * What the connected server tells about itself: its queues, endpoints and dialplan, what its
 * console would complete, the parameters of its actions. Requested when needed, kept for a short
 * while (the parameters as long as the connection), forgotten with the connection. What the user
 * may not request is silently unknown.
 */
#ifndef CLIENT_CACHE_H
#define CLIENT_CACHE_H

#include "base/str.h"

struct ari_docs;
struct docs;
struct err;
struct names;
struct waiter;

enum topic {
	TOPIC_QUEUES,     /* queues */
	TOPIC_ENDPOINTS,  /* PJSIP endpoints and their state */
	TOPIC_SIP,        /* peers of chan_sip and their state */
	TOPIC_IAX,        /* peers of IAX2 and their state */
	TOPIC_DAHDI,      /* numbers of DAHDI channels, and the channel that each has */
	TOPIC_DIALPLAN,   /* extensions and their context; none where the context includes more */
	TOPIC_DATABASE,   /* entries of the key-value store, "family/key", and their values; the key
	                   * is the family, or empty for all */
	TOPIC_CONSOLE,    /* words that can end the line of the console that is the key */
	TOPIC_ARI,        /* what ARI has in the list at the path that is the key: ids, and names or
	                   * states */
	TOPIC_ARI_DOCS,   /* what it says of the resource that is the key; cache_ari_docs has it */
	TOPIC_PARAMETERS, /* of the action that is the key; cache_docs has them */
	TOPIC_EVENT,      /* what the server's documentation says of the event that is the key */
	TOPIC_ACCOUNT,    /* what the server's console shows of the account that is the key */
};

struct cache;
struct client;

/* Sends ARI a request of what is at a path, as client/ari_perform does. */
typedef int cache_ask_ari_fn(
    struct client *client, struct str path, struct waiter *w, struct err *err);

struct cache *cache_new(struct client *client, cache_ask_ari_fn *ask_ari);
void cache_free(struct cache *c);

/* The connection is another one, or gone. */
void cache_forget(struct cache *c);

/* The actions that the server offers, once known. */
const struct names *cache_actions(const struct cache *c);

/* Ask the server for them, unless they are known. A server that does not answer, or not in time, is
 * asked once per connection, and that is not a failure. */
int cache_learn_actions(struct cache *c, struct err *err);

/* Whom to tell when everything that cache_ask asked for was answered; NULL: nobody. */
void cache_on_answers(struct cache *c, void (*tell)(void *arg), void *arg);

/* What is known now, good until the next call of another function; NULL, and noted as missing, if
 * it is not. The key is the console's line, else empty. */
const struct names *cache_names(struct cache *c, enum topic topic, struct str key);

/* The parameters of an action in the same way. NULL as well when the server does not say. */
const struct docs *cache_docs(struct cache *c, struct str action);

/* What ARI's own documentation says of a resource, or ("resources") which there are, in the same
 * way. Empty when the server does not tell. */
const struct ari_docs *cache_ari_docs(struct cache *c, struct str resource);

/* Ask the server for what is missing without waiting. Returns whether anything is on its way now
 * that changes what can come next; parameters, which the catalog knows too, do not count. */
bool cache_ask(struct cache *c);

/* The parameters of an action; the server is asked, and waited for, once. *docs is NULL when it
 * does not tell. -1: interrupted. */
int cache_learn_docs(
    struct cache *c, struct str action, const struct docs **docs, struct err *err);

/* The same of a resource of ARI; why: why it does not tell. */
int cache_learn_ari_docs(struct cache *c, struct str resource, const struct ari_docs **docs,
    struct err *why, struct err *err);

/* The console's text on an event or account, in the same way; good until the next call of another
 * function. Empty when the server does not tell, or not within 2 s. */
int cache_learn_text(struct cache *c, enum topic topic, struct str key, struct str *text,
    struct err *err);

#endif
