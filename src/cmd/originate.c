/* SPDX-License-Identifier: ISC */
/* The command originate: the action with a ChannelId of ours, which identifies the channel;
 * originate_async.c reports the outcome. */
#include "ami/action.h"
#include "await/originate.h"
#include "client/check.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/send.h"
#include "lang/args.h"
#include "lang/dest.h"

#define RING_TIMEOUT 30000 /* ms that the server lets it ring without Timeout= */

/* The value of a Header=value word. */
static struct str
header_of(const struct args *args, struct str name)
{
	for (size_t i = 0; i < args->headers_n; i++)
		if (str_ieq(args->headers[i].name, name))
			return args->headers[i].value;
	return STR("");
}

/* Add the headers of the destination. */
static int
add_dest(struct action *a, const struct dest *d, struct err *err)
{
	struct header v[3];
	size_t n = dest_headers(d, v);
	int failed = 0;

	for (size_t i = 0; i < n && !failed; i++)
		failed = action_header(a, v[i].name, v[i].value, err);
	return failed;
}

/* Only an asynchronous Originate tells its outcome by an event; what is false is main/utils.c's,
 * ast_false(). */
static int
check_waiting(const struct args *args, struct err *err)
{
	static const char *const no[] = {"no", "false", "n", "f", "0", "off", NULL};
	struct str value = header_of(args, STR("Async"));

	if (args_has(args, "--no-wait") && args_has(args, "--until-end"))
		return err_set(err, ERR_USAGE,
		    "originate: --no-wait waits for nothing, --until-end for the end: use one");
	if (!str_in(value, no))
		return 0;
	return err_set(err, ERR_USAGE,
	    "originate: Async=%.*s: it is true here (action Originate sends what you give)",
	    STR_ARG(value));
}

/* Build the action; *id gets the ChannelId that the channel will have, or stays empty. */
static int
build(struct client *client, const struct args *args, struct action *a, struct buf *id,
    struct err *err)
{
	struct dest dest;

	if (dest_parse(&dest, args_get(args, "DEST"), err) < 0 ||
	    action_header(a, STR("Channel"), args_get(args, "CHANNEL"), err) < 0 ||
	    add_dest(a, &dest, err) < 0)
		return -1;
	if (!header_of(args, STR("Async")).n &&
	    action_header(a, STR("Async"), STR("true"), err) < 0)
		return -1;
	if (!connection_is_old(client->connection)) /* they know no ChannelId */
		buf_adds(id, header_of(args, STR("ChannelId")));
	if (id->n == 0 && client->connection->session && !connection_is_old(client->connection)) {
		buf_adds(id, buf_str(&a->id));
		if (action_header(a, STR("ChannelId"), buf_str(id), err) < 0)
			return -1;
	}
	for (size_t i = 0; i < args->headers_n; i++)
		if (action_header(a, args->headers[i].name, args->headers[i].value, err) < 0 ||
		    check_row_header(client, args->cmd, &args->headers[i], err) < 0)
			return -1;
	return 0;
}

/* How long it may ring. */
static msec
ring_of(const struct args *args)
{
	long ring = RING_TIMEOUT;

	str_number(header_of(args, STR("Timeout")), 1, 1000000000, &ring);
	return ring;
}

static int
run_originate(struct client *client, const struct args *args, struct err *err)
{
	struct action a;
	struct buf id = BUF_INIT(ACTION_MAX_LINE);
	bool ready = false;

	if (check_waiting(args, err) < 0)
		return -1;
	int failed = send_begin(client, &a, STR("Originate"), err);

	if (!failed)
		failed = build(client, args, &a, &id, err);
	if (!failed)
		failed = send_prepare(client, &a, &ready, err);
	const struct asked_call asked = {
	    .channel = args_get(args, "CHANNEL"),
	    .channel_id = buf_str(&id),
	    .ring = ring_of(args),
	    .no_wait = args_has(args, "--no-wait"),
	    .until_end = args_has(args, "--until-end"),
	};
	if (!failed && ready)
		failed = originate_async(client, &a, &asked, err);
	buf_clear(&id);
	action_clear(&a);
	return failed;
}

const struct cmd cmd_originate = {
    .name = "originate",
    .group = GROUP_CALLS,
    .summary = "call CHANNEL, connect it to DEST, and print the outcome",
    .help = "DEST is exten@context[:priority] or Application(data). Waits until the call is "
            "answered, or fails: busy, no answer, congestion, no such endpoint and so on. In "
            "json and tsv these are fields, such as _outcome. With --no-wait it returns when the "
            "server has queued the call; with --until-end when the call is over, and says how "
            "long it was talked and who hung up. Timeout= is how long the channel may ring, in "
            "milliseconds (30000). Variable= may be repeated.",
    .examples = (const struct example[]){
        {"originate PJSIP/alice 101@sets",
            "Call alice, and when she answers connect her to extension 101."},
        {"originate --until-end PJSIP/alice 'Playback(hello-world)'",
            "Play a message to her, and say how the call ended."},
        {"originate --no-wait PJSIP/alice 101@sets CallerID=5551234 Timeout=10000",
            "Ring for ten seconds at most, and do not wait for it."},
        {0}},
    .args = (const struct arg_spec[]){{.name = "--no-wait", .type = ARG_FLAG, .option = "--no-wait",
                                          .optional = true},
        {.name = "--until-end", .type = ARG_FLAG, .option = "--until-end", .optional = true},
        {.name = "CHANNEL", .type = ARG_DEVICE, .header = "Channel"},
        {.name = "DEST", .type = ARG_DEST}, {0}},
    .flags = CMD_SESSION | CMD_HEADERS | CMD_CALL_EVENTS,
    .action = "Originate",
    .run = run_originate,
};
