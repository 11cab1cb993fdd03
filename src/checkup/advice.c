/* SPDX-License-Identifier: ISC */
/* A table of advice; the first row that fits counts. */
#include "checkup/advice.h"

#include "base/text.h"
#include "net/endpoint.h"

#define RELOAD "then: asterisk -rx 'manager reload'"
#define RELOAD_HTTP "then: asterisk -rx 'module reload http'"

/* To whom a row applies. */
enum reach { ANY, HERE, PLAIN, SECURE, HTTP, WEB_SECURE };

/* %h is the host, %p the port, %u the user, %s the scheme, %j what leads there. */
static const struct {
	enum stage_kind stage;
	enum reach reach;
	const char *words; /* in the text; NULL: whatever it says */
	const char *advice;
} rows[] = {
    {STAGE_NAME, ANY, "no such host name",
        "check the spelling, or give the address: amsh -s %s://ADDRESS check"},
    {STAGE_NAME, ANY, "not resolve host",
        "check the spelling, or give the address: amsh -s %s://ADDRESS check"},
    {STAGE_NAME, ANY, NULL,
        "check the name server of this machine (/etc/resolv.conf), or give the address: "
        "amsh -s %s://ADDRESS check"},

    {STAGE_TCP, HERE, "refused",
        "nothing listens there: is Asterisk running? In [general] of manager.conf: enabled = yes, "
        "port = %p; " RELOAD},
    {STAGE_TCP, PLAIN, "refused",
        "nothing listens there: on the PBX, in [general] of manager.conf: enabled = yes, port = "
        "%p, bindaddr = one that this machine reaches; " RELOAD},
    {STAGE_TCP, SECURE, "refused",
        "nothing listens there: on the PBX, in [general] of manager.conf: tlsenable = yes, "
        "tlsbindaddr = ADDRESS:%p, one that this machine reaches; " RELOAD},
    {STAGE_TCP, HTTP, "refused",
        "nothing listens there: on the PBX, in [general] of http.conf: enabled = yes, bindport = "
        "%p, bindaddr = one that this machine reaches; " RELOAD_HTTP},
    {STAGE_TCP, WEB_SECURE, "refused",
        "nothing listens there: on the PBX, in [general] of http.conf: tlsenable = yes, "
        "tlsbindaddr = ADDRESS:%p, one that this machine reaches; " RELOAD_HTTP},
    {STAGE_TCP, ANY, "timed out",
        "is the host up? A firewall may drop it: let this machine reach port %p of it, or go "
        "through ssh with --jump"},
    {STAGE_TCP, ANY, NULL,
        "check the address, and the way there: ip route get %h"},

    {STAGE_COMMAND, ANY, NULL, "make this work by itself first: %j"},

    {STAGE_PROXY, ANY, NULL,
        "correct that variable of the environment, or have no_proxy hold %h"},

    {STAGE_TLS, SECURE, "does not speak TLS",
        "write ami:// for a port without TLS; or set tlsenable = yes and tlsbindaddr = "
        "ADDRESS:%p in [general] of manager.conf; " RELOAD},
    {STAGE_TLS, WEB_SECURE, "no TLS at this port",
        "write http:// for a port without TLS; or set tlsenable = yes and tlsbindaddr = "
        "ADDRESS:%p in [general] of http.conf; " RELOAD_HTTP},
    {STAGE_TLS, ANY, "does not match the pin",
        "if the PBX has a new certificate, compare: openssl x509 -noout -fingerprint -sha256 -in "
        "FILE (its tlscertfile), and give that with --tls-pin; else it is another machine"},
    {STAGE_TLS, ANY, "pinned one", "give the fingerprint of its key with --tls-pin"},
    {STAGE_TLS, ANY, "self-signed",
        "compare it on the PBX: openssl x509 -noout -fingerprint -sha256 -in FILE (its "
        "tlscertfile); the same? Then give --tls-pin, or tls_pin in amsh.conf"},
    {STAGE_TLS, ANY, "unknown CA",
        "have the file of that CA's certificate, and give it with --tls-ca, or tls_ca in "
        "amsh.conf"},
    {STAGE_TLS, ANY, "certificate is for",
        "use a name that it is for; or give the one to expect with --tls-name, or tls_name in "
        "amsh.conf"},
    {STAGE_TLS, WEB_SECURE, "expired",
        "put a new one into the file that tlscertfile of http.conf names on the PBX, "
        RELOAD_HTTP},
    {STAGE_TLS, ANY, "expired", /* an unchanged manager.conf is not read again */
        "put a new one into the file that tlscertfile names on the PBX, touch its manager.conf, "
        RELOAD},
    {STAGE_TLS, ANY, "not valid before", "check the clocks of this machine and of the PBX: date"},
    {STAGE_TLS, ANY, "not verified",
        "give --tls-ca or --tls-pin instead of --insecure: anybody on the way could read and "
        "change what is sent"},
    {STAGE_TLS, ANY, "client certificate", "give --tls-cert and --tls-key"},
    {STAGE_TLS, ANY, "certificate for",
        "it ends soon: put a new one into the file that tlscertfile names on the PBX"},
    {STAGE_TLS, ANY, NULL,
        "see what the port says: openssl s_client -connect %h:%p </dev/null"},

    {STAGE_HTTP, ANY, "no AMI over HTTP",
        "on the PBX set enabled = yes and webenabled = yes in [general] of manager.conf, " RELOAD
        "; prefix of http.conf belongs into the URL"},
    {STAGE_HTTP, HTTP, "a port with TLS",
        "if it is: write https://%h:%p; else see on the PBX whether it is its web server: asterisk "
        "-rx 'http show status'"},
    {STAGE_HTTP, HTTP, "not an HTTP server",
        "the port of AMI? Write ami://%h:%p. That of HTTP, on the PBX: asterisk -rx 'http show "
        "status'"},
    {STAGE_HTTP, ANY, NULL,
        "is it Asterisk's web server? On the PBX: asterisk -rx 'http show status'"},

    {STAGE_BANNER, PLAIN, "no banner",
        "a port with TLS? Write amis://%h:%p. Of HTTP? http://%h:%p. Else on the PBX: asterisk "
        "-rx 'manager show settings' tells the port of AMI; if it does not answer, "
        "Asterisk is stuck"},
    {STAGE_BANNER, ANY, "before its banner",
        "Asterisk closes so when authlimit (50) logins are under way, and when it shuts down: try "
        "again, or see: asterisk -rx 'manager show connected'"},
    {STAGE_BANNER, ANY, NULL,
        "it is not the port of AMI: asterisk -rx 'manager show settings' on the PBX tells it; if "
        "it does not answer, Asterisk is stuck"},

    {STAGE_LOGIN, ANY, "Already In Use",
        "somebody is logged in as %u, maybe this shell: set allowmultiplelogin = yes in "
        "manager.conf, " RELOAD},
    {STAGE_LOGIN, ANY, "refused unless",
        "use amis:// or --jump, where nobody else can read the secret"},
    {STAGE_LOGIN, ANY, "no reply",
        "is Asterisk stuck? On the PBX: asterisk -rx 'core show uptime'. More time: "
        "--connect-timeout 30"},
    {STAGE_LOGIN, ANY, "closed the connection",
        "Asterisk closes so when the login takes longer than authtimeout (30 s), and when it "
        "shuts down: try again"},
    {STAGE_LOGIN, ANY, "with a blank", ADVICE_PADDED},
    {STAGE_LOGIN, ANY, "manager.conf:",
        "has Asterisk read that file since it was changed? asterisk -rx 'manager reload'. If so, "
        "deny and permit of [%u] leave out this machine: the log says so: grep %u "
        "/var/log/asterisk/messages*"},
    {STAGE_LOGIN, ANY, NULL,
        "no [%u] in manager.conf, another secret, or its deny and permit leave out this machine: "
        "the log on the PBX says which: grep %u /var/log/asterisk/messages*"},
};

