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
	VALUE_FAMILY,  /* of the key-value store */
	VALUE_KEY,     /* of a family */
	VALUE_MODULE,  /* for one kind of loading */
	VALUE_LOADED,  /* a module that is loaded, without .so */
	VALUE_MASK,    /* of events */
	VALUE_UNIQUEID, /* of a channel that lives */
	VALUE_LINKEDID,
	VALUE_NUMBER,  /* of a caller who has a channel */
};

/* What a header of an action or an argument of a row takes. Of an event: action is empty. */
enum value_kind value_of_header(struct str action, struct str header);
enum value_kind value_of_argument(const struct cmd *cmd, const struct arg_spec *spec);

/* The header whose value decides which values there are: of a key its Family. NULL: none does. */
const char *value_depends(enum value_kind kind);

/* Add the values that the word being completed can become; of is the value of that header. */
void values_add(struct completion *c, const struct complete_source *source, enum value_kind kind,
    struct str of);

/* Those of the key-value store. */
void values_add_families(struct completion *c, const struct complete_source *source);
void values_add_keys(
    struct completion *c, const struct complete_source *source, struct str family);

/* The same for a console line; before has the words before this one. */
void values_add_console(
    struct completion *c, const struct complete_source *source, struct str before);

#endif
