/* SPDX-License-Identifier: ISC */
/*
 * The command park. Up to Asterisk 11 the action takes who is called back in Channel2, which has to
 * be there (main/features.c, manager_park(); capture misc-errors); since 12 in TimeoutChannel.
 */
#include "client/client.h"
#include "client/connection.h"
#include "lang/args.h"

static bool
names_other(const struct args *args)
{
	bool found = false;

	for (size_t i = 0; i < args->headers_n; i++) {
		struct header *h = &args->headers[i];
		if (str_ieq(h->name, STR("TimeoutChannel")))
			h->name = STR("Channel2");
		found |= str_ieq(h->name, STR("Channel2"));
	}
	return found;
}

static int
run_park(struct client *client, const struct args *args, struct err *err)
{
	if (connection_is_old(client->connection) && !names_other(args))
		return err_set(err, ERR_USAGE,
		    "park: servers before Asterisk 12 need to know whom to call back: add "
		    "TimeoutChannel=CHANNEL");
	return cmd_run_action(client, args, err);
}

const struct cmd cmd_park = {
    .name = "park",
    .group = GROUP_CALLS,
    .summary = "park a channel",
    .help = "Parkinglot= says where, Timeout= how long (in milliseconds), and TimeoutChannel= "
            "which channel is called back. Servers before Asterisk 12 need TimeoutChannel.",
    .examples = (const struct example[]){
        {"park PJSIP/alice-0000001a Timeout=60000",
            "Park a call; the one who parked it is called back after a minute."},
        {0}},
    .args = (const struct arg_spec[]){
        {.name = "CHANNEL", .type = ARG_CHANNEL, .header = "Channel"}, {0}},
    .flags = CMD_SESSION | CMD_HEADERS,
    .action = "Park",
    .run = run_park,
};
