/* SPDX-License-Identifier: ISC */
/* The command ari events: the WebSocket of ARI, opened and closed. */
#include "base/out.h"
#include "base/text.h"
#include "client/ari_feed.h"
#include "client/client.h"
#include "client/connection.h"
#include "lang/args.h"
#include "lang/settings.h"

/* Print whether it is open, and what comes through it. */
static int
show(const struct client *client)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);

	if (ari_feed_is_open(client)) {
		text_escape(&line, buf_str(&client->connection->feed->app));
		buf_addz(&line, client->connection->feed->own ? " own" : " all");
		buf_addz(&line, client->connection->feed->online ? "\n" : " (not connected)\n");
	} else {
		buf_addz(&line, "off\n");
	}
	out_write(buf_str(&line));
	buf_clear(&line);
	return 0;
}

static int
run_ari_events(struct client *client, const struct args *args, struct err *err)
{
	struct str app = args_get(args, "APP");
	bool own = args_has(args, "own");

	if (!args_has(args, "APP") && !own)
		return show(client);
	if (client->settings->dry_run)
		return 0;
	if (str_ieq(app, STR("off"))) {
		ari_feed_close(client);
		return 0;
	}
	return ari_feed_open(client, str_ieq(app, STR("on")) ? STR("") : app, own, false, err);
}

const struct cmd cmd_ari_events = {
    .name = "ari events",
    .group = GROUP_EVENTS,
    .summary = "have the events of ARI come, or no longer",
    .help = "Opens the WebSocket of the REST interface, as the application APP; on is one of our "
            "own, amsh-PID. All events of the server come through it, with --own only those of "
            "APP: of its channels and of what it has subscribed to. It stays open until off. "
            "Wait, on, show and hide know these events as ari:TYPE. Alone, it says what is open.",
    .examples = (const struct example[]){
        {"ari events on", "Let wait, on and show see all events of ARI, as ari:TYPE."},
        {"ari events --own desk", "Only those of the application desk, and of its channels."},
        {0}},
    .args = (const struct arg_spec[]){{.name = "own", .type = ARG_FLAG, .optional = true,
                                          .option = "--own"},
        {.name = "APP", .type = ARG_ARI_APP, .optional = true}, {0}},
    .flags = CMD_APART,
    .run = run_ari_events,
};
