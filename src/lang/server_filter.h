/* SPDX-License-Identifier: ISC */
/*
 * A filter of events as the server takes it (main/manager.c, manager_add_filter and
 * should_send_event; captures filter-*): in the newer form MatchCriteria and a text, in the older
 * one, which every version knows, a regular expression over the whole event. Pure.
 */
#ifndef LANG_SERVER_FILTER_H
#define LANG_SERVER_FILTER_H

#include "base/buf.h"
#include "base/err.h"

struct server_filter {
	struct buf typed;    /* what it was made from, as it could be typed after filter add */
	bool is_action;      /* or rather: the whole line */
	struct buf criteria; /* MatchCriteria; empty: there is only the older form */
	struct buf text;     /* Filter in the newer form; may be empty */
	struct buf regex;    /* Filter in the older form; empty: there is only the newer one */
};

/*
 * Make a filter from an event name or glob, "*" for every event, and at most one term on a header
 * (lang/term.h). All of it is case-sensitive, as on the server. ERR_USAGE says what a server cannot
 * filter by. Clear it in any case.
 */
int server_filter_from_term(
    struct server_filter *f, bool exclude, struct str event, struct str term, struct err *err);

/* Make a filter from a regular expression over the whole event. */
void server_filter_from_regex(struct server_filter *f, bool exclude, struct str regex);

/* Is this MatchCriteria, name(…),header(…)? */
bool server_filter_is_criteria(struct str word);

/* Make a filter from MatchCriteria and a text as the server takes them. */
void server_filter_from_criteria(
    struct server_filter *f, bool exclude, struct str criteria, struct str text);

/* Make a filter from an Action: Filter, as a block. */
void server_filter_from_action(struct server_filter *f, struct str block);

void server_filter_clear(struct server_filter *f);

#endif
