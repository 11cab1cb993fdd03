/* SPDX-License-Identifier: ISC */
/*
 * A view of bytes that something else owns. Passed by value, never freed, may hold NUL. The zeroed
 * view is empty and valid for every function here. Case is folded for ASCII alone, as Asterisk does
 * for header and action names.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
	const char *p;
	size_t n;
};

/* For printf: printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).n, (s).p

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})

/* View a NUL-terminated string; NULL is the empty view. */
static inline struct str
str_of(const char *text)
{
	return (struct str){text ? text : "", text ? strlen(text) : 0};
}

static inline struct str
str_from(const char *p, size_t n)
{
	return (struct str){p, n};
}

static inline bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* Fold one ASCII letter to lower case. */
static inline char
str_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Ignoring ASCII case: equal; starts with; ends with; orders as strcmp does. */
bool str_ieq(struct str a, struct str b);
bool str_istarts(struct str s, struct str prefix);
bool str_iends(struct str s, struct str suffix);
int str_icmp(struct str a, struct str b);

/* Is s one of the list, which has NULL at its end? Case is ignored. */
bool str_in(struct str s, const char *const *list);

/* Can the character be in the name of a header: a letter, a digit, - or _? */
bool str_is_name_char(char c);

/* For bsearch in rows that begin with their name, a char *: key is a struct str. Ignores case. */
int str_icmp_row(const void *key, const void *row);

/* Where several of n such rows may have the same name: the index of the first with this one, or of
 * the row before which it would be. */
size_t str_first_row(struct str name, const void *rows, size_t n, size_t size);

bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

/* Index of the first byte c, or s.n. Inline, since the parser calls it twice per line. */
static inline size_t
str_chr(struct str s, char c)
{
	const char *at = s.n ? memchr(s.p, c, s.n) : NULL;

	return at ? (size_t)(at - s.p) : s.n;
}

/* Index of the first occurrence of what, or s.n. */
size_t str_find(struct str s, struct str what);

/* Bytes from..s.n, and the first n bytes; both are clipped to what there is. */
static inline struct str
str_from_at(struct str s, size_t from)
{
	if (from > s.n)
		from = s.n;
	return str_from(from ? s.p + from : s.p, s.n - from);
}

static inline struct str
str_head(struct str s, size_t n)
{
	return str_from(s.p, n < s.n ? n : s.n);
}

/* What a copy that ends at a NUL holds of s. */
static inline struct str
str_z(struct str s)
{
	return str_head(s, str_chr(s, '\0'));
}

/* The byte that the first two characters are in hex digits, or -1. */
int str_hex_byte(struct str s);

/* Without blanks and tabs at both ends. */
struct str str_trim(struct str s);

/* Take the part before the first sep off the front of *rest; false when *rest has no p left. */
bool str_cut(struct str *rest, char sep, struct str *part);

/* The same with lines: whether \n or \r\n ends one. */
bool str_cut_line(struct str *rest, struct str *line);

/* Is it /…/? *inside is what stands between the slashes, maybe nothing. */
bool str_in_slashes(struct str s, struct str *inside);

/* The whole of s as a decimal number within min..max; false if it is anything else. */
bool str_number(struct str s, long min, long max, long *number);

/* The decimal number that s begins with, 0 without one; its first 64 bytes count. */
double str_double(struct str s);

/* What Asterisk takes for yes (1) and for no (0), ignoring case; -1: neither. */
int str_yes(struct str s);

/* What follows the byte order mark that some editors put before UTF-8; s itself without one. */
struct str str_skip_mark(struct str s);

#endif
