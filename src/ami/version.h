/* SPDX-License-Identifier: ISC */
/*
 * What a server's version says about what it can do. The version is that of Asterisk (the header
 * AsteriskVersion of CoreSettings), not that of the manager interface in the banner.
 */
#ifndef AMI_VERSION_H
#define AMI_VERSION_H

#include "base/str.h"

/* Does the action Filter know the header MatchCriteria? It came with 18.26, 20.11, 21.6, 22.1 and
 * 23.0; other servers ignore it without a word and take the filter for something else, so a version
 * that cannot be read is one of them. */
bool version_has_match_criteria(struct str asterisk);

#endif
