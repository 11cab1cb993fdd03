/* SPDX-License-Identifier: ISC */
/* Candidates after the operators of a line: where, >, >> and |. */
#include "ami/catalog.h"
#include "complete/complete_impl.h"
#include "complete/values.h"
#include "lang/where.h"

/* The events that are the items of an action's or a command's list, or headers of its own. */
static const struct {
	const char *name;
	const char *items;
	const char *headers;
} lists[] = {
    {"Agents", "Agents", NULL},
    {"BridgeList", "BridgeListItem", NULL},
    {"ConfbridgeList", "ConfbridgeList", NULL},
    {"ConfbridgeListRooms", "ConfbridgeListRooms", NULL},
    {"CoreShowChannels", "CoreShowChannel", NULL},
    {"DBGetTree", NULL, "Key,Val"},
    {"calls", NULL, "Linkedid,Duration,State,From,CallerIDNum,CallerIDName,Dialled,To,"
	"BridgeUniqueid,Channel"},
    {"db", NULL, "Key,Val"},
    {"DeviceStateList", "DeviceStateChange", NULL},
    {"ExtensionStateList", "ExtensionStatus", NULL},
    {"IAXpeerlist", "PeerEntry", NULL},
    {"PJSIPShowAors", "AorList", NULL},
    {"PJSIPShowContacts", "ContactList", NULL},
    {"PJSIPShowEndpoints", "EndpointList", NULL},
    {"PJSIPShowRegistrationsOutbound", "OutboundRegistrationDetail", NULL},
    {"ParkedCalls", "ParkedCall", NULL},
    {"QueueStatus", "QueueParams,QueueMemberStatus,QueueEntry", NULL},
    {"QueueSummary", "QueueSummary", NULL},
    {"SIPpeers", "PeerEntry", NULL},
    {"Status", "Status", NULL},
};

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

/* Add the headers that the items of this list have. False: it is not known here. */
static bool
add_items_of(struct completion *c, const char *name)
{
	struct str items, item;
	size_t i = 0, n = sizeof(lists) / sizeof(lists[0]);

	while (i < n && !str_ieq(str_of(lists[i].name), str_of(name)))
		i++;
	if (i == n)
		return false;
	add_headers(c, str_of(lists[i].headers));
	items = str_of(lists[i].items);
	while (items.n && str_cut(&items, ',', &item)) {
		const struct event_facts *facts = catalog_event(item);
		add_headers(c, str_of(facts ? facts->fields : ""));
	}
	return true;
}

/* Add the headers that the items of a line's list have. */
static void
add_terms(struct completion *c, const struct words *w)
{
	struct err ignored;
	struct str name = w->v[0].text;
	const struct cmd *cmd = cmd_find(name, false, &ignored);
	const struct action_facts *facts =
	    catalog_action(cmd && cmd->action ? str_of(cmd->action) : name);

	if (!(cmd && add_items_of(c, cmd->name)) && facts)
		add_items_of(c, facts->name);
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
