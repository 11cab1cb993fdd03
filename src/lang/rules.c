/* SPDX-License-Identifier: ISC */
/* Show and hide rules; decides only. */
#include "lang/rules.h"

#include <stdlib.h>

#include "base/mem.h"

static const char noisy[] = "VarSet,RTCP*,TestEvent,CEL,ChallengeSent,SuccessfulAuth";

void
rules_init(struct rules *rules)
{
	struct terms hidden = {0};
	struct err err;

	*rules = (struct rules){0};
	terms_add(&hidden, str_of(noisy), &err);
	rules_add(rules, false, &hidden);
}

void
rules_clear(struct rules *rules)
{
	for (size_t i = 0; i < rules->n; i++)
		terms_clear(&rules->v[i].terms);
	free(rules->v);
	*rules = (struct rules){0};
}

/* Is it a rule for every event of AMI, or of ARI? */
static bool
is_everything(const struct terms *f)
{
	struct str names = str_of(f->names);

	return f->n == 0 && (!f->names || str_eq(names, STR("*")) ||
	        str_ieq(names, STR(TERMS_ARI_PREFIX "*")));
}

/* Remove what a rule for everything of an origin replaces. */
static void
replace(struct rules *rules, unsigned origin)
{
	size_t n = 0;

	for (size_t i = 0; i < rules->n; i++) {
		struct terms *terms = &rules->v[i].terms;
		if (terms_origins(str_of(terms->names)) == origin)
			terms_clear(terms);
		else
			rules->v[n++] = rules->v[i];
	}
	rules->n = n;
}

void
rules_add(struct rules *rules, bool show, struct terms *terms)
{
	if (is_everything(terms))
		replace(rules, terms_origins(str_of(terms->names)));
	rules->v = mem_grow(rules->v, rules->n + 1, sizeof(*rules->v));
	rules->v[rules->n++] = (struct rule){.show = show, .terms = *terms};
	*terms = (struct terms){0};
}

bool
rules_show(const struct rules *rules, const struct msg *m)
{
	unsigned origin = terms_origin_of(m);

	for (size_t i = rules->n; i-- > 0;) {
		const struct terms *terms = &rules->v[i].terms;
		if (terms_origins(str_of(terms->names)) & origin && terms_match(terms, m))
			return rules->v[i].show;
	}
	return origin == TERMS_AMI || !str_eq(msg_title(m), STR("ChannelVarset"));
}

void
rules_print(const struct rules *rules, struct buf *out)
{
	for (size_t i = 0; i < rules->n; i++) {
		buf_addz(out, rules->v[i].show ? "show " : "hide ");
		terms_print(out, &rules->v[i].terms);
		buf_addc(out, '\n');
	}
}
