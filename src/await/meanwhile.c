/* SPDX-License-Identifier: ISC */
/* A listener that puts events into the log. */
#include "await/meanwhile.h"

#include "client/client.h"
#include "client/eventlog.h"
#include "client/scope.h"

static bool
keep(struct listener *l, const struct msg *m, bool suspect)
{
	const struct meanwhile *w = l->owner;

	if (terms_match(&w->terms, m))
		eventlog_add(w->client->log, m, suspect);
	return false;
}

static bool
wants(const struct listener *l, struct str name)
{
	const struct meanwhile *w = l->owner;

	return terms_match_name(&w->terms, TERMS_AMI, name);
}

void
meanwhile_begin(struct meanwhile *w, struct client *client, struct str names)
{
	struct err ignored;

	*w = (struct meanwhile){
	    .listener = {.event = keep, .wants = wants, .owner = w},
	    .client = client,
	};
	if (client->scope->one_shot && terms_add(&w->terms, names, &ignored) == 0)
		loop_listen(client->loop, &w->listener);
}

void
meanwhile_end(struct meanwhile *w)
{
	loop_unlisten(w->client->loop, &w->listener);
	terms_clear(&w->terms);
}
