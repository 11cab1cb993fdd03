/* SPDX-License-Identifier: ISC */
/* What a line is, and the fields of a whole event in one pass. */
#ifndef AMI_SPLIT_H
#define AMI_SPLIT_H

#include "ami/msg.h"

/* Fields that are used again and again. Zeroed at first; free(fields->p) at the end. */
struct fields {
	struct field *p;
	size_t size;
};

/* Where the colon after the name is, or line.n. The name in `ChanVariable(IAX2/pbx:4569-7): x=y`
 * may hold colons. */
size_t split_colon(struct str line);

/* Is it a header under a name of what this program adds? Such a line is left out. */
bool split_is_forged(struct str line);

/* Make all fields of a message that is framed, as its lines would give them: views that are good
 * until fields are used again. */
void split_framed(struct fields *fields, struct msg *m);

#endif
