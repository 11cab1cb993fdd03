/* SPDX-License-Identifier: ISC */
/* Fills in phrases. Everything that a server sent goes through text_escape. */
#include "view/phrase.h"

#include <stdint.h>

#include "ami/alias.h"
#include "base/text.h"
#include "view/header_lines.h"
#include "view/value.h"
#include "view/words.h"

#define USER "userevent." /* before the names of what a ChannelUserevent holds */

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Headers that every event or every channel has: not interesting in an event about something else.
 * Events about two channels put a prefix before them (DestChannelState). */
static const char *const common[] = {
    "Event", "Privilege", "Timestamp", "SequenceNumber", "File", "Line", "Func", "SystemName",
    "ActionID", "Channel", NULL,
};
static const char *const snapshot[] = {
    "ChannelState", "ChannelStateDesc", "CallerIDNum", "CallerIDName", "ConnectedLineNum",
    "ConnectedLineName", "Language", "AccountCode", "Context", "Exten", "Priority", "Uniqueid",
    "Linkedid", "ChanVariable",
};

/* The same of ARI, whose names are walked (ari/reader.h). */
static const char *const ari_common[] = {"type", "timestamp", "asterisk_id", "application", NULL};
static const char *const ari_snapshot[] = {
    ".accountcode", ".bridge_class", ".bridge_type", ".bridgevars", ".caller.name",
    ".caller.number", ".caller_rdnis", ".channel_ids", ".channels", ".channelvars",
    ".connected.name", ".connected.number", ".creationtime", ".creator", ".dialplan.app_data",
    ".dialplan.app_name", ".dialplan.context", ".dialplan.exten", ".dialplan.priority",
    ".language", ".protocol_id", ".technology", ".tenantid", ".video_mode",
};

/* Where an event or a list is not known: the headers whose values matter most. */
static const char *const telling[] = {
    "Alarm", "Cause", "Cause-txt", "cause_txt", "ContactStatus", "contact_status", "DeviceState",
    "DialStatus", "Error", "Message", "Paused", "PeerStatus", "peer_status", "Reason", "Response",
    "Result", "State", "Status", "status_code", "SubEvent", "Success", NULL,
};

static bool
print_words(struct buf *out, struct str value, const char *(*words)(long))
{
	long number;
	const char *text = str_number(value, -1000, 1000, &number) ? words(number) : NULL;

	if (text)
		buf_addz(out, text);
	return text != NULL;
}

static bool
print_cause(struct buf *out, struct str value)
{
	return print_words(out, value, words_hangup_cause);
}

static bool
print_channel_state(struct buf *out, struct str value)
{
	return print_words(out, value, words_channel_state);
}

static bool
print_device_state(struct buf *out, struct str value)
{
	return print_words(out, value, words_device_state);
}

static bool
print_extension_state(struct buf *out, struct str value)
{
	return print_words(out, value, words_extension_state);
}

static bool
print_reason(struct buf *out, struct str value)
{
	return print_words(out, value, words_originate_reason);
}

static bool
print_dial_status(struct buf *out, struct str value)
{
	const char *verb, *text = words_dial_status(value, &verb);

	if (text)
		buf_addf(out, "%s %s", verb, text);
	return text != NULL;
}

/* The head of a UUID is enough to distinguish two bridges. */
static bool
print_short(struct buf *out, struct str value)
{
	text_escape(out, str_head(value, 8));
	return true;
}

/* A list that ends in a comma (Contacts of EndpointList: res_pjsip/location.c). */
static bool
print_list(struct buf *out, struct str value)
{
	while (str_ends(value, STR(",")) || str_ends(value, STR(" ")))
		value.n--;
	text_escape(out, value);
	return value.n > 0;
}

/* The word, if a flag is set that is sent as 0 and 1. */
static bool
print_set(struct buf *out, struct str value, const char *word)
{
	bool set = str_eq(value, STR("1")) || str_ieq(value, STR("yes"));

	buf_addz(out, set ? word : "");
	return set;
}

/* Nothing for no. */
static bool
print_flag(struct buf *out, struct str value)
{
	return print_set(out, value, "yes");
}

/* Nothing for a member that is not paused. */
static bool
print_paused(struct buf *out, struct str value)
{
	return print_set(out, value, "paused");
}

