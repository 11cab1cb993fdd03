/* SPDX-License-Identifier: ISC */
/* Judges one program that has ended: status, both outputs, memory, and what no case may show. */
#include "verdict.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>

#include "../laid_out.h"
#include "../sanitized.h"
#include "base/mem.h"
#include "base/text.h"
#include "script.h"

/* Write text to a file, one that no diff says "\ No newline" about unless it matters. */
static void
write_shown(const char *file, struct str text)
{
	struct buf shown = BUF_INIT(BUF_MAX_TEXT);
	FILE *f = fopen(file, "w");

	text_escape_lines(&shown, text);
	if (f) {
		fputs(buf_z(&shown), f);
		fclose(f);
	}
	buf_clear(&shown);
}

/* Append what a shell command prints. */
static void
add_output(struct buf *report, const char *command)
{
	FILE *f = popen(command, "r");
	char line[4096];

	while (f && fgets(line, sizeof(line), f))
		buf_addf(report, "    %s", line);
	if (f)
		pclose(f);
}

void
verdict_diff(struct buf *report, const char *dir, const char *what, struct str expected,
    struct str got)
{
	struct buf command = BUF_INIT(BUF_MAX_LINE), file = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&file, "%s/.expected", dir);
	write_shown(buf_z(&file), expected);
	buf_reset(&file);
	buf_addf(&file, "%s/.got", dir);
	write_shown(buf_z(&file), got);
	buf_addf(report, "  %s:\n", what);
	buf_addf(&command, "cd %s && diff -u --label expected --label got .expected .got | head -n 60", dir);
	add_output(report, buf_z(&command));
	buf_clear(&command);
	buf_clear(&file);
}

static bool
line_matches(struct str glob, struct str line)
{
	char *pattern = mem_strndup(glob), *text = mem_strndup(line);
	bool matches = fnmatch(pattern, text, 0) == 0;

	free(pattern);
	free(text);
	return matches;
}

/* Do the lines match globs, line by line? */
static bool
lines_match(struct str globs, struct str lines)
{
	struct str glob = STR(""), line = STR("");

	for (;;) {
		bool more = str_cut(&globs, '\n', &glob);
		if (more != str_cut(&lines, '\n', &line))
			return false;
		if (!more)
			return true;
		if (!line_matches(glob, line))
			return false;
	}
}

/* Judge one output against its section. */
static void
judge_output(struct play *p, const char *name, struct str got)
{
	const struct section *s = casefile_find(p->file, name);
	struct buf expected = BUF_INIT(BUF_MAX_TEXT), bytes = BUF_INIT(BUF_MAX_TEXT);
	struct err err = {0};
	struct str want;

	play_expand(p, &expected, casefile_text(p->file, name));
	want = buf_str(&expected);
	if (section_has(s, "bytes")) {
		if (script_unescape(&bytes, want, &err) < 0)
			buf_addf(&p->report, "  %s: %s\n", name, err.text);
		want = buf_str(&bytes);
	}
	bool good = section_has(s, "glob") ? lines_match(want, got) : str_eq(want, got);
	if (!good && !section_has(s, "any"))
		verdict_diff(&p->report, p->dir, name, want, got);
	buf_clear(&expected);
	buf_clear(&bytes);
}

/* No case lets the secret out, and standard error never steers a terminal. */
static void
judge_safety(struct play *p)
{
	struct str out = buf_str(&p->program.stdout_text), errors = buf_str(&p->program.stderr_text);
	struct str secret = STR(PLAY_SECRET), rest = errors, line;
	struct buf shown = BUF_INIT(BUF_MAX_TEXT);

	if (str_find(out, secret) < out.n || str_find(errors, secret) < errors.n)
		buf_addz(&p->report, "  the secret was printed\n");
	while (str_cut(&rest, '\n', &line)) {
		buf_reset(&shown);
		text_escape(&shown, line);
		if (!str_eq(buf_str(&shown), line))
			buf_addf(&p->report, "  stderr is not escaped: %s\n", buf_z(&shown));
	}
	buf_clear(&shown);
}

void
verdict_width(struct play *p, int status)
{
	long expected = section_number(casefile_find(p->file, "exit"), NULL, 0);
	struct buf *text = &p->program.stdout_text;

	for (size_t i = 0; i < text->n; i++)
		if (text->p[i] == '\t') /* of tsv */
			text->p[i] = ' ';
	const char *fault = laid_out_fault(buf_str(text), 0, true);
	if (status != expected)
		buf_addf(&p->report, "  exit status: expected %ld, got %d\n", expected, status);
	if (fault)
		verdict_diff(&p->report, p->dir, fault, STR(""), buf_str(text));
	judge_safety(p);
}

void
verdict_program(struct play *p, int status)
{
	long expected = section_number(casefile_find(p->file, "exit"), NULL, 0);
	long memory = section_number(casefile_find(p->file, "memory"), NULL, 0);

	if (status != expected)
		buf_addf(&p->report, "  exit status: expected %ld, got %d\n", expected, status);
	judge_output(p, "stdout", buf_str(&p->program.stdout_text));
	judge_output(p, "stderr", buf_str(&p->program.stderr_text));
	judge_safety(p);
	if (MEMORY_IS_TELLING && memory && p->program.peak > memory * 1024)
		buf_addf(&p->report, "  memory: expected at most %ld MiB, got %ld\n", memory,
		    p->program.peak / 1024);
}
