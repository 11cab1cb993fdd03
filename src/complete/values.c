/* SPDX-License-Identifier: ISC */
/* Makes candidates from what the server tells; a table says which header takes what. */
#include "complete/values.h"

#include "ami/catalog.h"
#include "base/fold.h"
#include "lang/console.h"
#include "state/channels.h"

/* What the headers with these endings take, in actions that begin so. */
static const struct {
	const char *action;
	const char *ending;
	enum value_kind kind;
} taking[] = {
    {"DB", "Family", VALUE_FAMILY},
    {"DB", "Key", VALUE_KEY},
    {"ModuleCheck", "Module", VALUE_LOADED},
    {"ModuleLoad", "Module", VALUE_MODULE},
    {"Reload", "Module", VALUE_MODULE},
    {"", "DAHDIChannel", VALUE_DAHDI},
    {"", "Channel", VALUE_CHANNEL},
    {"", "Channel1", VALUE_CHANNEL},
    {"", "Channel2", VALUE_CHANNEL},
    {"", "Context", VALUE_CONTEXT},
    {"", "Device", VALUE_DEVICE},
    {"", "Endpoint", VALUE_ENDPOINT},
    {"", "Exten", VALUE_EXTEN},
    {"", "Extension", VALUE_EXTEN},
    {"", "Interface", VALUE_DEVICE},
    {"", "Queue", VALUE_QUEUE},
};

enum value_kind
value_of_header(struct str action, struct str header)
{
	static const enum value_kind offered[] = {
	    [OFFERS_CONSOLE] = VALUE_CONSOLE,
	    [OFFERS_DEVICES] = VALUE_DEVICE,
	    [OFFERS_SIP_PEERS] = VALUE_SIP_PEER,
	};
	const struct action_facts *facts = catalog_action(action);
	const struct parameter *p =
	    facts ? parameter_find(facts->parameters, facts->parameters_n, header) : NULL;

	if (p && p->offers)
		return offered[p->offers];
	if (p && (p->takes & TAKES_MASK))
		return VALUE_MASK;
	for (size_t i = 0; i < sizeof(taking) / sizeof(taking[0]); i++)
		if (str_istarts(action, str_of(taking[i].action)) &&
		    str_iends(header, str_of(taking[i].ending)))
			return taking[i].kind;
	return VALUE_NONE;
}

const char *
value_depends(enum value_kind kind)
{
	return kind == VALUE_KEY ? "Family" : kind == VALUE_MODULE ? "LoadType" : NULL;
}

enum value_kind
value_of_argument(const struct cmd *cmd, const struct arg_spec *spec)
{
	switch (spec->type) {
	case ARG_CHANNEL:
		return VALUE_CHANNEL;
	case ARG_DEST:
		return VALUE_DEST;
	case ARG_DEVICE:
		return VALUE_DEVICE;
	case ARG_ENDPOINT:
		return VALUE_ENDPOINT;
	case ARG_FAMILY:
		return VALUE_FAMILY;
	case ARG_QUEUE:
		return VALUE_QUEUE;
	default:
		return spec->header ? value_of_header(str_of(cmd->action), str_of(spec->header))
		                    : VALUE_NONE;
	}
}

/* Add first and second together as one candidate. */
static void
add_joined(struct completion *c, struct str first, struct str second, struct str summary)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	buf_adds(&text, first);
	buf_adds(&text, second);
	completion_word(c, buf_str(&text), summary);
	buf_clear(&text);
}

static void
add_names(struct completion *c, const struct names *names, struct str technology)
{
	for (size_t i = 0; names && i < names->n; i++)
		add_joined(c, technology, str_of(names->v[i].name), str_of(names->v[i].summary));
}

/* What can be called, of every technology that the word can still become. */
static void
add_devices(struct completion *c, const struct complete_source *source)
{
	static const struct {
		enum topic topic;
		const char *technology;
	} rows[] = {
	    {TOPIC_ENDPOINTS, "PJSIP/"},
	    {TOPIC_SIP, "SIP/"},
	    {TOPIC_IAX, "IAX2/"},
	    {TOPIC_DAHDI, "DAHDI/"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct str technology = str_of(rows[i].technology);
		if (str_istarts(technology, c->prefix) || str_istarts(c->prefix, technology))
			add_names(c, source_names(source, rows[i].topic, STR("")), technology);
	}
}

/* The dialplan comes context by context. */
static void
add_contexts(struct completion *c, const struct names *plan)
{
	struct str last = STR("");

	for (size_t i = 0; plan && i < plan->n; i++) {
		struct str context = str_of(plan->v[i].summary);
		if (!str_eq(context, last))
			completion_word(c, context, STR(""));
		last = context;
	}
}

/* Is this an extension that can be dialled as it is? */
static bool
is_exten(const char *name)
{
	return *name && *name != '_';
}

static void
add_extens(struct completion *c, const struct names *plan)
{
	for (size_t i = 0; plan && i < plan->n; i++)
		if (is_exten(plan->v[i].name))
			completion_word(
			    c, str_of(plan->v[i].name), str_of(plan->v[i].summary));
}

/* Extensions with their contexts; after the @ the contexts that may have this extension: itself, a
 * pattern or an include, which the server matches. */
static void
add_dests(struct completion *c, const struct names *plan)
{
	size_t at = str_chr(c->prefix, '@');
	struct str exten = str_head(c->prefix, at);

	for (size_t i = 0; plan && i < plan->n; i++) {
		const struct name *n = &plan->v[i];
		struct buf where = BUF_INIT(BUF_MAX_LINE);
		buf_addf(&where, "@%s", n->summary);
		if (at == c->prefix.n ? is_exten(n->name) : str_eq(str_of(n->name), exten))
			add_joined(c, str_of(n->name), buf_str(&where), STR(""));
		else if (at < c->prefix.n && !is_exten(n->name))
			add_joined(c, exten, buf_str(&where), STR(""));
		buf_clear(&where);
	}
}

/* What channels have of one kind, with two more things about each. */
static void
add_channels(struct completion *c, const struct channels *channels, enum channel_text which,
    enum channel_text first, enum channel_text second)
{
	const struct channel *one = channels ? channels_first(channels) : NULL;
	struct buf about = BUF_INIT(BUF_MAX_LINE);

	for (; one; one = channels_next(one)) {
		struct str text = channel_text(one, which);
		if (text.n == 0 || !fold_starts(text, c->prefix))
			continue;
		buf_reset(&about);
		buf_addf(&about, "%.*s %.*s", STR_ARG(channel_text(one, first)),
		    STR_ARG(channel_text(one, second)));
		completion_word(c, text, str_trim(buf_str(&about)));
	}
	buf_clear(&about);
}

/* Modules: what the console completes after these words. */
static void
add_modules(struct completion *c, const struct complete_source *source, struct str before,
    bool with_so)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);

	buf_adds(&line, before);
	buf_adds(&line, c->prefix);
	const struct names *names = source_names(source, TOPIC_CONSOLE, buf_str(&line));
	for (size_t i = 0; names && i < names->n; i++) {
		struct str name = str_of(names->v[i].name);
		if (!with_so && str_ends(name, STR(".so")))
			name.n -= strlen(".so");
		completion_word(c, name, STR(""));
	}
	buf_clear(&line);
}

