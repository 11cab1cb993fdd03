/* SPDX-License-Identifier: ISC */
/* The list of candidates: adds, sorts, and what several sources share. */
#include "complete/candidates.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "ami/parameter.h"
#include "base/choices.h"
#include "base/fold.h"
#include "base/mem.h"
#include "base/text.h"

void
completion_add(struct completion *c, struct str text, struct str summary, enum candidate_kind kind)
{
	if (!fold_starts(text, c->prefix))
		return;
	c->v = mem_more(c->v, c->n, sizeof(*c->v));
	char *whole = mem_alloc(c->head + text.n + 1);
	if (c->head)
		memcpy(whole, c->prefix.p - c->head, c->head);
	if (text.n)
		memcpy(whole + c->head, text.p, text.n);
	c->v[c->n++] = (struct candidate){
	    .text = whole,
	    .summary = mem_strndup(summary),
	    .kind = kind,
	};
}

void
completion_after(struct completion *c, size_t n)
{
	c->prefix = str_from_at(c->prefix, n);
	c->head += n;
}

void
completion_back(struct completion *c, size_t n)
{
	if (n)
		c->prefix = str_from(c->prefix.p - n, c->prefix.n + n);
	c->head -= n;
}

bool
candidate_ends_word(const struct candidate *candidate)
{
	return candidate->kind == CANDIDATE_WORD;
}

void
completion_word(struct completion *c, struct str text, struct str summary)
{
	completion_add(c, text, summary, CANDIDATE_WORD);
}

void
complete_choices(struct completion *c, const char *choices)
{
	struct str one;

	for (size_t i = 0; choices_at(choices, i, &one); i++)
		completion_word(c, one, STR(""));
}

size_t
completion_last_part(const struct completion *c)
{
	size_t last = c->prefix.n;

	while (last > 0 && c->prefix.p[last - 1] != ',')
		last--;
	return last;
}

bool
completion_is_listed(struct str list, struct str part)
{
	struct str one;

	while (str_cut(&list, ',', &one))
		if (str_ieq(one, part))
			return true;
	return false;
}

void
complete_mask(struct completion *c)
{
	size_t last = completion_last_part(c);
	struct str listed = str_head(c->prefix, last), one;

	if (last == 0)
		complete_choices(c, "on|off");
	completion_after(c, last);
	for (size_t i = 0; choices_at(parameter_classes, i, &one); i++)
		if (!completion_is_listed(listed, one))
			completion_word(c, one, STR(""));
	completion_back(c, last);
}

void
complete_files(struct completion *c)
{
	size_t slash = c->prefix.n;
	struct buf path = BUF_INIT(BUF_MAX_LINE);
	struct dirent *entry;

	while (slash > 0 && c->prefix.p[slash - 1] != '/')
		slash--;
	buf_adds(&path, slash ? str_head(c->prefix, slash) : STR("."));
	DIR *dir = opendir(buf_z(&path));
	while (dir && (entry = readdir(dir))) {
		struct stat st;
		if (entry->d_name[0] == '.' && (slash == c->prefix.n || c->prefix.p[slash] != '.'))
			continue;
		buf_reset(&path);
		buf_adds(&path, str_head(c->prefix, slash));
		buf_addz(&path, entry->d_name);
		bool folder = stat(buf_z(&path), &st) == 0 && S_ISDIR(st.st_mode);
		if (folder)
			buf_addc(&path, '/');
		if (str_starts(buf_str(&path), c->prefix))
			completion_add(c, buf_str(&path), STR(""),
			    folder ? CANDIDATE_BEGINNING : CANDIDATE_WORD);
	}
	if (dir)
		closedir(dir);
	buf_clear(&path);
}

static int
compare(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	/* Words and directories are listed together. */
	int kinds = (x->kind <= CANDIDATE_BEGINNING ? 0 : (int)x->kind) -
	            (y->kind <= CANDIDATE_BEGINNING ? 0 : (int)y->kind);

	int texts = str_icmp(str_of(x->text), str_of(y->text));

	/* Of those that differ in case alone, a command's name is first: it has no capitals. */
	return kinds ? kinds : texts ? texts : -strcmp(x->text, y->text);
}

static bool
is_same(const struct completion *c, struct str a, struct str b)
{
	return c->any_case ? str_ieq(a, b) : str_eq(a, b);
}

static void
free_candidate(struct candidate *candidate)
{
	free(candidate->text);
	free(candidate->summary);
}

void
completion_tidy(struct completion *c)
{
	size_t kept = 0;

	if (c->n)
		qsort(c->v, c->n, sizeof(*c->v), compare);
	for (size_t i = 0; i < c->n; i++) {
		if (kept && is_same(c, str_of(c->v[kept - 1].text), str_of(c->v[i].text)))
			free_candidate(&c->v[i]);
		else
			c->v[kept++] = c->v[i];
	}
	c->n = kept;
}

void
completion_prefer(struct completion *c, candidate_fits_fn *fits, struct str arg)
{
	size_t kept = 0;
	bool any = false;

	for (size_t i = 0; i < c->n; i++)
		any |= fits(c, str_of(c->v[i].text), arg);
	for (size_t i = 0; i < c->n; i++) {
		if (any && !fits(c, str_of(c->v[i].text), arg))
			free_candidate(&c->v[i]);
		else
			c->v[kept++] = c->v[i];
	}
	c->n = kept;
}

static void
free_candidates(struct completion *c)
{
	for (size_t i = 0; i < c->n; i++)
		free_candidate(&c->v[i]);
	free(c->v);
	c->v = NULL;
	c->n = 0;
}

void
completion_replace(struct completion *c, struct completion *other)
{
	free_candidates(c);
	c->v = other->v;
	c->n = other->n;
	other->v = NULL;
	other->n = 0;
}

void
completion_clear(struct completion *c)
{
	free_candidates(c);
	buf_clear(&c->memory);
	*c = (struct completion){0};
}

/* Length of the complete characters within the first n bytes of s. */
static size_t
whole_characters(struct str s, size_t n)
{
	size_t at = 0;

	while (at < n) {
		uint32_t code;
		size_t used = text_decode(str_from_at(s, at), &code);
		if (at + used > n)
			break;
		at += used ? used : 1;
	}
	return at;
}

size_t
completion_common(const struct completion *c)
{
	size_t common = c->n ? strlen(c->v[0].text) : 0;

	for (size_t i = 1; i < c->n; i++) {
		size_t k = 0;
		while (k < common && str_lower(c->v[i].text[k]) == str_lower(c->v[0].text[k]))
			k++;
		common = k;
	}
	return c->n ? whole_characters(str_of(c->v[0].text), common) : 0;
}
