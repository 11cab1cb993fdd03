/* SPDX-License-Identifier: ISC */
/*
 * Every transcript in tests/captures, cut at every byte, gives the same messages as in one piece,
 * and their raw bytes are the transcript. A cut is fed together with the message before it and the
 * one after it; some cuts, and small pieces, with the whole transcript.
 */
#include <check.h>
#include <glob.h>
#include <stdlib.h>

#include "base/mem.h"
#include "transcript.h"

Suite *suite_split(void);

#define LEAST_FILES 100
#define LONG        8192 /* a message beyond this is cut at every STRIDEth byte alone */
#define STRIDE      61
#define WHOLE_CUTS  64

struct transcript {
	const char *path;
	struct buf bytes;
	struct msg *messages; /* views into bytes; the fields are copies */
	size_t n;
	size_t end; /* of the last message */
};

/* What is being heard of a transcript. */
struct hearing {
	const struct transcript *t;
	size_t next; /* the message that must come */
	size_t cut;
	size_t piece;
};

static void
save(void *arg, const struct msg *m)
{
	struct transcript *t = arg;
	struct str rest = str_from_at(buf_str(&t->bytes), t->end);
	struct field *copy = mem_array(m->n, sizeof(*copy));

	if (!str_starts(rest, m->raw))
		ck_abort_msg("%s: raw of message %zu is not what was fed", t->path, t->n);
	memcpy(copy, m->fields, m->n * sizeof(*copy));
	t->messages = mem_grow(t->messages, t->n + 1, sizeof(*t->messages));
	t->messages[t->n] = *m;
	t->messages[t->n].raw = str_head(rest, m->raw.n);
	t->messages[t->n++].fields = copy;
	t->end += m->raw.n;
}

static void
transcript_open(struct transcript *t, const char *path)
{
	struct err err;

	*t = (struct transcript){.path = path, .bytes = BUF_INIT(BUF_MAX_FILE)};
	ck_assert_msg(transcript_read(&t->bytes, path), "cannot read %s", path);
	struct parse *p = parse_new(BUF_MAX_MESSAGE, true);
	if (transcript_feed(p, buf_str(&t->bytes), t->bytes.n, save, t, &err) == -1)
		ck_abort_msg("%s: %s", path, err.text);
	parse_free(p);
	ck_assert_msg(t->n > 0 && t->messages[0].kind == MSG_BANNER, "%s: no banner", path);
}

static void
transcript_close(struct transcript *t)
{
	for (size_t i = 0; i < t->n; i++)
		free((void *)(uintptr_t)t->messages[i].fields);
	free(t->messages);
	buf_clear(&t->bytes);
}

static bool
same(const struct msg *a, const struct msg *b)
{
	return a->kind == b->kind && str_eq(a->raw, b->raw) && a->n == b->n &&
	       memcmp(a->fields, b->fields, a->n * sizeof(*a->fields)) == 0;
}

static void
compare(void *arg, const struct msg *m)
{
	struct hearing *h = arg;
	const struct transcript *t = h->t;
	struct buf want = BUF_INIT(BUF_MAX_TEXT), got = BUF_INIT(BUF_MAX_TEXT);

	if (h->next < t->n && same(m, &t->messages[h->next])) {
		h->next++;
		return;
	}
	if (h->next < t->n)
		transcript_describe(&want, &t->messages[h->next]);
	transcript_describe(&got, m);
	ck_abort_msg("%s cut at %zu, pieces of %zu, message %zu:\nexpected %sgot %s", t->path,
	    h->cut, h->piece, h->next, buf_z(&want), buf_z(&got));
}

/* Feed the bytes begin..end, cut at that byte and then into pieces; messages first..after must come
 * of it. */
static void
hear(const struct transcript *t, size_t begin, size_t end, size_t cut, size_t piece, size_t first,
    size_t after)
{
	struct hearing h = {.t = t, .next = first, .cut = cut, .piece = piece};
	struct parse *p = parse_new(BUF_MAX_MESSAGE, begin == 0);
	struct str bytes = buf_str(&t->bytes);
	struct err err;

	if (transcript_feed(p, str_from(bytes.p + begin, cut - begin), piece, compare, &h, &err) ||
	    transcript_feed(p, str_from(bytes.p + cut, end - cut), piece, compare, &h, &err))
		ck_abort_msg("%s cut at %zu, pieces of %zu: %s", t->path, cut, piece, err.text);
	if (h.next != after)
		ck_abort_msg("%s cut at %zu, pieces of %zu: expected %zu messages, got %zu",
		    t->path, cut, piece, after - first, h.next - first);
	parse_free(p);
}

/* Cut message i everywhere; what follows the last one counts as its end. */
static void
cut_message(const struct transcript *t, size_t i)
{
	const char *bytes = t->bytes.p;
	size_t first = i > 0 ? i - 1 : 0, after = i + 2 < t->n ? i + 2 : t->n;
	size_t begin = (size_t)(t->messages[first].raw.p - bytes);
	size_t end = after < t->n ? (size_t)(t->messages[after].raw.p - bytes) : t->bytes.n;
	size_t from = (size_t)(t->messages[i].raw.p - bytes), to = from + t->messages[i].raw.n;

	if (i + 1 == t->n)
		to = t->bytes.n;
	size_t step = to - from > LONG ? STRIDE : 1;
	for (size_t cut = from; cut <= to; cut += step)
		hear(t, begin, end, cut, SIZE_MAX, first, after);
}

static void
cut_everywhere(const struct transcript *t)
{
	for (size_t i = 0; i < t->n; i++)
		cut_message(t, i);
}

static void
cut_the_whole(const struct transcript *t)
{
	for (size_t i = 1; i < WHOLE_CUTS; i++)
		hear(t, 0, t->bytes.n, t->bytes.n * i / WHOLE_CUTS, SIZE_MAX, 0, t->n);
}

static void
cut_small(const struct transcript *t)
{
	static const size_t pieces[] = {1, 2, 3, 7, 64, 1460};

	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++)
		hear(t, 0, t->bytes.n, 0, pieces[i], 0, t->n);
}

static void
each_transcript(void (*check)(const struct transcript *t))
{
	glob_t files;

	ck_assert_int_eq(glob("tests/captures/*/*.s2c", 0, NULL, &files), 0);
	ck_assert_uint_ge(files.gl_pathc, LEAST_FILES);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		struct transcript t;
		transcript_open(&t, files.gl_pathv[i]);
		check(&t);
		transcript_close(&t);
	}
	globfree(&files);
}

START_TEST(cut_at_every_byte)
{
	each_transcript(cut_everywhere);
}
END_TEST

START_TEST(cut_the_whole_transcript)
{
	each_transcript(cut_the_whole);
}
END_TEST

START_TEST(fed_in_small_pieces)
{
	each_transcript(cut_small);
}
END_TEST

Suite *
suite_split(void)
{
	Suite *s = suite_create("ami/split");
	TCase *t = tcase_create("transcripts");

	tcase_set_tags(t, "exhaustive blocks");
	tcase_set_timeout(t, 300);
	tcase_add_test(t, cut_at_every_byte);
	tcase_add_test(t, cut_the_whole_transcript);
	tcase_add_test(t, fed_in_small_pieces);
	suite_add_tcase(s, t);
	return s;
}
