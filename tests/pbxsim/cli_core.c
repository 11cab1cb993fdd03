/* SPDX-License-Identifier: ISC */
/* Console commands about the PBX and its channels. */
#include <inttypes.h>
#include <strings.h>

#include "bridge.h"
#include "channel.h"
#include "cli.h"
#include "client.h"
#include "server.h"
#include "variable.h"

static enum cli_result
show_version(struct sim *sim, const struct words *args, struct buf *out)
{
	(void)sim, (void)args;
	buf_addf(out, "Asterisk pbxsim-%s, a simulated PBX for the tests of amsh\n", AMSH_VERSION);
	return CLI_DONE;
}

/* "1 hour, 2 minutes, 3 seconds" */
static void
put_span(struct buf *out, int64_t seconds)
{
	static const struct {
		int64_t seconds;
		const char *name;
	} units[] = {{86400, "day"}, {3600, "hour"}, {60, "minute"}, {1, "second"}};
	const char *comma = "";

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		int64_t n = seconds / units[i].seconds;
		seconds %= units[i].seconds;
		if (n == 0)
			continue;
		buf_addf(out, "%s%" PRId64 " %s%s", comma, n, units[i].name, n == 1 ? "" : "s");
		comma = ", ";
	}
}

static enum cli_result
show_uptime(struct sim *sim, const struct words *args, struct buf *out)
{
	int64_t seconds = (sim_wall(sim) - sim->started) / 1000000;

	(void)args;
	buf_addz(out, "System uptime: ");
	put_span(out, seconds);
	buf_addz(out, "\nLast reload: ");
	put_span(out, seconds);
	buf_addc(out, '\n');
	return CLI_DONE;
}

static void
put_concise(const struct sim *sim, struct buf *out)
{
	for (const struct channel *ch = sim->channels; ch; ch = ch->next)
		buf_addf(out, "%s!%s!%s!%d!%s!%s!%s!%s!%s!!3!%" PRId64 "!%s!%s\n", ch->name,
		    ch->context, ch->exten, ch->priority, sim_state_name(ch->state), ch->app,
		    ch->data, ch->caller.number, ch->account,
		    (sim_wall(sim) - ch->created) / 1000000, ch->bridge ? ch->bridge->id : "",
		    ch->uniqueid);
}

static void
put_channels(const struct sim *sim, struct buf *out)
{
	struct buf cell = BUF_INIT(BUF_MAX_LINE);

	buf_addf(out, "%-64.64s %-32.32s %-7.7s %-30.30s\n", "Channel", "Location", "State",
	    "Application(Data)");
	for (const struct channel *ch = sim->channels; ch; ch = ch->next) {
		buf_reset(&cell);
		buf_addf(&cell, "%s@%s:%d", ch->exten, ch->context, ch->priority);
		buf_addf(out, "%-64.64s %-32.32s %-7.7s ", ch->name, buf_z(&cell),
		    sim_state_name(ch->state));
		buf_reset(&cell);
		buf_addf(&cell, "%s(%s)", ch->app, ch->data);
		buf_addf(out, "%-30.30s\n", buf_z(&cell));
	}
	buf_clear(&cell);
}

static enum cli_result
show_channels(struct sim *sim, const struct words *args, struct buf *out)
{
	size_t n = sim_channel_count(sim), calls = 0;
	const char *how = args->n ? args->word[0] : "";

	if (strcasecmp(how, "concise") == 0) {
		put_concise(sim, out);
		return CLI_DONE;
	}
	for (const struct channel *ch = sim->channels; ch; ch = ch->next)
		calls += strcmp(ch->uniqueid, ch->linkedid) == 0;
	if (strcasecmp(how, "count") != 0)
		put_channels(sim, out);
	buf_addf(out, "%zu active channel%s\n%zu active call%s\n%lu call%s processed\n", n,
	    n == 1 ? "" : "s", calls, calls == 1 ? "" : "s", sim->processed,
	    sim->processed == 1 ? "" : "s");
	return CLI_DONE;
}

