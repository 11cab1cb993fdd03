/* SPDX-License-Identifier: ISC */
/* Asks the owner, and keeps the answer for all later connections of the session. */
#include "session/await_secret.h"

#include <poll.h>

/* Take the owner's answer. */
static int
take_answer(struct given_secret *secret, struct backlog *backlog, struct err *err)
{
	struct outbox_item *o = backlog_take(backlog);
	int failed = 0;

	if (o->kind == OUTBOX_SECRET) {
		buf_adds(&secret->value, buf_str(&o->wire));
		buf_reset(&secret->from);
		buf_adds(&secret->from, buf_str(&o->name));
		secret->known = secret->asked = true;
	} else {
		failed = err_set(err, ERR_USAGE, "the secret is needed: connect asks for it");
	}
	outbox_item_free(o);
	return failed;
}

int
await_secret(struct inbox *inbox, struct backlog *backlog, struct err *err)
{
	struct queue *outbox = inbox->setup->outbox;
	struct pollfd ready = {.fd = queue_fd(outbox), .events = POLLIN};

	if (inbox->setup->secret->known)
		return 0;
	inbox_ask_secret(inbox);
	while (!backlog->first) {
		poll(&ready, 1, -1);
		backlog_fill(backlog, outbox);
	}
	if (backlog->closing)
		return err_set(err, ERR_INTERRUPTED, "closed");
	return take_answer(inbox->setup->secret, backlog, err);
}
