/* SPDX-License-Identifier: ISC */
/* Compares names, classes and permissions of events with what is waited for. Prints only
 * notices. */
#include "await/awaited.h"

#include "ami/catalog.h"
#include "ari/types.h"
#include "await/meanwhile.h"
#include "base/out.h"
#include "base/suggest.h"
#include "client/ari_feed.h"
#include "client/cache.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/event_mask.h"
#include "client/loop.h"
#include "lang/args.h"
#include "lang/mask.h"
#include "lang/settings.h"
#include "lang/term.h"

static const char *
candidate(void *arg, size_t i)
{
	size_t n;
	const struct event_facts *events = catalog_events(&n);

	(void)arg;
	return i < n ? events[i].name : NULL;
}

static bool
is_glob(struct str name)
{
	return str_chr(name, '*') < name.n || str_chr(name, '?') < name.n ||
	       str_chr(name, '[') < name.n;
}

/* Does the server know the event's name: 1 yes, 0 no, -1 it does not say. */
static int
ask_server(struct client *client, struct str name, int *told, struct err *err)
{
	struct str text;

	*told = -1;
	if (!client->connection->online || client->settings->dry_run ||
	    scheme_is_file(client->connection->endpoint.scheme))
		return 0;
	if (cache_learn_text(client->cache, TOPIC_EVENT, name, &text, err) < 0)
		return -1;
	if (str_istarts(text, STR("Could not find event")))
		*told = 0;
	else if (text.n && !str_istarts(text, STR("No such command")))
		*told = 1;
	return 0;
}

/* The catalog has no such name. */
static int
check_unknown(struct client *client, const char *who, struct str name, bool comes, struct err *err)
{
	struct buf like = BUF_INIT(BUF_MAX_LINE);
	int told = -1, failed = 0;

	if (comes && ask_server(client, name, &told, err) < 0)
		return -1;
	if (told == 1)
		return 0;
	suggest_hint(&like, name, candidate, NULL);
	if (told == 0 && like.n)
		failed = err_set(err, ERR_USAGE,
		    "%s: no such event: %.*s%s; a glob is not checked: %.*s*", who,
		    STR_ARG(name), buf_z(&like), STR_ARG(name));
	else
		out_remark("-- %s: %s no event %.*s%s", who,
		    told == 0 ? "the server knows" : "amsh knows", STR_ARG(name), buf_z(&like));
	buf_clear(&like);
	return failed;
}

/* The mask that is in force for those who wait. */
static void
check_class(const struct client *client, const char *who, const struct event_facts *facts)
{
	struct str class = str_of(facts->class);
	bool passes = event_mask_passes(client->mask, class);

	if (!client->connection->online || passes ||
	    scheme_is_file(client->connection->endpoint.scheme))
		return;
	bool off = str_eq(buf_str(&client->mask->user), STR("off"));
	out_remark(
	    "-- %s: %s is of class %s, which the event mask leaves out (events %.*s%s%s includes "
	    "it)", who,
	    facts->name, facts->class, STR_ARG(off ? STR("") : buf_str(&client->mask->user)),
	    off ? "" : ",", facts->class);
}

/* The classes that the account may read; no p: nobody tells. */
static int
learn_rights(struct client *client, struct str *rights, struct err *err)
{
	const char *user = client->connection->endpoint.user;
	struct str text, line;

	*rights = (struct str){NULL, 0};
	if (!client->connection->online || client->settings->dry_run || !user ||
	    scheme_is_file(client->connection->endpoint.scheme))
		return 0;
	if (cache_learn_text(client->cache, TOPIC_ACCOUNT, str_of(user), &text, err) < 0)
		return -1;
	while (str_cut(&text, '\n', &line)) {
		struct str shown = str_trim(line);
		if (str_istarts(shown, STR("read perm:")))
			*rights = str_trim(str_from_at(shown, str_chr(shown, ':') + 1));
	}
	return 0;
}

/* Is the class missing among the rights that were told? */
static bool
is_missing(struct str rights, struct str class)
{
	return rights.p && !mask_has(rights, class);
}

