/* SPDX-License-Identifier: ISC */
/* Making and clearing what commands share, and the small things that all of them need. */
#include "client/client.h"

#include <stdlib.h>

#include "base/out.h"
#include "base/redact.h"
#include "client/team.h"

#define LOG_MAX  ((size_t)16 << 20) /* bytes of events kept for `wait` */
#define HELD_MAX ((size_t)4 << 20)  /* bytes of event lines held while an answer is printed */

void
client_init(struct client *client, const struct options *options)
{
	*client = (struct client){.options = options};
	settings_init(&client->set);
	rules_init(&client->rules);
	jobs_init(&client->jobs);
	client->knowledge = knowledge_new(client);
	client->filters = filters_new(client);
	client->live = live_new(client);
	record_init(&client->record);
	client->log = eventlog_new(LOG_MAX);
	buf_init(&client->held, HELD_MAX);
	buf_init(&client->version, BUF_MAX_LINE);
	buf_init(&client->mask, BUF_MAX_LINE);
	buf_init(&client->wider, BUF_MAX_LINE);
	buf_init_secret(&client->block, BUF_MAX_LINE);
	err_set(&client->offline, ERR_CONNECT, "not connected (connect opens a connection)");
}

void
client_clear(struct client *client)
{
	jobs_clear(&client->jobs);
	record_close(&client->record);
	session_free(client->session);
	settings_clear(&client->set);
	rules_clear(&client->rules);
	eventlog_free(client->log);
	render_free(client->event_view);
	knowledge_free(client->knowledge);
	filters_free(client->filters);
	live_free(client->live);
	names_clear(&client->names);
	pairs_clear(&client->variables);
	pairs_clear(&client->aliases);
	endpoint_clear(&client->endpoint);
	buf_clear(&client->held);
	buf_clear(&client->version);
	buf_clear(&client->mask);
	buf_clear(&client->wider);
	buf_clear(&client->block);
	messages_clear(&client->messages);
}

struct render_options
client_render_options(const struct client *client)
{
	size_t columns, rows;

	out_size(&columns, &rows);
	return (struct render_options){
	    .format = client->set.format,
	    .color = client->set.color,
	    .header = client->set.header,
	    .long_events = client->set.long_events,
	    .for_terminal = out_is_terminal(),
	    .interactive = client->interactive,
	    .columns = out_is_terminal() ? columns : 0,
	    .fields = buf_str(&client->set.fields),
	    .server = str_of(client->team ? team_name(client->team) : NULL),
	};
}

struct render *
client_render(const struct client *client)
{
	const struct render_options options = client_render_options(client);

	return render_new(&options);
}

bool
client_is_old(const struct client *client)
{
	struct str version = buf_str(&client->version);
	long major;

	return str_number(str_head(version, str_chr(version, '.')), 0, 1000, &major) && major < 2;
}

void
client_restyle(struct client *client)
{
	render_free(client->event_view);
	client->event_view = NULL;
	if (client->team)
		team_label(client->team, client->set.format);
}

void
client_who(const struct client *client, struct buf *out)
{
	const struct endpoint *e = &client->endpoint;

	if (!e->host) {
		buf_addz(out, "amsh");
		return;
	}
	if (e->scheme == SCHEME_REPLAY)
		buf_addz(out, "replay:");
	else if (e->user)
		buf_addf(out, "%s@", e->user);
	buf_addz(out, e->host);
}

void
client_error(const struct client *client, const struct err *err)
{
	const struct place *p = &client->place;
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	redact_text(&text, str_of(err->text));
	if (p->name && p->line)
		out_error("%s:%zu: %s", p->name, p->line, buf_z(&text));
	else
		out_error("%s", buf_z(&text));
	buf_clear(&text);
}

int
client_refuse(const struct client *client, struct err *err)
{
	*err = client->offline;
	if (err->kind == ERR_NONE)
		err->kind = ERR_LOST;
	return -1;
}

bool
client_traces(const struct client *client)
{
	return client->options->verbose > 1 || client->record.fd >= 0;
}

bool
client_leaves_out(const struct client *client, const char *what, struct str more)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	if (!client->set.dry_run)
		return false;
	redact_text(&text, more);
	out_remark("-- not run in a dry run: %s%s", what, buf_z(&text));
	buf_clear(&text);
	return true;
}

bool
client_find(const struct client *client, struct str name, struct str *value)
{
	long n;

	if (client->positional && str_number(name, 0, 1000, &n)) {
		if ((size_t)n >= client->positional->n)
			return false;
		*value = client->positional->v[n].text;
		return true;
	}
	if (pairs_find(&client->variables, name, value))
		return true;
	return messages_find(&client->messages, name, value);
}

int
client_unknown(const struct client *client, struct str name, struct err *err)
{
	size_t dot = str_chr(name, '.');
	struct str head = str_head(name, dot);
	long n;

	if (client->positional && str_number(name, 0, 1000, &n))
		return err_set(err, ERR_USAGE, "no argument %ld: %.*s was given %zu", n,
		    STR_ARG(client->positional->v[0].text), client->positional->n - 1);
	if (dot < name.n && messages_named(&client->messages, head))
		return err_set(err, ERR_USAGE,
		    "unknown variable: ${%.*s} (%.*s has no such header)", STR_ARG(name),
		    STR_ARG(head));
	return err_set(err, ERR_USAGE,
	    "unknown variable: ${%.*s} (not a header of the last reply or event, and not set; as "
	    "NAME LINE keeps a message)", STR_ARG(name));
}
