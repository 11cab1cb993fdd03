/* SPDX-License-Identifier: ISC */
/* Addresses and certificates of the local Asterisk. Connects to nothing. */
#include "conf/local.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "net/tls_pin.h"

int
local_read(struct conf *c, const char *file, struct err *err)
{
	const char *slash = strrchr(file, '/');
	size_t n = slash ? (size_t)(slash - file) : 0;
	char *folder = slash ? mem_strndup(str_from(file, n ? n : 1)) : mem_strdup(".");
	int failed = conf_read(c, folder, slash ? slash + 1 : file, err);

	free(folder);
	return failed;
}

bool
local_is_yes(const struct conf_value *v)
{
	return v && str_yes(v->value) == 1;
}

char *
local_why(const char *file, size_t line, const char *format, ...)
{
	struct err why;
	va_list ap;

	va_start(ap, format);
	vsnprintf(why.text, sizeof(why.text), format, ap);
	va_end(ap);
	if (line)
		err_prefix(&why, "%s:%zu", file, line);
	else
		err_prefix(&why, "%s", file);
	return mem_strdup(why.text);
}

/* The last value of the first name that has one, or NULL. */
static const struct conf_value *
find(const struct conf_section *s, const char *const *names)
{
	const struct conf_value *v = NULL;

	for (size_t i = 0; names[i] && !v; i++)
		v = conf_value(s, str_of(names[i]));
	return v;
}

/* Where to connect to what listens at an address: the wildcard address is not a destination. */
static struct str
reachable(struct str host)
{
	if (host.n == 0 || str_eq(host, STR("0.0.0.0")))
		return STR("127.0.0.1");
	return str_eq(host, STR("::")) ? STR("::1") : host;
}

/* Split "address", "address:port" or "[address]:port"; an empty port stays what it was. */
static void
split(struct str text, struct str *host, struct str *port)
{
	size_t colon = str_chr(text, ':');

	*host = text;
	if (text.n && text.p[0] == '[') {
		size_t end = str_chr(text, ']');
		*host = str_from_at(str_head(text, end), 1);
		text = str_from_at(text, end + 1);
		colon = 0;
	} else if (str_chr(str_from_at(text, colon + 1), ':') + colon + 1 < text.n) {
		return; /* a bare IPv6 address */
	} else {
		*host = str_head(text, colon);
	}
	if (colon + 1 < text.n)
		*port = str_from_at(text, colon + 1);
}

static void
set_url(struct local_port *l, enum scheme scheme, struct str host, struct str port, size_t line)
{
	struct buf url = BUF_INIT(BUF_MAX_LINE);

	host = reachable(host);
	bool brackets = str_chr(host, ':') < host.n;
	buf_addf(&url, brackets ? "%s://[%.*s]:%.*s" : "%s://%.*s:%.*s", scheme_name(scheme),
	    STR_ARG(host), STR_ARG(port));
	mem_replace(&l->url, buf_str(&url));
	l->line = line;
	buf_clear(&url);
}

void
local_plain(struct local_port *l, enum scheme scheme, const struct conf_value *address,
    const struct conf_value *port, size_t line)
{
	struct str host = STR(""), number = port ? port->value : str_of(scheme_port(scheme));

	if (address)
		split(address->value, &host, &number);
	set_url(l, scheme, host, number, line);
}

static int
read_pin(struct local_port *l, const struct conf_value *certificate, struct err *err)
{
	struct buf pin = BUF_INIT(BUF_MAX_LINE);
	char *file = mem_strndup(certificate->value);
	int failed = tls_pin_of_file(&pin, file, err);

	if (failed)
		err_prefix(err, "%s:%zu", certificate->file, certificate->line);
	else
		mem_replace(&l->pin, buf_str(&pin));
	free(file);
	buf_clear(&pin);
	return failed;
}

int
local_tls(struct local_port *l, enum scheme scheme, const struct conf_section *s,
    const struct conf_value *address, struct err *err)
{
	static const char *const enabled[] = {"tlsenable", "sslenable", NULL};
	static const char *const own_address[] = {"tlsbindaddr", "sslbindaddr", NULL};
	static const char *const own_port[] = {"tlsbindport", "sslbindport", NULL};
	static const char *const certificates[] = {"tlscertfile", "tlscert", "sslcert", NULL};
	const struct conf_value *yes = find(s, enabled), *own = find(s, own_address);
	const struct conf_value *port = find(s, own_port), *certificate = find(s, certificates);
	struct str host = STR(""), ignored;
	struct str number = port ? port->value : str_of(scheme_port(scheme));

	if (!local_is_yes(yes))
		return 0;
	if (own)
		split(own->value, &host, &number);
	else if (address)
		split(address->value, &host, &ignored);
	set_url(l, scheme, host, number, yes->line);
	return certificate ? read_pin(l, certificate, err) : 0;
}

void
local_clear(struct local_port *l)
{
	free(l->url);
	free(l->pin);
	*l = (struct local_port){0};
}
