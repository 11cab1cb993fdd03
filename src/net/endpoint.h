/* SPDX-License-Identifier: ISC */
/*
 * Where a server is and how it is reached: what a URL such as amis://hello@pbx.example.net:5039
 * says, and the TLS settings that go with it.
 */
#ifndef NET_ENDPOINT_H
#define NET_ENDPOINT_H

#include "base/err.h"

enum scheme {
	SCHEME_AMI,    /* ami://    plain TCP, port 5038 */
	SCHEME_AMIS,   /* amis://   TLS from the first byte, port 5039 */
	SCHEME_HTTP,   /* http://   port 8088 */
	SCHEME_HTTPS,  /* https://  port 8089 */
	SCHEME_REPLAY, /* replay:FILE */
};

/* How a TLS server is verified; NULL where nothing was said. */
struct tls_options {
	char *ca;   /* file or directory of CA certificates; else the system's */
	char *cert; /* client certificate and key, PEM files */
	char *key;
	char *name;    /* the name the certificate must hold, instead of the host */
	char *pin;     /* sha256:HEX of the certificate (DER) or its public key (SPKI) */
	bool insecure; /* verify nothing */
};

/* Every string is the endpoint's own and may be NULL. */
struct endpoint {
	enum scheme scheme;
	char *user;
	char *host; /* without brackets; the file's name for replay: */
	char *port; /* decimal, 1 to 65535 */
	char *path; /* HTTP prefix: "" or "prefix/…" */
	struct tls_options tls;
};

/* The scheme's name ("ami") and its default port ("5038", "" for replay). */
const char *scheme_name(enum scheme scheme);
const char *scheme_port(enum scheme scheme);
bool scheme_is_tls(enum scheme scheme);

/*
 * Read a URL into e, which must be zeroed and is to be cleared in any case. A URL without a port
 * gets the scheme's. A secret in it (user:secret@host) is refused with a text that names the safe
 * ways to give one. IPv6 addresses stand in brackets.
 */
int endpoint_parse(struct endpoint *e, struct str url, struct err *err);

/* Does text look like a URL of one of the schemes (and not like the name of a profile)? */
bool endpoint_is_url(struct str text);

void endpoint_copy(struct endpoint *to, const struct endpoint *from);
void endpoint_clear(struct endpoint *e);

/* Append "amis://host:5039", brackets included, without the user. */
struct buf;
void endpoint_print(struct buf *out, const struct endpoint *e);

/* Is the host a loopback name or address (localhost, 127.0.0.0/8, ::1)? */
bool endpoint_is_loopback(const struct endpoint *e);

#endif
