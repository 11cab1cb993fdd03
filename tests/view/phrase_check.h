/* SPDX-License-Identifier: ISC */
/* Is a phrase of our own tables well formed, and does it name headers that its event has? */
#ifndef TESTS_VIEW_FORM_CHECK_H
#define TESTS_VIEW_FORM_CHECK_H

#include "base/str.h"

/* Fails the test with a text that names the event. Headers are looked for in the catalogue; events
 * that it does not know (of older servers) may name any. */
void phrase_check(const char *event, const char *phrase);

/* The same for an event of ARI, which may have members of any name. */
void phrase_check_ari(const char *event, const char *phrase);

#endif
