/* SPDX-License-Identifier: ISC */
/*
 * No line lies or loses, at the widths that terminals have: every event and every list of the
 * captures, and made ones whose names are long and alike. Time, name and key words are whole, and
 * what is not equal does not look equal.
 */
#include <glob.h>
#include <stdlib.h>

#include "../ami/transcript.h"
#include "../laid_out.h"
#include "ari/reader.h"
#include "base/json.h"
#include "base/mem.h"
#include "layout/render_table.h"
#include "layout/style.h"
#include "shown.h"
#include "view/event_line.h"
#include "view/event_phrases.h"
#include "view/list_columns.h"
#include "view/list_table.h"
#include "view/phrase.h"

Suite *suite_narrow(void);

static const size_t widths[] = {24, 40, 50, 60, 80, 120, 200};

#define WIDTHS (sizeof(widths) / sizeof(*widths))

#define TIME 12 /* columns of 04:49:20.123 */

static size_t checked; /* lines and rows */

/* What was printed, and what it stands for. */
struct shown_text {
	char *look, *truth;
};

struct texts {
	struct shown_text *v;
	size_t n;
};

static void
texts_add(struct texts *t, struct str look, struct str truth)
{
	t->v = mem_more(t->v, t->n, sizeof(*t->v));
	checked++;
	t->v[t->n++] = (struct shown_text){mem_strndup(look), mem_strndup(truth)};
}

static int
by_look(const void *a, const void *b)
{
	const struct shown_text *x = a, *y = b;
	int order = strcmp(x->look, y->look);

	return order ? order : strcmp(x->truth, y->truth);
}

/* Texts that look the same are the same. */
static void
must_differ(struct texts *t, const char *where, size_t columns)
{
	if (t->n)
		qsort(t->v, t->n, sizeof(*t->v), by_look);
	for (size_t i = 1; i < t->n; i++)
		ck_assert_msg(strcmp(t->v[i].look, t->v[i - 1].look) != 0 ||
			strcmp(t->v[i].truth, t->v[i - 1].truth) == 0,
		    "%s, %zu columns: both\n%sand\n%slook like\n%s", where, columns,
		    t->v[i - 1].truth, t->v[i].truth, t->v[i].look);
	for (size_t i = 0; i < t->n; i++) {
		free(t->v[i].look);
		free(t->v[i].truth);
	}
	free(t->v);
	*t = (struct texts){0};
}

/* Append text without the ends of lines and what stands before the lines below. */
static void
join(struct buf *out, struct str text)
{
	struct str line;

	for (bool first = true; str_cut(&text, '\n', &line); first = false)
		buf_adds(out, str_from_at(line, !first && str_starts(line, STR("  ")) ? 2 : 0));
}

/* The word is in one line, or in several where it is wider than one. */
static void
must_have(struct str text, struct str word, const char *where, size_t columns)
{
	struct buf joined = BUF_INIT(BUF_MAX_TEXT);

	word = str_trim(word);
	bool found = str_find(text, word) < text.n || word.n == 0;

	if (!found && text_width(word) > columns - TIME - 2) {
		join(&joined, text);
		found = str_find(buf_str(&joined), word) < joined.n;
	}
	buf_clear(&joined);
	ck_assert_msg(found, "%s, %zu columns: \"%.*s\" is not whole in\n%.*s", where, columns,
	    STR_ARG(word), STR_ARG(text));
}

/* The words of the event that matter most. */
static void
must_have_keys(struct str text, const struct msg *m, const char *where, size_t columns)
{
	struct buf details = BUF_INIT(BUF_MAX_TEXT);
	struct phrase_marks marks = {.n = 0};

	phrase_print_marked(&details, event_phrases(m)->details, m, &marks);
	for (size_t i = 0; i < marks.n; i++)
		if (marks.v[i].kind == PHRASE_KEY)
			must_have(text,
			    str_from(details.p + marks.v[i].start,
				marks.v[i].end - marks.v[i].start),
			    where, columns);
	buf_clear(&details);
}

/* The events of one stream at one width. */
struct events {
	const char *where;
	size_t columns;
	struct recent recent;
	struct texts texts;
};

