/* SPDX-License-Identifier: ISC */
/* The program: options, then one server or several, then the exit status. */
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <unistd.h>

#include "base/harden.h"
#include "base/mem.h"
#include "base/out.h"
#include "base/sig.h"
#include "base/tty.h"
#include "complete/manual.h"
#include "complete/shells.h"
#include "conf/members.h"
#include "conf/precedence.h"
#include "conf/target.h"
#include "fleet/fleet.h"
#include "lang/cmd.h"
#include "shell/invocation.h"

/* A failed write to standard output is a failure of its own. */
static int
finish(int status)
{
	out_flush();
	if (out_failed() == EPIPE)
		return 128 + SIGPIPE;
	if (out_failed() == EINTR)
		return err_exit_status(ERR_INTERRUPTED);
	if (out_failed() && status == 0) {
		out_error("standard output: %s", strerror(out_failed()));
		return err_exit_status(ERR_USAGE);
	}
	return status;
}

/* The words after -- are those of the program, or bash's line and the part that it replaces. */
static void
complete(struct buf *out, const struct options *o)
{
	if (strcmp(o->complete, "bash") != 0)
		complete_shell(out, o->words, o->words_n);
	else if (o->words_n == 2)
		complete_bash(out, str_of(o->words[0]), str_of(o->words[1]));
}

/* What needs no server: --help and friends. False: none of these was given. */
static bool
answer_at_once(const struct options *o)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	if (o->help)
		options_help(&out);
	else if (o->version)
		buf_addz(&out, "amsh " AMSH_VERSION "\n");
	else if (o->manual)
		manual_mdoc(&out, str_of(o->manual));
	else if (o->complete)
		complete(&out, o);
	out_write(buf_str(&out));
	bool answered = o->help || o->version || o->manual || o->complete;
	buf_clear(&out);
	return answered;
}

static int
show_config(const struct options *o, const struct members *members, struct err *err)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	int failed = members->n ? fleet_show(&out, o, members, err) : target_show(&out, o, err);

	out_write(buf_str(&out));
	buf_clear(&out);
	return failed;
}

/* Complete the options from the user's configuration, and run. */
static int
run_configured(struct options *o, struct profiles *profiles)
{
	struct members members = {0};
	struct err err = {0};
	int status = 0;

	int failed = profiles_read(profiles, o, &err);
	o->profiles = profiles;
	if (!failed)
		failed = members_find(&members, o, &err);
	if (!failed && o->show_config)
		failed = show_config(o, &members, &err);
	else if (!failed && members.n == 0)
		failed = precedence_apply(o, NULL, &err);
	if (failed)
		status = invocation_fail(o, NULL, &err);
	else if (!o->show_config)
		status = members.n ? fleet_run(o, &members) : invocation_run(o, NULL);
	members_clear(&members);
	return status;
}

/* The options are wrong, so the command may be any word: take one that tells errors in its own way,
 * since whoever reads that would not see standard error. */
static void
guess_command(struct options *o, int argc, char *const *argv)
{
	o->words_n = 0;
	for (int i = 1; i < argc && o->words_n == 0; i++) {
		o->words = argv + i;
		o->words_n = (size_t)(argc - i);
		const struct cmd *cmd = invocation_command(o);
		o->words_n = cmd && cmd->fail ? o->words_n : 0;
	}
}

/* The terminal is assumed to use UTF-8, and regular expressions fold case in the same way, whatever
 * the locale. */
static void
set_encoding(void)
{
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		setlocale(LC_CTYPE, "");
}

int
main(int argc, char **argv)
{
	struct profiles profiles = {0};
	struct options o;
	struct err err;
	int status = 0;

	set_encoding();
	out_init();
	sig_init();
	sig_guard(tty_restore);
	mem_on_exhaustion(tty_restore);
	harden_process();
	target_take_environment();
	if (options_parse(&o, argc, argv, &err) < 0) {
		guess_command(&o, argc, argv);
		status = invocation_fail(&o, NULL, &err);
	} else if (!answer_at_once(&o)) {
		out_set_quiet(o.quiet);
		status = run_configured(&o, &profiles);
	}
	status = finish(status);
	options_clear(&o);
	profiles_clear(&profiles);
	target_forget();
	if (sig_ending()) {
		/* An abandoned thread may still run: nothing is freed under it. */
		tty_restore();
		_exit(status);
	}
	return status;
}
