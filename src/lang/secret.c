/* SPDX-License-Identifier: ISC */
/* Checks the bytes of a line and not its words: quotes, blocks and local commands make no
 * difference. */
#include "lang/secret.h"

#include "base/redact.h"

/* The next run of characters of names in *rest, which then begins after it; false at the end. */
static bool
next_name(struct str *rest, struct str *name)
{
	size_t start = 0, end;

	while (start < rest->n && !str_is_name_char(rest->p[start]))
		start++;
	for (end = start; end < rest->n && str_is_name_char(rest->p[end]); end++)
		continue;
	*name = str_from(rest->p + start, end - start);
	*rest = str_from_at(*rest, end);
	return name->n > 0;
}

/* Is there a password in user:password@host? url begins after its "://". */
static bool
has_password(struct str url)
{
	struct str authority = str_head(url, str_chr(url, ' '));
	struct str user;

	authority = str_head(authority, str_chr(authority, '/'));
	user = str_head(authority, str_chr(authority, '@'));
	return user.n < authority.n && str_chr(user, ':') < user.n;
}

static bool
has_secret_url(struct str line)
{
	for (size_t at = str_find(line, STR("://")); at < line.n; at = str_find(line, STR("://"))) {
		line = str_from_at(line, at + 3);
		if (has_password(line))
			return true;
	}
	return false;
}

/* Is this the name of a secret that follows it? Key and Pass are also the names of other things:
 * they count only with a value, and Key not in a DB action. */
static bool
names_secret(struct str name, struct str after, bool database)
{
	bool assigned = after.n > 1 && (after.p[0] == '=' || after.p[0] == ':');

	if (str_ieq(name, STR("Key")))
		return assigned && !database;
	if (str_ieq(name, STR("Pass")))
		return assigned;
	return (str_ieq(name, STR("Login")) || redact_is_secret(name)) && str_trim(after).n > 0;
}

bool
secret_in_line(struct str line)
{
	struct str rest = line, name;
	bool database = false, first = true;

	while (next_name(&rest, &name)) {
		if (first)
			database = str_istarts(name, STR("db"));
		if (names_secret(name, rest, database))
			return true;
		first = str_ieq(name, STR("action"));
	}
	return has_secret_url(line);
}