int
awaited_rights(struct client *client, struct str names, struct buf *out, struct err *err)
{
	struct str rights, rest = names, name;

	while (str_cut(&rest, ',', &name))
		if (!catalog_event(name))
			return 0;
	if (learn_rights(client, &rights, err) < 0)
		return -1;
	for (rest = names; str_cut(&rest, ',', &name);)
		if (!is_missing(rights, str_of(catalog_event(name)->class)))
			return 0;
	const struct event_facts *facts = catalog_event(str_head(names, str_chr(names, ',')));
	if (facts)
		buf_addf(out, " (%s may not read class %s: read = %.*s in manager.conf)",
		    client->connection->endpoint.user, facts->class, STR_ARG(rights));
	return 0;
}

int
awaited_note(struct client *client, const char *who, struct str names, struct err *err)
{
	struct buf why = BUF_INIT(BUF_MAX_LINE);
	int failed = awaited_rights(client, names, &why, err);

	if (!failed && why.n)
		out_remark("-- %s: no %.*s will come%s", who, STR_ARG(names), buf_z(&why));
	buf_clear(&why);
	return failed;
}

/* Does amsh know this type of ARI's events? A later Asterisk may have more. */
static void
check_ari(const char *who, struct str type)
{
	struct buf like = BUF_INIT(BUF_MAX_LINE);

	if (is_glob(type) || ari_type_is_known(type))
		return;
	suggest_hint(&like, type, ari_type_candidate, NULL);
	out_remark("-- %s: amsh knows no event ari:%.*s%s", who, STR_ARG(type), buf_z(&like));
	buf_clear(&like);
}

static int
check_names(struct client *client, const char *who, struct str names, bool comes, struct err *err)
{
	struct str rest = names, name;

	while (str_cut(&rest, ',', &name)) {
		const struct event_facts *facts = catalog_event(name);
		if (terms_origins(name) == TERMS_ARI) {
			check_ari(who, str_from_at(name, STR(TERMS_ARI_PREFIX).n));
			continue;
		}
		if (name.n == 0 || is_glob(name) || (!facts && catalog_event_was(name)))
			continue;
		if (facts && comes)
			check_class(client, who, facts);
		if (!facts && check_unknown(client, who, name, comes, err) < 0)
			return -1;
	}
	return 0;
}

int
awaited_check(struct client *client, const char *who, struct str names, bool comes, struct err *err)
{
	struct term_parts parts;
	struct meanwhile meanwhile;

	if (term_split(&parts, names))
		return 0;
	if (!comes)
		return check_names(client, who, names, comes, err);
	meanwhile_begin(&meanwhile, client, names);
	int failed = check_names(client, who, names, comes, err);
	meanwhile_end(&meanwhile);
	return failed;
}

int
awaited_open(struct client *client, unsigned hears, struct err *err)
{
	return hears & HEARS_ARI && !client->settings->dry_run ? ari_feed_need(client, err) : 0;
}

bool
awaited_are_gone(const struct client *client, unsigned hears)
{
	return (hears & HEARS_AMI && connection_is_gone(client->connection)) ||
	       (hears & HEARS_ARI && !ari_feed_is_open(client));
}

int
awaited_why_gone(const struct client *client, unsigned hears, struct err *err)
{
	if (hears & HEARS_ARI && ari_feed_why_gone(client, err) < 0)
		return -1;
	return hears & HEARS_AMI ? connection_why_gone(client->connection, err) : 0;
}

int
awaited_mask(struct client *client, struct str mask, struct err *err)
{
	static const char *const all[] = {"on", "off", "all", "none"};
	struct str rights, rest = mask, class;

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (str_eq(mask, str_of(all[i])))
			return 0;
	if (learn_rights(client, &rights, err) < 0)
		return -1;
	while (str_cut(&rest, ',', &class))
		if (is_missing(rights, class))
			out_remark(
			    "-- events: %s may not read class %.*s: read = %.*s in manager.conf",
			    client->connection->endpoint.user, STR_ARG(class), STR_ARG(rights));
	return 0;
}

int
awaited_terms(struct client *client, const struct args *args, struct terms *terms, struct err *err)
{
	struct str word;

	if (args_has(args, "EVENT") && terms_add(terms, args_get(args, "EVENT"), err) < 0)
		return -1;
	for (size_t at = 0; args_next(args, "TERM", &at, &word);)
		if (terms_add(terms, word, err) < 0)
			return -1;
	if (awaited_check(client, args->cmd->name, args_get(args, "EVENT"), true, err) < 0)
		return -1;
	return awaited_open(client, terms_origins(str_of(terms->names)), err);
}
