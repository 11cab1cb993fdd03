/* SPDX-License-Identifier: ISC */
/* Asks the owner, and keeps what it says for all later connections of the session. */
#include "session/want_secret.h"

#include <poll.h>

/* Take the owner's answer. */
static int
take_answer(struct given_secret *secret, struct backlog *backlog, struct err *err)
{
	struct outgoing *o = backlog_take(backlog);
	int failed = 0;

	if (o->kind == OUTGOING_SECRET) {
		buf_adds(&secret->value, buf_str(&o->wire));
		buf_adds(&secret->from, buf_str(&o->name));
		secret->known = secret->asked = true;
	} else {
		failed = err_set(err, ERR_USAGE, "it needs the secret: connect asks for it");
	}
	outgoing_free(o);
	return failed;
}

int
want_secret(struct report *report, struct backlog *backlog, struct err *err)
{
	struct queue *outbox = report->setup->outbox;
	struct pollfd ready = {.fd = queue_fd(outbox), .events = POLLIN};

	if (report->setup->secret->known)
		return 0;
	report_question(report);
	while (!backlog->first) {
		poll(&ready, 1, -1);
		backlog_fill(backlog, outbox);
	}
	if (backlog->closing)
		return err_set(err, ERR_INTERRUPTED, "closed");
	return take_answer(report->setup->secret, backlog, err);
}
