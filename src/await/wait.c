/* SPDX-License-Identifier: ISC */
/* A request without an action: its answer is the event that is waited for. */
#include "await/wait.h"

#include <stdlib.h>

#include "await/awaited.h"
#include "base/mem.h"
#include "client/client.h"
#include "client/eventlog.h"
#include "client/jobs.h"
#include "client/request.h"
#include "lang/args.h"
#include "lang/term.h"
#include "view/render.h"

struct wait {
	struct terms terms;
	char *event;   /* as it was typed */
	char *seconds;
};

static bool
take_event(struct request *r, const struct msg *m)
{
	const struct wait *w = r->owner;

	if (r->done || !terms_match(&w->terms, m))
		return false;
	render_event(r->render, m, false, &r->out);
	request_event(r, m);
	request_settle(r);
	return true;
}

/* Among the events since the last action. */
static bool
take_kept(void *arg, const struct msg *m, bool suspect)
{
	return !suspect && take_event(arg, m);
}

static void
take_item(struct request *r, const struct item *item)
{
	(void)r;
	(void)item;
}

static void
take_loss(struct request *r, struct str why)
{
	err_set(&r->err, ERR_LOST, "wait: %.*s", STR_ARG(why));
	request_settle(r);
}

static void
give_up(struct request *r)
{
	const struct wait *w = r->owner;

	err_set(&r->err, ERR_FAILED, "wait: no %s matched within %s s", w->event, w->seconds);
	request_settle(r);
}

static void
free_wait(struct request *r)
{
	struct wait *w = r->owner;

	terms_clear(&w->terms);
	free(w->event);
	free(w->seconds);
	free(w);
}

static const struct request_ops wait_ops = {
    .item = take_item,
    .event = take_event,
    .lost = take_loss,
    .timeout = give_up,
    .free = free_wait,
};

int
wait_async(struct client *client, const struct args *args, struct err *err)
{
	struct wait *w = mem_alloc(sizeof(*w));
	struct request *r = request_new(client, STR("wait"), &wait_ops, w);
	msec patience = args_seconds(args, "SECONDS", -1);

	w->event = mem_strndup(args_get(args, "EVENT"));
	w->seconds = mem_strndup(args_get(args, "SECONDS"));
	if (awaited_terms(client, args, &w->terms, err) < 0) {
		request_free(r);
		return -1;
	}
	r->listener.hears = terms_origins(str_of(w->terms.names));
	r->listener.once = true;
	request_listen(r);
	if (patience >= 0)
		request_set_timeout(r, patience);
	eventlog_offer(client->log, take_kept, r);
	return jobs_run(client, r, err);
}
