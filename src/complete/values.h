/* SPDX-License-Identifier: ISC */
/* Values that only the server knows, as candidates of a completion: its queues, extensions, … */
#ifndef COMPLETE_VALUES_H
#define COMPLETE_VALUES_H

#include "complete/candidates.h"
#include "complete/source.h"

enum value_kind {
	VALUE_NONE,
	VALUE_CHANNEL, /* that lives */
	VALUE_QUEUE,
	VALUE_ENDPOINT, /* alice */
	VALUE_DEVICE,   /* PJSIP/alice, SIP/alice, IAX2/branch, DAHDI/1 */
	VALUE_SIP_PEER,
	VALUE_DAHDI,    /* the number of a DAHDI channel */
	VALUE_CONTEXT,
	VALUE_EXTEN,
	VALUE_DEST,    /* exten@context */
	VALUE_CONSOLE, /* a line of the console */
};

/* What a header of an action or an argument of a row takes. */
enum value_kind value_of_header(struct str action, struct str header);
enum value_kind value_of_argument(const struct cmd *cmd, const struct arg_spec *spec);

/* Add the values that the word being completed can become. */
void values_add(
    struct completion *c, const struct complete_source *source, enum value_kind kind);

/* The same for a console line; before has the words before this one. */
void values_add_console(
    struct completion *c, const struct complete_source *source, struct str before);

#endif
