/* SPDX-License-Identifier: ISC */
/* Console commands about the database, the dialplan, endpoints and queues. */
#include <inttypes.h>
#include <stdio.h>
#include <strings.h>

#include "channel.h"
#include "cli.h"
#include "db.h"
#include "device.h"
#include "dialplan.h"
#include "queue.h"

static enum cli_result
database_show(struct sim *sim, const struct words *args, struct buf *out)
{
	const char *family = args->n > 0 ? args->word[0] : "";
	const char *key = args->n > 1 ? args->word[1] : "";
	size_t n = 0;

	for (const struct astdb_entry *e = sim->astdb; e; e = e->next) {
		if (!sim_db_in_tree(e, family, key))
			continue;
		buf_addf(out, "%-50s: %-25s\n", e->key, e->value);
		n++;
	}
	buf_addf(out, "%zu results found.\n", n);
	return CLI_DONE;
}

static enum cli_result
database_get(struct sim *sim, const struct words *args, struct buf *out)
{
	const char *value = sim_db_get(sim, args->word[0], args->word[1]);

	if (value)
		buf_addf(out, "Value: %s\n", value);
	else
		buf_addz(out, "Database entry not found.\n");
	return CLI_DONE;
}

static enum cli_result
database_put(struct sim *sim, const struct words *args, struct buf *out)
{
	sim_db_put(sim, args->word[0], args->word[1], args->word[2]);
	buf_addz(out, "Updated database successfully\n");
	return CLI_DONE;
}

static enum cli_result
database_del(struct sim *sim, const struct words *args, struct buf *out)
{
	if (sim_db_delete(sim, args->word[0], args->word[1]))
		buf_addz(out, "Database entry removed.\n");
	else
		buf_addz(out, "Database entry could not be removed.\n");
	return CLI_DONE;
}

static enum cli_result
database_deltree(struct sim *sim, const struct words *args, struct buf *out)
{
	size_t n = sim_db_delete_tree(sim, args->word[0], args->n > 1 ? args->word[1] : "");

	if (n)
		buf_addf(out, "%zu database entries removed.\n", n);
	else
		buf_addz(out, "Database entries do not exist.\n");
	return CLI_DONE;
}

static void
put_hints(struct buf *out, const char *context)
{
	for (const struct hint *h = sim_hints; h->exten; h++)
		if (strcmp(h->context, context) == 0)
			buf_addf(out, "  '%s' =>%*shint: %s\n", h->exten,
			    11 - (int)strlen(h->exten), "", h->device);
}

static void
put_step(struct buf *out, const struct step *s)
{
	char head[64];

	snprintf(head, sizeof(head), "'%s' =>", s->exten);
	buf_addf(
	    out, "  %-18s%d. %s(%s)\n", s->priority == 1 ? head : "", s->priority, s->app, s->data);
}

static enum cli_result
dialplan_show(struct sim *sim, const struct words *args, struct buf *out)
{
	const char *context = "";
	size_t n = 0;

	(void)sim;
	for (const struct step *s = sim_dialplan; s->context; s++) {
		if (args->n && strcmp(args->word[0], s->context) != 0)
			continue;
		if (strcmp(context, s->context) != 0) {
			context = s->context;
			buf_addf(out, "%s[ Context '%s' created by 'pbxsim' ]\n", n ? "\n" : "",
			    context);
			put_hints(out, context);
		}
		put_step(out, s);
		n++;
	}
	if (n == 0)
		buf_addf(
		    out, "There is no existence of '%s' context\n", args->n ? args->word[0] : "");
	return CLI_DONE;
}

static void
put_endpoint(const struct sim *sim, struct buf *out, const struct phone *phone)
{
	char head[80];

	snprintf(head, sizeof(head), "%s/%s", phone->name, phone->number);
	buf_addf(out, " Endpoint:  %-40s %-12s %2zu of inf\n", head,
	    sim_device_state_words(sim_device_state(sim, phone)), sim_phone_calls(sim, phone));
	buf_addf(out, "        Aor:  %s\n      Contact:  %s/sip:%s@127.0.0.1:5061\n\n", phone->name,
	    phone->name, phone->name);
}

static enum cli_result
show_endpoints(struct sim *sim, const struct words *args, struct buf *out)
{
	(void)args;
	buf_addz(out, "\n Endpoint:  <Endpoint/CID>  <State>  <Channels>\n");
	buf_addz(
	    out, "==========================================================================\n\n");
	for (size_t i = 0; i < sim->phone_count; i++)
		put_endpoint(sim, out, &sim->phones[i]);
	buf_addf(out, "Objects found: %zu\n\n", sim->phone_count);
	return CLI_DONE;
}

