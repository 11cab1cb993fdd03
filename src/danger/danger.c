/* SPDX-License-Identifier: ISC */
/* Finds what an action would affect, asks, and does it. */
#include "danger/danger.h"

#include "ami/action.h"
#include "base/out.h"
#include "client/client.h"
#include "client/perform.h"
#include "client/send.h"
#include "danger/plan.h"
#include "lang/settings.h"

static const struct danger *const dangers[] = {
    &danger_confbridgekick, &danger_dbdeltree, &danger_hangup};

static const struct danger *
find(const struct client *client, const struct action *a)
{
	for (size_t i = 0; i < sizeof(dangers) / sizeof(dangers[0]); i++)
		if (str_ieq(buf_str(&a->name), str_of(dangers[i]->action)) &&
		    dangers[i]->reaches(client, buf_str(&a->wire)))
			return dangers[i];
	return NULL;
}

bool
danger_is_name(struct str first, struct str second)
{
	for (size_t i = 0; i < sizeof(dangers) / sizeof(dangers[0]); i++) {
		struct str rest = str_of(dangers[i]->kind->command), word;
		if (str_ieq(first, str_of(dangers[i]->action)))
			return true;
		if (str_cut(&rest, ' ', &word) && str_ieq(word, first) &&
		    (!rest.n || str_ieq(rest, second)))
			return true;
	}
	return false;
}

/* Nothing is sent, so what it affects is not known: show how that would be found out. */
static int
show_way(struct client *client, const struct danger *d, struct err *err)
{
	int failed = perform_named(client, d->lists_by, NULL, 0, err);

	if (!failed)
		out_notice("-- then a %s for each match, by its name", d->kind->action);
	return failed;
}

int
danger_run(struct client *client, struct action *a, struct err *err)
{
	const struct danger *d = find(client, a);
	struct plan plan;
	bool always = false;

	if (!d)
		return perform(client, a, err);
	if (send_allowed(client, a, err) < 0)
		return -1;
	if (client->settings->dry_run)
		return show_way(client, d, err);
	plan_init(&plan, d->kind);
	int failed = d->list(client, buf_str(&a->wire), &plan, &always, err);
	if (!failed && plan.n)
		failed = plan_confirm(client, &plan, always, err);
	if (!failed)
		failed = plan.n ? plan_run(client, &plan, err) : perform(client, a, err);
	plan_clear(&plan);
	return failed;
}
