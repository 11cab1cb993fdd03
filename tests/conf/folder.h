/* SPDX-License-Identifier: ISC */
/* A folder of a test's own, for the files that it reads. */
#ifndef TESTS_CONF_FOLDER_H
#define TESTS_CONF_FOLDER_H

#include <sys/types.h>

#include "base/str.h"

/* Make the folder; its path is valid until folder_remove, which deletes everything in it. */
const char *folder_make(void);
void folder_remove(void);

/* Write a file of that name and mode into it. Returns its path, good until the next call. */
const char *folder_write(const char *name, struct str text, mode_t mode);

#endif
