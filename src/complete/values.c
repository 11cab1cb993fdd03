/* SPDX-License-Identifier: ISC */
/* Makes candidates from what the server tells; a table says which header takes what. */
#include "complete/values.h"

#include "ami/catalog.h"
#include "base/fold.h"
#include "lang/console.h"

enum value_kind
value_of_header(struct str action, struct str header)
{
	static const struct {
		const char *header;
		enum value_kind kind;
	} rows[] = {
	    {"AnnounceChannel", VALUE_CHANNEL},
	    {"Channel", VALUE_CHANNEL},
	    {"Channel1", VALUE_CHANNEL},
	    {"Channel2", VALUE_CHANNEL},
	    {"Context", VALUE_CONTEXT},
	    {"DAHDIChannel", VALUE_DAHDI},
	    {"Device", VALUE_DEVICE},
	    {"Endpoint", VALUE_ENDPOINT},
	    {"Exten", VALUE_EXTEN},
	    {"Extension", VALUE_EXTEN},
	    {"ExtraChannel", VALUE_CHANNEL},
	    {"ExtraContext", VALUE_CONTEXT},
	    {"ExtraExten", VALUE_EXTEN},
	    {"Interface", VALUE_DEVICE},
	    {"Queue", VALUE_QUEUE},
	    {"StateInterface", VALUE_DEVICE},
	    {"TimeoutChannel", VALUE_CHANNEL},
	};

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
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (str_ieq(header, str_of(rows[i].header)))
			return rows[i].kind;
	return VALUE_NONE;
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
	case ARG_QUEUE:
		return VALUE_QUEUE;
	default:
		return spec->header ? value_of_header(str_of(cmd->action), str_of(spec->header))
		                    : VALUE_NONE;
	}
}

static const struct names *
told(const struct complete_source *source, enum topic topic, struct str key)
{
	return source->tell ? source->tell(source->arg, topic, key) : NULL;
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
			add_names(c, told(source, rows[i].topic, STR("")), technology);
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

/* Channels, with their caller and application. */
static void
add_channels(struct completion *c, const struct channels *channels)
{
	const struct channel *one = channels ? channels_first(channels) : NULL;
	struct buf about = BUF_INIT(BUF_MAX_LINE);

	for (; one; one = channels_next(one)) {
		struct str name = channel_text(one, CHANNEL_NAME);
		if (!fold_starts(name, c->prefix))
			continue;
		buf_reset(&about);
		buf_addf(&about, "%.*s %.*s", STR_ARG(channel_text(one, CHANNEL_NUMBER)),
		    STR_ARG(channel_text(one, CHANNEL_APPLICATION)));
		completion_word(c, name, str_trim(buf_str(&about)));
	}
	buf_clear(&about);
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
	const struct names *words = told(source, TOPIC_CONSOLE, buf_str(&line));
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
values_add(struct completion *c, const struct complete_source *source, enum value_kind kind)
{
	const struct str none = STR("");

	switch (kind) {
	case VALUE_NONE:
		break;
	case VALUE_CHANNEL:
		add_channels(c, source->channels);
		break;
	case VALUE_QUEUE:
		add_names(c, told(source, TOPIC_QUEUES, none), none);
		break;
	case VALUE_ENDPOINT:
		add_names(c, told(source, TOPIC_ENDPOINTS, none), none);
		break;
	case VALUE_DEVICE:
		add_devices(c, source);
		break;
	case VALUE_SIP_PEER:
		add_names(c, told(source, TOPIC_SIP, none), none);
		break;
	case VALUE_DAHDI:
		add_names(c, told(source, TOPIC_DAHDI, none), none);
		break;
	case VALUE_CONTEXT:
		add_contexts(c, told(source, TOPIC_DIALPLAN, none));
		break;
	case VALUE_EXTEN:
		add_extens(c, told(source, TOPIC_DIALPLAN, none));
		break;
	case VALUE_DEST:
		add_dests(c, told(source, TOPIC_DIALPLAN, none));
		break;
	case VALUE_CONSOLE:
		values_add_console(c, source, none);
		break;
	}
}
