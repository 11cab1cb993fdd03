/* SPDX-License-Identifier: ISC */
/* Tells of a step. */
#include "net/stages.h"

#include <stdarg.h>

#include "base/buf.h"

void
stages_tell(const struct stages *s, enum stage_kind stage, enum stage_state state,
    const char *format, ...)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	va_list ap;

	if (!s)
		return;
	va_start(ap, format);
	buf_addvf(&text, format, ap);
	va_end(ap);
	s->take(s->arg, stage, state, buf_str(&text));
	buf_clear(&text);
}
