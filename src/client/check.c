/* SPDX-License-Identifier: ISC */
/* Checks headers against the catalog and the server's documentation of the action. */
#include "client/check.h"

#include "ami/catalog.h"
#include "ami/docs.h"
#include "base/out.h"
#include "base/suggest.h"
#include "client/cache.h"
#include "client/client.h"
#include "lang/args.h"
#include "lang/names.h"
#include "lang/settings.h"

/* Everything that is known of an action. */
struct sources {
	const struct action_facts *facts; /* or NULL */
	const struct docs *docs;          /* or NULL */
};

static const struct parameter *
find_in_catalog(const struct sources *s, struct str name)
{
	return s->facts ? parameter_find(s->facts->parameters, s->facts->parameters_n, name) : NULL;
}

static const struct parameter *
find_in_docs(const struct sources *s, struct str name)
{
	return s->docs ? parameter_find(s->docs->v, s->docs->n, name) : NULL;
}

static const char *
candidate(void *arg, size_t i)
{
	const struct sources *s = arg;
	size_t n = s->docs ? s->docs->n : 0;

	if (i < n)
		return s->docs->v[i].name;
	return s->facts && i - n < s->facts->parameters_n ? s->facts->parameters[i - n].name : NULL;
}

/* The action has no such header, as far as known. */
static void
note_unknown(const struct sources *s, struct str who, struct str name)
{
	struct sources one = *s;
	struct buf near = BUF_INIT(BUF_MAX_LINE);

	if (!s->facts && !s->docs)
		return;
	if (s->docs)
		one.facts = NULL;
	suggest_hint(&near, name, candidate, &one);
	out_remark("-- %.*s has no header %.*s%s; it is sent anyway", STR_ARG(who),
	    STR_ARG(name), buf_z(&near));
	buf_clear(&near);
}

static int
refuse(struct str who, const struct parameter *p, const struct header *h, struct err *err)
{
	struct buf rule = BUF_INIT(BUF_MAX_LINE);

	parameter_rule(p, &rule);
	err_set(err, ERR_USAGE, "%.*s: %.*s %s: %.*s", STR_ARG(who), STR_ARG(h->name),
	    buf_z(&rule), STR_ARG(h->value));
	buf_clear(&rule);
	return -1;
}

/* In a dry run ${…} is not replaced, so the value is unknown. */
static bool
is_open(const struct client *client, const struct header *h)
{
	return client->settings->dry_run && str_find(h->value, STR("${")) < h->value.n;
}

static int
check(struct client *client, struct str who, struct str action, const struct header *h,
    const struct parameter **found, struct err *err)
{
	struct sources s = {.facts = catalog_action(action)};
	const struct parameter *known = find_in_catalog(&s, h->name);

	*found = known;
	if (str_ieq(h->name, STR("ActionID")) || is_open(client, h) ||
	    (known ? parameter_takes(known, h->value) : s.facts && s.facts->any_header))
		return 0;
	/* A newer server may know more, but not one that does not even list its actions. */
	if (!s.facts && cache_actions(client->cache)->untold)
		return 0;
	if (cache_learn_docs(client->cache, action, &s.docs, err) < 0)
		return -1;
	const struct parameter *told = find_in_docs(&s, h->name);
	if (told)
		*found = told;
	if (told && parameter_takes(told, h->value))
		return 0;
	if (known || told)
		return refuse(who, known ? known : told, h, err);
	note_unknown(&s, who, h->name);
	return 0;
}

int
check_header(struct client *client, struct str action, const struct header *h, struct err *err)
{
	const struct parameter *p;
	struct err doubt;

	if (check(client, action, action, h, &p, err) < 0)
		return -1;
	if (p && parameter_doubt(p, h->value, &doubt) < 0)
		out_remark("-- %.*s: %s", STR_ARG(action), doubt.text);
	return 0;
}

int
check_row_header(struct client *client, const struct cmd *cmd, const struct header *h,
    struct err *err)
{
	const struct parameter *p;

	if (check(client, str_of(cmd->name), str_of(cmd->action), h, &p, err) < 0)
		return -1;
	if (p && parameter_doubt(p, h->value, err) < 0) {
		err_prefix(err, "%s", cmd->name);
		return -1;
	}
	return 0;
}