/* The word for one that just was, or just was not any more (main/manager.c has it as a flag). */
static bool
print_pause(struct buf *out, struct str value)
{
	if (!print_set(out, value, "paused"))
		buf_addz(out, "unpaused");
	return true;
}

/* Percent-encoded text (Result of AsyncAGIExec), decoded, without the line ends after it. */
static bool
print_uri(struct buf *out, struct str value)
{
	struct buf plain = BUF_INIT(BUF_MAX_MESSAGE);

	buf_add_decoded(&plain, value);
	while (plain.n && plain.p[plain.n - 1] == '\n')
		plain.n--;
	text_escape(out, buf_str(&plain));
	buf_clear(&plain);
	return true;
}

/* The host of an address of a security event, IPV4/TCP/192.0.2.7/5061 (main/security_events.c). */
static bool
print_address(struct buf *out, struct str value)
{
	struct str rest = value, part, host = value;

	for (size_t i = 0; i < 3 && str_cut(&rest, '/', &part); i++)
		host = i == 2 ? part : value;
	text_escape(out, host);
	return host.n > 0;
}

/* Without the scheme of a SIP URI: whom a registration of PJSIP is for is one. */
static bool
print_aor(struct buf *out, struct str value)
{
	struct str rest = value, scheme;

	str_cut(&rest, ':', &scheme);
	text_escape(out, str_istarts(scheme, STR("sip")) && rest.n ? rest : value);
	return true;
}

/* A host; nothing for a URI, which its user has too. */
static bool
print_host(struct buf *out, struct str value)
{
	if (str_istarts(value, STR("sip:")) || str_istarts(value, STR("sips:")))
		return false;
	text_escape(out, value);
	return true;
}

static const struct saying {
	const char *name;
	bool (*print)(struct buf *out, struct str value); /* false: nothing to say */
} sayings[] = {
    {"address", print_address},
    {"aor", print_aor},
    {"cause", print_cause},
    {"channel", print_channel_state},
    {"device", print_device_state},
    {"dial", print_dial_status},
    {"extension", print_extension_state},
    {"flag", print_flag},
    {"host", print_host},
    {"list", print_list},
    {"pause", print_pause},
    {"paused", print_paused},
    {"reason", print_reason},
    {"short", print_short},
    {"uri", print_uri},
};

static bool
ends_with_any(struct str name, const char *const *suffixes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_ends(name, str_of(suffixes[i])))
			return true;
	return false;
}

static bool
print_value(struct buf *out, const struct msg *m, struct str value, struct str saying)
{
	for (size_t i = 0; i < COUNT(sayings); i++)
		if (str_eq(saying, str_of(sayings[i].name)))
			return sayings[i].print(out, value);
	size_t start = out->n;
	value_print(out, m, value);
	return out->n > start;
}

/* A phrase that is being filled in. */
struct filling {
	struct buf *out;
	const struct msg *m;
	struct phrase_marks *marks;
	size_t part;       /* where the part that may be left out begins, */
	size_t part_marks; /* and how many marks there were before it */
	size_t key;        /* where the key words begin; SIZE_MAX outside them */
	bool missing;
};

static void
mark(struct filling *f, enum phrase_kind kind, size_t start)
{
	struct phrase_marks *marks = f->marks;

	if (marks->n == PHRASE_MARKS || f->out->n == start)
		return;
	marks->v[marks->n].kind = kind;
	marks->v[marks->n].start = start;
	marks->v[marks->n++].end = f->out->n;
}

bool
phrase_is_telling(struct str name)
{
	struct str rest = name, part = name;

	while (str_cut(&rest, '.', &part))
		continue;
	return str_in(part, telling);
}

/* Print Name=value of an event that is not known. */
static void
print_header(struct filling *f, struct str name, struct str value)
{
	size_t start = f->out->n;

	text_escape(f->out, name);
	if (name.n)
		buf_addc(f->out, '=');
	value_print(f->out, f->m, value);
	if (f->key == SIZE_MAX && phrase_is_telling(name))
		mark(f, PHRASE_KEY, start);
}

/* Print what the event has of its own. A UserEvent's own headers follow its name and may be called
 * anything. */
