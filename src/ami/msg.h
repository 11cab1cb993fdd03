/* SPDX-License-Identifier: ISC */
/*
 * A message of the server: ordered fields, not a map, since headers repeat and their order matters.
 * Fields are offsets into the raw bytes, so a message can be moved with two copies.
 *
 * A message of ARI is JSON, and its fields are what the text holds, by the way that leads there:
 * caller.number. Arrays are one field. What cannot be shown beside these is hidden: found by its
 * name and never met on a walk: an object as a whole (caller), an element (channels[0]).
 */
#ifndef AMI_MSG_H
#define AMI_MSG_H

#include <stdint.h>

#include "base/str.h"

enum msg_kind {
	MSG_BANNER,   /* Asterisk Call Manager/11.0.0; its version is the value of field 0 */
	MSG_RESPONSE, /* the first line is Response:, or the second where the first is ActionID: */
	MSG_EVENT,    /* the same with Event: */
	MSG_OTHER,    /* neither: the raw lines of IAXnetstats, or of Queues up to Asterisk 14 */
};

/* In the order of the lines, but for Response or Event, which is the first field in any case. A
 * line without a colon has an empty name and the line as its value. Output lines of `Response:
 * Follows` are fields named Output (name points to the raw bytes only if it is there; see
 * msg_name). */
struct field {
	uint32_t name;
	uint32_t name_n;
	uint32_t value;
	uint32_t value_n;
};

#define FIELD_OUTPUT UINT32_MAX /* as name: the header Output, which ≤13 does not write */

/* Memory that is read into, and the fields of a huge message in it, or NULL. Zeroed at first;
 * memory_free at the end. */
struct memory {
	char *p;
	size_t size;
	struct field *fields;
};

struct msg {
	enum msg_kind kind;
	struct str raw; /* from the end of the previous message, including stray blank lines; of
	                 * ARI: the JSON text on one line, then names and values that are not in
	                 * it as they are */
	const struct field *fields;
	size_t n;
	size_t hidden; /* further fields after these */
	size_t json;   /* bytes of JSON text that raw begins with; 0: a message of AMI */
	int64_t time;  /* when it came, ms since 1970: by the recording that is played, else by
	                * the clock here; 0: not known */
	bool composed; /* made by this program: its repeated headers are intended */
	/* An event for all clients with its first two fields, Event and Privilege; split_framed
	 * makes all of them. Only within session. */
	bool framed;
	/* What raw is in, if whoever keeps the message may take that over: see msg_take. */
	struct memory *memory;
};

/* Field i (i < m->n + m->hidden) as views into the raw bytes. Inline, since every field is read
 * often. */
static inline struct str
msg_name(const struct msg *m, size_t i)
{
	const struct field *f = &m->fields[i];

	return f->name == FIELD_OUTPUT ? STR("Output") : str_from(m->raw.p + f->name, f->name_n);
}

static inline struct str
msg_value(const struct msg *m, size_t i)
{
	const struct field *f = &m->fields[i];

	return str_from(m->raw.p + f->value, f->value_n);
}

/*
 * Headers that identify an event or answer, its time and its channel have one value, and callers
 * can forge further lines of such a name: Event, ActionID, Channel, … The first counts wherever a
 * value is looked up. The others have their own name: _Event, _ActionID, … Is this such a header?
 */
bool msg_has_once(const struct msg *m, struct str name);

/* The header whose further lines have this name; empty for every other name. */
struct str msg_surplus_of(struct str name);

/* All such names, one after the other: empty after the last. */
struct str msg_surplus_at(size_t i);

/* Walks over the fields with the names that they are known by. Zeroed at first. */
struct msg_walk {
	size_t i; /* the next field */
	uint32_t seen;
};
bool msg_next(struct msg_walk *w, const struct msg *m, struct str *name, struct str *value);

/* The values of that name (case ignored), in order: false after the last. *at is 0 at first. */
bool msg_each(const struct msg *m, struct str name, size_t *at, struct str *value);

/* The value of the first header of that name (case ignored); false leaves *value empty. */
bool msg_find(const struct msg *m, struct str name, struct str *value);

/* The same with the empty view for what is not there. */
struct str msg_get(const struct msg *m, struct str name);

/* Is it among the hidden fields (case ignored)? */
bool msg_is_hidden(const struct msg *m, struct str name);

/* The JSON text of a message of ARI; empty for one of AMI. */
static inline struct str
msg_json(const struct msg *m)
{
	return str_from(m->raw.p, m->json);
}

/* The value of field i as the JSON text has it: a string with its quotes, a number, an object.
 * False: it is a string that is not there, or not as it is. */
bool msg_json_value(const struct msg *m, size_t i, struct str *json);

/* Is this a value, or one of the ways in which Asterisk says that there is none: empty, <unknown>,
 * (null)? */
bool msg_is_value(struct str value);

/* The value of the first line: the event's name, Success, Error, … */
struct str msg_title(const struct msg *m);

/* Is the first line's value this (case ignored)? */
bool msg_is(const struct msg *m, enum msg_kind kind, struct str title);

/* Is this the answer to a console command? It has output, which may be empty. */
bool msg_is_output(const struct msg *m);

/* Does it answer that the action, or the request, failed? Up to 13 a console command that does not
 * exist is answered by `Response: Follows` and the console's own words (main/cli.c,
 * ast_cli_command_full()). */
bool msg_is_error(const struct msg *m);

/* A copy that outlives the buffer m was parsed in, in one piece of memory: the caller frees it with
 * free(). And the bytes that it takes. */
struct msg *msg_keep(const struct msg *m);
size_t msg_keep_size(const struct msg *m);

void memory_free(struct memory *memory); /* leaves it zeroed */

/* The same, but the bytes of a message that has memory are not copied, nor are fields there: their
 * owner loses it, and m stays as it is for as long as the copy. msg_release frees that; NULL is
 * allowed. */
struct msg *msg_take(const struct msg *m);
void msg_release(struct msg *m);

#endif
