/* SPDX-License-Identifier: ISC */
/* A strict reader of JSON text, to hold our own against. */
#ifndef TESTS_VIEW_JSON_CHECK_H
#define TESTS_VIEW_JSON_CHECK_H

#include "base/str.h"

/* Is line one JSON object (RFC 8259) whose keys differ, in valid UTF-8? */
bool json_check(struct str line);

#endif
