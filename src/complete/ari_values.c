/* SPDX-License-Identifier: ISC */
/* Finds the list of the server that has the values of a part of a path, or of a parameter. */
#include "complete/ari_values.h"

#include "complete/values.h"
#include "lang/args.h"
#include "lang/names.h"

/* Parameters, in operations whose path begins so, whose values are in a list; with a word before
 * it. No list: only that word. Asterisk 22: res/ari, and res_stasis's app.c for the sources. */
static const struct {
	const char *name, *path, *list, *scheme;
} lists[] = {
    {"app", "", "applications", ""},
    {"application", "", "applications", ""},
    {"caller", "channels/", "channels", ""},
    {"channel", "", "channels", ""},
    {"channelId", "events/", "channels", ""},
    {"endpoint", "", "endpoints", ""},
    {"eventSource", "", "bridges", "bridge:"},
    {"eventSource", "", "channels", "channel:"},
    {"eventSource", "", "deviceStates", "deviceState:"},
    {"eventSource", "", "endpoints", "endpoint:"},
    {"media", "", NULL, "characters:"},
    {"media", "", NULL, "digits:"},
    {"media", "", NULL, "number:"},
    {"media", "", NULL, "tone:"},
    {"media", "", "recordings/stored", "recording:"},
    {"media", "", "sounds", "sound:"},
    {"originator", "", "channels", ""},
    {"source", "events/", "bridges", "bridge:"},
    {"source", "events/", "channels", "channel:"},
    {"source", "events/", "deviceStates", "deviceState:"},
    {"source", "events/", "endpoints", "endpoint:"},
};

const struct ari_docs *
ari_docs_of(const struct complete_source *source, struct str path)
{
	struct str resource;
	const struct ari_docs *told;

	if (!ari_segment(&path, &resource) || !path.p)
		return ari_known();
	told = source_ari(source, resource);
	return told && told->n ? told : ari_known();
}

const struct ari_operation *
ari_operation_of(const struct words *w, const struct complete_source *source)
{
	struct str path = w->v[2].text;
	struct buf whole = BUF_INIT(BUF_MAX_LINE);

	if (str_starts(path, STR("/")))
		path = str_from_at(path, 1);
	buf_addf(&whole, "%.*s/", STR_ARG(path));
	const struct ari_docs *d = ari_docs_of(source, buf_str(&whole));
	buf_clear(&whole);
	return ari_find(d, w->v[1].text, path);
}

bool
ari_lacks(const struct words *w, const struct ari_parameter *p)
{
	struct header h;

	if (p->place == ARI_IN_PATH)
		return false;
	for (size_t i = 3; i + 1 < w->n; i++)
		if (args_header(&w->v[i], &h) && str_eq(h.name, str_of(p->name)))
			return false;
	return true;
}

/* What the items of lists have. Asterisk 22, rest-api/api-docs: the models. */
static const char *const members[][2] = {
    {"applications", "name,channel_ids,bridge_ids,endpoint_ids,device_names"},
    {"asterisk/logging", "channel,type,status,configuration"},
    {"asterisk/modules", "name,description,use_count,status,support_level"},
    {"bridges", "id,name,bridge_class,bridge_type,technology,creator,channels,creationtime"},
    {"channels", "id,name,state,accountcode,caller.name,caller.number,connected.name,"
		 "connected.number,creationtime,dialplan.app_data,dialplan.app_name,"
		 "dialplan.context,dialplan.exten,dialplan.priority,language,protocol_id"},
    {"deviceStates", "name,state"},
    {"endpoints", "technology,resource,state,channel_ids"},
    {"mailboxes", "name,old_messages,new_messages"},
    {"recordings/stored", "name,format"},
    {"sounds", "id,text,formats"},
};

struct str
ari_members(struct str path)
{
	if (str_starts(path, STR("/")))
		path = str_from_at(path, 1);
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (str_eq(path, str_of(members[i][0])))
			return str_of(members[i][1]);
	return STR("");
}

/* The technologies of endpoints, or the names of those of one: "PJSIP/alice" has both. */
static const struct names *
cut_endpoints(const struct names *all, struct str technology)
{
	static struct names cut;

	names_clear(&cut);
	for (size_t i = 0; all && i < all->n; i++) {
		struct str name = str_of(all->v[i].name);
		size_t slash = str_chr(name, '/');
		if (technology.n == 0)
			names_add(&cut, str_head(name, slash), STR(""));
		else if (str_ieq(str_head(name, slash), technology))
			names_add(&cut, str_from_at(name, slash + 1),
			    str_of(all->v[i].summary));
	}
	return &cut;
}

const struct names *
ari_ids(const struct ari_docs *d, struct str part, struct str done,
    const struct complete_source *source)
{
	struct str list = str_head(done, done.n - 1), technology = list;

	if (str_eq(part, STR("{tech}")))
		return cut_endpoints(source_names(source, TOPIC_ARI, STR("endpoints")), STR(""));
	if (str_eq(part, STR("{resource}"))) {
		str_cut(&technology, '/', &list);
		return cut_endpoints(source_names(source, TOPIC_ARI, STR("endpoints")), technology);
	}
	if (str_eq(part, STR("{channelId}")))
		return source_names(source, TOPIC_ARI, STR("channels"));
	return ari_find(d, STR("GET"), list) ? source_names(source, TOPIC_ARI, list) : NULL;
}

void
ari_add_id(struct buf *out, struct str id)
{
	for (size_t i = 0; i < id.n; i++) {
		if (strchr("/%?#", id.p[i]))
			buf_addf(out, "%%%02X", (unsigned)id.p[i]);
		else
			buf_addc(out, id.p[i]);
	}
}

void
ari_add_list(struct completion *c, struct str list, const struct complete_source *source)
{
	const struct names *names = source_names(source, TOPIC_ARI, list);

	for (size_t i = 0; names && i < names->n; i++)
		completion_word(c, str_of(names->v[i].name), str_of(names->v[i].summary));
}

/* What is in a list, each after a word with a colon that is listed alone at first. */
static void
add_of_list(struct completion *c, const char *list, struct str scheme,
    const struct complete_source *source)
{
	if (!str_istarts(c->prefix, scheme)) {
		completion_add(c, scheme, STR(""), CANDIDATE_BEGINNING);
		return;
	}
	completion_after(c, scheme.n);
	if (list)
		ari_add_list(c, str_of(list), source);
	completion_back(c, scheme.n);
}

void
ari_add_values(struct completion *c, const struct ari_operation *o, struct str name,
    const struct complete_source *source)
{
	const struct ari_parameter *p = ari_parameter(o, name);
	size_t n = name.n + 1;

	completion_after(c, n);
	size_t last = p && p->repeated ? completion_last_part(c) : 0;
	completion_after(c, last);
	complete_choices(c, p ? p->choices : NULL);
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (str_eq(name, str_of(lists[i].name)) &&
		    str_starts(str_of(o->path), str_of(lists[i].path)))
			add_of_list(c, lists[i].list, str_of(lists[i].scheme), source);
	if (str_eq(name, STR("context")))
		values_add(c, source, VALUE_CONTEXT, STR(""));
	else if (str_eq(name, STR("extension")))
		values_add(c, source, VALUE_EXTEN, STR(""));
	completion_back(c, last);
	completion_back(c, n);
}
