/* SPDX-License-Identifier: ISC */
/*
 * Owned bytes that grow, up to a maximum given at birth. Adding beyond it fails, leaves the bytes
 * as they were, and is remembered: a caller may add many things and ask once, with buf_full().
 * A secret buffer wipes every byte it gives back to the heap.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>

#include "base/str.h"

/* Every maximum in one place, in bytes, with its reason. */
#define BUF_MAX_LINE    (1u << 20)  /* a typed or scripted line: more is a mistake */
#define BUF_MAX_MESSAGE (64u << 20) /* one message of a server: GetConfigJSON, long CLI output */
#define BUF_MAX_SECRET  1024u       /* a secret: a header line holds 1,022 */
#define BUF_MAX_FILE    (16u << 20) /* a configuration file */
#define BUF_MAX_TEXT    (256u << 20) /* text about to be printed: escaping grows a message */

struct buf {
	char *p;
	size_t n;
	size_t cap;
	size_t max;
	bool secret;
	bool full; /* something did not fit */
};

#define BUF_INIT(maximum) ((struct buf){.max = (maximum)})

void buf_init(struct buf *b, size_t max);
void buf_init_secret(struct buf *b, size_t max);
void buf_clear(struct buf *b); /* frees; the buffer can be used again with the same maximum */
void buf_reset(struct buf *b); /* keeps the memory; a secret is wiped; full is forgotten */

/* Add bytes. Return 0, or -1 when the maximum would be passed. */
int buf_add(struct buf *b, const void *p, size_t n);
int buf_adds(struct buf *b, struct str s);
int buf_addz(struct buf *b, const char *text);
int buf_addc(struct buf *b, char c);
int buf_pad(struct buf *b, char c, size_t count);
int buf_addf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
int buf_addvf(struct buf *b, const char *format, va_list ap) __attribute__((format(printf, 2, 0)));

/* Add text, each %XX in it as the byte that it stands for. False when a % has no two hex digits
 * after it: that one is added as it is. */
bool buf_add_decoded(struct buf *b, struct str text);

/* Room for n more bytes after the end, to be filled and then counted with b->n += …; NULL when the
 * maximum would be passed. */
char *buf_room(struct buf *b, size_t n);

/* Remove the first n bytes. */
void buf_drop(struct buf *b, size_t n);

/* A view of the bytes, good until the next change. */
struct str buf_str(const struct buf *b);

/* The bytes with a NUL after them (not counted), good until the next change; never NULL. */
const char *buf_z(struct buf *b);

bool buf_full(const struct buf *b);

#endif
