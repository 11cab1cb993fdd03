/* SPDX-License-Identifier: ISC */
/* Whether a file of the user's is the user's alone, as ssh asks of keys and configuration. */
#ifndef CONF_TRUST_H
#define CONF_TRUST_H

#include <stdbool.h>
#include <sys/stat.h>

/*
 * What others can do with the file, to be put before its name: "others can read". secret: it holds
 * one, so that reading matters. NULL: nothing; so it is for pipes and devices, and what is root's is
 * everybody's. Static.
 */
const char *trust_risk(const struct stat *st, bool secret);

#endif