static enum cli_result
show_endpoint(struct sim *sim, const struct words *args, struct buf *out)
{
	const struct phone *phone = sim_phone_find(sim, args->word[0]);

	if (phone)
		put_endpoint(sim, out, phone);
	else
		buf_addf(out, "Unable to find object %s.\n\n", args->word[0]);
	return CLI_DONE;
}

static enum cli_result
show_contacts(struct sim *sim, const struct words *args, struct buf *out)
{
	(void)args;
	for (size_t i = 0; i < sim->phone_count; i++)
		buf_addf(out, "  Contact:  %s/sip:%s@127.0.0.1:5061  Avail  1.500\n",
		    sim->phones[i].name, sim->phones[i].name);
	buf_addf(out, "\nObjects found: %zu\n\n", sim->phone_count);
	return CLI_DONE;
}

static void
put_queue(const struct sim *sim, struct buf *out, const struct call_queue *q)
{
	static const char *const states[] = {"Unknown", "Not in use", "In use", "Busy", "Invalid",
	    "Unavailable", "Ringing", "Ring+Inuse"};
	size_t position = 0;

	buf_addf(out,
	    "%s has %zu calls (max unlimited) in '%s' strategy (%lds holdtime, %lds talktime), "
	    "W:0, C:%ld, A:%ld, SL:0.0%%, SL2:0.0%% within 0s\n",
	    q->name, sim_queue_waiting(q), q->strategy, q->hold_time, q->talk_time, q->completed,
	    q->abandoned);
	buf_addz(out, q->members ? "   Members: \n" : "   No Members\n");
	for (const struct member *m = q->members; m; m = m->next)
		buf_addf(out, "      %s (%s)%s%s (%s) has taken %ld calls\n", m->name, m->interface,
		    m->dynamic ? " (dynamic)" : "", m->paused ? " (paused)" : "",
		    states[sim_member_status(sim, m)], m->calls_taken);
	buf_addz(out, sim_queue_waiting(q) ? "   Callers: \n" : "   No Callers\n");
	for (const struct waiter *w = q->waiters; w; w = w->next)
		if (!w->talking)
			buf_addf(out, "      %zu. %s (wait: %" PRId64 "s)\n", ++position,
			    w->channel->name, (sim_wall(sim) - w->joined) / 1000000);
	buf_addc(out, '\n');
}

static enum cli_result
queue_show(struct sim *sim, const struct words *args, struct buf *out)
{
	bool found = false;

	for (const struct call_queue *q = sim->queues; q; q = q->next) {
		if (args->n && strcasecmp(args->word[0], q->name) != 0)
			continue;
		put_queue(sim, out, q);
		found = true;
	}
	if (!found)
		buf_addf(out, "No such queue: %s.\n", args->n ? args->word[0] : "");
	return CLI_DONE;
}

const struct cli_row sim_cli_pbx[] = {
    {"database del", "<family> <key>", "Forget an entry", 2, 2, COMPLETE_NOTHING, database_del},
    {"database deltree", "<family> [keytree]", "Forget a family", 1, 2, COMPLETE_NOTHING,
        database_deltree},
    {"database get", "<family> <key>", "Look up an entry", 2, 2, COMPLETE_NOTHING, database_get},
    {"database put", "<family> <key> <value>", "Keep an entry", 3, 3, COMPLETE_NOTHING,
        database_put},
    {"database show", "[family [keytree]]", "List the entries", 0, 2, COMPLETE_NOTHING,
        database_show},
    {"dialplan show", "[context]", "List what can be dialled", 0, 1, COMPLETE_CONTEXT,
        dialplan_show},
    {"pjsip show contacts", "", "List where endpoints are", 0, 0, COMPLETE_NOTHING, show_contacts},
    {"pjsip show endpoint", "<endpoint>", "Describe an endpoint", 1, 1, COMPLETE_ENDPOINT,
        show_endpoint},
    {"pjsip show endpoints", "", "List the endpoints", 0, 0, COMPLETE_NOTHING, show_endpoints},
    {"queue show", "[queue]", "Describe the queues", 0, 1, COMPLETE_QUEUE, queue_show},
    {NULL, NULL, NULL, 0, 0, COMPLETE_NOTHING, NULL},
};
