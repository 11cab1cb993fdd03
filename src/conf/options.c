/* SPDX-License-Identifier: ISC */
/* The command line, read by getopt_long with data from the table. Opens nothing. Values are kept by
 * options_set.c. */
#include "conf/options.h"

#include <getopt.h>
#include <stdlib.h>

#include "base/suggest.h"
#include "conf/options_impl.h"

#define LONG_FIRST 256 /* getopt's value of long option i is LONG_FIRST + i */

/* getopt's two descriptions of the same table. */
static void
describe(struct option *longs, char *shorts)
{
	*shorts++ = '+';
	*shorts++ = ':';
	for (size_t i = 0; i < options_count(); i++) {
		const struct option_row *o = &options_table(i)->show;
		const char letters[] = {o->letter, o->other_letter};
		for (size_t k = 0; k < 2; k++) {
			if (!letters[k])
				continue;
			*shorts++ = letters[k];
			if (o->argument)
				*shorts++ = ':';
		}
		if (!o->name)
			continue;
		*longs++ = (struct option){
		    .name = o->name,
		    .has_arg = !o->argument ? no_argument :
		        o->optional ? optional_argument : required_argument,
		    .val = LONG_FIRST + (int)i,
		};
	}
	*longs = (struct option){0};
	*shorts = '\0';
}

static const struct row *
find_row(int got)
{
	if (got >= LONG_FIRST)
		return options_table((size_t)(got - LONG_FIRST));
	for (size_t i = 0; i < options_count(); i++) {
		const struct row *row = options_table(i);
		if (got && (row->show.letter == got || row->show.other_letter == got))
			return row;
	}
	return NULL;
}

/* Was a long option written in full? getopt accepts abbreviations, and the meaning of a script
 * would change with the next option of that beginning. */
static bool
is_whole(const struct row *row, char *const *argv)
{
	bool has_value = optarg && optarg == argv[optind - 1];
	struct str name = str_from_at(str_of(argv[optind - (has_value ? 2 : 1)]), 2);

	return str_eq(str_head(name, str_chr(name, '=')), str_of(row->show.name));
}

static const char *
candidate(void *arg, size_t i)
{
	(void)arg;
	/* Some have only a letter. */
	return i >= options_count() ? NULL
	       : options_table(i)->show.name ? options_table(i)->show.name : "";
}

static int
unknown_long(struct str word, struct err *err)
{
	struct str name = str_head(word, str_chr(word, '='));
	struct buf near = BUF_INIT(BUF_MAX_LINE);
	const char *instead = options_instead(name);

	suggest_names(&near, name, candidate, NULL);
	if (near.n && !options_is_foreign(name))
		err_set(err, ERR_USAGE, "unknown option --%.*s (did you mean --%s?)", STR_ARG(name),
		    buf_z(&near));
	else
		err_set(err, ERR_USAGE, "unknown option --%.*s (%s)", STR_ARG(name), instead);
	buf_clear(&near);
	return -1;
}

/* What getopt did not understand. */
static int
complain(int got, char *const *argv, struct err *err)
{
	if (got == ':')
		return err_set(err, ERR_USAGE, "option %s needs a value (--help lists the options)",
		    argv[optind - 1]);
	if (optopt >= LONG_FIRST)
		return err_set(err, ERR_USAGE, "option --%s takes no value",
		    options_table((size_t)(optopt - LONG_FIRST))->show.name);
	const char letter[] = {(char)optopt, '\0'};
	if (optopt > 0)
		return err_set(err, ERR_USAGE, "unknown option -%s (%s)", letter,
		    options_instead(str_of(letter)));
	return unknown_long(str_from_at(str_of(argv[optind - 1]), 2), err);
}

/* Words in the wrong place, and a secret where everyone can see it. */
static int
check(const struct options *o, struct err *err)
{
	if (o->words_n && o->inputs_n)
		return err_set(err, ERR_USAGE, "a command cannot be combined with -c or -f: %s",
		    o->words[0]);
	if (o->help && o->words_n)
		return err_set(err, ERR_USAGE,
		    "--help takes no command: for help on one use amsh help %s, for a host -H %s",
		    o->words[0], o->words[0]);
	if (o->user && strchr(o->user, ':'))
		return err_set(err, ERR_USAGE,
		    "--user holds a colon: a secret after it could be seen by everyone on this "
		    "machine, use AMSH_SECRET, --secret-file or amsh.conf");
	if (o->ari_user && strchr(o->ari_user, ':'))
		return err_set(err, ERR_USAGE,
		    "--ari-user holds a colon: a secret after it could be seen by everyone on this "
		    "machine, use AMSH_ARI_SECRET, --ari-secret-file or amsh.conf");
	return 0;
}

int
options_parse(struct options *o, int argc, char *const *argv, struct err *err)
{
	struct option longs[OPTIONS_MAX + 1];
	char shorts[2 + 4 * OPTIONS_MAX + 1];
	int got;

	*o = options_defaults;
	describe(longs, shorts);
	opterr = 0;
	optind = 0;
	while ((got = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		const struct row *row = find_row(got);
		if (got == '?' || got == ':' || !row)
			return complain(got, argv, err);
		if (got >= LONG_FIRST && !is_whole(row, argv))
			return err_set(err, ERR_USAGE, "options cannot be abbreviated: --%s",
			    row->show.name);
		if (options_keep(o, row, optarg, (struct origin){.source = SOURCE_OPTION}, err) < 0)
			return -1;
	}
	o->words = argv + optind;
	o->words_n = (size_t)(argc - optind);
	return check(o, err);
}

void
options_clear(struct options *o)
{
	free(o->inputs);
	*o = (struct options){0};
}
