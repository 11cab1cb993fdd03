/* SPDX-License-Identifier: ISC */
/* The secret of a target: which of its sources counts, and the secret itself. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/out.h"
#include "conf/secret.h"
#include "conf/target_impl.h"

static struct buf environment_secret = {.max = BUF_MAX_SECRET, .secret = true};
static bool environment_has_secret;

void
target_take_environment(void)
{
	char *value = getenv("AMSH_SECRET");

	if (!value)
		return;
	environment_has_secret = *value != '\0';
	buf_addz(&environment_secret, value);
	mem_wipe(value, strlen(value));
	unsetenv("AMSH_SECRET");
}

void
target_forget(void)
{
	buf_clear(&environment_secret);
	environment_has_secret = false;
}

const char *
target_find_secret(const struct target *t, struct origin *from)
{
	const struct options *o = &t->options;
	const char *const values[] = {o->secret, o->secret_file, o->secret_command};
	static const char *const names[] = {"secret", "secret_file", "secret_command"};
	const struct origin *origins[] = {options_origin(o, &o->secret),
	    options_origin(o, &o->secret_file), options_origin(o, &o->secret_command)};
	const char *best = NULL;

	*from = (struct origin){.source = SOURCE_DEFAULT};
	if (environment_has_secret && !t->other_login)
		*from = (struct origin){SOURCE_ENVIRONMENT, "AMSH_SECRET", 0};
	for (size_t i = 0; i < 3; i++) {
		if (!values[i] || origins[i]->source <= from->source)
			continue;
		*from = *origins[i];
		best = names[i];
	}
	return best;
}

/* Record where the secret comes from, in words. */
static void
note_source(struct target *t, const char *name, const struct origin *from)
{
	struct buf *out = &t->secret_from;

	if (!name)
		buf_addz(out, "AMSH_SECRET");
	else if (strcmp(name, "secret_file") == 0)
		buf_addz(out, t->options.secret_file);
	else if (from->line)
		buf_addf(out, "%s, %s:%zu", name, from->place, from->line);
	else
		buf_addz(out, name);
}

int
target_run_command(struct target *t, struct err *err)
{
	const struct options *o = &t->options;
	const struct origin *from = options_origin(o, &o->secret_command);

	if (secret_run(&t->secret, o->secret_command, err) < 0)
		return err_prefix(err, "%s:%zu", from->place, from->line);
	t->has_secret = true;
	return 0;
}

int
target_read_secret(struct target *t, struct err *err)
{
	const struct options *o = &t->options;
	struct origin from;
	const char *name = target_find_secret(t, &from);
	const char *risk = NULL;
	int failed = 0;

	t->runs_command = name && strcmp(name, "secret_command") == 0;
	t->has_secret = from.source != SOURCE_DEFAULT && !t->runs_command;
	if (from.source != SOURCE_DEFAULT)
		note_source(t, name, &from);
	if (!name && buf_full(&environment_secret))
		return err_set(err, ERR_USAGE, "the secret in AMSH_SECRET is longer than %u bytes",
		    BUF_MAX_SECRET);
	if (!name)
		buf_adds(&t->secret, buf_str(&environment_secret));
	else if (strcmp(name, "secret") == 0)
		buf_addz(&t->secret, o->secret);
	else if (!t->runs_command)
		failed = secret_read_file(&t->secret, o->secret_file, &risk, err);
	if (risk)
		out_notice("amsh: warning: %s the secret file %s", risk, o->secret_file);
	return failed;
}
