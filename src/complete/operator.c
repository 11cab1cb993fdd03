/* SPDX-License-Identifier: ISC */
/* Candidates after the operators of a line: where, >, >> and |. */
#include <string.h>

#include "ami/catalog.h"
#include "complete/complete_impl.h"
#include "complete/values.h"
#include "lang/where.h"

/* The events that are the items of an action's list, and the headers of the call of `calls`. */
static const struct {
	const char *action;
	const char *items;
} lists[] = {
    {"Agents", "Agents"},
    {"BridgeList", "BridgeListItem"},
    {"ConfbridgeList", "ConfbridgeList"},
    {"ConfbridgeListRooms", "ConfbridgeListRooms"},
    {"CoreShowChannels", "CoreShowChannel"},
    {"DBGetTree", "DBGetTreeResponse"},
    {"DeviceStateList", "DeviceStateChange"},
    {"ExtensionStateList", "ExtensionStatus"},
    {"IAXpeerlist", "PeerEntry"},
    {"PJSIPShowAors", "AorList"},
    {"PJSIPShowContacts", "ContactList"},
    {"PJSIPShowEndpoints", "EndpointList"},
    {"PJSIPShowRegistrationsOutbound", "OutboundRegistrationDetail"},
    {"ParkedCalls", "ParkedCall"},
    {"QueueStatus", "QueueParams,QueueMember,QueueEntry"},
    {"QueueSummary", "QueueSummary"},
    {"SIPpeers", "PeerEntry"},
    {"Status", "Status"},
};

static const char call_headers[] =
    "Linkedid,Duration,State,From,CallerIDNum,CallerIDName,Dialled,To,BridgeUniqueid,Channel";

/* Add each header of a comma list as the beginning of a term. */
static void
add_headers(struct completion *c, struct str headers)
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

static void
add_items_of(struct completion *c, struct str action)
{
	struct str items = STR(""), item;

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (str_ieq(str_of(lists[i].action), action))
			items = str_of(lists[i].items);
	while (items.n && str_cut(&items, ',', &item)) {
		const struct event_facts *facts = catalog_event(item);
		add_headers(c, str_of(facts ? facts->fields : ""));
	}
}

/* Add the headers that the items of a line's list have. */
static void
add_terms(struct completion *c, const struct words *w)
{
	struct err ignored;
	struct str name = w->v[0].text;
	const struct cmd *cmd = cmd_find(name, false, &ignored);

	if (cmd && strcmp(cmd->name, "calls") == 0)
		add_headers(c, str_of(call_headers));
	else if (cmd && strcmp(cmd->name, "db") == 0)
		add_items_of(c, STR("DBGetTree"));
	else
		add_items_of(c, cmd && cmd->action ? str_of(cmd->action) : name);
}

bool
complete_operator(struct completion *c, const struct words *w)
{
	struct err ignored;
	const struct words before = {.v = w->v, .n = w->n - 1};

	for (size_t i = before.n; i-- > 1;) {
		const struct word *word = &w->v[i];
		if (word_is_operator(word, ">") || word_is_operator(word, ">>")) {
			complete_files(c);
			return true;
		}
		if (word_is_operator(word, "|"))
			return true;
	}
	size_t at = where_find(&before);
	if (at == before.n ||
	    where_use(cmd_find(w->v[0].text, false, &ignored), &before) != WHERE_ITEMS)
		return false;
	add_terms(c, w);
	return true;
}
