/* SPDX-License-Identifier: ISC */
/* The command calls: live channels as calls. Each becomes a message and is printed as one. */
#include "ami/compose.h"
#include "base/sig.h"
#include "client/client.h"
#include "client/display.h"
#include "client/live_channels.h"
#include "client/loop.h"
#include "client/pager.h"
#include "client/perform.h"
#include "lang/cmd.h"
#include "lang/settings.h"
#include "state/calls.h"

static const char *const place_headers[CALL_STATES] = {
    [CALL_PARKED] = "ParkingSpace",
    [CALL_QUEUED] = "Queue",
    [CALL_CONFERENCE] = "Conference",
};

/* Add a header that has a value. */
static void
add(struct compose *c, const char *name, struct str value)
{
	if (value.n)
		compose_add(c, str_of(name), value);
}

static void
add_duration(struct compose *c, msec duration)
{
	struct buf text = BUF_INIT(64);
	long long seconds = duration > 0 ? (long long)(duration / 1000) : 0;

	buf_addf(&text, "%02lld:%02lld:%02lld", seconds / 3600, seconds / 60 % 60, seconds % 60);
	add(c, "Duration", buf_str(&text));
	buf_reset(&text);
	buf_addf(&text, "%lld", seconds);
	add(c, "_seconds", buf_str(&text));
	buf_clear(&text);
}

static void
add_dialled(struct compose *c, const struct call *call)
{
	struct buf text = BUF_INIT(2 * CHANNEL_TEXT_MAX + 8);

	call_add_dialled(&text, call);
	add(c, "Dialled", buf_str(&text));
	buf_clear(&text);
}

static void
compose_call(struct compose *c, const struct call *call, msec now)
{
	const struct channel *from = call->legs[call->from];

	compose_event(c, STR("Call"));
	add(c, "Linkedid", call_id(call));
	add_duration(c, now - call_since(call));
	add(c, "State", str_of(call_state_word(call->state)));
	if (place_headers[call->state])
		add(c, place_headers[call->state], call->place);
	add(c, "From", channel_text(from, CHANNEL_NAME));
	add(c, "CallerIDNum", channel_text(from, CHANNEL_NUMBER));
	add(c, "CallerIDName", channel_text(from, CHANNEL_CALLER));
	add_dialled(c, call);
	for (size_t i = 0; i < call->n; i++)
		if (call_to(call, i))
			add(c, "To", channel_text(call_to(call, i), CHANNEL_NAME));
	add(c, "BridgeUniqueid", channel_text(from, CHANNEL_BRIDGE));
	for (size_t i = 0; i < call->n; i++)
		add(c, "Channel", channel_text(call->legs[i], CHANNEL_NAME));
}

static void
print(const struct client *client, const struct calls *calls)
{
	struct render *render = display_render(client);
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	struct compose c;
	msec now = clock_now();

	compose_init(&c);
	for (size_t i = 0; i < calls->n && !sig_stops(); i++) {
		compose_call(&c, &calls->v[i], now);
		struct msg m = compose_msg(&c);
		if (render_keeps(render, &m))
			render_list_item(render, &m, &out);
	}
	render_list_close(render, NULL, &out);
	if (!sig_stops())
		pager_print(client, buf_str(&out));
	compose_clear(&c);
	buf_clear(&out);
	render_free(render);
}

static int
run_calls(struct client *client, const struct args *args, struct err *err)
{
	struct calls calls;

	(void)args;
	if (client->settings->dry_run)
		return perform_named(client, "CoreShowChannels", NULL, 0, err);
	if (live_channels_learn(client->live_channels, err) < 0)
		return err_prefix(err, "calls");
	calls_of(&calls, live_channels_get(client->live_channels));
	print(client, &calls);
	calls_clear(&calls);
	return loop_interrupted(client->loop, err) ? -1 : 0;
}

const struct cmd cmd_calls = {
    .name = "calls",
    .group = GROUP_CALLS,
    .summary = "list the live calls, one per row",
    .help = "Channels with the same Linkedid that are in a bridge or dial each other are the legs "
            "of one call. Shows how long each call has lasted, its state, and who is talking to "
            "whom. Of queues, holds and parking that began before amsh was listening, only what "
            "the list of channels shows is known. For programs, _seconds is Duration in seconds; "
            "in JSON, Channel (the legs) and To (whom From is calling or talking to) are always "
            "arrays; To is left out while there is nobody.",
    .item_headers = "Linkedid,Duration,State,From,CallerIDNum,CallerIDName,Dialled,To,"
                    "BridgeUniqueid,Channel",
    .examples = (const struct example[]){
        {"calls", "Who talks to whom, and for how long."},
        {"calls where State=ringing", "Only the calls that nobody has answered yet."},
        {0}},
    .args = (const struct arg_spec[]){{0}},
    .flags = CMD_SESSION | CMD_LIST,
    .run = run_calls,
};
