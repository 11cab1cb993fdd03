/* SPDX-License-Identifier: ISC */
/* Checks one value against one parameter. Does not know any action. */
#include "ami/parameter.h"

#include <stdlib.h>

#include "base/choices.h"

#define DIGITS_MAX 10 /* of a 32-bit number */

const char parameter_classes[] = "system|call|log|verbose|command|agent|user|config|dtmf|reporting|"
                                 "cdr|dialplan|originate|agi|cc|aoc|test|security|message|all|none";

static bool
takes_choice(const struct parameter *p, struct str value)
{
	return choices_have(p->choices, value);
}

static bool
takes_boolean(const struct parameter *p, struct str value)
{
	(void)p;
	return str_yes(value) >= 0;
}

static bool
is_digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

/* Without the sign that sscanf reads. */
static struct str
unsigned_part(struct str s, const char *signs)
{
	return str_from_at(s, s.n && s.p[0] && strchr(signs, s.p[0]));
}

static bool
takes_number(const struct parameter *p, struct str value)
{
	struct str digits = unsigned_part(value, "+");

	(void)p;
	return digits.n <= DIGITS_MAX && is_digits(digits);
}

static bool
takes_integer(const struct parameter *p, struct str value)
{
	struct str digits = unsigned_part(value, "+-");

	(void)p;
	return digits.n <= DIGITS_MAX && is_digits(digits);
}

/* Digits with at most one dot among them. */
static bool
takes_decimal(const struct parameter *p, struct str value)
{
	struct str s = unsigned_part(value, "+-");
	size_t dot = str_chr(s, '.');
	struct str whole = str_head(s, dot), part = str_from_at(s, dot + 1);

	(void)p;
	return whole.n + part.n > 0 && (whole.n == 0 || is_digits(whole)) &&
	       (part.n == 0 || is_digits(part));
}

static bool
takes_digit(const struct parameter *p, struct str value)
{
	(void)p;
	return value.n == 1 && value.p[0] && strchr("0123456789*#ABCDabcd", value.p[0]);
}

/* Letters, each with the parentheses that follow it. A word for yes or no does not count. */
static bool
takes_letters(const struct parameter *p, struct str value)
{
	(void)p;
	if (str_yes(value) >= 0 && value.n > 1)
		return false;
	for (size_t i = 0; i < value.n; i++) {
		char c = str_lower(value.p[i]);
		if (c == '(' && i > 0)
			i += str_chr(str_from_at(value, i), ')');
		else if (c < 'a' || c > 'z')
			return false;
	}
	return true;
}

static bool
takes_mask(const struct parameter *p, struct str value)
{
	struct str rest = value, class;

	if (is_digits(value) || takes_boolean(p, value))
		return true;
	while (str_cut(&rest, ',', &class))
		if (!choices_have(parameter_classes, class))
			return false;
	return true;
}

/* Each way: how it is checked, and what it is called. */
static const struct way {
	unsigned bit;
	bool (*takes)(const struct parameter *p, struct str value);
	const char *text; /* NULL: the choices */
} ways[] = {
    {TAKES_CHOICE, takes_choice, NULL},
    {TAKES_BOOLEAN, takes_boolean, "true or false (yes, no, on, off, 1, 0)"},
    {TAKES_NUMBER, takes_number, "a whole number, 0 or more"},
    {TAKES_INTEGER, takes_integer, "a whole number"},
    {TAKES_DECIMAL, takes_decimal, "a number"},
    {TAKES_TIMEOUT, takes_integer, "a whole number of milliseconds"},
    {TAKES_DIGIT, takes_digit, "one of 0-9 * # A-D"},
    {TAKES_LETTERS, takes_letters, "option letters, such as ab or W(2)"},
    {TAKES_MASK, takes_mask, "on, off or classes separated by commas, such as call,agent"},
};

#define WAYS (sizeof(ways) / sizeof(ways[0]))

bool
parameter_takes(const struct parameter *p, struct str value)
{
	value = str_trim(value);
	if (value.n == 0 || !p->takes)
		return true;
	for (size_t i = 0; i < WAYS; i++)
		if ((p->takes & ways[i].bit) && ways[i].takes(p, value))
			return true;
	return false;
}

/* "in", or "one of in, out, all". */
static void
add_choices(const struct parameter *p, struct buf *out)
{
	struct str one;

	buf_addz(out, choices_at(p->choices, 1, &one) ? "one of " : "");
	for (size_t i = 0; choices_at(p->choices, i, &one); i++)
		buf_addf(out, "%s%.*s", i ? ", " : "", STR_ARG(one));
}

void
parameter_rule(const struct parameter *p, struct buf *out)
{
	const char *mark = "must be ";

	for (size_t i = 0; i < WAYS; i++) {
		if (!(p->takes & ways[i].bit))
			continue;
		buf_addz(out, mark);
		if (ways[i].text)
			buf_addz(out, ways[i].text);
		else
			add_choices(p, out);
		mark = ", or ";
	}
}

int
parameter_doubt(const struct parameter *p, struct str value, struct err *err)
{
	long ms;

	value = str_trim(value);
	if (!(p->takes & TAKES_TIMEOUT) || !str_number(value, 1, 999, &ms))
		return 0;
	return err_set(err, ERR_USAGE, "%s is in milliseconds: %ld ms are %g s (for %ld s: "
	    "%s=%ld000)",
	    p->name, ms, (double)ms / 1000, ms, p->name, ms);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Is this the parameter's name? Case is ignored, and a digit matches any: Action-000000,
 * UnitAmount(0). */
static bool
is_called(const struct parameter *p, struct str name)
{
	struct str own = str_of(p->name);

	if (own.n != name.n)
		return false;
	for (size_t i = 0; i < own.n; i++)
		if (str_lower(own.p[i]) != str_lower(name.p[i]) &&
		    !(is_digit(own.p[i]) && is_digit(name.p[i])))
			return false;
	return true;
}

const struct parameter *
parameter_find(const struct parameter *v, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (is_called(&v[i], name))
			return &v[i];
	return NULL;
}
