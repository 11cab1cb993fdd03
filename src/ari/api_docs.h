/* SPDX-License-Identifier: ISC */
/*
 * A server's own documentation of ARI: /ari/api-docs/resources.json and, for each of these,
 * /ari/api-docs/RESOURCE.json, Swagger 1.1 (Asterisk 12 to 22, rest-api/api-docs). Pure: text in,
 * facts out.
 */
#ifndef ARI_API_DOCS_H
#define ARI_API_DOCS_H

#include "ari/operation.h"
#include "base/err.h"

/* Bounds, some ten times what Asterisk has. */
#define API_DOCS_TEXT       ((size_t)1 << 20) /* bytes of a document */
#define API_DOCS_OPERATIONS 1000
#define API_DOCS_PARAMETERS 200 /* of an operation; as many refusals */
#define API_DOCS_NAMES      500 /* of events; of resources */

/*
 * Read one document, JSON without blanks between its parts (ari/tidy.h, and what ari/reader.h makes
 * of a reply). What has no place in it is left out, and so is what cannot be typed: names with
 * blanks or control characters. ERR_FAILED: it is too big. Clear d in any case.
 */
int api_docs_read(struct ari_docs *d, struct str text, struct err *err);

#endif
