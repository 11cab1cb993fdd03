/* SPDX-License-Identifier: ISC */
/*
 * Decides which text is a secret, for everything that shows or stores traffic or typed lines: -vv,
 * recordings, --dry-run, errors, the history. In doubt it hides too much; what is hidden becomes
 * "***".
 */
#ifndef BASE_REDACT_H
#define BASE_REDACT_H

#include "base/buf.h"

/*
 * Is this the name of a header, variable or column whose value nobody may see (Secret, Password,
 * AuthKey, Authorization, DB_PASSWD, __API_TOKEN, …)? Of a function of the dialplan what it is last
 * given counts: DB(auth/password), PJSIP_HEADER(add,Authorization). Case is ignored. Key and Pass
 * count too, though other things have these names as well.
 */
bool redact_is_secret(struct str name);

/*
 * Append prose, with what follows the name of a secret and a = or : hidden to the end of the line,
 * and the password of a URL. Key and Pass count only where a line begins; a : that a blank follows
 * is punctuation.
 */
void redact_text(struct buf *out, struct str text);

/* Append the value of something, whose lines hide what those of prose do, after a : and a blank
 * too. */
void redact_value(struct buf *out, struct str value);

/*
 * Append blocks of headers ("Name: value" lines, an empty line ends one), with hidden: the value of
 * a secret; the Value that belongs to a Variable, the Value-000001 to a Var-000001 and the Val to a
 * Key, when that names a secret or (Value-000001) is missing; and in any value what redact_text
 * hides, after a : and a blank too. In a Command the value may be the next word. The Key of a DB
 * action is not a secret.
 */
void redact_blocks(struct buf *out, struct str blocks);

#endif
