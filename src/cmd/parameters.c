/* SPDX-License-Identifier: ISC */
/*
 * Rows that are an action under its own name: what stands behind it is what stands behind any
 * action, in the order of the server's documentation. The row adds where it is listed and help.
 */
#include "lang/args.h"
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
    .help = "To or Destination is the receiver, such as pjsip:alice or sip:alice@example.net, From "
            "the sender, Body the text. Use Base64Body= for text with line breaks. Variable= may "
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
    .help = "Interface is what rings, such as PJSIP/alice. It is also the member's name unless "
            "MemberName= is given. Members with a lower Penalty are called first. Paused=true adds "
            "a member that is not called yet. StateInterface= is the device whose state counts, if "
            "it is not Interface.",
    .args = NO_ARGS,
    .flags = CMD_SESSION | CMD_PARAMETERS,
    .action = "QueueAdd",
    .run = cmd_run_parameters,
};

const struct cmd cmd_queuepause = {
    .name = "queuepause",
    .group = GROUP_CALLS,
    .summary = "pause or unpause a member of a queue",
    .help = "Paused is true or false. Without Queue, all queues of the member are changed. Reason= "
            "is kept with the member and in the queue log.",
    .args = NO_ARGS,
    .flags = CMD_SESSION | CMD_PARAMETERS,
    .action = "QueuePause",
    .run = cmd_run_parameters,
};

const struct cmd cmd_queuepenalty = {
    .name = "queuepenalty",
    .group = GROUP_CALLS,
    .summary = "set the penalty of a member of a queue",
    .help = "Members with a lower Penalty are called first. Without Queue, all queues of the "
            "member are changed.",
    .args = NO_ARGS,
    .flags = CMD_SESSION | CMD_PARAMETERS,
    .action = "QueuePenalty",
    .run = cmd_run_parameters,
};

const struct cmd cmd_queueremove = {
    .name = "queueremove",
    .group = GROUP_CALLS,
    .summary = "remove a member from a queue",
    .help = "Only members that were added can be removed, not those in queues.conf.",
    .args = NO_ARGS,
    .flags = CMD_SESSION | CMD_PARAMETERS,
    .action = "QueueRemove",
    .run = cmd_run_parameters,
};

const struct cmd cmd_userevent = {
    .name = "userevent",
    .group = GROUP_EVENTS,
    .summary = "send a UserEvent to all AMI clients",
    .help = "Every client whose event mask includes the class user receives the event UserEvent, "
            "with the header UserEvent and every Header=value, in order.",
    .args = NO_ARGS,
    .flags = CMD_SESSION | CMD_PARAMETERS,
    .action = "UserEvent",
    .run = cmd_run_parameters,
};
