/* SPDX-License-Identifier: ISC */
/*
 * The local Asterisk's own files: where it says that it listens, with the meanings and defaults of
 * Asterisk's main/manager.c, main/http.c and main/tcptls.c.
 */
#ifndef CONF_LOCAL_H
#define CONF_LOCAL_H

#include "conf/dialect.h"
#include "net/endpoint.h"

/* It owns its strings; each may be NULL. Zeroed is empty. */
struct local_port {
	char *url;   /* scheme://host:port, at an address of this machine; NULL: nobody listens */
	size_t line; /* that says so */
	char *pin;   /* of the certificate, for a URL with TLS */
};

/* Read a file from its own folder, where its includes are. ERR_USAGE names file and line. */
int local_read(struct conf *c, const char *file, struct err *err);

/* Listen without TLS: at an address, and at that port unless the address has one. */
void local_plain(struct local_port *l, enum scheme scheme, const struct conf_value *address,
    const struct conf_value *port, size_t line);

/*
 * Listen with TLS, if the section has it enabled: at its own address for that, or the other, whose
 * port does not count. The certificate is known, since it is on this machine: ERR_USAGE if it
 * cannot be read.
 */
int local_tls(struct local_port *l, enum scheme scheme, const struct conf_section *s,
    const struct conf_value *address, struct err *err);

void local_clear(struct local_port *l);

/* Has a setting a value that Asterisk takes for yes? NULL has none. */
bool local_is_yes(const struct conf_value *v);

/* Why a file is of no use: "FILE:LINE: text", without the line if it is 0. */
char *local_why(const char *file, size_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
