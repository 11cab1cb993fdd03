/* SPDX-License-Identifier: ISC */
/* The command filter: the server's own filters of events. */
#include "await/awaited.h"
#include "base/out.h"
#include "base/text.h"
#include "client/client.h"
#include "client/filters.h"
#include "lang/args.h"
#include "lang/server_filter.h"
#include "lang/term.h"

/* Add a filter for each of the events, with the one term there may be, or for a term alone. */
static int
add_events(struct client *client, const struct args *args, bool exclude, struct err *err)
{
	struct str rest = args_get(args, "EVENT"), term = STR(""), more, event;
	struct term_parts parts;
	struct server_filter f;
	size_t at = 0;
	int failed = 0;

	if (term_split(&parts, rest)) {
		term = rest;
		rest = STR("*");
	} else {
		args_next(args, "TERM", &at, &term);
	}
	if (args_next(args, "TERM", &at, &more))
		return err_set(err, ERR_USAGE,
		    "filter: one term too many: %.*s (a server filter checks one header)",
		    STR_ARG(more));
	while (!failed && str_cut(&rest, ',', &event)) {
		failed = server_filter_from_term(&f, exclude, event, term, err);
		if (!failed)
			failed = filters_add(client->filters, &f, err);
		else
			server_filter_clear(&f);
	}
	if (!failed && !exclude)
		failed = awaited_check(client, "filter", args_get(args, "EVENT"), false, err);
	return failed;
}

/* Add a filter in the words of the server: name(…) header(…) method(…) TEXT. */
static int
add_criteria(struct client *client, const struct args *args, bool exclude, struct err *err)
{
	struct buf criteria = BUF_INIT(BUF_MAX_LINE), text = BUF_INIT(BUF_MAX_LINE);
	struct server_filter f;
	struct str word;

	buf_adds(&criteria, args_get(args, "EVENT"));
	for (size_t at = 0; args_next(args, "TERM", &at, &word);) {
		struct buf *to = !text.n && server_filter_is_criteria(word) ? &criteria : &text;
		if (to->n)
			buf_addc(to, to == &text ? ' ' : ',');
		buf_adds(to, word);
	}
	server_filter_from_criteria(&f, exclude, buf_str(&criteria), buf_str(&text));
	int failed = filters_add(client->filters, &f, err);
	buf_clear(&criteria);
	buf_clear(&text);
	return failed;
}

static int
add(struct client *client, const struct args *args, struct err *err)
{
	struct str event = args_get(args, "EVENT");
	bool exclude = args_has(args, "exclude");
	struct server_filter f;
	struct str regex;

	if (event.n == 0)
		return err_set(err, ERR_USAGE, "filter add needs an EVENT, a /regex/ or criteria");
	if (server_filter_is_criteria(event))
		return add_criteria(client, args, exclude, err);
	if (!str_in_slashes(event, &regex))
		return add_events(client, args, exclude, err);
	server_filter_from_regex(&f, exclude, regex);
	return filters_add(client->filters, &f, err);
}

/* Print the filters as they could be typed; those that end with the connection as comments. */
static void
list(const struct client *client)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT), line = BUF_INIT(BUF_MAX_LINE);

	static const char *const marks[] = {
	    [FILTER_ADDED] = "",
	    [FILTER_CLEARED] = "# until this connection ends: ",
	    [FILTER_UNKNOWN] = "# the server may or may not have it: ",
	    [FILTER_REFUSED] = "# not restored: ",
	    [FILTER_SENT] = "# not known yet: ",
	};

	for (size_t i = 0; i < filters_count(client->filters); i++) {
		buf_addz(&out, marks[filters_state(client->filters, i)]);
		buf_reset(&line);
		filters_type(client->filters, i, &line);
		text_escape(&out, buf_str(&line));
		buf_addc(&out, '\n');
	}
	out_write(buf_str(&out));
	buf_clear(&out);
	buf_clear(&line);
}

/* Filters stay until the connection ends; they cannot be removed. */
static int
clear(struct client *client, struct err *err)
{
	size_t n = filters_count(client->filters);

	if (n == 0)
		return 0;
	filters_end(client->filters);
	return err_set(err, ERR_FAILED,
	    "filter clear: a server cannot remove filters: %zu %s until this connection ends, and "
	    "will not be added to the next",
	    n, n == 1 ? "stays" : "stay");
}

static int
run_filter(struct client *client, const struct args *args, struct err *err)
{
	struct str what = args_get(args, "WHAT");

	if (str_ieq(what, STR("add")))
		return add(client, args, err);
	if (args_has(args, "EVENT"))
		return err_set(err, ERR_USAGE, "filter %.*s: one word too many: %.*s",
		    STR_ARG(what), STR_ARG(args_get(args, "EVENT")));
	if (str_ieq(what, STR("clear")))
		return clear(client, err);
	list(client);
	return 0;
}

const struct cmd cmd_filter = {
    .name = "filter",
    .group = GROUP_EVENTS,
    .summary = "make the server filter events",
    .help =
        "After filter add EVENT [TERM] the server sends only events that match this or another "
        "added filter. With -x it leaves out those that match. EVENT is a list of names or globs, "
        "* for every event; TERM is Header=glob or Header~regex. Matching is case-sensitive. The "
        "filter is sent as MatchCriteria to a server that supports it, otherwise as a regular "
        "expression. Two other forms are sent as they are: /regex/, which is matched against the "
        "whole event, and name(EVENT) header(HEADER) method(METHOD) TEXT. filter list, or filter "
        "alone, lists the filters that were added. They last as long as the connection, and are "
        "added again after it was lost. A server cannot remove a filter: filter clear only forgets "
        "them for the next connection, and says so. Until then filter list shows them as comments.",
    .examples = (const struct example[]){
        {"filter add Newchannel,Hangup", "Let the server send only these events."},
        {"filter add -x VarSet,Newexten", "Or all but these."},
        {0}},
    .args =
        (const struct arg_spec[]){
            {.name = "WHAT", .type = ARG_CHOICE, .optional = true, .choices = "add|list|clear"},
            {.name = "exclude", .type = ARG_FLAG, .optional = true, .option = "-x"},
            {.name = "EVENT", .type = ARG_EVENT, .optional = true},
            {.name = "TERM", .type = ARG_TERM, .optional = true, .repeated = true}, {0}},
    .flags = CMD_SESSION,
    .action = "Filter",
    .run = run_filter,
};
