/* SPDX-License-Identifier: ISC */
/* Counts the live channels and the calls that they make. */
#include "monitor/traffic.h"

#include "base/clock.h"
#include "client/client.h"
#include "client/live_channels.h"
#include "client/perform.h"
#include "lang/settings.h"
#include "state/calls.h"

int
traffic_ask(struct client *client, struct traffic *t, struct err *err)
{
	struct calls calls;
	msec now = clock_now();

	*t = (struct traffic){0};
	if (client->settings->dry_run)
		return perform_named(client, "CoreShowChannels", NULL, 0, err);
	if (live_channels_learn(client->live_channels, err) < 0)
		return -1;
	const struct channels *channels = live_channels_get(client->live_channels);
	calls_of(&calls, channels);
	t->channels = channels_count(channels);
	t->calls = calls.n;
	for (size_t i = 0; i < calls.n; i++) {
		double seconds = (double)(now - call_since(&calls.v[i])) / 1000;
		if (seconds > t->longest)
			t->longest = seconds;
	}
	calls_clear(&calls);
	return 0;
}
