/* SPDX-License-Identifier: ISC */
/* The command hangup: one channel, or all that match. */
#include "ami/action.h"
#include "client/send.h"
#include "danger/danger.h"
#include "lang/args.h"

static int
run_hangup(struct client *client, const struct args *args, struct err *err)
{
	struct str cause = args_get(args, "CAUSE");
	struct action a;
	long number;

	if (cause.n && !str_number(cause, 0, 127, &number))
		return err_set(err, ERR_USAGE, "hangup: CAUSE must be a number from 0 to 127: %.*s",
		    STR_ARG(cause));
	if (str_ieq(args_get(args, "CHANNEL"), STR("all")))
		return err_set(err, ERR_USAGE,
		    "hangup: CHANNEL must be a whole name or /regex/, use /./ for every channel: "
		    "all");
	int failed = send_begin(client, &a, STR("Hangup"), err);
	if (!failed)
		failed = action_header(&a, STR("Channel"), args_get(args, "CHANNEL"), err);
	if (!failed && cause.n)
		failed = action_header(&a, STR("Cause"), cause, err);
	if (!failed)
		failed = danger_run(client, &a, err);
	action_clear(&a);
	return failed;
}

const struct cmd cmd_hangup = {
    .name = "hangup",
    .group = GROUP_CALLS,
    .summary = "hang up a channel, or all that match a regular expression",
    .help = "CHANNEL is a whole name or /regex/ (POSIX extended). CAUSE is the Q.850 cause to send "
            "to the other side. All channels that match are listed first, then hung up one by one, "
            "by name. The interactive shell shows the list on the terminal, wherever results go, "
            "and asks first. It is an error if no channel matches.",
    .examples = (const struct example[]){
        {"hangup PJSIP/alice-0000001a", "Hang up one channel."},
        {"hangup '/^PJSIP.alice-/'", "Hang up all channels of alice."},
        {"hangup PJSIP/alice-0000001a 17", "Hang up with a cause: 17, busy."},
        {0}},
    .args = (const struct arg_spec[]){{.name = "CHANNEL", .type = ARG_CHANNEL},
        {.name = "CAUSE", .type = ARG_NUMBER, .optional = true}, {0}},
    .flags = CMD_SESSION | CMD_DANGEROUS,
    .action = "Hangup",
    .run = run_hangup,
};