static void
check_event(void *arg, const struct msg *m)
{
	static const struct timespec now = {1795322960, 123999999};
	struct events *e = arg;
	struct event_style style = {.columns = e->columns, .recent = &e->recent, .now = now};
	struct event_style unlimited = {.now = now};
	struct buf text = BUF_INIT(BUF_MAX_TEXT), truth = BUF_INIT(BUF_MAX_TEXT);
	struct buf title = BUF_INIT(BUF_MAX_TEXT);

	if (m->kind != MSG_EVENT)
		return;
	event_line(&text, m, &style);
	event_line(&truth, m, &unlimited);
	const char *fault = laid_out_fault(buf_str(&text), e->columns, false);
	ck_assert_msg(!fault, "%s, %zu columns: %s: %s", e->where, e->columns, fault, buf_z(&text));
	ck_assert_msg(str_starts(buf_str(&text), str_head(buf_str(&truth), TIME)),
	    "%s, %zu columns: no time: %s", e->where, e->columns, buf_z(&text));
	text_escape(&title, msg_title(m));
	must_have(buf_str(&text), buf_str(&title), e->where, e->columns);
	must_have_keys(buf_str(&text), m, e->where, e->columns);
	texts_add(&e->texts, buf_str(&text), buf_str(&truth));
	buf_clear(&text);
	buf_clear(&truth);
	buf_clear(&title);
}

/* The events of a stream, at every width. */
static void
check_events(const char *where, struct str stream)
{
	for (size_t i = 0; i < WIDTHS; i++) {
		struct events e = {.where = where, .columns = widths[i]};
		shown_each(stream, check_event, &e);
		must_differ(&e.texts, where, widths[i]);
	}
}

/* The events of ARI, one a line, at every width. */
static void
check_ari_events(const char *where, struct str lines)
{
	struct err err = {0};
	struct ari_reader *r = ari_reader_new(&err);
	struct str line;
	struct msg m;
	bool list;

	ck_assert_ptr_nonnull(r);
	for (size_t i = 0; i < WIDTHS; i++) {
		struct events e = {.where = where, .columns = widths[i]};
		struct str rest = lines;
		while (str_cut(&rest, '\n', &line) && line.n) {
			ck_assert_msg(ari_reader_open(r, line, ARI_EVENT, 0, &list, &err) == 0,
			    "%s: %s: %.*s", where, err.text, STR_ARG(line));
			ck_assert(ari_reader_next(r, &m));
			check_event(&e, &m);
		}
		must_differ(&e.texts, where, widths[i]);
	}
	ari_reader_free(r);
}

/* Call a check with the bytes of a capture. */
static void
with_capture(const char *name, void (*check)(const char *where, struct str stream))
{
	struct buf bytes = BUF_INIT(BUF_MAX_FILE);

	shown_read(&bytes, name);
	check(name, buf_str(&bytes));
	buf_clear(&bytes);
}

static void
check_capture_events(const char *name)
{
	with_capture(name, check_events);
}

START_TEST(shows_every_event_of_the_captures)
{
	checked = 0;
	shown_captures(check_capture_events);
	ck_assert_uint_gt(checked, WIDTHS * 3000);
}
END_TEST

START_TEST(shows_every_event_of_ari)
{
	struct buf lines = BUF_INIT(BUF_MAX_FILE);
	glob_t files;

	checked = 0;
	ck_assert_int_eq(glob("tests/captures/ari*/*.json", 0, NULL, &files), 0);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		buf_reset(&lines);
		ck_assert(transcript_read(&lines, files.gl_pathv[i]));
		check_ari_events(files.gl_pathv[i], buf_str(&lines));
	}
	ck_assert_uint_gt(checked, WIDTHS * 400);
	globfree(&files);
	buf_clear(&lines);
}
END_TEST

/* The items of one kind in a list. */
struct kind {
	struct list_items items;
	struct str title;
};

/* Does a line below a row begin with the title of a column? */
static bool
begins(const struct list_columns *known, struct str line)
{
	for (size_t i = 0; i < LIST_COLUMNS && known->columns[i].title; i++) {
		struct str title = str_of(known->columns[i].title);
		if (str_starts(line, title) && str_starts(str_from_at(line, title.n), STR(": ")))
			return true;
	}
	return false;
}

/* Append the row as it is read: without colour, and what is below it in one piece. */
static void
read_row(struct buf *out, const struct list_columns *known, struct str row)
{
	struct str line;

	str_cut(&row, '\n', &line);
	buf_adds(out, line);
	while (str_cut(&row, '\n', &line)) {
		line = str_from_at(str_head(line, line.n - strlen(STYLE_OFF)),
		    strlen(STYLE_TIME) + 2);
		buf_addz(out, begins(known, line) ? "\n" : "");
		buf_adds(out, line);
	}
}

