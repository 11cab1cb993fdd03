/* SPDX-License-Identifier: ISC */
/*
 * Known names, sorted by their form in mxml. If two have the same form, that of the current event
 * counts, else the one that was learnt first.
 */
#include "session/http_names.h"

#include <stdlib.h>

#include "ami/catalog.h"
#include "base/mem.h"

static const char *const replies[] = {
#include "session/http_names.inc"
};

/* Names that servers write differently from their documentation. The row without an event is for
 * replies. */
static const struct {
	const char *event;
	const char *names;
} as_sent[] = {
    {"", "Callerid,Callgroup,Pickupgroup,Setvar"},
    {"AsyncAGIExec", "CommandId"},
    {"BridgeListItem", "BridgeType"},
    {"BridgeTechnologyListItem", "BridgeType"},
    {"CEL", "Userfield"},
    {"PeerEntry", "Accountcode"},
    {"QueueMember", "LoginTime"},
    {"QueueParams", "LoginTime,ServicelevelPerf,ServicelevelPerf2"},
    {"TestEvent", "AppFile,AppFunction,AppLine"},
    {"VoicemailUserEntry", "UniqueID"},
};

/* Numbered headers of configuration files; the numbers have six digits. */
static const char *const numbered[] = {"Category", "IsTemplate", "Line", "Templates"};

struct name {
	struct str text;
	size_t rank; /* in the order they were learnt */
};

struct http_names {
	struct name *v;
	size_t n;
	size_t room;
};

/* The form of one byte of a name in mxml (main/manager.c, xml_copy_escape()). */
static char
mangled(char c)
{
	bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');

	return plain ? str_lower(c) : '_';
}

/* The mangled form of text at i: a name that begins with a digit gets a _ in front. */
static char
mangled_at(struct str text, size_t i)
{
	bool digit = text.n && text.p[0] >= '0' && text.p[0] <= '9';

	if (digit && i == 0)
		return '_';
	i -= digit;
	return i < text.n ? mangled(text.p[i]) : '\0';
}

/* Order by the mangled forms. */
static int
compare(struct str a, struct str b)
{
	for (size_t i = 0;; i++) {
		char x = mangled_at(a, i), y = mangled_at(b, i);
		if (x != y)
			return x < y ? -1 : 1;
		if (x == '\0')
			return 0;
	}
}

/* Order like compare, then the first learnt first. */
static int
compare_names(const void *a, const void *b)
{
	const struct name *x = a, *y = b;
	int order = compare(x->text, y->text);

	if (order == 0)
		order = x->rank < y->rank ? -1 : 1;
	return order;
}

static void
learn(struct http_names *n, struct str text)
{
	if (n->n == n->room) {
		n->room = n->room ? n->room * 2 : 1024;
		n->v = mem_grow(n->v, n->room, sizeof(*n->v));
	}
	n->v[n->n] = (struct name){.text = text, .rank = n->n};
	n->n++;
}

static void
learn_list(struct http_names *n, const char *list)
{
	struct str rest = str_of(list), one;

	while (str_cut(&rest, ',', &one))
		if (one.n)
			learn(n, one);
}

/* The names of actions are keys too: in the reply to ListCommands. */
static void
learn_actions(struct http_names *n)
{
	size_t count;
	const struct action_facts *actions = catalog_actions(&count);

	for (size_t i = 0; i < count; i++)
		learn(n, str_of(actions[i].name));
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < actions[i].parameters_n; k++)
			learn(n, str_of(actions[i].parameters[k].name));
}

static void
learn_events(struct http_names *n)
{
	size_t count;
	const struct event_facts *events = catalog_events(&count);

	for (size_t i = 0; i < count; i++)
		learn_list(n, events[i].fields);
}

struct http_names *
http_names_new(void)
{
	struct http_names *n = mem_alloc(sizeof(*n));

	for (size_t i = 0; i < sizeof(replies) / sizeof(replies[0]); i++)
		learn_list(n, replies[i]);
	learn_events(n);
	learn_actions(n);
	qsort(n->v, n->n, sizeof(*n->v), compare_names);
	return n;
}

void
http_names_free(struct http_names *n)
{
	if (!n)
		return;
	free(n->v);
	free(n);
}

/* The key without the number that the second and later ones of a name have: "output-2". */
static struct str
without_number(struct str key)
{
	size_t end = key.n;

	while (end > 0 && key.p[end - 1] >= '0' && key.p[end - 1] <= '9')
		end--;
	return end > 1 && end < key.n && key.p[end - 1] == '-' ? str_head(key, end - 1) : key;
}

static bool
find_in_list(const char *list, struct str key, struct str *found)
{
	struct str rest = str_of(list), one;

	while (str_cut(&rest, ',', &one))
		if (one.n && compare(one, key) == 0) {
			*found = one;
			return true;
		}
	return false;
}

/* Among the headers of the current event, as it is sent, or else as it is documented. */
static bool
find_in_event(struct str event, struct str key, struct str *found)
{
	const struct event_facts *facts = catalog_event(event);

	for (size_t i = 0; i < sizeof(as_sent) / sizeof(as_sent[0]); i++)
		if (str_eq(event, str_of(as_sent[i].event)) &&
		    find_in_list(as_sent[i].names, key, found))
			return true;
	return facts && find_in_list(facts->fields, key, found);
}

/* The first of those with the same mangled form. */
static bool
find_known(const struct http_names *n, struct str key, struct str *found)
{
	size_t low = 0, high = n->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare(n->v[middle].text, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == n->n || compare(n->v[low].text, key) != 0)
		return false;
	*found = n->v[low].text;
	return true;
}

/* Is this "_000001" or several of them? */
static bool
are_numbers(struct str text)
{
	long number;

	for (; text.n; text = str_from_at(text, 7))
		if (text.n < 7 || text.p[0] != '_' ||
		    !str_number(str_from(text.p + 1, 6), 0, 999999, &number))
			return false;
	return true;
}

/* Append "Line-000000-000001" for line_000000_000001; false if the key is none of those. */
static bool
spell_numbered(struct str key, struct buf *out)
{
	for (size_t i = 0; i < sizeof(numbered) / sizeof(numbered[0]); i++) {
		struct str name = str_of(numbered[i]), rest = str_from_at(key, name.n);
		if (rest.n == 0 || !str_istarts(key, name) || !are_numbers(rest))
			continue;
		buf_adds(out, name);
		for (size_t k = 0; k < rest.n; k++)
			buf_addc(out, rest.p[k] == '_' ? '-' : rest.p[k]);
		return true;
	}
	return false;
}

/* Append "ChanVariable(CHANNEL)" if the key is that of the message's channel. */
static bool
spell_variable(struct str channel, struct str key, struct buf *out)
{
	struct buf name = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&name, "ChanVariable(%.*s)", STR_ARG(channel));
	bool same = channel.n && compare(buf_str(&name), key) == 0;
	if (same)
		buf_adds(out, buf_str(&name));
	buf_clear(&name);
	return same;
}

void
http_names_spell(
    const struct http_names *n, const struct http_message *m, struct str key, struct buf *out)
{
	struct str name = without_number(key);

	if (spell_numbered(name, out))
		return;
	if (str_starts(name, STR("chanvariable_")) && spell_variable(m->channel, name, out))
		return;
	if (!find_in_event(m->event, name, &name))
		find_known(n, name, &name);
	buf_adds(out, name);
}
