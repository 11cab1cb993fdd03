/* SPDX-License-Identifier: ISC */
/* Candidates for the names of servers after @, in a shell of several. */
#include "complete/complete_impl.h"
#include "conf/members.h"

/* The names that a line begins with, as far as they are typed; false when it does not. */
static bool
typed_names(struct str line, struct str *names)
{
	while (line.n && (line.p[0] == ' ' || line.p[0] == '\t'))
		line = str_from_at(line, 1);
	if (line.n == 0 || line.p[0] != '@')
		return false;
	*names = str_from_at(line, 1);
	return true;
}

bool
complete_members(struct completion *c, struct str line, const struct members *members)
{
	struct str names;

	if (!members || !typed_names(line, &names))
		return false;
	size_t last = names.n;
	while (last > 0 && names.p[last - 1] != ',')
		last--;
	buf_adds(&c->memory, str_from_at(names, last));
	c->prefix = buf_str(&c->memory);
	c->start = line.n - c->prefix.n;
	c->literal = true;
	for (size_t i = 0; i < members->n; i++) {
		const struct member *m = &members->v[i];
		struct str name = str_of(m->name);
		bool is_section = strcmp(m->server, m->name) == 0;
		/* A blank would end the names. */
		if (str_chr(name, ' ') == name.n &&
		    !completion_is_listed(str_head(names, last), name))
			completion_word(c, name, is_section ? STR("") : str_of(m->server));
	}
	return true;
}
