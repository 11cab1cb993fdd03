/* SPDX-License-Identifier: ISC */
/* Checks that only the user has access to a file, as ssh does for keys and configuration. */
#ifndef CONF_TRUST_H
#define CONF_TRUST_H

#include <stdbool.h>
#include <sys/stat.h>

/*
 * What users other than this one and root can do with the file, for use before its name: "others
 * can read". secret: it contains one, so that reading matters. NULL: nothing, as for pipes and
 * devices. Static.
 */
const char *trust_risk(const struct stat *st, bool secret);

#endif
