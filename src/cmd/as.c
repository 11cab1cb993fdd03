/* SPDX-License-Identifier: ISC */
/* The command as: keeps a message under a name. */
#include "client/client.h"
#include "client/jobs.h"
#include "client/messages.h"
#include "client/scope.h"
#include "lang/args.h"
#include "lang/settings.h"
#include "script/line.h"

/* A name has no dot, since a header follows that, and is not a number, since those are a sourced
 * file's arguments. */
static bool
is_name(struct str name)
{
	bool good = name.n && !(name.p[0] >= '0' && name.p[0] <= '9');

	for (size_t i = 0; i < name.n; i++) {
		char c = str_lower(name.p[i]);
		good &= (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
	}
	return good;
}

/* Run the words and wait for their answer, in a pipeline as well: the next line may look at it. */
static int
run_and_wait(struct client *client, const struct words *words, struct keeper *keeper,
    struct err *err)
{
	size_t limit = client->jobs->limit;

	jobs_limit(client->jobs, 0);
	scope_enter(client->scope);
	messages_begin(client->messages, keeper);
	int failed = line_run_words(client, words, err);
	messages_end(client->messages);
	scope_leave(client->scope);
	jobs_limit(client->jobs, limit);
	return failed;
}

static int
run_as(struct client *client, const struct args *args, struct err *err)
{
	struct str name = args_get(args, "NAME");
	const struct words words = {.v = args->words->v + 2, .n = args->words->n - 2};
	struct keeper keeper = {0};

	if (!is_name(name))
		return err_set(err, ERR_USAGE,
		    "as: NAME must be letters, digits, - and _, and not begin with a digit: %.*s",
		    STR_ARG(name));
	if (client->scope->depth >= SCOPE_MAX_DEPTH)
		return err_set(err, ERR_USAGE, "as: lines are nested too deeply");
	/* The old message of the name must not be taken for this line's. */
	messages_forget(client->messages, name);
	int failed = run_and_wait(client, &words, &keeper, err);
	if (keeper.last)
		messages_name(client->messages, name, keeper.last);
	else if (!failed && !client->settings->dry_run)
		failed = err_set(err, ERR_USAGE,
		    "as: %.*s gives no message, ${%.*s.Header} would be unknown",
		    STR_ARG(words.v[0].text), STR_ARG(name));
	return failed;
}

const struct cmd cmd_as = {
    .name = "as",
    .group = GROUP_SCRIPT,
    .summary = "run a line and keep its last message",
    .help = "Runs LINE and keeps its last message (of a list, the last item) as NAME. "
            "${NAME.Header} is then a header of that message, until NAME is used again. Waits for "
            "LINE to end, even with --pipeline.",
    .examples = (const struct example[]){
        {"as call originate PJSIP/alice 200@sets",
            "Call alice; from then on ${call.Channel} is her channel."},
        {0}},
    .args = (const struct arg_spec[]){{.name = "NAME", .type = ARG_WORD},
        {.name = "LINE", .type = ARG_REST}, {0}},
    .flags = CMD_LINE | CMD_APART,
    .run = run_as,
};
