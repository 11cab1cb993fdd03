/* SPDX-License-Identifier: ISC */
/* Events by the quick way: it is taken by those that are usual, and says what the simple one says. */
#include "../expect.h"
#include "../json_both.h"
#include "view/json_headers.h"

Suite *suite_json_headers(void);

static const struct render_options json = {.format = FORMAT_JSON};

/* Render an event of these lines, kept in as many bytes as they have. */
static void
both(struct render *r, struct str lines)
{
	struct field fields[JSON_BOTH_FIELDS];
	char *copy = malloc(lines.n + 1);

	ck_assert(copy);
	memcpy(copy, lines.p, lines.n);
	copy = realloc(copy, lines.n ? lines.n : 1);
	json_both_must(r, json_both_event(str_from(copy, lines.n), fields));
	free(copy);
}

/* Is the event one for the quick way? What it appends is an object's inside. */
static bool
is_usual(struct json_headers **h, const char *lines)
{
	struct field fields[JSON_BOTH_FIELDS];
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	struct msg m = json_both_event(str_of(lines), fields);
	struct json j;

	json_init(&j, &out);
	json_object_open(&j);
	bool usual = json_headers_add(h, &j, &m);
	ck_assert(usual ? out.n > 1 && j.comma : out.n == 1 && !j.comma);
	buf_clear(&out);
	return usual;
}

START_TEST(takes_what_is_usual)
{
	struct json_headers *h = NULL;

	for (int round = 0; round < 2; round++) {
		ck_assert(is_usual(&h, "Event: Hangup\nChannel: \"x\" <1>\nCause: 16\n\n"));
		ck_assert(is_usual(&h, "Event: VarSet\nVariable: A\nValue: \xc3\xbc\n\n"));
		ck_assert(is_usual(&h, "Event: E\nChanVariable: a=1\nChanVariable: b=\n\n"));
		ck_assert(is_usual(&h, "Event: E\nChanVariable(a): x=1\nName: \x01\n"));
		ck_assert(!is_usual(&h, "Event: E\nA: 1\nB: 2\nA: 3\n\n"));
		ck_assert(!is_usual(&h, "Event: E\nA: 1\nA: 3\n\n"));
		ck_assert(!is_usual(&h, "Event: E\nVariable: 1\nB: 2\nVariable: 3\n\n"));
		ck_assert(!is_usual(&h, "Event: E\nchannel: a\n\n"));
		ck_assert(!is_usual(&h, "Event: E\nno colon\n\n"));
		ck_assert(!is_usual(&h, "Event: E\n_server: a\n\n"));
		ck_assert(is_usual(&h, "Event: E\nN\xc3\xbc: a\n\n"));
		ck_assert(!is_usual(&h, "Event: E\nN\x01: a\n\n"));
		ck_assert(!is_usual(&h, "Event: E\n\xf0\x95\xbc: a\n\n"));
		ck_assert(!is_usual(&h, "\n"));
	}
	json_headers_free(h);
}
END_TEST

/* Each byte at each place of a value and of a name, in the midst of a message and at its end. */
START_TEST(says_the_same_of_every_byte)
{
	struct render *r = render_new(&json);
	char lines[120];

	for (int n = 1; n <= 35; n++)
		for (int at = 0; at < n; at++)
			for (int c = _i; c < 256; c += 8) {
				char text[] = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
				text[at] = (char)c;
				int m = snprintf(lines, sizeof(lines), "Event: E\r\nA: ");
				memcpy(lines + m, text, (size_t)n);
				memcpy(lines + m + n, "\r\nB: \r\n\r\n", 9);
				both(r, str_from(lines, (size_t)(m + n) + 9));
				both(r, str_from(lines, (size_t)(m + n)));
				memcpy(lines, text, (size_t)n);
				memcpy(lines + n, ": x", 3);
				both(r, str_from(lines, (size_t)n + 3));
			}
	render_free(r);
}
END_TEST

/* Broken UTF-8 of three bytes is as long as the character that stands for it. */
START_TEST(repeats_of_a_broken_name_are_one_array)
{
	struct render *r = render_new(&json);

	both(r, STR("Event: E\n\xf0\x95\xbc: a\n\xf0\x95\xbc: b\n\n"));
	both(r, STR("Event: E\n\xf0\x95\xbc: a\n\xef\xbf\xbd: b\n\xef\xbf\xbd: c\n\n"));
	render_free(r);
}
END_TEST

/* More names than are kept, all in each order, with repeats near and far. */
START_TEST(says_the_same_whatever_was_kept)
{
	struct render *r = render_new(&json);
	struct buf lines = BUF_INIT(BUF_MAX_LINE);
	unsigned random = 1;

	for (int round = 0; round < 3000; round++) {
		buf_reset(&lines);
		for (unsigned n = random >> 16 & 0x7f; n > 0; n--) {
			random = random * 1103515245 + 12345;
			unsigned which = random >> 16 & (round < 1500 ? 0x3ff : 0x1f);
			if (which % 8 == 0)
				buf_addf(&lines, "%sVariable: x\n", which % 16 ? "Chan" : "");
			else
				buf_addf(&lines, "%.*s%u: %u\n", (int)(which % 60),
				    "Name-0123456789012345678901234567890123456789012345678901234",
				    which, which);
		}
		both(r, buf_str(&lines));
	}
	buf_clear(&lines);
	render_free(r);
}
END_TEST

Suite *
suite_json_headers(void)
{
	Suite *s = suite_create("json_headers");
	TCase *t = tcase_create("json_headers");

	tcase_set_tags(t, "exhaustive");
	tcase_set_timeout(t, 60);
	tcase_add_test(t, takes_what_is_usual);
	tcase_add_loop_test(t, says_the_same_of_every_byte, 0, 8);
	tcase_add_test(t, repeats_of_a_broken_name_are_one_array);
	tcase_add_test(t, says_the_same_whatever_was_kept);
	suite_add_tcase(s, t);
	return s;
}
