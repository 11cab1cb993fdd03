/* SPDX-License-Identifier: ISC */
/*
 * Rows that are an action under its own name: what stands behind it is what stands behind any
 * action, in the order of the server's documentation. The row adds where it is listed and help.
 */
#include "cmd/rows.h"

#include "script/line.h"

int
cmd_run_parameters(struct client *client, const struct args *args, struct err *err)
{
	return line_run_action(client, str_of(args->cmd->action), args->words, 1, err);
}

#define NO_ARGS (const struct arg_spec[]){{0}}

const struct cmd cmd_messagesend = {
    .name = "messagesend",
    .group = GROUP_CALLS,
    .summary = "send a text message to an endpoint",
    .help = "To or Destination is whom it goes to, as pjsip:alice or sip:alice@example.net, From "
            "who sends it, Body its text. Base64Body= takes text with line breaks. Variable= may "
            "be repeated.",
    .args = NO_ARGS,
    .flags = CMD_SESSION | CMD_PARAMETERS,
    .action = "MessageSend",
    .run = cmd_run_parameters,
};

const struct cmd cmd_queueadd = {
    .name = "queueadd",
    .group = GROUP_CALLS,
    .summary = "add a member to a queue",
    .help = "Interface is what rings, as PJSIP/alice, and the member's name unless MemberName= is "
            "given. Members of a lower Penalty are called first. Paused= true adds one who is not "
            "called yet. A member whose state shows elsewhere than at Interface has a "
            "StateInterface=.",
    .args = NO_ARGS,
    .flags = CMD_SESSION | CMD_PARAMETERS,
    .action = "QueueAdd",
    .run = cmd_run_parameters,
};

const struct cmd cmd_queuepause = {
    .name = "queuepause",
    .group = GROUP_CALLS,
    .summary = "pause a member of a queue, or bring one back",
    .help = "Paused is true or false. Without Queue it is for all queues of the member. Reason= is "
            "kept with the member and in the queue log.",
    .args = NO_ARGS,
    .flags = CMD_SESSION | CMD_PARAMETERS,
    .action = "QueuePause",
    .run = cmd_run_parameters,
};

const struct cmd cmd_queuepenalty = {
    .name = "queuepenalty",
    .group = GROUP_CALLS,
    .summary = "set the penalty of a member of a queue",
    .help = "Members of a lower Penalty are called first. Without Queue it is for all queues of "
            "the member.",
    .args = NO_ARGS,
    .flags = CMD_SESSION | CMD_PARAMETERS,
    .action = "QueuePenalty",
    .run = cmd_run_parameters,
};

const struct cmd cmd_queueremove = {
    .name = "queueremove",
    .group = GROUP_CALLS,
    .summary = "remove a member from a queue",
    .help = "Members that queues.conf names cannot be removed, only those that were added.",
    .args = NO_ARGS,
    .flags = CMD_SESSION | CMD_PARAMETERS,
    .action = "QueueRemove",
    .run = cmd_run_parameters,
};

const struct cmd cmd_userevent = {
    .name = "userevent",
    .group = GROUP_EVENTS,
    .summary = "send an event of your own to everybody who listens",
    .help = "Everybody whose mask has the class user reads an event UserEvent that says UserEvent: "
            "and every Header=value, in order.",
    .args = NO_ARGS,
    .flags = CMD_SESSION | CMD_PARAMETERS,
    .action = "UserEvent",
    .run = cmd_run_parameters,
};
