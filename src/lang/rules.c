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

static bool
is_everything(const struct terms *f)
{
	return f->n == 0 && (!f->names || strcmp(f->names, "*") == 0);
}

void
rules_add(struct rules *rules, bool show, struct terms *terms)
{
	if (is_everything(terms))
		rules_clear(rules);
	rules->v = mem_grow(rules->v, rules->n + 1, sizeof(*rules->v));
	rules->v[rules->n++] = (struct rule){.show = show, .terms = *terms};
	*terms = (struct terms){0};
}

bool
rules_show(const struct rules *rules, const struct msg *m)
{
	for (size_t i = rules->n; i-- > 0;)
		if (terms_match(&rules->v[i].terms, m))
			return rules->v[i].show;
	return true;
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
