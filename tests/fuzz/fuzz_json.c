/* SPDX-License-Identifier: ISC */
/*
 * JSON of arbitrary bytes: as strings, held against a writer that takes a character at a time; and
 * as events, an empty line between two, by the quick way and by the simple one. An event's bytes are
 * all that may be read. Some come twice: then their names are known.
 */
#include <stdint.h>

#include "../json_both.h"
#include "base/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* As a string, and cut in two as a pair after it. */
static void
check_strings(struct str s)
{
	static struct buf quick = {.max = BUF_MAX_TEXT}, simple = {.max = BUF_MAX_TEXT};
	struct str key = str_head(s, s.n / 3), value = str_from_at(s, s.n / 3);
	struct json j;

	buf_reset(&quick);
	buf_reset(&simple);
	json_init(&j, &quick);
	json_string(&j, s);
	json_pair(&j, key, value);
	json_both_string(&simple, s);
	buf_addc(&simple, ',');
	json_both_string(&simple, key);
	buf_addc(&simple, ':');
	json_both_string(&simple, value);
	json_both_same(&quick, &simple);
}

static void
check_events(struct render *r, struct str rest)
{
	struct field fields[JSON_BOTH_FIELDS];

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
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const struct render_options options = {.format = FORMAT_JSON};
	struct render *r = render_new(&options);
	struct str bytes = str_from((const char *)data, n);

	check_strings(bytes);
	for (size_t round = 0; round <= n % 2; round++)
		check_events(r, bytes);
	render_free(r);
	return 0;
}
