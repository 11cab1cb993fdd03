/* SPDX-License-Identifier: ISC */
/*
 * An eventfilter of manager.conf is shown nowhere by the server. But since Asterisk 12 (AMI 2) each
 * login is an event of class security (main/security_events.c, ast13/login-ok-events-on.s2c): an
 * account that may read that class, and does not get it, does not get others either.
 */
#include "checkup/hearing.h"

#include "base/clock.h"
#include "base/text.h"
#include "checkup/advice.h"
#include "checkup/contact.h"
#include "checkup/report.h"
#include "conf/target.h"
#include "lang/mask.h"

#define MOMENT 1000 /* ms for the event of the login, which comes right after it */

/* Does a list of classes have security? */
static bool
has_security(struct str classes)
{
	return mask_has(classes, STR("all")) || mask_has(classes, STR("security"));
}

/* Does the server have to tell of this login? Over HTTP events come only when asked for. */
static bool
is_owed(const struct hearing *h, const struct contact *c)
{
	bool asked = str_eq(h->mask, STR("on")) || has_security(h->mask);

	return asked && h->ami_major >= 2 && has_security(h->read) &&
	       !scheme_is_http(c->target->endpoint.scheme);
}

/* Append what is known of the classes that the account may read. Returns whether calls are not
 * among them. */
static bool
add_readable(struct buf *text, const struct hearing *h, bool heard)
{
	bool none = str_ieq(h->read, STR("<none>"));

	if (none)
		buf_addz(text, "the account may read none");
	else if (mask_has(h->read, STR("all")))
		buf_addz(text, "may read all");
	else if (h->read.n)
		buf_addf(text, "may read %.*s", STR_ARG(h->read));
	if (h->read.n)
		return none || !mask_has(h->read, STR("call"));
	if (!heard)
		buf_addz(text, "none has come yet; the server tells which classes it may read only "
		    "to who may run console commands");
	return false;
}

/* Say what holds events back that the account may read, with advice. */
static bool
add_filter(struct buf *text, struct buf *advice, const struct contact *c, bool missing)
{
	const struct manager *m = &c->target->manager;
	const char *user = c->target->endpoint.user;

	if (m->filter && str_ieq(str_of(m->user), str_of(user))) {
		buf_addz(text, ", but an eventfilter leaves some out (");
		text_escape(text, str_of(m->filter));
		buf_addz(text, ")");
		buf_addz(advice, "if they should come: remove it, then: asterisk -rx 'manager "
		    "reload'");
		return true;
	}
	if (!missing)
		return false;
	buf_addz(text, ", but SuccessfulAuth of this login has not come");
	buf_addz(advice, "something may leave out more: see eventfilter in [");
	text_escape(advice, str_of(user));
	buf_addz(advice, "] and disabledevents in [general] of manager.conf");
	return true;
}

static void
tell(struct report *r, struct contact *c, const struct hearing *h, bool missing)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE), advice = BUF_INIT(BUF_MAX_LINE);
	const struct buf *event = &c->event;
	bool off = str_eq(h->mask, STR("off")), note = off;

	if (off) {
		buf_addz(&text, "the mask is off: none are sent");
	} else if (add_readable(&text, h, event->n > 0)) {
		note = true;
		advice_right(&advice, &c->target->endpoint, "system,call,agent,reporting", "read");
		buf_addz(&text, str_ieq(h->read, STR("<none>")) ? "" : ", but no events of calls");
	} else {
		note = add_filter(&text, &advice, c, missing);
	}
	if (event->n)
		buf_addf(&text, "%s%.*s has come", text.n ? "; " : "", (int)event->n, event->p);
	if (!off && !str_eq(h->mask, STR("on")))
		buf_addf(&text, "; the mask is %.*s", STR_ARG(h->mask));
	report_step(r, "events", note ? FINDING_NOTE : FINDING_OK, buf_str(&text),
	    buf_str(&advice));
	buf_clear(&text);
	buf_clear(&advice);
}

int
hearing_tell(struct report *r, struct contact *c, const struct hearing *h, struct err *err)
{
	bool owed = is_owed(h, c);

	if (owed && contact_hear(c, MOMENT, err) < 0)
		return -1;
	tell(r, c, h, owed && c->events == 0);
	return 0;
}