/* The words of the item that say how it is are in its row. */
static void
must_tell(struct str row, const struct msg *item, const char *where, size_t columns)
{
	const struct list_columns *known = list_columns(msg_title(item));
	struct buf value = BUF_INIT(BUF_MAX_TEXT), text = BUF_INIT(BUF_MAX_TEXT);

	read_row(&text, known, row);
	for (size_t i = 0; i < LIST_COLUMNS && known->columns[i].title; i++) {
		buf_reset(&value);
		phrase_print(&value, known->columns[i].phrase, item);
		struct str word = str_trim(buf_str(&value));
		if (known->columns[i].flags & TABLE_KEY && word.n)
			ck_assert_msg(str_find(buf_str(&text), word) < text.n,
			    "%s, %zu columns: \"%s\" is not whole in\n%s", where, columns,
			    buf_z(&value), buf_z(&text));
	}
	buf_clear(&value);
	buf_clear(&text);
}

static void
check_table(const char *where, const struct list_items *items, size_t columns)
{
	const struct render_options narrow = {.color = true, .columns = columns};
	const struct render_options unlimited = {.color = true};
	struct buf text = BUF_INIT(BUF_MAX_TEXT), truth = BUF_INIT(BUF_MAX_TEXT);
	struct texts texts = {0};

	list_table_print(&text, items, &narrow);
	list_table_print(&truth, items, &unlimited);
	const char *fault = laid_out_fault(buf_str(&text), columns, true);
	ck_assert_msg(!fault, "%s, %zu columns: %s:\n%s", where, columns, fault, buf_z(&text));
	struct str rest = buf_str(&text), real = buf_str(&truth), line;
	for (size_t i = 0; i < items->n; i++) {
		struct str row = laid_out_row(&rest);
		ck_assert_msg(row.n, "%s, %zu columns: %zu of %zu rows:\n%s", where, columns, i,
		    items->n, buf_z(&text));
		must_tell(row, items->p[i], where, columns);
		str_cut(&real, '\n', &line);
		texts_add(&texts, row, line);
	}
	ck_assert_msg(rest.n == 0, "%s, %zu columns: more than %zu rows:\n%s", where, columns,
	    items->n, buf_z(&text));
	must_differ(&texts, where, columns);
	buf_clear(&text);
	buf_clear(&truth);
}

static void
gather(void *arg, const struct msg *m)
{
	struct kind *kind = arg;

	if (m->kind == MSG_EVENT && str_ieq(msg_title(m), kind->title))
		list_items_add(&kind->items, m);
}

static const struct list_columns lists[] = {
#include "view/list_columns.inc"
};

/* The items of a stream of every kind that is known, at every width. */
static void
check_lists(const char *where, struct str stream)
{
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		struct kind kind = {.title = str_of(lists[i].name)};
		if (str_find(stream, kind.title) == stream.n)
			continue;
		shown_each(stream, gather, &kind);
		for (size_t w = 0; kind.items.n && w < WIDTHS; w++)
			check_table(where, &kind.items, widths[w]);
		list_items_clear(&kind.items);
	}
}

static void
check_capture_lists(const char *name)
{
	with_capture(name, check_lists);
}

START_TEST(shows_every_list_of_the_captures)
{
	checked = 0;
	shown_captures(check_capture_lists);
	ck_assert_uint_gt(checked, WIDTHS * 900);
}
END_TEST

/* A small generator, the same numbers each time. */
static unsigned
random_to(unsigned *seed, unsigned n)
{
	*seed = *seed * 1103515245 + 12345;
	return *seed / 65536 % n;
}

/* What names are made of: beginnings and ends that are long and the same, wide characters,
 * combining ones, text from right to left, what already is an ellipsis. */
static const char *const pieces[] = {
    "PJSIP/SOFTPHONE-", "PJSIP/SOFTPHONE-floor-1-desk-", "Local/", "alice", "bob", "1", "2", "",
    "東京都庁", "前駅", "e\xcc\x81", "e", "\xcc\x81", "שלום", "مرحبا", "…", " ", "\t", "\xff",
    "-of-the-whole-company-in-the-house-by-the-river", "-0000001a", "-0000001b", ";1", ";2", ", ",
    ": ", "BUSY", "not in use", "12345678901234567890",
};

