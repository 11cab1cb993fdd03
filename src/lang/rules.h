/* SPDX-License-Identifier: ISC */
/*
 * Which events the interactive shell prints: a list of show and hide rules, the last one that
 * matches decides. Without a match an event is shown. The list begins with rules for noisy events
 * (VarSet, RTCP reports, …). A rule without names is about AMI's events. Of those of ARI,
 * ChannelVarset is the noisy one: only a rule shows it.
 */
#ifndef LANG_RULES_H
#define LANG_RULES_H

#include "lang/term.h"

struct rule {
	bool show;
	struct terms terms;
};

struct rules {
	struct rule *v;
	size_t n;
};

void rules_init(struct rules *rules);
void rules_clear(struct rules *rules);

/* Add a rule at the end; it takes the terms over. A rule for everything replaces all before it. */
void rules_add(struct rules *rules, bool show, struct terms *terms);

bool rules_show(const struct rules *rules, const struct msg *m);

/* Append one line for each rule, as it could be typed. */
void rules_print(const struct rules *rules, struct buf *out);

#endif
