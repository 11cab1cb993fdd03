/* SPDX-License-Identifier: ISC */
/* Candidates for the servers of -s: sections of amsh.conf. No secret is looked at. */
#include <string.h>

#include "complete/complete_impl.h"
#include "conf/dialect.h"
#include "conf/profile.h"
#include "net/endpoint.h"

/* Is it a URL that may be shown? One with a secret in it is none. */
static bool
is_url(struct str text)
{
	struct endpoint e = {0};
	struct err ignored;
	bool good = endpoint_is_url(text) && endpoint_parse(&e, text, &ignored) == 0;

	endpoint_clear(&e);
	return good;
}

/* What a section is, in a word. */
static struct str
summary_of(const struct conf_section *s)
{
	const struct conf_value *group = conf_value(s, STR("group"));
	const struct conf_value *server = conf_value(s, STR("server"));

	if (group)
		return group->value;
	return server && is_url(server->value) ? server->value : STR("");
}

static void
add_sections(struct completion *c, const struct conf *conf)
{
	for (size_t i = 0; i < conf->sections_n; i++) {
		const struct conf_section *s = &conf->sections[i];
		if (!s->is_template && !str_ieq(s->name, STR("general")) &&
		    !str_ieq(s->name, STR("aliases")))
			completion_word(c, s->name, summary_of(s));
	}
}

void
complete_servers(struct completion *c, const char *config)
{
	struct buf path = BUF_INIT(BUF_MAX_LINE);
	struct conf conf = {0};
	struct err ignored;
	size_t last = c->prefix.n;

	while (last > 0 && c->prefix.p[last - 1] != ',')
		last--;
	if (config)
		buf_addz(&path, config);
	if ((config || profiles_path(&path, "amsh.conf")) &&
	    conf_read(&conf, ".", buf_z(&path), &ignored) == 0) {
		size_t head = c->head;
		completion_after(c, last);
		c->head += head;
		add_sections(c, &conf);
		completion_whole(c);
	}
	conf_clear(&conf);
	buf_clear(&path);
}