static void
add_name(struct buf *out, unsigned *seed)
{
	for (unsigned n = random_to(seed, 5); n > 0; n--)
		buf_addz(out, pieces[random_to(seed, sizeof(pieces) / sizeof(*pieces))]);
}

/* Append a header for every header that the phrase names. */
static void
add_headers(struct buf *stream, const char *phrase, unsigned *seed)
{
	while (*(phrase += strcspn(phrase, "{"))) {
		size_t n = strcspn(++phrase, "}|:");
		bool name = *phrase == '~';
		buf_addf(stream, "%.*s: ", (int)(n - name), phrase + name);
		add_name(stream, seed);
		buf_addc(stream, '\n');
	}
}

START_TEST(shows_events_that_are_alike)
{
	static const struct event_phrases events[] = {
#include "view/event_phrases.inc"
	};

	for (unsigned seed = 0; seed < sizeof(events) / sizeof(*events); seed++) {
		struct buf stream = BUF_INIT(BUF_MAX_MESSAGE);
		unsigned at = seed;
		for (size_t i = 0; i < 12; i++) {
			buf_addf(&stream, "Event: %s\n", events[seed].name);
			add_headers(&stream, events[seed].subject, &at);
			add_headers(&stream, events[seed].details, &at);
			buf_addc(&stream, '\n');
		}
		check_events(events[seed].name, buf_str(&stream));
		buf_clear(&stream);
	}
}
END_TEST

/* Add a member for every one that the phrase names. */
static void
add_members(struct json *event, const char *phrase, unsigned *seed)
{
	struct buf value = BUF_INIT(4096);

	while (*(phrase += strcspn(phrase, "{"))) {
		size_t n = strcspn(++phrase, "}|:");
		bool name = *phrase == '~';
		buf_reset(&value);
		add_name(&value, seed);
		json_pair(event, str_from(phrase + name, n - name), buf_str(&value));
	}
	buf_clear(&value);
}

START_TEST(shows_events_of_ari_that_are_alike)
{
	static const struct event_phrases events[] = {
#include "view/ari_phrases.inc"
	};

	for (unsigned seed = 0; seed < sizeof(events) / sizeof(*events); seed++) {
		struct buf lines = BUF_INIT(BUF_MAX_MESSAGE);
		unsigned at = seed;
		for (size_t i = 0; i < 12; i++) {
			struct json event;
			json_init(&event, &lines);
			json_object_open(&event);
			json_pair(&event, STR("type"), str_of(events[seed].name));
			add_members(&event, events[seed].subject, &at);
			add_members(&event, events[seed].details, &at);
			json_object_close(&event);
			buf_addc(&lines, '\n');
		}
		check_ari_events(events[seed].name, buf_str(&lines));
		buf_clear(&lines);
	}
}
END_TEST

START_TEST(shows_items_that_are_alike)
{
	for (unsigned seed = 0; seed < 4 * sizeof(lists) / sizeof(*lists); seed++) {
		const struct list_columns *list = &lists[seed / 4];
		struct buf stream = BUF_INIT(BUF_MAX_MESSAGE);
		unsigned at = seed;
		for (size_t i = 0; i < 12; i++) {
			buf_addf(&stream, "Event: %s\n", list->name);
			for (size_t c = 0; c < LIST_COLUMNS && list->columns[c].title; c++)
				add_headers(&stream, list->columns[c].phrase, &at);
			buf_addc(&stream, '\n');
		}
		check_lists(list->name, buf_str(&stream));
		buf_clear(&stream);
	}
}
END_TEST

Suite *
suite_narrow(void)
{
	Suite *suite = suite_create("narrow");
	TCase *tests = tcase_create("narrow");

	tcase_add_checked_fixture(tests, shown_utc, NULL);
	tcase_set_tags(tests, "exhaustive");
	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, shows_every_event_of_the_captures);
	tcase_add_test(tests, shows_every_event_of_ari);
	tcase_add_test(tests, shows_every_list_of_the_captures);
	tcase_add_test(tests, shows_events_that_are_alike);
	tcase_add_test(tests, shows_events_of_ari_that_are_alike);
	tcase_add_test(tests, shows_items_that_are_alike);
	suite_add_tcase(suite, tests);
	return suite;
}
