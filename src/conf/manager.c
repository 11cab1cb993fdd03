/* SPDX-License-Identifier: ISC */
/*
 * Reads manager.conf with the meanings and defaults of Asterisk's main/manager.c and main/tcptls.c.
 * Never changes it, and shows no secret.
 */
#include "conf/manager.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "net/endpoint.h"
#include "net/tls_pin.h"

/* The last value of the first name that has one, or NULL. */
static const struct conf_value *
find(const struct conf_section *s, const char *const *names)
{
	const struct conf_value *v = NULL;

	for (size_t i = 0; names[i] && !v; i++)
		v = conf_value(s, str_of(names[i]));
	return v;
}

static bool
is_yes(const struct conf_value *v)
{
	return v && str_yes(v->value) == 1;
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
set_server(struct manager *m, enum scheme scheme, const struct conf_value *address,
    const struct conf_value *port, size_t line)
{
	struct str host = STR(""), number = port ? port->value : str_of(scheme_port(scheme));
	struct buf url = BUF_INIT(BUF_MAX_LINE);

	if (address)
		split(address->value, &host, &number);
	host = reachable(host);
	bool brackets = str_chr(host, ':') < host.n;
	buf_addf(&url, brackets ? "%s://[%.*s]:%.*s" : "%s://%.*s:%.*s", scheme_name(scheme),
	    STR_ARG(host), STR_ARG(number));
	m->server = mem_strndup(buf_str(&url));
	m->server_line = line;
	buf_clear(&url);
}

/* The plain port if there is one, else the port with TLS; its certificate is known, since it is on
 * this machine. */
static int
read_general(struct manager *m, const struct conf_section *s, struct err *err)
{
	static const char *const tls[] = {"tlsenable", "sslenable", NULL};
	static const char *const tls_address[] = {"tlsbindaddr", "sslbindaddr", NULL};
	static const char *const tls_port[] = {"tlsbindport", "sslbindport", NULL};
	static const char *const tls_cert[] = {"tlscertfile", "tlscert", "sslcert", NULL};
	const struct conf_value *enabled = conf_value(s, STR("enabled"));
	const struct conf_value *certificate = find(s, tls_cert);
	struct buf pin = BUF_INIT(BUF_MAX_LINE);

	if (is_yes(enabled)) {
		set_server(m, SCHEME_AMI, conf_value(s, STR("bindaddr")),
		    conf_value(s, STR("port")), enabled->line);
		return 0;
	}
	if (!is_yes(find(s, tls)))
		return 0;
	set_server(m, SCHEME_AMIS, find(s, tls_address), find(s, tls_port), find(s, tls)->line);
	if (!certificate)
		return 0;
	char *file = mem_strndup(certificate->value);
	int failed = tls_pin_of_file(&pin, file, err);
	if (failed)
		err_prefix(err, "%s:%zu", certificate->file, certificate->line);
	else
		m->pin = mem_strndup(buf_str(&pin));
	free(file);
	buf_clear(&pin);
	return failed;
}

/* May the account do more than report? */
static bool
may_write(const struct conf_section *s)
{
	const struct conf_value *write = conf_value(s, STR("write"));

	return write && write->value.n && str_yes(write->value) != 0 &&
	    !str_ieq(write->value, STR("none"));
}

/* Set why the file is not usable. */
static void
set_why(struct manager *m, size_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void
set_why(struct manager *m, size_t line, const char *format, ...)
{
	struct err why;
	va_list ap;

	va_start(ap, format);
	vsnprintf(why.text, sizeof(why.text), format, ap);
	va_end(ap);
	if (line)
		err_prefix(&why, "%s:%zu", m->file, line);
	else
		err_prefix(&why, "%s", m->file);
	m->why = mem_strdup(why.text);
}

static void
explain_no_server(struct manager *m, const struct conf_section *general)
{
	static const char *const closed = "this Asterisk accepts no manager connections";
	const struct conf_value *enabled = conf_value(general, STR("enabled"));

	if (enabled)
		set_why(m, enabled->line, "enabled = %.*s: %s", STR_ARG(enabled->value), closed);
	else
		set_why(m, 0, "[general] has no enabled = yes: %s", closed);
}

static const struct conf_section *
find_account(const struct conf *c, const char *user)
{
	for (size_t i = 0; i < c->sections_n; i++) {
		const struct conf_section *s = &c->sections[i];
		if (s->is_template || str_ieq(s->name, STR("general")))
			continue;
		if (user ? str_ieq(s->name, str_of(user)) : may_write(s))
			return s;
	}
	return NULL;
}

static void
read_account(struct manager *m, const struct conf_section *s, const char *user)
{
	const struct conf_value *secret = s ? conf_value(s, STR("secret")) : NULL;

	if (!s && user)
		set_why(m, 0, "no such account: [%s]", user);
	else if (!s)
		set_why(m, 0, "no account has write permission (choose one with -u)");
	if (!s)
		return;
	if (!secret)
		set_why(m, s->line, "the account [%.*s] has no secret", STR_ARG(s->name));
	m->user = mem_strndup(s->name);
	m->account_line = secret ? secret->line : s->line;
	if (secret)
		m->secret = mem_strndup(secret->value);
}

/* Read the file from its own folder, where its includes are. */
static int
read_file(struct conf *c, const char *file, struct err *err)
{
	const char *slash = strrchr(file, '/');
	size_t n = slash ? (size_t)(slash - file) : 0;
	char *folder = slash ? mem_strndup(str_from(file, n ? n : 1)) : mem_strdup(".");
	int failed = conf_read(c, folder, slash ? slash + 1 : file, err);

	free(folder);
	return failed;
}

int
manager_read(struct manager *m, const char *file, const char *user, struct err *err)
{
	struct conf c = {0};
	int failed = read_file(&c, file, err);

	m->file = mem_strdup(file);
	if (!failed)
		failed = read_general(m, conf_section(&c, STR("general")), err);
	if (!failed && m->server)
		read_account(m, find_account(&c, user), user);
	else if (!failed)
		explain_no_server(m, conf_section(&c, STR("general")));
	conf_clear(&c);
	return failed;
}

void
manager_clear(struct manager *m)
{
	if (m->secret)
		mem_wipe(m->secret, strlen(m->secret));
	free(m->file);
	free(m->server);
	free(m->pin);
	free(m->user);
	free(m->secret);
	free(m->why);
	*m = (struct manager){0};
}
