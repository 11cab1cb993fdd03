/* SPDX-License-Identifier: ISC */
/* A listener with a renderer. */
#include "await/watcher.h"

#include <stdlib.h>
#include <unistd.h>

#include "await/awaited.h"
#include "base/out.h"
#include "client/client.h"
#include "client/display.h"
#include "client/eventlog.h"
#include "client/messages.h"
#include "lang/args.h"
#include "lang/settings.h"
#include "script/state_stream.h"

/* Print an event. False: it has none of the fields that were asked for. */
static bool
print_event(struct watcher *w, const struct msg *m, bool suspect)
{
	w->matched = true;
	buf_reset(&w->out);
	if (w->state)
		state_stream_number(w->state);
	(w->single ? render_result : render_event)(w->render, m, suspect, &w->out);
	if (w->out.n == 0 && !w->single)
		return false;
	display_end(w->client); /* what came before is above */
	out_write(buf_str(&w->out));
	if (w->state)
		state_stream_printed(w->state);
	if (buf_full(&w->out))
		out_error("this %.*s is too long to print: it is truncated", STR_ARG(msg_title(m)));
	messages_keep(w->keeper, m);
	messages_take(w->client->messages, m, true);
	if (w->left > 0)
		w->left--;
	return true;
}

static bool
take_match(void *arg, const struct msg *m, bool suspect)
{
	struct watcher *w = arg;

	if (w->left == 0 || !(w->listener.hears & terms_origin_of(m)) ||
	    !(w->all || terms_match(&w->terms, m)))
		return false;
	return print_event(w, m, suspect);
}

static bool
wants(const struct listener *l, struct str name)
{
	const struct watcher *w = l->owner;

	return w->state || w->all || terms_match_name(&w->terms, TERMS_AMI, name);
}

static bool
take_event(struct listener *l, const struct msg *m, bool suspect)
{
	struct watcher *w = l->owner;

	w->listener.instead &= w->left != 0;
	if (w->state && state_stream_holds(w->state, m, suspect))
		return true;
	return take_match(w, m, suspect);
}

static void
take_gap(struct listener *l, uint64_t n, struct str why)
{
	struct watcher *w = l->owner;

	if (w->state)
		state_stream_gap(w->state, n, why);
}

static void
take_loss(struct listener *l, struct str why)
{
	take_gap(l, 0, why);
}

static bool
is_over(void *arg)
{
	const struct watcher *w = arg;

	if (w->state)
		state_stream_go(w->state);
	return w->left == 0 || awaited_are_gone(w->client, w->listener.hears);
}

int
watcher_read(struct watcher *w, const struct args *args, struct err *err)
{
	struct str word;

	if (args_has(args, "EVENT") && terms_add(&w->terms, args_get(args, "EVENT"), err) < 0)
		return -1;
	for (size_t at = 0; args_next(args, "TERM", &at, &word);)
		if (terms_add(&w->terms, word, err) < 0)
			return -1;
	w->all = !w->terms.names && w->terms.n == 0;
	w->who = args->cmd->name;
	w->listener.hears = terms_origins(str_of(w->terms.names));
	if (awaited_check(w->client, args->cmd->name, args_get(args, "EVENT"), true, err) < 0)
		return -1;
	return awaited_open(w->client, w->listener.hears, err);
}

int
watcher_note_rights(const struct watcher *w, bool now, struct err *err)
{
	bool person = w->client->display->interactive || (isatty(STDIN_FILENO) &&
	    out_is_terminal());

	if (person != now || !w->terms.names || w->listener.hears & HEARS_ARI)
		return 0;
	return awaited_note(w->client, w->who, str_of(w->terms.names), err);
}

int
watcher_listen(struct watcher *w, msec deadline, struct err *err)
{
	if (w->client->settings->dry_run)
		return 0;
	bool for_reader = loop_for_reader(w->client->loop, true);
	loop_listen(w->client->loop, &w->listener);
	int failed = w->left == 0 ? 0 : watcher_note_rights(w, true, err);
	if (!failed && w->left != 0)
		failed = loop_until(w->client->loop, is_over, w, -1, deadline, err);
	loop_unlisten(w->client->loop, &w->listener);
	loop_for_reader(w->client->loop, for_reader);
	if (!failed && w->left != 0)
		return awaited_why_gone(w->client, w->listener.hears, err);
	return failed;
}

void
watcher_init(struct watcher *w, struct client *client, long count, bool instead)
{
	*w = (struct watcher){
	    .listener = {.event = take_event, .wants = wants, .lost = take_loss, .gap = take_gap,
	        .owner = w, .hears = HEARS_AMI, .instead = instead},
	    .client = client,
	    .keeper = client->messages->keeper,
	    .render = display_render(client),
	    .out = BUF_INIT(BUF_MAX_TEXT),
	    .left = count,
	};
}

void
watcher_clear(struct watcher *w)
{
	state_stream_free(w->state);
	terms_clear(&w->terms);
	render_free(w->render);
	buf_clear(&w->out);
}

msec
watcher_deadline(const struct args *args)
{
	msec wait = args_seconds(args, "SECONDS", -1);

	return wait < 0 ? CLOCK_NEVER : clock_now() + wait;
}

void
watcher_look_back(struct watcher *w)
{
	eventlog_offer(w->client->log, take_match, w);
	if (w->left != 0 && eventlog_lost(w->client->log))
		out_notice("-- %llu events since the last action were too many to keep",
		    (unsigned long long)eventlog_lost(w->client->log));
}

void
watcher_add_state(struct watcher *w)
{
	const struct state_source *source =
	    w->listener.hears == HEARS_ARI ? &state_of_ari : &state_of_ami;

	w->state = state_stream_new(source, w->client, w->render, &w->terms, take_match, w);
}
