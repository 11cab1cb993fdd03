/* SPDX-License-Identifier: ISC */
/* Reads and checks amsh.conf. Decides nothing about what applies. */
#include "conf/profile.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/out.h"
#include "base/suggest.h"
#include "conf/trust.h"
#include "net/endpoint.h"

bool
profiles_path(struct buf *path, const char *name)
{
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");

	if (config && config[0] == '/')
		buf_addf(path, "%s/amsh/%s", config, name);
	else if (home && home[0] == '/')
		buf_addf(path, "%s/.config/amsh/%s", home, name);
	return path->n > 0;
}

static int
fail(const struct conf_value *v, struct err *err)
{
	return err_prefix(err, "%s:%zu", v->file, v->line);
}

/* Append the path of a file that is named so: from the folder, or from the home after ~/. */
static void
add_path(const struct profiles *p, struct str name, struct buf *path)
{
	const char *home = getenv("HOME");

	if (home && str_starts(name, STR("~/"))) {
		buf_addz(path, home);
		name = str_from_at(name, 1);
	} else if (name.n && name.p[0] != '/') {
		buf_addf(path, "%s/", p->folder);
	}
	buf_adds(path, name);
}

/* A copy of the value; the names of files are absolute. */
static char *
copy_value(const struct profiles *p, const struct conf_value *v)
{
	struct buf text = {.max = BUF_MAX_LINE, .secret = true};
	const struct option_row *row = options_find_key(v->name);

	if (row && (row->flags & OPTION_PATH))
		add_path(p, v->value, &text);
	else
		buf_adds(&text, v->value);
	char *copy = mem_strndup(buf_str(&text));
	buf_clear(&text);
	return copy;
}

static void
set_group(const struct profiles *p, struct profile *to, struct str value)
{
	struct buf file = BUF_INIT(BUF_MAX_LINE);

	if (str_starts(value, STR("@"))) {
		buf_addc(&file, '@');
		add_path(p, str_trim(str_from_at(value, 1)), &file);
		value = buf_str(&file);
	}
	mem_replace(&to->group, value);
	buf_clear(&file);
}

static int
check_server(const struct conf_value *v, struct err *err)
{
	struct endpoint e = {0};
	int failed;

	if (endpoint_is_url(v->value))
		failed = endpoint_parse(&e, v->value, err);
	else if (endpoint_holds_secret(v->value))
		failed = err_set(err, ERR_USAGE,
		    "server is not a URL such as ami://user@host (a secret belongs in secret = …)");
	else
		failed = err_set(err, ERR_USAGE, "server is not a URL such as ami://host: %.*s",
		    STR_ARG(v->value));
	endpoint_clear(&e);
	return failed ? fail(v, err) : 0;
}

/* Add a setting, once it is known to be one. */
static int
add_setting(struct profiles *p, struct profile *to, const struct conf_value *v, struct err *err)
{
	struct options scratch = {0};
	struct origin from = {.source = SOURCE_PROFILE};
	struct setting s = {.file = v->file, .line = v->line};

	s.name = mem_strndup(v->name);
	s.value = copy_value(p, v);
	to->v = mem_grow(to->v, to->n + 1, sizeof(*to->v));
	to->v[to->n++] = s;
	if (options_set(&scratch, v->name, s.value, from, err) < 0)
		return fail(v, err);
	return scratch.server ? check_server(v, err) : 0;
}

static int
read_section(struct profiles *p, struct profile *to, const struct conf_section *s, struct err *err)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct conf_value *v = &s->v[i];
		if (!to->name && str_ieq(v->name, STR("default")))
			mem_replace(&p->preset, v->value);
		else if (to->name && str_ieq(v->name, STR("group")))
			set_group(p, to, v->value);
		else if (add_setting(p, to, v, err) < 0)
			return -1;
	}
	if (to->group && to->n)
		return err_set(err, ERR_USAGE, "%s:%zu: [%s] is a group, which cannot have "
		    "settings",
		    to->v[0].file, to->v[0].line, to->name);
	return 0;
}

/* Sections of one name are one, as if the later had a +. */
static struct profile *
profile_named(struct profiles *p, struct str name)
{
	size_t at = keys_find(&p->names, name);

	if (at != KEYS_NONE)
		return &p->v[at];
	p->v = mem_more(p->v, p->n, sizeof(*p->v));
	p->v[p->n] = (struct profile){.name = mem_strndup(name)};
	keys_add(&p->names, str_of(p->v[p->n].name), p->n);
	return &p->v[p->n++];
}

static int
read_sections(struct profiles *p, struct err *err)
{
	for (size_t i = 0; i < p->conf.sections_n; i++) {
		const struct conf_section *s = &p->conf.sections[i];
		bool general = str_ieq(s->name, STR("general"));
		if (s->is_template || str_ieq(s->name, STR("aliases")))
			continue;
		if (str_chr(s->name, ',') < s->name.n || str_chr(s->name, ':') < s->name.n)
			return err_set(err, ERR_USAGE,
			    "%s:%zu: name of a section holds a comma or colon: %.*s", s->file,
			    s->line, STR_ARG(s->name));
		if (read_section(p, general ? &p->general : profile_named(p, s->name), s, err) < 0)
			return -1;
	}
	return 0;
}

