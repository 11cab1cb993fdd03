/* SPDX-License-Identifier: ISC */
/*
 * Any bytes are read as a configuration file, or refused with an error; no name or value keeps
 * blanks at its ends, and each knows its line. Includes lead into an empty folder.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "conf/dialect.h"
#include "conf/dialect_line.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static char folder[] = "/tmp/amsh-fuzz.XXXXXX";

static void
remove_folder(void)
{
	char path[100];

	snprintf(path, sizeof(path), "%s/x", folder);
	unlink(path);
	rmdir(folder);
}

static void
check_section(const struct conf_section *s)
{
	if (s->name.n > 79 || s->line == 0)
		abort();
	for (size_t i = 0; i < s->n; i++) {
		const struct conf_value *v = &s->v[i];
		if (v->name.n == 0 || v->line == 0 || !v->file ||
		    lines_strip(v->name).n != v->name.n || lines_strip(v->value).n != v->value.n)
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static bool made;
	struct conf c = {0};
	struct err err = {0};
	char path[100];

	if (!made && (!mkdtemp(folder) || atexit(remove_folder)))
		abort();
	made = true;
	snprintf(path, sizeof(path), "%s/x", folder);
	FILE *f = fopen(path, "w");
	if (!f || fwrite(data, 1, n, f) != n || fclose(f))
		abort();
	if (conf_read(&c, folder, "x", &err) < 0 && err.kind != ERR_USAGE)
		abort();
	for (size_t i = 0; i < c.sections_n; i++)
		check_section(&c.sections[i]);
	conf_clear(&c);
	return 0;
}
