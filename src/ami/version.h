/* SPDX-License-Identifier: ISC */
/*
 * What a server's versions say about what it can do: that of the manager interface in the banner,
 * and that of Asterisk (the header AsteriskVersion of CoreSettings).
 */
#ifndef AMI_VERSION_H
#define AMI_VERSION_H

#include "base/str.h"

/* The 11 of the banner's "11.0.0"; -1 when it cannot be read. */
int version_manager_major(struct str banner);

/* Does the action Filter know the header MatchCriteria? It came with 18.26, 20.11, 21.6, 22.1 and
 * 23.0; other servers silently ignore it and read the filter differently, so a version that cannot
 * be read counts as one of them. */
bool version_has_match_criteria(struct str asterisk);

#endif
