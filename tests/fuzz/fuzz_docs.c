/* SPDX-License-Identifier: ISC */
/*
 * Any documentation is read, or is none; what is read has names, its required parameters come
 * first, and a filter made from any words is one regular expression without a line end.
 */
#include <regex.h>
#include <stdint.h>
#include <stdlib.h>

#include "ami/docs.h"
#include "lang/server_filter.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
check_docs(struct str text)
{
	struct docs d;
	bool optional = false;

	if (!docs_read(&d, STR("A"), text))
		return;
	for (size_t i = 0; i < d.n; i++) {
		if (!*d.v[i].name || (optional && d.v[i].required))
			abort();
		if (d.v[i].choices && !*d.v[i].choices)
			abort();
		optional |= !d.v[i].required;
	}
	docs_clear(&d);
}

/* Globs become regular expressions that compile, whatever is in them but sets. */
static void
check_filter(struct str event, struct str term)
{
	struct server_filter f;
	struct err err = {0};
	regex_t compiled;

	if (server_filter_from_term(&f, false, event, term, &err) == 0) {
		bool plain = str_chr(event, '[') == event.n && str_chr(term, '[') == term.n &&
		             str_chr(term, '~') == term.n && !memchr(f.regex.p, 0, f.regex.n);
		/* What was typed as a regex may repeat repetitions, which takes all memory. */
		int failed =
		    plain ? regcomp(&compiled, buf_z(&f.regex), REG_EXTENDED | REG_NOSUB) : 0;
		if (failed)
			abort();
		if (plain)
			regfree(&compiled);
	} else if (err.kind != ERR_USAGE || !err.text[0]) {
		abort();
	}
	server_filter_clear(&f);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str text = str_from((const char *)data, n);
	struct buf docs = BUF_INIT(BUF_MAX_TEXT);
	size_t half = str_chr(text, ' ');

	check_docs(text);
	buf_addz(&docs, "[Syntax]\nAction: A\n");
	buf_adds(&docs, text);
	check_docs(buf_str(&docs));
	buf_clear(&docs);
	check_filter(str_head(text, half), str_from_at(text, half + 1));
	return 0;
}
