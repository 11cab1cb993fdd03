/* SPDX-License-Identifier: ISC */
/*
 * Takes bytes cut anywhere, gives messages. Uses no socket or clock, scans nothing twice.
 * Understands Asterisk 1.2 to today: CRLF or LF, stray blank lines, repeated and oddly named
 * headers, lines without a colon, `Response: Follows … --END COMMAND--`, ActionID before Response.
 *
 * 	char *room = parse_room(p, 4096, &n);
 * 	n = read(fd, room, n);
 * 	parse_fed(p, n);
 * 	while (parse_next(p, &msg, &err) == 1)
 * 		…
 */
#ifndef AMI_PARSE_H
#define AMI_PARSE_H

#include "ami/msg.h"
#include "base/err.h"

struct parse;

/* max: bytes a message may have (BUF_MAX_MESSAGE), below 4 GiB. banner: the stream begins with
 * one; without it (a dump of events) messages start at once, and a banner is still understood. */
struct parse *parse_new(size_t max, bool banner);
void parse_free(struct parse *p);

/* At least want bytes to read into; *n says how many there are. Ends the views of parse_next. */
char *parse_room(struct parse *p, size_t want, size_t *n);
void parse_fed(struct parse *p, size_t n);

/*
 * The next complete message: 1 and *m, a view good until parse_room or parse_next is called again;
 * 0 when more bytes are needed; -1 with ERR_CONNECT when the bytes are not AMI (a first line that
 * is not a banner, at most 256 bytes of it) or a message is too long: more than max bytes, or more
 * lines than an eighth of them. Errors are sticky.
 */
int parse_next(struct parse *p, struct msg *m, struct err *err);

/* The same, but an event for all clients may be framed alone: see struct msg. */
int parse_frame(struct parse *p, struct msg *m, struct err *err);

/* Pass over the events for all clients that come next, of which no more than the name is told, as
 * long as that passes. Returns how many there were. */
size_t parse_pass(struct parse *p, bool (*passes)(void *arg, struct str name), void *arg);

/*
 * Messages whose bytes outlast their views, so that nobody copies them. parse_keep: is raw that of
 * a message that was given out? Then its bytes stay where they are, *at from the begin of the
 * memory, until parse_swap gives the memory away. The parser goes on in the memory that it is given
 * for it, where it moves what no message had; fields of the memory stay.
 */
bool parse_keep(struct parse *p, struct str raw, size_t *at);
void parse_swap(struct parse *p, struct memory *memory);

/* The field table of a message that was given out last, if it is huge: the caller's from now on, to
 * free(). Else NULL. */
struct field *parse_take_fields(struct parse *p, const struct msg *m);

/* The message that has begun, up to its last complete line: true and *m, a view like that of
 * parse_next. False: there is no line of one. */
bool parse_begun(const struct parse *p, struct msg *m);

#endif