static enum cli_result
show_channel(struct sim *sim, const struct words *args, struct buf *out)
{
	const struct channel *ch = sim_channel_find(sim, args->word[0]);

	if (!ch) {
		buf_addf(out, "%s is not a known channel\n", args->word[0]);
		return CLI_DONE;
	}
	buf_addf(out,
	    " -- General --\n           Name: %s\n           Type: %s\n       UniqueID: %s\n"
	    "       LinkedID: %s\n      Caller ID: %s\n Caller ID Name: %s\n"
	    "          State: %s (%d)\n"
	    " --   PBX   --\n        Context: %s\n      Extension: %s\n       Priority: %d\n"
	    "    Application: %s\n           Data: %s\n\n      Variables:\n",
	    ch->name, ch->phone ? "PJSIP" : "Local", ch->uniqueid, ch->linkedid,
	    *ch->caller.number ? ch->caller.number : "(N/A)",
	    *ch->caller.name ? ch->caller.name : "(N/A)", sim_state_name(ch->state), (int)ch->state,
	    ch->context, ch->exten, ch->priority, ch->app, ch->data);
	for (const struct variable *v = ch->variables; v; v = v->next)
		buf_addf(out, "%s=%s\n", v->name, v->value);
	return CLI_DONE;
}

static enum cli_result
request_hangup(struct sim *sim, const struct words *args, struct buf *out)
{
	struct channel *ch = sim_channel_find(sim, args->word[0]);

	if (strcasecmp(args->word[0], "all") == 0) {
		buf_addz(out, "Requested Hangup on all channels\n");
		sim_channels_clear(sim);
	} else if (ch) {
		buf_addf(out, "Requested Hangup on channel '%s'\n", ch->name);
		sim_soft_hangup(sim, ch, CAUSE_NORMAL);
	} else {
		buf_addf(out, "%s is not a known channel\n", args->word[0]);
	}
	return CLI_DONE;
}

static enum cli_result
set_verbose(struct sim *sim, const struct words *args, struct buf *out)
{
	(void)sim;
	buf_addf(out, "Console verbose was OFF and is now %s.\n", args->word[0]);
	return CLI_DONE;
}

static enum cli_result
restart_now(struct sim *sim, const struct words *args, struct buf *out)
{
	(void)args, (void)out;
	sim_server_restart(sim, true);
	return CLI_DONE;
}

static enum cli_result
stop_now(struct sim *sim, const struct words *args, struct buf *out)
{
	(void)args, (void)out;
	sim_server_restart(sim, false);
	return CLI_DONE;
}

static enum cli_result
show_connected(struct sim *sim, const struct words *args, struct buf *out)
{
	size_t n = 0;

	(void)args;
	buf_addf(out, "  %-15s  %s\n", "Username", "Address");
	for (const struct client *c = sim->clients; c; c = c->next) {
		if (!c->user)
			continue;
		buf_addf(out, "  %-15s  %s\n", c->user->name, c->remote);
		n++;
	}
	buf_addf(out, "%zu users connected.\n", n);
	return CLI_DONE;
}

const struct cli_row sim_cli_core[] = {
    {"channel request hangup", "<channel>|all", "End a channel, or all of them", 1, 1,
        COMPLETE_CHANNEL, request_hangup},
    {"core restart now", "", "Start again at once", 0, 0, COMPLETE_NOTHING, restart_now},
    {"core set verbose", "<level>", "Say how much the console tells", 1, 1, COMPLETE_NOTHING,
        set_verbose},
    {"core show channel", "<channel>", "Describe one channel", 1, 1, COMPLETE_CHANNEL,
        show_channel},
    {"core show channels", "[concise|verbose|count]", "List the channels", 0, 1, COMPLETE_NOTHING,
        show_channels},
    {"core show uptime", "", "Tell since when it runs", 0, 1, COMPLETE_NOTHING, show_uptime},
    {"core show version", "", "Tell what this is", 0, 0, COMPLETE_NOTHING, show_version},
    {"core stop now", "", "Stop at once", 0, 0, COMPLETE_NOTHING, stop_now},
    {"manager show connected", "", "List who is logged in", 0, 0, COMPLETE_NOTHING, show_connected},
    {NULL, NULL, NULL, 0, 0, COMPLETE_NOTHING, NULL},
};
