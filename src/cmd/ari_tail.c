/* SPDX-License-Identifier: ISC */
/* The command ari tail: events of ARI on stdout, as tail has those of AMI. */
#include <stdlib.h>

#include "ari/types.h"
#include "await/watcher.h"
#include "base/mem.h"
#include "base/out.h"
#include "base/suggest.h"
#include "client/ari_feed.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/display.h"
#include "lang/args.h"
#include "lang/settings.h"

struct asked {
	struct str app;
	struct str types;
	size_t terms; /* index of the first */
};

/* May the word be a list of types: names that are known, and globs? */
static bool
are_types(struct str word)
{
	struct str rest = word, one;

	while (str_cut(&rest, ',', &one))
		if (!ari_type_is_known(one) && str_chr(one, '*') == one.n &&
		    str_chr(one, '?') == one.n && str_chr(one, '[') == one.n)
			return false;
	return true;
}

/* A name that is nearly that of a type was probably meant as one. */
static void
note_likeness(struct str app)
{
	struct buf like = BUF_INIT(BUF_MAX_LINE);

	suggest_hint(&like, app, ari_type_candidate, NULL);
	if (like.n)
		out_remark("-- ari tail: amsh knows no event %.*s%s, it is taken for the name of "
		    "an application", STR_ARG(app), buf_z(&like));
	buf_clear(&like);
}

/* The next word that is no option's, whichever argument its place has made it. */
static bool
next_word(const struct args *args, size_t *at, struct str *word)
{
	while (*at < args->n) {
		const struct arg *arg = &args->v[(*at)++];

		if (args->cmd->args[arg->spec].option)
			continue;
		*word = arg->text;
		return true;
	}
	return false;
}

/* Sort the words: an application, types, terms, of which each may be missing. */
static void
sort_words(const struct args *args, struct asked *asked)
{
	struct term_parts parts;
	struct str word;
	size_t at = 0, before = 0;

	*asked = (struct asked){.app = STR(""), .types = STR("*")};
	if (next_word(args, &at, &word) && !term_split(&parts, word) && !are_types(word)) {
		asked->app = word;
		before = at;
	} else {
		at = 0;
	}
	if (next_word(args, &at, &word) && !term_split(&parts, word)) {
		asked->types = word;
		before = at;
	}
	asked->terms = before;
}

/* Put ari: before each of the types. */
static void
add_prefixes(struct buf *names, struct str types)
{
	struct str one, prefix = STR(TERMS_ARI_PREFIX);

	while (str_cut(&types, ',', &one))
		buf_addf(names, "%s%.*s%.*s", names->n ? "," : "",
		    str_istarts(one, prefix) ? 0 : (int)prefix.n, prefix.p, STR_ARG(one));
}

static int
read_terms(struct watcher *w, const struct args *args, const struct asked *asked, struct err *err)
{
	struct buf names = BUF_INIT(BUF_MAX_LINE);
	struct str word;

	add_prefixes(&names, asked->types);
	int failed = terms_add(&w->terms, buf_str(&names), err);
	for (size_t at = asked->terms; !failed && next_word(args, &at, &word);)
		failed = terms_add(&w->terms, word, err);
	buf_clear(&names);
	w->listener.hears = HEARS_ARI;
	w->who = "ari tail";
	return failed;
}

/* Have the events come. Opened: they did not before. */
static int
open_feed(struct client *client, const struct asked *asked, bool own, bool *opened,
    struct err *err)
{
	struct str app = buf_str(&client->connection->feed->app);

	*opened = false;
	if (client->settings->dry_run)
		return 0;
	if (asked->app.n && !ari_feed_is_open(client))
		note_likeness(asked->app);
	if (ari_feed_is_open(client)) {
		if ((asked->app.n == 0 || str_eq(asked->app, app)) &&
		    (!own || client->connection->feed->own))
			return 0;
		return err_set(err, ERR_USAGE,
		    "ari tail: the events are open for %.*s (%s): close them with ari events off, "
		    "or leave APP and --own out",
		    STR_ARG(app), client->connection->feed->own ? "its own" : "all");
	}
	*opened = true;
	return ari_feed_open(client, asked->app, own, true, err);
}

static int
follow(struct watcher *w, const struct args *args, bool opened, struct err *err)
{
	bool seen = w->client->display->interactive || args_has(args, "state");

	if (!opened && !seen)
		watcher_look_back(w);
	if (args_has(args, "state"))
		watcher_add_state(w);
	int failed = watcher_listen(w, watcher_deadline(args), err);
	err->told = true; /* by the end of the events */
	return failed;
}

static int
run_ari_tail(struct client *client, const struct args *args, struct err *err)
{
	struct watcher w;
	struct asked asked;
	bool opened = false;

	watcher_init(&w, client, args_number(args, "N", -1), true);
	sort_words(args, &asked);
	int failed = read_terms(&w, args, &asked, err);
	if (!failed)
		failed = open_feed(client, &asked, args_has(args, "own"), &opened, err);
	if (!failed)
		failed = follow(&w, args, opened, err);
	if (opened)
		ari_feed_close(client);
	watcher_clear(&w);
	return failed;
}

const struct cmd cmd_ari_tail = {
    .name = "ari tail",
    .group = GROUP_EVENTS,
    .summary = "print the events of ARI as they come",
    .help = "Prints each event of the REST interface that is of one of the types (names or "
            "globs, separated by commas) and matches every term, as tail does for AMI: until N "
            "are printed, the time is up, ^C, or nobody reads the output any more. Each of APP, "
            "TYPE and TERM may be left out: a first word that is no type that amsh knows is the "
            "application's name, else it is amsh-PID. With --own only events of the application "
            "come. With --state, the channels, bridges and endpoints are listed first, and "
            "again after a loss. The WebSocket is opened for it, unless it is open: see ari "
            "events. A loss is told, and it is opened again.",
    .examples = (const struct example[]){
        {"ari tail -n 10 ChannelCreated,ChannelDestroyed",
            "Print the next ten channels that begin or end."},
        {"ari tail --own desk StasisStart",
            "Who enters the application desk of the dialplan: Stasis(desk)."},
        {0}},
    .args =
        (const struct arg_spec[]){
            {.name = "N", .type = ARG_NUMBER, .optional = true, .option = "-n"},
            {.name = "SECONDS", .type = ARG_SECONDS, .optional = true, .option = "-t"},
            {.name = "state", .type = ARG_FLAG, .optional = true, .option = "--state"},
            {.name = "own", .type = ARG_FLAG, .optional = true, .option = "--own"},
            {.name = "APP", .type = ARG_ARI_EVENT, .optional = true},
            {.name = "TYPE,…", .type = ARG_ARI_EVENT, .optional = true},
            {.name = "TERM", .type = ARG_ARI_EVENT, .optional = true, .repeated = true}, {0}},
    .flags = CMD_APART | CMD_FOLLOWS,
    .run = run_ari_tail,
};
