/* SPDX-License-Identifier: ISC */
/*
 * Where a server is and how it is reached: what a URL such as amis://hello@pbx.example.net:5039
 * says, and the TLS settings that go with it.
 */
#ifndef NET_ENDPOINT_H
#define NET_ENDPOINT_H

#include "base/buf.h"
#include "base/err.h"

/* SCHEME_AMI, …: amis is TLS from the first byte. */
enum scheme {
#define SCHEME(id, name, port, open, is) SCHEME_##id,
#include "net/schemes.inc"
#undef SCHEME
	SCHEMES
};

/*
 * How a TLS server is verified; NULL where nothing is set. Usually its certificate must come from a
 * known CA, be in date, and hold the server's name. A pin replaces all three: a server with the
 * pinned certificate or key is the right one, whatever else the certificate says, and any other
 * server is refused, even with insecure.
 */
#define TLS_TEXTS(TEXT)                                                                            \
	TEXT(ca)   /* file, or directory hashed by openssl rehash; else the system's */            \
	TEXT(cert) /* client certificate followed by its chain: a PEM file */                      \
	TEXT(key)  /* its key: a PEM file without a password; else taken from cert */              \
	TEXT(name) /* name or address that the certificate must have, instead of the host */       \
	TEXT(pin)  /* sha256:HEX of the certificate (DER) or its public key (SPKI); colons pass */

struct tls_options {
#define TEXT(text) char *text;
	TLS_TEXTS(TEXT)
#undef TEXT
	bool insecure; /* verify nothing */
	bool key_pin;  /* an advised pin must be that of the key */
};

/* How AMI is used over HTTP. */
struct http_options {
	bool digest; /* HTTP's own login (arawman, amxml) instead of a Login and its cookie */
	bool mxml;   /* answers in XML instead of AMI's own text (mxml, amxml) */
	bool says_login;    /* the URL has said so, as in http://pbx/arawman */
	bool says_encoding; /* the same */
};

struct stages;

/* How a command that leads to a server may talk to the user. */
enum speech {
	TALK_FREELY, /* its standard error is ours; it has no terminal */
	TALK_LENT,   /* it is lent the terminal, so that it can ask, until the server answers */
	TALK_KEPT,   /* not at all: a line is being typed. Its last words are for the error */
};

/* The endpoint owns every string; each may be NULL. */
struct endpoint {
	enum scheme scheme;
	char *user;
	char *host;  /* without brackets; the file's name for replay: */
	char *port;  /* decimal, 1 to 65535 */
	char *path;  /* HTTP prefix: "" or "prefix/", ready to have "rawman" appended; of ARI
	              * "ari/" or "prefix/ari/", ready to have "channels" appended */
	long speed;  /* of a recording that is played, in thousandths; 0: as fast as it goes */
	char *proxy; /* shell command whose standard input and output lead there, instead of TCP */
	char *proxy_unasked; /* the same when it cannot ask; NULL: no other command is needed */
	bool jumps;          /* it is our own ssh */
	enum speech talk;
	bool here;           /* the local Asterisk's own files say that it listens there */
	bool again;       /* there was a connection, or a try: the user has been asked */
	int turn;         /* lent only in turn, see net/turn.h; 0: at once */
	bool turn_of_many; /* then the interrupt key says no for this server only */
	bool errors_seen; /* its standard error is for the user, too */
	char *called;     /* among several servers; NULL: there is one */
	const struct stages *stages; /* is told the steps of connecting, borrowed; NULL: nobody */
	struct tls_options tls;
	struct http_options http;
};

/* The scheme's name ("ami") and its default port ("5038", "" for replay). */
const char *scheme_name(enum scheme scheme);
const char *scheme_port(enum scheme scheme);
bool scheme_is_tls(enum scheme scheme);
bool scheme_is_http(enum scheme scheme);
bool scheme_is_file(enum scheme scheme); /* a file replaces the server */

/* The scheme of that name, case ignored; and the same scheme with TLS, whose name has one more s.
 * SCHEMES: there is none. */
enum scheme scheme_find(struct str name);
enum scheme scheme_with_tls(enum scheme scheme);

/*
 * Read a URL into e, which must be zeroed and must be cleared in any case. A URL without a port
 * gets the scheme's. A secret in it (user:secret@host) is refused with a text that names the safe
 * ways to give one; no error shows it. IPv6 addresses are in brackets, and special characters of
 * the user are written as %XX. Errors are ERR_USAGE.
 */
int endpoint_parse(struct endpoint *e, struct str url, struct err *err);

/*
 * The same for a URL that says where ARI is: http[s]://host[:port]/[prefix]ari, where ari may be
 * missing. endpoint_to_ari turns a server into the place of its ARI: of an HTTP server it is below
 * the same prefix, else at HTTP's usual port of the same host, with TLS where the server has it.
 */
int endpoint_parse_ari(struct endpoint *e, struct str url, struct err *err);
int endpoint_check_ari(const char *url, struct err *err); /* "" is good, and means nothing */
void endpoint_to_ari(struct endpoint *e);

/* Does it seem to contain a secret, "user:secret@host"? Then no message shows it. */
bool endpoint_holds_secret(struct str text);

/* Does text look like a URL (and not like the name of a profile)? endpoint_parse may still refuse
 * it, for instance for its scheme. */
bool endpoint_is_url(struct str text);

/* Does text look like a host's name or address, with or without user and port, and not like a word?
 * pbx:5038, hello@pbx, 192.0.2.1, localhost. */
bool endpoint_is_host(struct str text);

/* Append the URL that was probably meant by a text that is not one: pbx:5038 is ami://pbx:5038. A
 * secret in it is left out. */
void endpoint_guess(struct buf *out, struct str text);

/* Set the host from user input: pbx, pbx:5038, 192.0.2.1, ::1, [::1], [::1]:5038. The port stays as
 * it is when none is written. ERR_USAGE. */
int endpoint_set_host(struct endpoint *e, struct str text, struct err *err);

/* Set the port: a number from 1 to 65535. ERR_USAGE. */
int endpoint_set_port(struct endpoint *e, struct str text, struct err *err);

/* Replace the contents of to with copies of everything in from. */
void endpoint_copy(struct endpoint *to, const struct endpoint *from);
void endpoint_clear(struct endpoint *e);

/* Do both lead to the same server, in the same way? Users and TLS settings do not count. */
bool endpoint_same(const struct endpoint *a, const struct endpoint *b);

/* Append "amis://host:5039", brackets included, without the user; the scheme's port where e has
 * none. endpoint_name appends "host:5039" alone, or the file's name. */
void endpoint_print(struct buf *out, const struct endpoint *e);
void endpoint_name(struct buf *out, const struct endpoint *e);

/* Put "host:5039: " before the text of an error, unless it names the server already; returns -1. */
int endpoint_blame(const struct endpoint *e, struct err *err);

/* Can nobody else read what goes there: TLS, or no further than this machine? */
bool endpoint_is_private(const struct endpoint *e);

/* Is the host a loopback name or address (localhost, 127.0.0.0/8, ::1)? */
bool endpoint_is_loopback(const struct endpoint *e);

#endif
