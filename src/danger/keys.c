/* SPDX-License-Identifier: ISC */
/*
 * DBDelTree: the entries below a family or key. The server searches with LIKE, in which % and _
 * match anything and case is ignored (main/db.c, deltree_stmt).
 */
#include "ami/action.h"
#include "base/text.h"
#include "client/client.h"
#include "client/perform.h"
#include "client/request.h"
#include "danger/danger.h"
#include "danger/plan.h"
#include "lang/args.h"
#include "lang/console.h"
#include "lang/settings.h"
#include "lang/split.h"
#include "session/item.h"

static const struct plan_kind kind = {
    .command = "db deltree",
    .verb = "Delete",
    .done = "deleted",
    .action = "DBDel",
    .names = {"Family", "Key"},
    .item = "DBDel",
    .gone = "Database entry",
};

/* The entries that were found. */
struct entries {
	struct plan *plan;
	struct str literal; /* "/FAMILY/KEY" as it was written */
	size_t beyond;      /* entries outside of it */
	struct err refused;
};

static bool
has_wildcard(struct str s)
{
	return str_chr(s, '%') < s.n || str_chr(s, '_') < s.n;
}

/* A script should do what it says, as should a line that a user agreed to; neither may have meant
 * the server's wildcards. */
static bool
reaches(const struct client *client, struct str block)
{
	bool wild = has_wildcard(action_value(block, STR("Family"))) ||
	            has_wildcard(action_value(block, STR("Key")));

	return !client->settings->yes && !client->settings->dry_run &&
	    (plan_is_asked(client) || wild);
}

/* Is this entry in the place given by the literal words? */
static bool
is_within(struct str entry, struct str literal)
{
	return str_starts(entry, literal) &&
	       (entry.n == literal.n || entry.p[literal.n] == '/');
}

/* Take "/FAMILY/KEY". */
static void
take_entry(struct entries *e, struct str entry)
{
	struct str rest = str_from_at(entry, 1), names[PLAN_NAMES];
	size_t slash = str_chr(rest, '/');

	if (!str_starts(entry, STR("/")) || slash == rest.n)
		return;
	names[0] = str_head(rest, slash);
	names[1] = str_from_at(rest, slash + 1);
	plan_add(e->plan, names, entry);
	e->beyond += !is_within(entry, e->literal);
}

static void
note_refusal(struct entries *e, struct str action, const struct item *item)
{
	if (item->kind == ITEM_REPLY && msg_is(&item->msg, MSG_RESPONSE, STR("Error")))
		request_refused(&e->refused, "", action, &item->msg);
}

static void
take_item(void *arg, const struct item *item)
{
	struct entries *e = arg;

	note_refusal(e, STR("DBGetTree"), item);
	if (item->kind == ITEM_LIST)
		take_entry(e, msg_get(&item->msg, STR("Key")));
}

static void
take_output(void *arg, const struct item *item)
{
	struct entries *e = arg;
	struct str entry, value;

	note_refusal(e, STR("Command"), item);
	for (size_t i = 0; i < item->msg.n; i++)
		if (str_ieq(msg_name(&item->msg, i), STR("Output")) &&
		    console_database_entry(msg_value(&item->msg, i), &entry, &value))
			take_entry(e, entry);
}

/* Ask the action that lists a tree. */
static int
ask_tree(struct client *client, struct str family, struct str key, struct entries *e,
    struct err *err)
{
	const struct header tree[] = {{STR("Family"), family}, {STR("Key"), key}};

	return perform_quietly(client, "DBGetTree", tree, 2, take_item, e, err);
}

/* Ask the console: servers before Asterisk 19 have no DBGetTree. */
static int
ask_console(
    struct client *client, struct str family, struct str key, struct entries *e, struct err *err)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);

	buf_addz(&line, "database show ");
	split_quote_double(&line, family);
	if (key.n) {
		buf_addc(&line, ' ');
		split_quote_double(&line, key);
	}
	const struct header command = {STR("Command"), buf_str(&line)};
	int failed = perform_quietly(client, "Command", &command, 1, take_output, e, err);
	buf_clear(&line);
	return failed;
}

static int
find_entries(struct client *client, struct str block, struct entries *e, struct err *err)
{
	struct str family = action_value(block, STR("Family"));
	struct str key = action_value(block, STR("Key"));
	int failed = ask_tree(client, family, key, e, err);

	if (!failed && e->refused.kind != ERR_NONE) {
		e->refused.kind = ERR_NONE;
		failed = ask_console(client, family, key, e, err);
	}
	if (!failed && e->refused.kind != ERR_NONE)
		failed = err_set(err, ERR_FAILED,
		    "db deltree: not done, since what it would delete cannot be shown: %s (--yes "
		    "deletes without asking)",
		    e->refused.text);
	return failed;
}

/* So many of the entries are not below the tree that was named. */
static void
note_wildcards(struct buf *note, struct str literal, size_t beyond)
{
	buf_addz(note, "-- the server treats % and _ as wildcards and ignores case: outside ");
	text_escape(note, literal);
	buf_addf(note, ": %zu of these\n", beyond);
}

static int
list(struct client *client, struct str block, struct plan *plan, bool *always, struct err *err)
{
	struct buf literal = BUF_INIT(BUF_MAX_LINE);
	struct str key = action_value(block, STR("Key"));

	buf_addf(&literal, "/%.*s%s%.*s", STR_ARG(action_value(block, STR("Family"))),
	    key.n ? "/" : "", STR_ARG(key));
	struct entries e = {.plan = plan, .literal = buf_str(&literal)};
	int failed = find_entries(client, block, &e, err);
	*always = e.beyond > 0;
	if (!failed && e.beyond)
		note_wildcards(&plan->note, buf_str(&literal), e.beyond);
	else if (!failed && !plan_is_asked(client))
		plan_reset(plan);
	else if (!failed && plan->n == 0)
		failed = err_set(
		    err, ERR_FAILED, "db deltree: no entries in %s", buf_z(&literal));
	buf_clear(&literal);
	return failed;
}

const struct danger danger_dbdeltree = {
    .action = "DBDelTree",
    .kind = &kind,
    .reaches = reaches,
    .list = list,
    .lists_by = "DBGetTree",
};
