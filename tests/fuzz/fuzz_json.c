/* SPDX-License-Identifier: ISC */
/*
 * JSON of arbitrary bytes: as one string, held against a writer that takes a character at a time;
 * and as events, an empty line between two, by the quick way and by the simple one. An event's bytes
 * are all that may be read.
 */
#include <stdint.h>

#include "../json_both.h"
#include "base/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
check_string(struct str s)
{
	struct buf quick = BUF_INIT(BUF_MAX_TEXT), simple = BUF_INIT(BUF_MAX_TEXT);
	struct json j;

	json_init(&j, &quick);
	json_string(&j, s);
	json_both_string(&simple, s);
	if (!str_eq(buf_str(&quick), buf_str(&simple))) {
		fprintf(stderr, "quick:  %s\nsimple: %s\n", buf_z(&quick), buf_z(&simple));
		abort();
	}
	buf_clear(&quick);
	buf_clear(&simple);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const struct render_options options = {.format = FORMAT_JSON};
	struct render *r = render_new(&options);
	struct str rest = str_from((const char *)data, n);
	struct field fields[JSON_BOTH_FIELDS];

	check_string(rest);
	while (rest.n) {
		struct msg m = json_both_event(rest, fields);
		char *copy = malloc(m.raw.n);
		if (!copy)
			abort();
		memcpy(copy, m.raw.p, m.raw.n);
		rest = str_from_at(rest, m.raw.n);
		m.raw.p = copy;
		json_both_must(r, m);
		free(copy);
	}
	render_free(r);
	return 0;
}
