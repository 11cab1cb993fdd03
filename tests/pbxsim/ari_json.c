/* SPDX-License-Identifier: ISC */
/* Channels, bridges and endpoints as JSON; and the reading of a request's body. */
#include "ari_json.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "ari.h"

void
sim_json_text(struct buf *out, const char *text)
{
	buf_addc(out, '"');
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		if (c == '"' || c == '\\')
			buf_addf(out, "\\%c", c);
		else if (c == '\n' || c == '\r' || c == '\t')
			buf_addf(out, "\\%c", c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
		else if (c < 32)
			buf_addf(out, "\\u%04x", c);
		else
			buf_addc(out, *text);
	}
	buf_addc(out, '"');
}

void
sim_json_member(struct buf *out, const char *before, const char *name, const char *text)
{
	buf_addf(out, "%s\"%s\":", before, name);
	sim_json_text(out, text);
}

void
sim_json_time(struct buf *out, int64_t wall)
{
	time_t seconds = (time_t)(wall / 1000000);
	struct tm tm;
	char text[32] = "";

	if (gmtime_r(&seconds, &tm))
		strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm);
	buf_addf(out, "\"%s.%03" PRId64 "+0000\"", text, wall / 1000 % 1000);
}

static void
add_party(struct buf *out, const char *name, const struct party *party)
{
	buf_addf(out, ",\"%s\":", name);
	sim_json_member(out, "{", "name", party->name);
	sim_json_member(out, ",", "number", party->number);
	buf_addc(out, '}');
}

void
sim_json_channel(struct buf *out, const struct channel *ch)
{
	sim_json_member(out, "{", "id", ch->uniqueid);
	sim_json_member(out, ",", "name", ch->name);
	sim_json_member(out, ",", "state", sim_state_name(ch->state));
	sim_json_member(out, ",", "protocol_id", "");
	add_party(out, "caller", &ch->caller);
	add_party(out, "connected", &ch->connected);
	sim_json_member(out, ",", "accountcode", ch->account);
	buf_addz(out, ",\"dialplan\":");
	sim_json_member(out, "{", "context", ch->context);
	sim_json_member(out, ",", "exten", ch->exten);
	buf_addf(out, ",\"priority\":%d", ch->priority);
	sim_json_member(out, ",", "app_name", ch->app);
	sim_json_member(out, ",", "app_data", ch->data);
	buf_addz(out, "},\"creationtime\":");
	sim_json_time(out, ch->created);
	sim_json_member(out, ",", "language", "en");
	buf_addc(out, '}');
}

void
sim_json_bridge(struct buf *out, const struct sim *sim, const struct bridge *b)
{
	const char *before = "";

	sim_json_member(out, "{", "id", b->id);
	sim_json_member(out, ",", "technology", sim_bridge_technology(b));
	sim_json_member(out, ",", "bridge_type", b->holding ? "holding" : "mixing");
	sim_json_member(out, ",", "bridge_class", sim_bridge_class(b));
	sim_json_member(out, ",", "creator", sim_bridge_creator(b));
	sim_json_member(out, ",", "name", b->name);
	buf_addz(out, ",\"channels\":[");
	for (const struct channel *ch = sim->channels; ch; ch = ch->next) {
		if (ch->bridge != b)
			continue;
		buf_addz(out, before);
		sim_json_text(out, ch->uniqueid);
		before = ",";
	}
	buf_addz(out, "],\"creationtime\":");
	sim_json_time(out, b->created);
	sim_json_member(out, ",", "video_mode", b->kind == BRIDGE_STASIS ? "talker" : "none");
	buf_addc(out, '}');
}

void
sim_json_phone(struct buf *out, const struct sim *sim, const struct phone *phone)
{
	const char *before = "";

	sim_json_member(out, "{", "technology", "PJSIP");
	sim_json_member(out, ",", "resource", phone->name);
	sim_json_member(out, ",", "state", "online");
	buf_addz(out, ",\"channel_ids\":[");
	for (const struct channel *ch = sim->channels; ch; ch = ch->next) {
		if (ch->phone != phone)
			continue;
		buf_addz(out, before);
		sim_json_text(out, ch->uniqueid);
		before = ",";
	}
	buf_addz(out, "]}");
}

/* The body of a request: what is left of it. */
struct body {
	struct ari_request *q;
	const char *p, *end;
};

static bool value(struct body *b, struct str name, int depth);

static void
skip_blanks(struct body *b)
{
	while (b->p < b->end && isspace((unsigned char)*b->p))
		b->p++;
}

static bool
take(struct body *b, char c)
{
	skip_blanks(b);
	if (b->p == b->end || *b->p != c)
		return false;
	b->p++;
	return true;
}

/* Read a string; of its escapes only those of one character are known. */
static bool
string(struct body *b, struct buf *out)
{
	static const char letter[] = "nrtbf", meant[] = "\n\r\t\b\f";

	if (!take(b, '"'))
		return false;
	for (; b->p < b->end && *b->p != '"'; b->p++) {
		if (*b->p != '\\') {
			buf_addc(out, *b->p);
			continue;
		}
		if (++b->p == b->end || *b->p == 'u')
			return false;
		const char *at = strchr(letter, *b->p);
		buf_addc(out, at && *at ? meant[at - letter] : *b->p);
	}
	return take(b, '"');
}

static bool
member(struct body *b, int depth)
{
	struct buf name = BUF_INIT(BUF_MAX_LINE);
	bool good = string(b, &name) && take(b, ':') && value(b, buf_str(&name), depth);

	buf_clear(&name);
	return good;
}

static bool
list(struct body *b, char end, struct str name, int depth)
{
	if (take(b, end))
		return true;
	do
		if (end == '}' ? !member(b, depth) : !value(b, name, depth))
			return false;
	while (take(b, ','));
	return take(b, end);
}

/* A number, true, false or null, as it is written. */
static bool
plain(struct body *b, struct buf *out)
{
	while (b->p < b->end && (isalnum((unsigned char)*b->p) || strchr("+-.", *b->p)))
		buf_addc(out, *b->p++);
	return out->n > 0;
}

/* Depth 0: the body itself; 1: a parameter; 2: of an object in it, such as the variables. */
static bool
value(struct body *b, struct str name, int depth)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	if (depth > 4)
		return false;
	if (take(b, '{'))
		return list(b, '}', name, depth + 1);
	if (take(b, '['))
		return list(b, ']', name, depth + 1);
	skip_blanks(b);
	bool good = b->p < b->end && *b->p == '"' ? string(b, &text) : plain(b, &text);
	if (good && depth > 0)
		sim_ari_param_add(b->q, name, buf_str(&text), depth > 1);
	buf_clear(&text);
	return good;
}

bool
sim_ari_body(struct ari_request *q, struct str text)
{
	struct body b = {q, text.p, text.p + text.n};
	bool good = value(&b, STR(""), 0);

	skip_blanks(&b);
	return good && b.p == b.end;
}
