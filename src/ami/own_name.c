/* SPDX-License-Identifier: ISC */
/* The list of names; those of surplus headers (msg_surplus_of) are not among them. */
#include "ami/own_name.h"

static const char *const names[] = {
    "_server", "_time", "_error", "_seconds", "_status",
    "_seq", "_amsh", "_lost", "_missing", "_why", /* tail --state */
    "_outcome", "_cause", "_cause_text", "_tech_cause", "_dialled", /* originate */
    "_lasted", "_talked", "_hung_up_by", "_hung_up_channel", NULL};

bool
own_name_is(struct str name)
{
	return name.n && name.p[0] == '_' && str_in(name, names);
}
