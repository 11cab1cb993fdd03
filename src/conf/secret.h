/* SPDX-License-Identifier: ISC */
/* Secrets from where they are kept: the first line of a file, or of what a command prints. */
#ifndef CONF_SECRET_H
#define CONF_SECRET_H

#include "base/buf.h"
#include "base/err.h"

/*
 * Append the first line of a file to secret, a buffer of BUF_MAX_SECRET bytes, without a byte order
 * mark. *risk is what others can do with the file (trust_risk), or NULL. ERR_USAGE names the file.
 */
int secret_read_file(struct buf *secret, const char *file, const char **risk, struct err *err);

/*
 * Append the first line of what a command of /bin/sh prints. It has our standard error and, where
 * we have one, our terminal, so that it can ask. ERR_USAGE if it fails; no error shows the command,
 * which may hold private text.
 */
int secret_run(struct buf *secret, const char *command, struct err *err);

#endif
