/* SPDX-License-Identifier: ISC */
/* Whether a file of the user's is the user's alone, as ssh asks of keys and configuration. */
#ifndef CONF_TRUST_H
#define CONF_TRUST_H

#include <stdbool.h>
#include <sys/stat.h>

/*
 * What others than the user and root can do with the file, to be put before its name: "others can
 * read". secret: it holds one, so that reading matters. NULL: nothing, as with pipes and devices.
 * Static.
 */
const char *trust_risk(const struct stat *st, bool secret);

#endif
