/* SPDX-License-Identifier: ISC */
/* Goes from step to step, until one fails. */
#include "checkup/checkup.h"

#include "checkup/account.h"
#include "checkup/approach.h"
#include "checkup/ari.h"
#include "checkup/contact.h"
#include "checkup/origins.h"
#include "checkup/report.h"
#include "client/ask.h"
#include "client/client.h"
#include "client/connection.h"
#include "conf/target.h"
#include "lang/mask.h"
#include "lang/settings.h"

/* The mask to log in with, as configured. */
static int
read_mask(struct buf *mask, const struct target *t, struct err *err)
{
	return mask_read(mask, str_of(t->options.events ? t->options.events : "on"), err);
}

/* Connect, log in and ask. */
static int
visit(struct report *r, struct client *client, struct target *t, struct buf *mask, struct err *err)
{
	struct approach approach;
	struct contact contact;

	approach_begin(&approach, r, &t->endpoint);
	int failed = contact_begin(&contact, client, t, buf_z(mask), &approach.stages, err);
	approach_end(&approach, failed && err->kind != ERR_INTERRUPTED ? err : NULL);
	if (!failed) {
		failed = account_tell(r, &contact, buf_str(mask), err);
		if (failed && err->kind != ERR_INTERRUPTED)
			report_failure(r, "answers", err,
			    "is Asterisk stuck? On the PBX: asterisk -rx 'core show uptime'");
	}
	contact_end(&contact);
	return failed;
}

static int
resolve(struct target *t, struct buf *mask, const struct client *client, struct err *err)
{
	const struct connection *c = client->connection;

	if (target_resolve(t, client->options, c->server, c->endpoint.user, err) < 0)
		return -1;
	if (scheme_is_file(t->endpoint.scheme))
		return err_set(err, ERR_USAGE, "check: a recording is no server");
	if (!t->has_secret && !t->runs_command && !ask_can())
		return target_refuse(t, err);
	return read_mask(mask, t, err);
}

static int
run(struct report *r, struct client *client, struct target *t, struct err *err)
{
	struct buf mask = BUF_INIT(BUF_MAX_LINE);
	int failed = resolve(t, &mask, client, err);

	if (!failed || !scheme_is_file(t->endpoint.scheme))
		origins_tell(r, t, failed ? err : NULL);
	if (!failed && !client->settings->dry_run)
		failed = visit(r, client, t, &mask, err);
	if (!failed && !client->settings->dry_run)
		failed = ari_tell(r, client, err);
	buf_clear(&mask);
	return failed;
}

int
checkup_run(struct client *client, struct err *err)
{
	struct report report;
	struct target t;

	report_begin(&report, client);
	int failed = run(&report, client, &t, err);
	target_clear(&t);
	report_end(&report);
	if (failed && report.failed)
		err->text[0] = '\0';
	return failed;
}
