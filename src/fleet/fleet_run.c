/* SPDX-License-Identifier: ISC */
/* Runs the options for several servers: decides which process does what. */
#include <stdlib.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "client/assemble.h"
#include "client/client.h"
#include "client/fleet_member.h"
#include "client/loop.h"
#include "conf/precedence.h"
#include "conf/target.h"
#include "fleet/fleet.h"
#include "lang/cmd.h"
#include "lang/settings.h"
#include "script/worker.h"
#include "shell/invocation.h"

/* Run with one member, as if it were the only one but for what self knows of the others. */
static int
run_member(const struct options *o, const struct member *member, struct fleet_member *self)
{
	struct options own = *o;
	struct origin from = {.source = SOURCE_COMMAND};
	struct err err = {0};

	if (options_set(&own, STR("server"), member->server, from, &err) < 0 ||
	    precedence_apply(&own, NULL, &err) < 0)
		return invocation_fail(&own, NULL, &err);
	return invocation_run(&own, self);
}

/* Is it a command that needs no server? */
static bool
is_ours(const struct options *o)
{
	const struct cmd *cmd = invocation_command(o);

	return cmd && (cmd->flags & CMD_HERE);
}

/* Does the script come from standard input? */
static bool
reads_stdin(const struct options *o)
{
	bool reads = o->words_n == 0 && o->inputs_n == 0;

	for (size_t i = 0; i < o->inputs_n; i++)
		reads |= o->inputs[i].kind == INPUT_FILE &&
		         str_eq(str_of(o->inputs[i].text), STR("-"));
	return reads;
}

/* A command after @NAMES is for these alone. */
static int
pick_members(struct members *m, struct options *o, struct err *err)
{
	struct str word = str_of(o->words_n ? o->words[0] : NULL);

	if (word.n == 0 || word.p[0] != '@')
		return 0;
	bool *picked = mem_array(m->n, sizeof(*picked));
	int failed = members_pick(m, str_from_at(word, 1), picked, err);
	if (!failed && o->words_n == 1)
		failed = err_set(err, ERR_USAGE, "no command after %s", o->words[0]);
	if (!failed) {
		members_keep(m, picked);
		o->words++;
		o->words_n--;
	}
	free(picked);
	return failed;
}

/* Every worker reads the files itself. */
static int
check_files(const struct options *o, struct err *err)
{
	struct stat st;

	for (size_t i = 0; i < o->inputs_n; i++) {
		const char *name = o->inputs[i].text;
		if (o->inputs[i].kind == INPUT_FILE && stat(name, &st) == 0 && !S_ISREG(st.st_mode))
			return err_set(err, ERR_USAGE,
			    "with several servers a script must be a file or standard input (-f "
			    "-): %s",
			    name);
	}
	return 0;
}

/* Run a shell for all of them. */
static int
run_front(const struct options *o, struct fleet *fleet, struct members *members)
{
	struct client *client = client_new(o, NULL);

	invocation_preset(client, o);
	int status = fleet_shell(fleet, members, client);
	if (client->loop->killed)
		status = err_exit_status(ERR_INTERRUPTED);
	client_free(client);
	return status;
}

/* Start the workers and be the front, or be a worker. */
static int
run_all(const struct options *o, struct members *members)
{
	struct fleet_setup setup = {
	    .members = members,
	    .interactive = invocation_is_interactive(o),
	    .feeds = reads_stdin(o),
	    .parallel = o->parallel,
	};
	struct fleet_member member = {.members = NULL};
	struct settings settings;
	struct err err = {0};

	settings_init(&settings);
	settings_preset(&settings, o);
	setup.color = settings.color;
	setup.read_only = settings.read_only;
	settings_clear(&settings);
	struct fleet *fleet = fleet_start(&setup, &member, &err);
	int status;

	if (member.members) {
		status = worker_may_log_in(&member) ?
		    run_member(o, &members->v[member.self], &member) :
		    err_exit_status(ERR_INTERRUPTED);
		member_clear(&member);
	} else if (!fleet) {
		status = invocation_fail(o, NULL, &err);
	} else {
		status = setup.interactive ? run_front(o, fleet, members)
		         : invocation_gathers(o) ? fleet_gather(fleet, invocation_command(o))
		                              : fleet_relay(fleet, setup.feeds);
		fleet_free(fleet);
	}
	return status;
}

int
fleet_run(struct options *o, struct members *members)
{
	struct err err = {0};

	if (pick_members(members, o, &err) < 0 || check_files(o, &err) < 0)
		return invocation_fail(o, NULL, &err);
	return is_ours(o) ? run_member(o, &members->v[0], NULL) : run_all(o, members);
}

int
fleet_show(struct buf *out, const struct options *o, const struct members *members,
    struct err *err)
{
	struct origin from = {.source = SOURCE_COMMAND};

	for (size_t i = 0; i < members->n; i++) {
		const struct member *member = &members->v[i];
		struct options own = *o;
		buf_addf(out, "%s[%s]\n", i ? "\n" : "", member->name);
		if (options_set(&own, STR("server"), member->server, from, err) < 0 ||
		    target_show(out, &own, err) < 0)
			return -1;
	}
	return 0;
}