/* The modules that a ModuleLoad of this type can take. */
static void
add_modules_for(struct completion *c, const struct complete_source *source, struct str load_type)
{
	if (str_ieq(load_type, STR("load")))
		add_modules(c, source, STR("module load "), true);
	else if (str_ieq(load_type, STR("unload")))
		add_modules(c, source, STR("module unload "), true);
	else
		add_modules(c, source, STR("module reload "), true);
}

void
values_add_console(struct completion *c, const struct complete_source *source, struct str before)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE), text = BUF_INIT(BUF_MAX_LINE);
	size_t kept = c->prefix.n - console_last_word(c->prefix).n;
	bool within = kept > 0; /* several words of the console in one of ours */

	buf_adds(&line, before);
	if (before.n)
		buf_addc(&line, ' ');
	buf_adds(&line, c->prefix);
	const struct names *words = source_names(source, TOPIC_CONSOLE, buf_str(&line));
	for (size_t i = 0; words && i < words->n; i++) {
		buf_reset(&text);
		buf_adds(&text, str_head(c->prefix, kept));
		buf_addf(&text, within ? "%s " : "%s", words->v[i].name);
		completion_add(
		    c, buf_str(&text), STR(""), within ? CANDIDATE_BEGINNING : CANDIDATE_WORD);
	}
	buf_clear(&line);
	buf_clear(&text);
}

void
values_add(struct completion *c, const struct complete_source *source, enum value_kind kind,
    struct str of)
{
	const struct str none = STR("");

	switch (kind) {
	case VALUE_NONE:
		break;
	case VALUE_CHANNEL:
		add_channels(
		    c, source->channels, CHANNEL_NAME, CHANNEL_NUMBER, CHANNEL_APPLICATION);
		break;
	case VALUE_UNIQUEID:
		add_channels(c, source->channels, CHANNEL_UNIQUEID, CHANNEL_NAME, CHANNEL_NUMBER);
		break;
	case VALUE_LINKEDID:
		add_channels(c, source->channels, CHANNEL_LINKEDID, CHANNEL_NAME, CHANNEL_NUMBER);
		break;
	case VALUE_NUMBER:
		add_channels(c, source->channels, CHANNEL_NUMBER, CHANNEL_CALLER, CHANNEL_NAME);
		break;
	case VALUE_QUEUE:
		add_names(c, source_names(source, TOPIC_QUEUES, none), none);
		break;
	case VALUE_ENDPOINT:
		add_names(c, source_names(source, TOPIC_ENDPOINTS, none), none);
		break;
	case VALUE_DEVICE:
		add_devices(c, source);
		break;
	case VALUE_SIP_PEER:
		add_names(c, source_names(source, TOPIC_SIP, none), none);
		break;
	case VALUE_DAHDI:
		add_names(c, source_names(source, TOPIC_DAHDI, none), none);
		break;
	case VALUE_CONTEXT:
		add_contexts(c, source_names(source, TOPIC_DIALPLAN, none));
		break;
	case VALUE_EXTEN:
		add_extens(c, source_names(source, TOPIC_DIALPLAN, none));
		break;
	case VALUE_DEST:
		add_dests(c, source_names(source, TOPIC_DIALPLAN, none));
		break;
	case VALUE_CONSOLE:
		values_add_console(c, source, none);
		break;
	case VALUE_FAMILY:
		values_add_families(c, source);
		break;
	case VALUE_KEY:
		values_add_keys(c, source, of);
		break;
	case VALUE_MODULE:
		add_modules_for(c, source, of);
		break;
	case VALUE_LOADED:
		add_modules(c, source, STR("module show like "), false);
		break;
	case VALUE_MASK:
		complete_mask(c);
		break;
	}
}
