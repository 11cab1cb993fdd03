/* SPDX-License-Identifier: ISC */
/*
 * Reads http.conf and ari.conf with the meanings and defaults of Asterisk's main/http.c and
 * res/ari/config.c. Never changes them, and shows no secret.
 */
#include "conf/local_ari.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"

static char *
path_of(const char *folder, const char *name)
{
	struct buf path = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&path, "%s/%s", folder, name);
	char *copy = mem_strndup(buf_str(&path));
	buf_clear(&path);
	return copy;
}

/* May we read a file? One that is there and not for us explains what will be missing. */
static bool
is_readable(struct local_ari *a, const char *file)
{
	if (access(file, R_OK) == 0)
		return true;
	if (errno == EACCES && !a->why)
		a->why = local_why(file, 0, "this user may not read it (sudo amsh may)");
	return false;
}

/* "http://127.0.0.1:8088" and the prefix of all paths, which may have slashes around it. */
static void
set_url(struct local_ari *a, const struct conf_value *prefix)
{
	struct str path = prefix ? prefix->value : STR("");
	struct buf url = BUF_INIT(BUF_MAX_LINE);

	while (path.n && path.p[0] == '/')
		path = str_from_at(path, 1);
	while (path.n && path.p[path.n - 1] == '/')
		path.n--;
	buf_addf(&url, "%s/%.*s%sari", a->port.url, STR_ARG(path), path.n ? "/" : "");
	a->url = mem_strndup(buf_str(&url));
	buf_clear(&url);
}

static const char closed[] = "this Asterisk has no HTTP server, which ARI needs";

/* Without a file there is none, unless there is no Asterisk here at all. */
static void
explain_no_file(struct local_ari *a, const char *folder)
{
	if (!a->why && access(folder, X_OK) == 0 && access(a->http_conf, F_OK) < 0)
		a->why = local_why(a->http_conf, 0, "there is no such file: %s", closed);
}

static void
explain_no_server(struct local_ari *a, const struct conf_value *enabled)
{
	if (local_is_yes(enabled))
		a->why = local_why(a->http_conf, 0, "[general] has no bindaddr: %s", closed);
	else if (enabled)
		a->why = local_why(a->http_conf, enabled->line, "enabled = %.*s: %s",
		    STR_ARG(enabled->value), closed);
	else
		a->why = local_why(a->http_conf, 0, "[general] has no enabled = yes: %s", closed);
}

/* The plain port if there is one, else the port with TLS. Without a bindaddr there is none: it has
 * no default (http.conf.sample). */
static int
read_http(struct local_ari *a, const struct conf *c, struct err *err)
{
	const struct conf_section *s = conf_section(c, STR("general"));
	const struct conf_value *enabled = conf_value(s, STR("enabled"));
	const struct conf_value *address = conf_value(s, STR("bindaddr"));

	if (local_is_yes(enabled) && address && address->value.n)
		local_plain(&a->port, SCHEME_HTTP, address, conf_value(s, STR("bindport")),
		    enabled->line);
	else if (local_tls(&a->port, SCHEME_HTTPS, s, NULL, err) < 0)
		return -1;
	if (a->port.url)
		set_url(a, conf_value(s, STR("prefix")));
	else
		explain_no_server(a, enabled);
	return 0;
}

/* Is its password in the file as it is? */
static bool
is_plain(const struct conf_section *s)
{
	const struct conf_value *format = conf_value(s, STR("password_format"));
	const struct conf_value *password = conf_value(s, STR("password"));

	return password && password->value.n && (!format || str_ieq(format->value, STR("plain")));
}

static bool
is_user(const struct conf_section *s)
{
	const struct conf_value *type = conf_value(s, STR("type"));

	return !s->is_template && !str_ieq(s->name, STR("general")) && type &&
	       str_ieq(type->value, STR("user"));
}

/* The first user of that name, or (NULL) the first whose password we can read and, if so wished,
 * who may write. */
static const struct conf_section *
find_user(const struct conf *c, const char *name, bool writes)
{
	for (size_t i = 0; i < c->sections_n; i++) {
		const struct conf_section *s = &c->sections[i];
		if (!is_user(s))
			continue;
		if (name ? str_ieq(s->name, str_of(name)) :
		           is_plain(s) &&
		               !(writes && local_is_yes(conf_value(s, STR("read_only")))))
			return s;
	}
	return NULL;
}

static void
read_user(struct local_ari *a, const struct conf_section *s)
{
	if (!is_plain(s)) {
		a->why = local_why(a->ari_conf, s->line, "the password of [%.*s] is %s",
		    STR_ARG(s->name),
		    conf_value(s, STR("password")) ? "encrypted (ari_secret_command can give it)" :
		    "missing");
		return;
	}
	const struct conf_value *password = conf_value(s, STR("password"));
	a->user = mem_strndup(s->name);
	a->secret = mem_strndup(password->value);
	a->user_line = password->line;
}

static void
read_users(struct local_ari *a, const struct conf *c, const char *user, bool required)
{
	const struct conf_section *s = user ? find_user(c, user, false) : NULL;

	if (!s && user && required) {
		a->why = local_why(a->ari_conf, 0, "no such user: [%s]", user);
		return;
	}
	if (!s)
		s = find_user(c, NULL, true);
	if (!s)
		s = find_user(c, NULL, false);
	if (s)
		read_user(a, s);
	else
		a->why = local_why(a->ari_conf, 0, "no section has type = user and a password");
}

static void
read_ari(struct local_ari *a, const struct conf *c, const char *user, bool required)
{
	const struct conf_value *enabled =
	    conf_value(conf_section(c, STR("general")), STR("enabled"));

	if (enabled && !local_is_yes(enabled) && !a->why)
		a->why = local_why(a->ari_conf, enabled->line,
		    "enabled = %.*s: this Asterisk has no ARI", STR_ARG(enabled->value));
	else if (!a->why)
		read_users(a, c, user, required);
}

int
local_ari_read(struct local_ari *a, const char *folder, const char *user, bool required,
    struct err *err)
{
	struct conf http = {0}, ari = {0};
	int failed = 0;

	a->http_conf = path_of(folder, "http.conf");
	a->ari_conf = path_of(folder, "ari.conf");
	if (is_readable(a, a->http_conf))
		failed = local_read(&http, a->http_conf, err) < 0 || read_http(a, &http, err) < 0;
	else
		explain_no_file(a, folder);
	if (!failed && is_readable(a, a->ari_conf)) {
		failed = local_read(&ari, a->ari_conf, err) < 0;
		if (!failed)
			read_ari(a, &ari, user, required);
	}
	conf_clear(&http);
	conf_clear(&ari);
	return failed ? -1 : 0;
}

void
local_ari_clear(struct local_ari *a)
{
	if (a->secret)
		mem_wipe(a->secret, strlen(a->secret));
	free(a->http_conf);
	free(a->ari_conf);
	free(a->url);
	local_clear(&a->port);
	free(a->user);
	free(a->secret);
	free(a->why);
	*a = (struct local_ari){0};
}
