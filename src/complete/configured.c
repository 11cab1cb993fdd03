/* SPDX-License-Identifier: ISC */
/* What amsh.conf adds to the candidates: its servers and aliases. No secret is looked at. */
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
add_sections(struct completion *c, const struct conf *conf, struct str listed, bool groups)
{
	for (size_t i = 0; i < conf->sections_n; i++) {
		const struct conf_section *s = &conf->sections[i];
		if (!s->is_template && !str_ieq(s->name, STR("general")) &&
		    !str_ieq(s->name, STR("aliases")) &&
		    !completion_is_listed(listed, s->name) &&
		    (groups || !conf_value(s, STR("group"))))
			completion_word(c, s->name, summary_of(s));
	}
}

/* Read amsh.conf, or the file that is meant instead. */
static void
read_conf(struct conf *conf, const char *config)
{
	struct buf path = BUF_INIT(BUF_MAX_LINE);
	struct err ignored;

	if (config)
		buf_addz(&path, config);
	if (config || profiles_path(&path, "amsh.conf"))
		conf_read(conf, ".", buf_z(&path), &ignored);
	buf_clear(&path);
}

void
complete_servers(struct completion *c, const char *config)
{
	struct conf conf = {0};
	size_t last = completion_last_part(c);
	struct str listed = str_head(c->prefix, last);

	read_conf(&conf, config);
	completion_after(c, last);
	add_sections(c, &conf, listed, true);
	completion_back(c, last);
	conf_clear(&conf);
}

void
complete_server(struct completion *c, const char *config)
{
	struct conf conf = {0};

	read_conf(&conf, config);
	add_sections(c, &conf, STR(""), false);
	conf_clear(&conf);
}

void
configured_aliases(struct pairs *aliases, const char *config)
{
	struct conf conf = {0};

	read_conf(&conf, config);
	for (size_t i = 0; i < conf.sections_n; i++) {
		const struct conf_section *s = &conf.sections[i];
		for (size_t k = 0; str_ieq(s->name, STR("aliases")) && k < s->n; k++)
			pairs_set(aliases, s->v[k].name, s->v[k].value);
	}
	conf_clear(&conf);
}
