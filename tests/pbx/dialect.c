/* SPDX-License-Identifier: ISC */
/*
 * dialect FOLDER FILE: prints a file as the configuration reader reads it, in the format of
 * Asterisk's action GetConfig with the filter TEMPLATES=include, so that the two can be compared.
 */
#include <stdio.h>

#include "conf/dialect.h"

static void
print_section(const struct conf_section *s, size_t number)
{
	printf("Category-%06zu: %.*s\n", number, STR_ARG(s->name));
	if (s->is_template)
		printf("IsTemplate-%06zu: 1\n", number);
	for (size_t i = 0; i < s->n; i++)
		printf("Line-%06zu-%06zu: %.*s=%.*s\n", number, i, STR_ARG(s->v[i].name),
		    STR_ARG(s->v[i].value));
}

int
main(int argc, char **argv)
{
	struct conf c = {0};
	struct err err = {0};

	if (argc != 3) {
		fprintf(stderr, "usage: dialect FOLDER FILE\n");
		return 2;
	}
	int failed = conf_read(&c, argv[1], argv[2], &err);
	for (size_t i = 0; !failed && i < c.sections_n; i++)
		print_section(&c.sections[i], i);
	for (size_t i = 0; i < c.notes_n; i++)
		fprintf(stderr, "%s:%zu: %s\n", c.notes[i].file, c.notes[i].line, c.notes[i].text);
	if (failed)
		fprintf(stderr, "%s\n", err.text);
	conf_clear(&c);
	return failed ? 1 : 0;
}
