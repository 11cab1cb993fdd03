/* SPDX-License-Identifier: ISC */
/*
 * Questions to the server. CoreStatus says in the server's own time zone when Asterisk started,
 * which only its dialplan function STRPTIME can read (main/manager.c, action_corestatus(); it has
 * said so since 1.6), and the reply to Ping has its clock.
 */
#include "monitor/survey.h"

#include "ami/msg.h"
#include "base/buf.h"
#include "base/clock.h"
#include "client/client.h"
#include "client/perform.h"
#include "client/request.h"
#include "lang/args.h"
#include "lang/settings.h"
#include "session/item.h"

struct asking {
	const struct question *question;
	bool there;
	struct err refused;
};

static void
take_error(struct asking *a, const struct msg *m)
{
	struct str text = str_trim(msg_get(m, STR("Message")));
	const char *action = a->question->action;
	struct buf who = BUF_INIT(BUF_MAX_LINE);

	a->there = !str_istarts(text, STR("Invalid/unknown command"));
	if (!a->there || (a->question->none && str_ieq(text, str_of(a->question->none))))
		return;
	buf_addf(&who, "%s: ", action);
	request_refused(&a->refused, buf_z(&who), str_of(action), m);
	buf_clear(&who);
}

static void
take(void *arg, const struct item *item)
{
	struct asking *a = arg;
	const struct question *q = a->question;

	if (item->kind == ITEM_REPLY && msg_is_error(&item->msg))
		take_error(a, &item->msg);
	else if (item->kind == ITEM_LIST || (item->kind == ITEM_REPLY && !item->more))
		q->take(q->arg, &item->msg);
}

int
survey_ask(struct client *client, const struct question *q, bool *there, struct err *err)
{
	struct asking a = {.question = q, .there = true};
	bool ignored = false;

	there = there ? there : &ignored;
	*there = false;
	if (client->settings->dry_run)
		return perform_named(client, q->action, q->headers, q->n, err);
	if (perform_quietly(client, q->action, q->headers, q->n, take, &a, err) < 0)
		return -1;
	*there = a.there;
	if (a.refused.kind == ERR_NONE)
		return 0;
	*err = a.refused;
	return -1;
}

/* A decimal number at the front of a text; false: there is none. */
static bool
read_number(struct str text, double *value)
{
	text = str_trim(text);
	*value = str_double(text);
	return text.n && text.p[0] >= '0' && text.p[0] <= '9';
}

static void
take_pong(void *arg, const struct msg *m)
{
	double *clock = arg;

	if (!read_number(msg_get(m, STR("Timestamp")), clock))
		*clock = 0;
}

int
survey_ping(struct client *client, double *seconds, double *clock, struct err *err)
{
	double ignored = 0;
	const struct question q = {
	    .action = "Ping", .take = take_pong, .arg = clock ? clock : &ignored};
	int64_t began = clock_now_us();
	int failed = survey_ask(client, &q, NULL, err);

	*seconds = (double)(clock_now_us() - began) / 1e6;
	return failed;
}

static void
take_start(void *arg, const struct msg *m)
{
	struct str date = msg_get(m, STR("CoreStartupDate"));
	struct str time = msg_get(m, STR("CoreStartupTime"));

	if (date.n && time.n)
		buf_addf(arg, "STRPTIME(%.*s %.*s,,%%Y-%%m-%%d %%H:%%M:%%S)", STR_ARG(date),
		    STR_ARG(time));
}

static void
take_value(void *arg, const struct msg *m)
{
	double *start = arg;

	if (!read_number(msg_get(m, STR("Value")), start))
		*start = 0;
}

/* When Asterisk started, in seconds since 1970; 0: the server does not say. */
static int
ask_start(struct client *client, double *start, struct err *err)
{
	struct buf function = BUF_INIT(BUF_MAX_LINE);
	const struct question status = {
	    .action = "CoreStatus", .take = take_start, .arg = &function};
	bool there;

	*start = 0;
	int failed = survey_ask(client, &status, &there, err);
	const struct header variable = {STR("Variable"), buf_str(&function)};
	const struct question value = {
	    .action = "Getvar", .headers = &variable, .n = 1, .take = take_value, .arg = start};
	if (!failed && there && function.n)
		failed = survey_ask(client, &value, NULL, err);
	buf_clear(&function);
	return failed;
}

int
survey_uptime(struct client *client, double *seconds, struct err *err)
{
	double start = 0, now = 0, ignored;

	*seconds = 0;
	if (survey_ping(client, &ignored, &now, err) < 0 || ask_start(client, &start, err) < 0)
		return -1;
	if (client->settings->dry_run)
		return 0;
	if (start <= 0 || now <= 0)
		return err_set(err, ERR_FAILED,
		    "the server does not say since when it runs (it needs CoreStatus and the "
		    "dialplan function STRPTIME)");
	*seconds = now > start ? now - start : 0;
	return 0;
}
