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

#define LONGEST 35

/* The byte at each place of n of a value and of a name, in the midst of a message and at its end. */
static void
each_place(struct render *r, size_t n, int c)
{
	char lines[120];

	for (size_t at = 0; at < n; at++) {
		char text[LONGEST];
		memset(text, 'x', n);
		text[at] = (char)c;
		size_t m = (size_t)snprintf(lines, sizeof(lines), "Event: E\r\nA: ");
		memcpy(lines + m, text, n);
		memcpy(lines + m + n, "\r\nB: \r\n\r\n", 9);
		both(r, str_from(lines, m + n + 9));
		both(r, str_from(lines, m + n));
		memcpy(lines, text, n);
		memcpy(lines + n, ": x", 3);
		both(r, str_from(lines, n + 3));
	}
}

START_TEST(says_the_same_of_every_byte)
{
	struct render *r = render_new(&json);

	for (size_t n = 1; n <= LONGEST; n++)
		for (int c = _i; c < 256; c += 8)
			each_place(r, n, c);
	render_free(r);
}
END_TEST

/* Of each kind of byte one, at the ends of blocks. */
START_TEST(says_the_same_of_odd_bytes)
{
	static const unsigned char odd[] = {'\0', '\t', 0x1f, ' ', '"', '\\', 0x7f, 0x80, 0xc3, 0xff};
	static const size_t lengths[] = {1, 8, 17, LONGEST};
	struct render *r = render_new(&json);

	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++)
		for (size_t k = 0; k < sizeof(odd); k++)
			each_place(r, lengths[i], odd[k]);
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

/* More names than are kept, all in each order, with repeats near and far: in so many messages, and
 * then in as many with fewer names. */
static void
say_whatever_was_kept(int most)
{
	struct render *r = render_new(&json);
	struct buf lines = BUF_INIT(BUF_MAX_LINE);
	unsigned random = 1;

	for (int round = 0; round < 2 * most; round++) {
		buf_reset(&lines);
		for (unsigned n = random >> 16 & 0x7f; n > 0; n--) {
			random = random * 1103515245 + 12345;
			unsigned which = random >> 16 & (round < most ? 0x3ff : 0x1f);
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

START_TEST(says_the_same_whatever_was_kept)
{
	say_whatever_was_kept(50);
}
END_TEST

START_TEST(says_the_same_of_many)
{
	say_whatever_was_kept(1500);
}
END_TEST

Suite *
suite_json_headers(void)
{
	Suite *s = suite_create("json_headers");
	TCase *headers = tcase_create("headers"), *all = tcase_create("all");

	tcase_set_tags(headers, "blocks");
	tcase_set_timeout(headers, 60);
	tcase_add_test(headers, takes_what_is_usual);
	tcase_add_test(headers, says_the_same_of_odd_bytes);
	tcase_add_test(headers, repeats_of_a_broken_name_are_one_array);
	tcase_add_test(headers, says_the_same_whatever_was_kept);
	suite_add_tcase(s, headers);
	tcase_set_tags(all, "exhaustive blocks");
	tcase_set_timeout(all, 60);
	tcase_add_loop_test(all, says_the_same_of_every_byte, 0, 8);
	tcase_add_test(all, says_the_same_of_many);
	suite_add_tcase(s, all);
	return s;
}