static bool
applies(enum reach reach, const struct endpoint *e)
{
	bool tls = scheme_is_tls(e->scheme), http = scheme_is_http(e->scheme);

	switch (reach) {
	case HERE:
		return !tls && !http && endpoint_is_loopback(e);
	case PLAIN:
		return !tls && !http;
	case SECURE:
		return tls && !http;
	case HTTP:
		return !tls && http;
	case WEB_SECURE:
		return tls && http;
	case ANY:
		break;
	}
	return true;
}

static const char *
value_of(char letter, const struct endpoint *e)
{
	switch (letter) {
	case 'h':
		return e->host;
	case 'p':
		return e->port;
	case 'u':
		return e->user;
	case 's':
		return scheme_name(e->scheme);
	default:
		return e->proxy;
	}
}

/* Append a row's text with its values. */
static void
add_row(struct buf *out, const char *text, const struct endpoint *e)
{
	for (; *text; text++) {
		if (*text != '%') {
			buf_addc(out, *text);
			continue;
		}
		const char *value = value_of(*++text, e);
		text_escape(out, str_of(value ? value : "?"));
	}
}

void
advice_add(struct buf *out, const struct endpoint *e, enum stage_kind stage, struct str text)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].stage != stage || !applies(rows[i].reach, e))
			continue;
		if (rows[i].words && str_find(text, str_of(rows[i].words)) >= text.n)
			continue;
		add_row(out, rows[i].advice, e);
		return;
	}
}

void
advice_right(struct buf *out, const struct endpoint *e, const char *classes, const char *setting)
{
	buf_addf(out, "if it should: add %s to %s in [", classes, setting);
	text_escape(out, str_of(e->user));
	buf_addz(out, "] of manager.conf, " RELOAD);
}
