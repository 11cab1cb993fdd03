/* SPDX-License-Identifier: ISC */
/* The placeholders and escapes of a case. */
#include <stdlib.h>

#include "base/mem.h"
#include "script.h"

void
play_add_id(struct play *p, struct str id)
{
	if (p->ids_n == PLAY_IDS) {
		free(p->ids[0]);
		memmove(p->ids, p->ids + 1, (PLAY_IDS - 1) * sizeof(*p->ids));
		p->ids_n--;
	}
	p->ids[p->ids_n++] = mem_strndup(id);
}

void
play_forget_ids(struct play *p)
{
	while (p->ids_n)
		free(p->ids[--p->ids_n]);
}

/* {server}: the option, and what makes the program trust the certificate. */
static void
put_server(const struct play *p, struct buf *out)
{
	buf_addf(out, "-s %s://hello@127.0.0.1:%s", p->transport->tls ? "amis" : "ami", p->port);
	if (p->transport->tls)
		buf_addf(out, " --tls-ca %s", p->stage->ca);
}

/* {ari}: no AMI to be had, and where ARI is. */
static void
put_ari(const struct play *p, struct buf *out)
{
	buf_addf(out, "-s ami://hello@127.0.0.1:1 --ari http%s://127.0.0.1:%s/ari",
	    p->transport->tls ? "s" : "", p->port);
	if (p->transport->tls)
		buf_addf(out, " --tls-ca %s", p->stage->ca);
}

/* {id} is the last ActionID, {id2} the second. */
static bool
put_id(const struct play *p, struct buf *out, struct str number)
{
	long i = (long)p->ids_n;

	if (number.n && !str_number(number, 1, PLAY_IDS, &i))
		return false;
	if (i >= 1 && (size_t)i <= p->ids_n)
		buf_addz(out, p->ids[i - 1]);
	else
		buf_addz(out, "(no such ActionID)");
	return true;
}

/* Append what a name stands for; false if it is no placeholder. */
static bool
put(const struct play *p, struct buf *out, struct str name)
{
	if (str_starts(name, STR("id")))
		return put_id(p, out, str_from_at(name, 2));
	if (str_eq(name, STR("server")))
		put_server(p, out);
	else if (str_eq(name, STR("ari")))
		put_ari(p, out);
	else if (str_eq(name, STR("port")))
		buf_addz(out, p->port);
	else if (str_eq(name, STR("dir")))
		buf_addz(out, p->dir);
	else if (str_eq(name, STR("ca")))
		buf_addz(out, p->stage->ca);
	else if (str_eq(name, STR("word")))
		buf_adds(out, p->word);
	else if (str_eq(name, STR("n")))
		buf_addf(out, "%zu", p->round);
	else
		return false;
	return true;
}

void
play_expand(const struct play *p, struct buf *out, struct str text)
{
	while (text.n) {
		size_t plain = str_chr(text, '{');
		buf_adds(out, str_head(text, plain));
		text = str_from_at(text, plain);
		size_t close = str_chr(text, '}');
		if (close < text.n && put(p, out, str_from(text.p + 1, close - 1))) {
			text = str_from_at(text, close + 1);
		} else if (text.n) {
			buf_addc(out, '{');
			text = str_from_at(text, 1);
		}
	}
}

/* The value of one escape; *at is after the backslash and moves on. False: there is no such. */
static bool
unescape_one(struct str text, size_t *at, char *value)
{
	static const char letters[] = "abfnrtv\\", values[] = "\a\b\f\n\r\t\v\\";
	char c = *at < text.n ? text.p[(*at)++] : '\0';
	const char *letter = c ? strchr(letters, c) : NULL;
	char digits[3] = "", *end;

	if (letter) {
		*value = values[letter - letters];
		return true;
	}
	if (c != 'x' || text.n - *at < 2)
		return false;
	memcpy(digits, text.p + *at, 2);
	*at += 2;
	*value = (char)strtoul(digits, &end, 16);
	return *end == '\0';
}

int
script_unescape(struct buf *out, struct str text, struct err *err)
{
	for (size_t i = 0; i < text.n;) {
		char c = text.p[i++];
		if (c == '\n')
			continue;
		if (c == '\\' && !unescape_one(text, &i, &c))
			return err_set(err, ERR_USAGE, "not an escape: %.*s", STR_ARG(str_from_at(text, i - 1)));
		buf_addc(out, c);
	}
	return 0;
}
