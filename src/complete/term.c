/* SPDX-License-Identifier: ISC */
/* Candidates for terms, Header=value: headers, and the values that these are known to have. */
#include <stdio.h>

#include "complete/complete_impl.h"
#include "complete/values.h"
#include "lang/term.h"
#include "view/words.h"

#define CHANNEL_STATES "Down|Rsrvd|OffHook|Dialing|Ring|Ringing|Up|Busy"

/* Values of headers with these endings, in these events; NULL: in all others. Asterisk 11 to 22:
 * main/channel_state.c, main/pbx.c, main/devicestate.c, app_dial.c, channels/, res/. */
static const struct {
	const char *events;
	const char *ending;
	const char *choices;
} rows[] = {
    {"DeviceStateChange", "State",
	"UNKNOWN|NOT_INUSE|INUSE|BUSY|INVALID|UNAVAILABLE|RINGING|RINGINUSE|ONHOLD"},
    {"EndpointList", "DeviceState",
	"Unknown|Not in use|In use|Busy|Invalid|Unavailable|Ringing|Ring, in use|On Hold"},
    {"AgentComplete", "Reason", "caller|agent|transfer"},
    {"DTMFBegin", "Direction", "Received|Sent"},
    {"DTMFEnd", "Direction", "Received|Sent"},
    {"ExtensionStatus", "StatusText",
	"Idle|InUse|InUse&Hold|Busy|Unavailable|Ringing|InUse&Ringing|Hold"},
    {"Registry", "Status",
	"Unregistered|Registered|Rejected|Request Sent|Auth. Sent|Timeout|Stopped"},
    {"CoreShowChannel", "State", CHANNEL_STATES},
    {NULL, "ChannelStateDesc", CHANNEL_STATES},
    {NULL, "DialStatus",
	"ANSWER|BUSY|CANCEL|CHANUNAVAIL|CONGESTION|NOANSWER|PROCEEDING|PROGRESS|RINGING"},
    {NULL, "PeerStatus", "Registered|Unregistered|Rejected|Reachable|Unreachable|Lagged|Unknown"},
    {NULL, "ContactStatus",
	"Created|Removed|Reachable|Unreachable|NonQualified|Updated|Unqualified|Unknown"},
    {NULL, "Response", "Success|Failure"},
    {NULL, "Result", "Success|Fail|Invalid|Not Permitted"},
    {NULL, "Paused", "0|1"},
    {NULL, "InCall", "0|1"},
    {NULL, "Membership", "dynamic|static|realtime"},
    {NULL, "BridgeTechnology", "holding_bridge|native_rtp|simple_bridge|softmix"},
    {NULL, "SubEvent", "Begin|End"},
};

/* What the server, or its channels, can tell of headers that only events have. */
static const struct {
	const char *ending;
	enum value_kind kind;
} told[] = {
    {"CallerIDNum", VALUE_NUMBER},
    {"ConnectedLineNum", VALUE_NUMBER},
    {"EndpointName", VALUE_ENDPOINT},
    {"Linkedid", VALUE_LINKEDID},
    {"Location", VALUE_DEVICE},
    {"Peer", VALUE_DEVICE},
    {"Uniqueid", VALUE_UNIQUEID},
};

void
complete_term_header(struct completion *c, struct str headers)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	struct str header;

	while (headers.n && str_cut(&headers, ',', &header)) {
		buf_reset(&text);
		buf_adds(&text, header);
		buf_addc(&text, '=');
		completion_add(c, buf_str(&text), STR(""), CANDIDATE_BEGINNING);
	}
	buf_clear(&text);
}

/* What causes of hangups mean is on the wire as a number. */
static void
add_causes(struct completion *c)
{
	char number[12];
	const char *words;

	for (int cause = 1; cause < 128; cause++) {
		if (!(words = words_hangup_cause(cause)))
			continue;
		snprintf(number, sizeof(number), "%d", cause);
		completion_word(c, str_of(number), str_of(words));
	}
}

/* The values that are always the same. False: there are none. */
static bool
add_fixed(struct completion *c, struct str events, struct str header)
{
	if (str_ieq(header, STR("Cause"))) {
		add_causes(c);
		return true;
	}
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!str_iends(header, str_of(rows[i].ending)) || (rows[i].events &&
		    !completion_is_listed(events, str_of(rows[i].events))))
			continue;
		complete_choices(c, rows[i].choices);
		return true;
	}
	return false;
}

static enum value_kind
kind_of(struct str header)
{
	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++)
		if (str_iends(header, str_of(told[i].ending)))
			return told[i].kind;
	return value_of_header(STR(""), header);
}

bool
complete_term_value(
    struct completion *c, struct str events, const struct complete_source *source)
{
	struct term_parts t;

	if (!term_split(&t, c->prefix))
		return false;
	size_t n = (size_t)(t.value.p - c->prefix.p);
	completion_after(c, n);
	if (!t.regex && !add_fixed(c, events, t.header))
		values_add(c, source, kind_of(t.header), STR(""));
	completion_back(c, n);
	return true;
}