int
profiles_check_preset(const struct profiles *p, struct err *err)
{
	if (!p->preset || profiles_find(p, str_of(p->preset)))
		return 0;
	return err_set(err, ERR_USAGE, "%s: default is not a section: %s", p->conf.files[0],
	    p->preset);
}

/* As ssh does: others who can read a secret, or write what says where it goes and which commands
 * run, are worth a word. */
static void
warn_of_others(const struct conf *c, const char *file)
{
	const char *warned = NULL, *risk;
	struct stat st;

	if (stat(file, &st) == 0 && (risk = trust_risk(&st, false)))
		out_notice("amsh: warning: %s %s (chown and chmod 600 it)", risk, file);
	for (size_t i = 0; i < c->sections_n; i++) {
		const struct conf_value *v = conf_value(&c->sections[i], STR("secret"));
		if (!v)
			v = conf_value(&c->sections[i], STR("ari_secret"));
		if (!v || v->file == warned || stat(v->file, &st) < 0 ||
		    trust_risk(&st, false) || !(risk = trust_risk(&st, true)))
			continue;
		warned = v->file;
		out_notice("amsh: warning: %s the secret in %s (chmod 600 it)", risk, warned);
	}
}

/* The file to read: the one that was asked for, or the user's own if it is there. */
static bool
find_file(struct buf *path, const struct options *o)
{
	if (o->config)
		return buf_addz(path, o->config) == 0;
	return !o->no_config && profiles_path(path, "amsh.conf") && access(buf_z(path), F_OK) == 0;
}

/* The folder of a file, absolute, so that names in the file are. */
static char *
folder_of(const char *file)
{
	struct str path = str_of(file);
	char *above = NULL, *folder;

	while (path.n && path.p[path.n - 1] != '/')
		path.n--;
	if (path.n)
		above = mem_strndup(path);
	folder = realpath(above ? above : ".", NULL);
	free(above);
	return folder ? folder : mem_strdup(".");
}

static int
read_file(struct profiles *p, const char *file, struct err *err)
{
	const char *slash = strrchr(file, '/');

	p->folder = folder_of(file);
	if (conf_read(&p->conf, p->folder, slash ? slash + 1 : file, err) < 0)
		return -1;
	if (p->conf.notes_n)
		return err_set(err, ERR_USAGE, "%s:%zu: %s", p->conf.notes[0].file,
		    p->conf.notes[0].line, p->conf.notes[0].text);
	if (read_sections(p, err) < 0)
		return -1;
	warn_of_others(&p->conf, file);
	return 0;
}

int
profiles_read(struct profiles *p, const struct options *o, struct err *err)
{
	struct buf path = BUF_INIT(BUF_MAX_LINE);
	int failed = find_file(&path, o) ? read_file(p, buf_z(&path), err) : 0;

	buf_clear(&path);
	return failed;
}

static void
clear_profile(struct profile *p)
{
	for (size_t i = 0; i < p->n; i++) {
		mem_wipe(p->v[i].value, strlen(p->v[i].value));
		free(p->v[i].value);
		free(p->v[i].name);
	}
	free(p->v);
	free(p->name);
	free(p->group);
}

void
profiles_clear(struct profiles *p)
{
	for (size_t i = 0; i < p->n; i++)
		clear_profile(&p->v[i]);
	clear_profile(&p->general);
	free(p->v);
	keys_clear(&p->names);
	free(p->preset);
	free(p->folder);
	conf_clear(&p->conf);
	*p = (struct profiles){0};
}

const struct profile *
profiles_find(const struct profiles *p, struct str name)
{
	size_t at = keys_find(&p->names, name);

	return at == KEYS_NONE ? NULL : &p->v[at];
}

bool
profiles_alias(const struct profiles *p, size_t i, struct str *name, struct str *line)
{
	const struct conf_section *s = conf_section(&p->conf, STR("aliases"));

	if (!s || i >= s->n)
		return false;
	*name = s->v[i].name;
	*line = s->v[i].value;
	return true;
}

static const char *
section_candidate(void *arg, size_t i)
{
	const struct profiles *p = arg;

	return i < p->n ? p->v[i].name : NULL;
}

void
profiles_suggest(const struct profiles *p, struct str name, struct buf *out)
{
	struct profiles names = *p;

	suggest_hint(out, name, section_candidate, &names);
}

int
profiles_want_url(struct str host, struct err *err)
{
	struct buf url = BUF_INIT(BUF_MAX_LINE);

	endpoint_guess(&url, host);
	err_set(err, ERR_USAGE,
	    "a server is a URL or a section of amsh.conf: use %s, or amis://… for "
	    "TLS", buf_z(&url));
	buf_clear(&url);
	return -1;
}
