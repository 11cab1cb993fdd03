/* SPDX-License-Identifier: ISC */
/* The types of ARI's events that amsh knows. A server may have more. */
#ifndef ARI_TYPES_H
#define ARI_TYPES_H

#include "base/str.h"

/* Type i, NULL after the last; as base/suggest asks for names. */
const char *ari_type_candidate(void *arg, size_t i);

/* Is it one of them (case ignored)? */
bool ari_type_is_known(struct str type);

#endif
