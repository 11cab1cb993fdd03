/* SPDX-License-Identifier: ISC */
/* Lists of variables, dialplan functions that read a channel, and substitution. */
#include "variable.h"

#include <stdlib.h>
#include <strings.h>

#include "base/mem.h"
#include "channel.h"
#include "event.h"

static struct variable *
find(struct variable *v, const char *name)
{
	while (v && strcmp(v->name, name) != 0)
		v = v->next;
	return v;
}

void
sim_escape(struct buf *out, const char *text)
{
	static const char plain[] = "\a\b\f\n\r\t\v\\'\"?";
	static const char letter[] = "abfnrtv\\'\"?";

	for (; *text; text++) {
		const char *at = strchr(plain, *text);
		if (at)
			buf_addc(out, '\\');
		buf_addc(out, at ? letter[at - plain] : *text);
	}
}

void
sim_chan_variable(struct buf *out, const struct channel *ch)
{
	const struct variable *v = find(ch->variables, "FOO");

	buf_addz(out, "FOO=");
	sim_escape(out, v ? v->value : "");
	buf_addz(out, "\r\n");
}

static void
announce(struct sim *sim, const struct channel *ch, const char *name, const char *value)
{
	if (ch) {
		sim_channel_event(sim, "VarSet", CLASS_DIALPLAN, ch);
	} else {
		sim_event_begin(sim, "VarSet", CLASS_DIALPLAN);
		sim_event_field(sim, "Channel", "none");
		sim_event_field(sim, "Uniqueid", "none");
	}
	sim_event_field(sim, "Variable", "%s", name);
	buf_addz(&sim->event, "Value: ");
	sim_escape(&sim->event, value);
	buf_addz(&sim->event, "\r\n");
	sim_event_send(sim);
}

void
sim_variable_set(struct sim *sim, struct channel *ch, const char *name, const char *value)
{
	struct variable **list = ch ? &ch->variables : &sim->globals;
	struct variable *v = find(*list, name);

	if (!v) {
		v = mem_alloc(sizeof(*v));
		v->name = mem_strdup(name);
		v->next = *list;
		*list = v;
	}
	free(v->value);
	v->value = mem_strdup(value);
	announce(sim, ch, name, value);
}

/* The dialplan functions that read one text of a channel. */
static const struct {
	const char *name;
	size_t offset;
} functions[] = {
    {"CHANNEL(name)", offsetof(struct channel, name)},
    {"CHANNEL(uniqueid)", offsetof(struct channel, uniqueid)},
    {"CHANNEL(linkedid)", offsetof(struct channel, linkedid)},
    {"CHANNEL(accountcode)", offsetof(struct channel, account)},
    {"CALLERID(num)", offsetof(struct channel, caller.number)},
    {"CALLERID(name)", offsetof(struct channel, caller.name)},
    {"CONNECTEDLINE(num)", offsetof(struct channel, connected.number)},
    {"CONNECTEDLINE(name)", offsetof(struct channel, connected.name)},
    {"CONTEXT", offsetof(struct channel, context)},
    {"EXTEN", offsetof(struct channel, exten)},
    {"UNIQUEID", offsetof(struct channel, uniqueid)},
};

const char *
sim_variable_get(
    const struct sim *sim, const struct channel *ch, const char *name, struct buf *scratch)
{
	const struct variable *v = find(ch ? ch->variables : sim->globals, name);

	for (size_t i = 0; !v && ch && i < sizeof(functions) / sizeof(*functions); i++)
		if (strcasecmp(functions[i].name, name) == 0)
			return (const char *)ch + functions[i].offset;
	if (!v && ch && strcasecmp(name, "CHANNEL(state)") == 0)
		return sim_state_name(ch->state);
	if (!v && ch && strcmp(name, "PRIORITY") == 0) {
		buf_reset(scratch);
		buf_addf(scratch, "%d", ch->priority);
		return buf_z(scratch);
	}
	if (!v && ch)
		v = find(sim->globals, name);
	return v ? v->value : NULL;
}

void
sim_substitute(const struct sim *sim, const struct channel *ch, const char *text, struct buf *out)
{
	const char *open, *close;
	struct buf scratch = BUF_INIT(BUF_MAX_LINE);

	while ((open = strstr(text, "${")) && (close = strchr(open, '}'))) {
		char *name = mem_strndup(str_from(open + 2, (size_t)(close - open - 2)));
		const char *value = sim_variable_get(sim, ch, name, &scratch);
		buf_add(out, text, (size_t)(open - text));
		buf_addz(out, value ? value : "");
		free(name);
		text = close + 1;
	}
	buf_addz(out, text);
	buf_clear(&scratch);
}

void
sim_variables_free(struct variable **list)
{
	while (*list) {
		struct variable *v = *list;
		*list = v->next;
		free(v->name);
		free(v->value);
		free(v);
	}
}

void
sim_globals_make(struct sim *sim)
{
	sim_variable_set(sim, NULL, "OFFICE", "north");
}

void
sim_globals_free(struct sim *sim)
{
	sim_variables_free(&sim->globals);
}
