/* SPDX-License-Identifier: ISC */
/*
 * The server tells an account's rights only in part: ListCommands has the actions that it may use
 * (main/manager.c, action_listcommands()), and the console's `manager show user` the classes, for
 * whom may run console commands.
 */
#include "checkup/account.h"

#include <math.h>

#include "ami/msg.h"
#include "ami/version.h"
#include "base/clock.h"
#include "base/text.h"
#include "checkup/advice.h"
#include "checkup/contact.h"
#include "checkup/hearing.h"
#include "checkup/report.h"
#include "conf/target.h"
#include "lang/args.h"

#define CLOCK_OFF 2.0 /* seconds that clocks may differ */

/* What accounts are for. An action that is not there for want of its module says nothing. */
static const struct {
	const char *action;
	const char *does;
	const char *class;  /* that gives it */
	const char *module; /* an action of the same module that needs no right; or NULL */
} abilities[] = {
    {"CoreShowChannels", "list channels", "reporting", NULL},
    {"Originate", "place calls", "originate", NULL},
    {"Redirect", "move calls", "call", NULL},
    {"Hangup", "hang up", "call", NULL},
    {"QueueAdd", "change queues", "agent", "QueueStatus"},
    {"Command", "run console commands", "command", NULL},
    {"DBPut", "change the database", "system", NULL},
    {"UpdateConfig", "change configuration files", "config", NULL},
};

#define ABILITIES (sizeof(abilities) / sizeof(abilities[0]))

static void
add_word(struct buf *out, const char *word, const char *between)
{
	buf_addf(out, "%s%s", out->n ? between : "", word);
}

static bool
lists(const struct msg *list, const char *action)
{
	struct str ignored;

	return msg_find(list, str_of(action), &ignored);
}

/* Append a class, unless it is the last there already. */
static void
add_class(struct buf *need, const char *class)
{
	if (!str_ends(buf_str(need), str_of(class)))
		add_word(need, class, ",");
}

void
account_abilities(const struct msg *list, struct buf *text, struct buf *need)
{
	struct buf may = BUF_INIT(BUF_MAX_LINE), not = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; i < ABILITIES; i++) {
		if (abilities[i].module && !lists(list, abilities[i].module))
			continue;
		bool able = lists(list, abilities[i].action);
		add_word(able ? &may : &not, abilities[i].does, ", ");
		if (!able)
			add_class(need, abilities[i].class);
	}
	if (may.n)
		buf_addf(text, "may %s", buf_z(&may));
	if (not.n)
		buf_addf(text, "%smay not %s", may.n ? "; " : "", buf_z(&not));
	buf_clear(&may);
	buf_clear(&not);
}

struct str
account_line(const struct msg *answer, struct str name)
{
	struct str line;
	size_t at = 0;

	while (msg_each(answer, STR("Output"), &at, &line)) {
		size_t colon = str_chr(line, ':');
		if (str_eq(str_trim(str_head(line, colon)), name))
			return str_trim(str_from_at(line, colon + 1));
	}
	return STR("");
}

bool
account_clock(struct buf *out, double server, double before, double after)
{
	double trip = after - before, ahead = server - (before + after) / 2;
	double least = trip > 0.1 ? trip : 0.1;

	if (fabs(ahead) <= least)
		buf_addz(out, "the same here and there");
	else
		buf_addf(out, "compared with this machine's the server's is %.1f s %s", fabs(ahead),
		    ahead > 0 ? "fast" : "slow");
	buf_addf(out, " (round trip %.1f ms)", trip * 1000);
	return fabs(ahead) > CLOCK_OFF + trip;
}

/* What an account is asked with. */
struct asking {
	struct report *report;
	struct contact *contact;
	bool runs_console; /* it may run console commands */
	struct buf read;   /* classes of events that it may read; empty: not known */
	int ami_major;     /* of the server's version of AMI; -1: not known */
	double server;     /* the server's clock */
};

