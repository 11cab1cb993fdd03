/* SPDX-License-Identifier: ISC */
/* The secret of a target: which of its sources counts, and the secret itself. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/out.h"
#include "conf/secret.h"
#include "conf/target_impl.h"

struct setting_row {
	enum secret_kind kind;
	const char *name;
	size_t offset; /* in struct options */
};

/* The settings of an account, and its variable of the environment with what that held. */
static struct {
	const char *variable;
	struct setting_row settings[3];
	struct buf kept;
	bool has;
} accounts[ACCOUNTS] = {
    [ACCOUNT_AMI] = {"AMSH_SECRET",
        {{SECRET_TEXT, "secret", offsetof(struct options, secret)},
            {SECRET_FILE, "secret_file", offsetof(struct options, secret_file)},
            {SECRET_COMMAND, "secret_command", offsetof(struct options, secret_command)}},
        {.max = BUF_MAX_SECRET, .secret = true}, false},
    [ACCOUNT_ARI] = {"AMSH_ARI_SECRET",
        {{SECRET_TEXT, "ari_secret", offsetof(struct options, ari_secret)},
            {SECRET_FILE, "ari_secret_file", offsetof(struct options, ari_secret_file)},
            {SECRET_COMMAND, "ari_secret_command",
                offsetof(struct options, ari_secret_command)}},
        {.max = BUF_MAX_SECRET, .secret = true}, false},
};

void
target_take_environment(void)
{
	for (size_t i = 0; i < ACCOUNTS; i++) {
		char *value = getenv(accounts[i].variable);
		if (!value)
			continue;
		accounts[i].has = *value != '\0';
		buf_addz(&accounts[i].kept, value);
		mem_wipe(value, strlen(value));
		unsetenv(accounts[i].variable);
	}
}

void
target_forget(void)
{
	for (size_t i = 0; i < ACCOUNTS; i++) {
		buf_clear(&accounts[i].kept);
		accounts[i].has = false;
	}
}

struct secret_place
target_find_secret(const struct target *t, enum account account)
{
	struct secret_place best = {.from = {.source = SOURCE_DEFAULT}};

	if (accounts[account].has && !t->other_login[account])
		best = (struct secret_place){SECRET_VARIABLE, accounts[account].variable, NULL,
		    {SOURCE_ENVIRONMENT, accounts[account].variable, 0}};
	for (size_t i = 0; i < 3; i++) {
		const struct setting_row *row = &accounts[account].settings[i];
		const void *member = (const char *)&t->options + row->offset;
		const char *value = *(const char *const *)member;
		const struct origin *from = options_origin(&t->options, member);
		if (value && from->source > best.from.source)
			best = (struct secret_place){row->kind, row->name, value, *from};
	}
	return best;
}

/* Record where the secret comes from, in words. */
static void
note_source(struct target *t)
{
	const struct secret_place *place = &t->place;
	struct buf *out = &t->secret_from;

	if (place->kind == SECRET_FILE)
		buf_addz(out, place->value);
	else if (place->from.line)
		buf_addf(out, "%s, %s:%zu", place->name, place->from.place, place->from.line);
	else
		buf_addz(out, place->name);
}

void
target_note_blanks(struct target *t)
{
	struct str secret = buf_str(&t->secret), bare = str_trim(secret);
	bool begins = bare.p != secret.p, ends = bare.p + bare.n != secret.p + secret.n;

	if (!begins && !ends)
		return;
	t->padded = true;
	buf_addf(&t->secret_from, "%s: it %s%s%s with a blank",
	    t->secret_from.n ? "" : "the terminal", begins ? "begins" : "",
	    begins && ends ? " and " : "", ends ? "ends" : "");
}

int
target_run_command(struct target *t, struct err *err)
{
	const struct origin *from = &t->place.from;

	if (secret_run(&t->secret, t->place.value, err) < 0)
		return err_prefix(err, "%s:%zu", from->place, from->line);
	target_note_blanks(t);
	t->has_secret = true;
	return 0;
}

int
target_read_secret(struct target *t, struct err *err)
{
	const struct buf *kept = &accounts[t->account].kept;
	struct secret_place place = target_find_secret(t, t->account);
	const char *risk = NULL;
	int failed = 0;

	t->place = place;
	t->runs_command = place.kind == SECRET_COMMAND;
	t->has_secret = place.kind != SECRET_NONE && !t->runs_command;
	if (place.kind != SECRET_NONE)
		note_source(t);
	if (place.kind == SECRET_VARIABLE && buf_full(kept))
		return err_set(err, ERR_USAGE, "the secret in %s is longer than %u bytes",
		    place.name, BUF_MAX_SECRET);
	if (place.kind == SECRET_VARIABLE)
		buf_adds(&t->secret, buf_str(kept));
	else if (place.kind == SECRET_TEXT)
		buf_addz(&t->secret, place.value);
	else if (place.kind == SECRET_FILE)
		failed = secret_read_file(&t->secret, place.value, &risk, err);
	if (risk)
		out_notice("amsh: warning: %s the secret file %s", risk, place.value);
	target_note_blanks(t);
	return failed;
}

int
target_refuse(const struct target *t, struct err *err)
{
	const bool ari = t->account == ACCOUNT_ARI;

	return target_explain(t, err_set(err, ERR_USAGE, "no secret%s: set %s or use %s",
	    ari ? " for ARI" : "", accounts[t->account].variable,
	    ari ? "--ari-secret-file" : "--secret-file"), err);
}