static bool
print_telling(struct filling *f)
{
	struct buf *out = f->out;
	size_t start = out->n, own = f->m->n, marks = f->marks->n;
	struct msg_walk walk = {0};
	struct str name, value;

	for (size_t i = 0; msg_next(&walk, f->m, &name, &value); i++) {
		if (str_ieq(name, STR("UserEvent"))) {
			out->n = start;
			f->marks->n = marks;
			own = i;
			continue;
		}
		if (!msg_is_value(value) || str_in(name, common))
			continue;
		if (i < own && ends_with_any(name, snapshot, COUNT(snapshot)))
			continue;
		if (out->n > start)
			buf_addc(out, ' ');
		print_header(f, name, value);
	}
	return out->n > start;
}

/* Does this member of an event of ARI tell something that its subject does not? */
static bool
is_own_member(struct str name, bool user)
{
	if (user)
		return str_starts(name, STR(USER)) && !str_eq(name, STR(USER "eventname"));
	return !str_in(name, ari_common) && !str_starts(name, STR("channel.")) &&
	       !ends_with_any(name, ari_snapshot, COUNT(ari_snapshot));
}

/* The same for an event of ARI; the members of a ChannelUserevent may be called anything. */
static bool
print_telling_members(struct filling *f)
{
	bool user = str_ieq(msg_title(f->m), STR("ChannelUserevent"));
	size_t start = f->out->n;
	struct msg_walk walk = {0};
	struct str name, value;

	while (msg_next(&walk, f->m, &name, &value)) {
		if (!is_own_member(name, user) || !msg_is_value(value) || str_eq(value, STR("[]")))
			continue;
		if (f->out->n > start)
			buf_addc(f->out, ' ');
		print_header(f, str_from_at(name, user ? strlen(USER) : 0), value);
	}
	return f->out->n > start;
}

/* Print what is between two braces; false when it is empty. */
static bool
print_choices(struct filling *f, struct str choices)
{
	struct buf *out = f->out;
	const struct msg *m = f->m;
	struct str saying, name;

	if (str_eq(choices, STR("*")))
		return m->json ? print_telling_members(f) : print_telling(f);
	while (str_cut(&choices, '|', &saying)) {
		str_cut(&saying, ':', &name);
		if (str_eq(saying, STR("all"))) {
			if (header_join(out, m, name))
				return true;
			continue;
		}
		struct str value = alias_get(m, name);
		size_t count;
		if (str_eq(saying, STR("count")) && value_count(m, value, &count)) {
			buf_addf(out, "%zu", count);
			return true;
		}
		if (msg_is_value(value) && print_value(out, m, value, saying))
			return true;
	}
	return false;
}

/* Fill in what is between two braces. A name within key words is a part of them. */
static void
fill_choices(struct filling *f, struct str choices)
{
	size_t start = f->out->n;
	bool name = str_starts(choices, STR("~"));

	if (!print_choices(f, str_from_at(choices, name)))
		f->missing = true;
	else if (name && f->key == SIZE_MAX)
		mark(f, PHRASE_NAME, start);
}

static void
end_key(struct filling *f)
{
	size_t start = f->key;

	f->key = SIZE_MAX;
	if (start <= f->out->n)
		mark(f, PHRASE_KEY, start);
}

static void
end_part(struct filling *f)
{
	if (!f->missing)
		return;
	f->out->n = f->part;
	f->marks->n = f->part_marks;
}

/* Take a sign of the phrase language other than a brace. */
static void
take_sign(struct filling *f, char sign)
{
	if (sign == '<') {
		f->key = f->out->n;
	} else if (sign == '>') {
		end_key(f);
	} else if (sign == '[') {
		f->part = f->out->n;
		f->part_marks = f->marks->n;
		f->missing = false;
	} else {
		end_part(f);
	}
}

void
phrase_print_marked(
    struct buf *out, const char *phrase, const struct msg *m, struct phrase_marks *marks)
{
	struct filling f = {out, m, marks, out->n, marks->n, SIZE_MAX, false};

	while (*phrase) {
		size_t n = strcspn(phrase, "{[]<>");
		buf_add(out, phrase, n);
		phrase += n;
		if (*phrase == '{') {
			n = strcspn(++phrase, "}");
			fill_choices(&f, str_from(phrase, n));
			phrase += n;
		} else if (*phrase) {
			take_sign(&f, *phrase);
		}
		phrase += *phrase != '\0';
	}
}

void
phrase_print(struct buf *out, const char *phrase, const struct msg *m)
{
	struct phrase_marks marks = {.n = 0};

	phrase_print_marked(out, phrase, m, &marks);
}