static void
take_version(void *arg, const struct msg *m)
{
	struct asking *a = arg;
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	struct str asterisk = msg_get(m, STR("AsteriskVersion"));

	if (!msg_is_error(m) && asterisk.n) {
		buf_addz(&text, "Asterisk ");
		text_escape(&text, asterisk);
		buf_addz(&text, ", AMI ");
		text_escape(&text, msg_get(m, STR("AMIversion")));
		report_step(a->report, "version", FINDING_OK, buf_str(&text), STR(""));
		a->ami_major = version_manager_major(msg_get(m, STR("AMIversion")));
	}
	buf_clear(&text);
}

static void
take_user(void *arg, const struct msg *m)
{
	struct asking *a = arg;

	text_escape(&a->read, account_line(m, STR("read perm")));
}

static void
take_list(void *arg, const struct msg *m)
{
	struct asking *a = arg;
	struct buf text = BUF_INIT(BUF_MAX_LINE), need = BUF_INIT(BUF_MAX_LINE);
	struct buf advice = BUF_INIT(BUF_MAX_LINE);

	if (msg_is_error(m) || !lists(m, "Ping")) {
		buf_addz(&text, "the server does not list the actions of this account");
	} else {
		a->runs_console = lists(m, "Command");
		account_abilities(m, &text, &need);
	}
	if (need.n)
		advice_right(&advice, &a->contact->target->endpoint, buf_z(&need), "write");
	report_step(a->report, "rights", need.n ? FINDING_NOTE : FINDING_OK, buf_str(&text),
	    buf_str(&advice));
	buf_clear(&text);
	buf_clear(&need);
	buf_clear(&advice);
}

static void
take_pong(void *arg, const struct msg *m)
{
	struct asking *a = arg;

	a->server = str_double(str_trim(msg_get(m, STR("Timestamp"))));
}

/* Old servers say no time. */
static int
tell_clock(struct asking *a, struct err *err)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	double began = (double)clock_today() / 1000;
	int64_t start = clock_now_us();

	if (contact_ask(a->contact, "Ping", NULL, take_pong, a, err) < 0)
		return -1;
	if (a->server <= 0)
		return 0;
	double trip = (double)(clock_now_us() - start) / 1e6;
	bool note = account_clock(&text, a->server, began, began + trip);
	report_step(a->report, "clock", note ? FINDING_NOTE : FINDING_OK, buf_str(&text),
	    note ? STR("have NTP set both: timedatectl, chronyc tracking") : STR(""));
	buf_clear(&text);
	return 0;
}

/* The classes, from the console. */
static int
ask_user(struct asking *a, struct err *err)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);
	int failed = 0;

	buf_addf(&line, "manager show user %s", a->contact->target->endpoint.user);
	const struct header command = {STR("Command"), buf_str(&line)};
	if (a->runs_console)
		failed = contact_ask(a->contact, "Command", &command, take_user, a, err);
	buf_clear(&line);
	return failed;
}

/* The same from the file of the local Asterisk, if that is where the account comes from. */
static void
read_file(struct asking *a)
{
	const struct target *t = a->contact->target;
	const struct manager *m = &t->manager;

	if (a->read.n || !m->read || !str_ieq(str_of(m->user), str_of(t->endpoint.user)))
		return;
	for (const char *p = m->read; *p; p++)
		if (*p != ' ' && *p != '\t')
			buf_addc(&a->read, *p);
	if (a->read.n == 0)
		buf_addz(&a->read, "<none>");
}

int
account_tell(struct report *r, struct contact *c, struct str mask, struct err *err)
{
	struct asking a = {
	    .report = r,
	    .contact = c,
	    .ami_major = -1,
	    .read = BUF_INIT(BUF_MAX_LINE),
	};
	int failed = contact_ask(c, "CoreSettings", NULL, take_version, &a, err);

	if (!failed)
		failed = contact_ask(c, "ListCommands", NULL, take_list, &a, err);
	if (!failed)
		failed = ask_user(&a, err);
	read_file(&a);
	if (!failed)
		failed = hearing_tell(r, c, &(struct hearing){mask, buf_str(&a.read), a.ami_major},
		    err);
	if (!failed)
		failed = tell_clock(&a, err);
	buf_clear(&a.read);
	return failed;
}
