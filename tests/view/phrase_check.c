/* SPDX-License-Identifier: ISC */
/* Checks phrases against their grammar and the catalogue of events. */
#include "phrase_check.h"

#include "../expect.h"
#include "ami/catalog.h"

static bool
is_in(struct str name, const char *list)
{
	struct str rest = str_of(list), one;

	while (str_cut(&rest, ',', &one))
		if (str_ieq(one, name))
			return true;
	return false;
}

/* Headers that are sent and not documented. */
static const struct {
	const char *event, *headers;
} undocumented[] = {
    {"CEL", "Channel"},
    {"QueueParams", "Queue"},
    {"RTCPReceived", "Report0CumulativeLost,Report0IAJitter"}, /* documented as ReportX… */
    {"RTCPSent", "Report0CumulativeLost"},
    {"Status", "Variable"},
};

static bool
is_header_of(const char *event, const struct event_facts *facts, struct str name)
{
	if (is_in(name, facts->fields))
		return true;
	for (size_t i = 0; i < sizeof(undocumented) / sizeof(*undocumented); i++)
		if (str_eq(str_of(event), str_of(undocumented[i].event)) &&
		    is_in(name, undocumented[i].headers))
			return true;
	return false;
}

/* One of the choices must be a header of the event; all words after a colon must be known. */
static void
check_choices(const char *event, const struct event_facts *facts, struct str choices)
{
	static const char words[] = "all,cause,channel,count,device,extension,flag,list,pause,paused,reason,"
				    "short,uri";
	struct str all = choices, word, name;

	if (str_starts(choices, STR("~")))
		choices = str_from_at(choices, 1);
	bool found = !facts || str_eq(choices, STR("*"));
	while (str_cut(&choices, '|', &word)) {
		str_cut(&word, ':', &name);
		ck_assert_msg(!word.p || is_in(word, words), "%s: no words called %.*s", event,
		    STR_ARG(word));
		ck_assert_msg(name.n, "%s: {%.*s} lacks a name", event, STR_ARG(all));
		found = found || is_header_of(event, facts, name);
	}
	ck_assert_msg(found, "%s has no header {%.*s}", event, STR_ARG(all));
}

/* facts NULL: the event may have any headers. */
static void
check(const char *event, const struct event_facts *facts, const char *phrase)
{
	bool inside = false, key = false;

	for (const char *p = phrase; *p; p++) {
		ck_assert_msg(*p != '}', "%s: } without {: %s", event, phrase);
		ck_assert_msg(!(*p == '[' && inside) && !(*p == ']' && !inside),
		    "%s: parts do not pair: %s", event, phrase);
		if (*p == '[' || *p == ']')
			inside = *p == '[';
		ck_assert_msg(!(*p == '<' && key) && !(*p == '>' && !key) && !(*p == ']' && key),
		    "%s: key words do not pair: %s", event, phrase);
		if (*p == '<' || *p == '>')
			key = *p == '<';
		if (*p == '{') {
			size_t n = strcspn(++p, "}");
			ck_assert_msg(p[n] == '}', "%s: { without }: %s", event, phrase);
			check_choices(event, facts, str_from(p, n));
			p += n;
		}
	}
	ck_assert_msg(!inside && !key, "%s: [ without ], or < without >: %s", event, phrase);
}

void
phrase_check(const char *event, const char *phrase)
{
	check(event, catalog_event(str_of(event)), phrase);
}

void
phrase_check_ari(const char *event, const char *phrase)
{
	check(event, NULL, phrase);
}
