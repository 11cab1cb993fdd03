/* SPDX-License-Identifier: ISC */
/* What all streams have in common, on a fake transport; and streams from files. */
#include <check.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "server.h"

/* A transport that takes what it is given and fails when it is told to. */
struct fake {
	struct stream base;
	size_t written; /* bytes of the last write */
	int calls;
	bool fail;
	bool busy;
};

static ssize_t
fake_io(struct fake *f, size_t n, struct err *err)
{
	f->calls++;
	f->written = n;
	if (f->fail)
		return err_set(err, ERR_LOST, "made up, call %d", f->calls);
	return f->busy ? STREAM_AGAIN : (ssize_t)n;
}

static ssize_t
fake_read(struct stream *s, char *p, size_t n, struct err *err)
{
	(void)p;
	return fake_io((struct fake *)s, n, err);
}

static ssize_t
fake_write(struct stream *s, const char *p, size_t n, struct err *err)
{
	(void)p;
	return fake_io((struct fake *)s, n, err);
}

static bool
fake_pending(const struct stream *s)
{
	return ((const struct fake *)s)->busy;
}

static short
fake_wants(const struct stream *s)
{
	(void)s;
	return POLLIN | POLLOUT;
}

static void
fake_close(struct stream *s)
{
	((struct fake *)s)->calls = -1;
}

static bool
fake_why(struct stream *s, bool heard, struct err *err)
{
	(void)s, (void)heard, (void)err;
	return false;
}

static const struct stream_ops fake_ops = {
    .name = "fake",
    .read = fake_read,
    .write = fake_write,
    .pending = fake_pending,
    .wants = fake_wants,
    .close = fake_close,
    .why = fake_why,
};

START_TEST(calls_reach_the_transport)
{
	struct fake f = {.base = {.ops = &fake_ops, .fd = 7}, .busy = true};
	struct err err = {0};
	char p[4] = "abc";

	ck_assert_int_eq(stream_fd(&f.base), 7);
	ck_assert_int_eq(stream_wants(&f.base), POLLIN | POLLOUT);
	ck_assert(stream_pending(&f.base));
	ck_assert_int_eq(stream_read(&f.base, p, 3, &err), STREAM_AGAIN);
	ck_assert_int_eq(stream_write(&f.base, p, 3, &err), STREAM_AGAIN);
	f.busy = false;
	ck_assert_int_eq(stream_write(&f.base, p, 3, &err), 3);
	stream_close(&f.base);
	ck_assert_int_eq(f.calls, -1);
	stream_close(NULL);
}
END_TEST

START_TEST(the_first_error_sticks)
{
	struct fake f = {.base = {.ops = &fake_ops}, .fail = true};
	struct err err = {0};
	char p[4] = "abc";

	ck_assert_int_eq(stream_read(&f.base, p, 3, &err), -1);
	ck_assert_str_eq(err.text, "made up, call 1");
	f.fail = false;
	for (int i = 0; i < 2; i++) {
		err_clear(&err);
		ssize_t n =
		    i ? stream_read(&f.base, p, 3, &err) : stream_write(&f.base, p, 3, &err);
		ck_assert_int_eq(n, -1);
		ck_assert_int_eq(err.kind, ERR_LOST);
		ck_assert_str_eq(err.text, "made up, call 1");
	}
	ck_assert_int_eq(f.calls, 1);
}
END_TEST

static const struct {
	const char *text;
	size_t max;
	size_t written;
} limits[] = {
    {"a\r\nb\r\nc\r\n", 0, 9},
    {"a\r\nb\r\nc\r\n", 9, 9},
    {"a\r\nb\r\nc\r\n", 8, 6},
    {"a\r\nb\r\nc\r\n", 6, 6},
    {"a\r\nb\r\nc\r\n", 5, 3},
    {"a\r\nb\r\nc\r\n", 2, 2},
    {"abc", 3, 3},
    {"abcd", 3, 3},
    {"", 3, 0},
};

START_TEST(limited_writes_take_whole_lines)
{
	struct fake f = {.base = {.ops = &fake_ops, .max_write = limits[_i].max}};
	struct err err = {0};
	struct str text = str_of(limits[_i].text);

	ck_assert_int_eq(stream_write(&f.base, text.p, text.n, &err), (ssize_t)limits[_i].written);
	ck_assert_uint_eq(f.written, limits[_i].written);
}
END_TEST

START_TEST(http_is_no_stream)
{
	struct endpoint e = {.scheme = SCHEME_HTTP};
	struct stream *s = (struct stream *)&e;
	struct err err = {0};

	ck_assert_int_eq(stream_open(&s, &e, CLOCK_NEVER, -1, &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.text, "http:// is not supported: use ami:// or amis://");
	ck_assert_ptr_null(s);
}
END_TEST

START_TEST(files_are_replayed)
{
	char name[] = "/tmp/amsh-test-XXXXXX";
	int fd = mkstemp(name);
	struct endpoint e = {.scheme = SCHEME_REPLAY, .host = name};
	struct stream *s;
	struct err err = {0};
	char p[16] = "";

	write_all(fd, "Asterisk\r\n", 10);
	close(fd);
	ck_assert_msg(stream_open(&s, &e, 0, -1, &err) == 0, "%s", err.text);
	unlink(name);
	ck_assert_int_eq(stream_write(s, "Action: Ping\r\n\r\n", 16, &err), 16);
	ck_assert_int_eq(read_full(s, p, sizeof(p), &err), 10);
	ck_assert_str_eq(p, "Asterisk\r\n");
	ck_assert_int_eq(stream_read(s, p, sizeof(p), &err), 0);
	ck_assert(s->encrypted);
	stream_close(s);
}
END_TEST

START_TEST(bad_files_are_named)
{
	static char missing[] = "/tmp/amsh-no-such-file", directory[] = "/tmp";
	static const struct {
		char *name;
		const char *text;
	} files[] = {
	    {missing, "/tmp/amsh-no-such-file: no such file or directory"},
	    {directory, "/tmp: is a directory"},
	};
	struct endpoint e = {.scheme = SCHEME_REPLAY, .host = files[_i].name};
	struct stream *s;
	struct err err = {0};

	ck_assert_int_eq(stream_open(&s, &e, 0, -1, &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.text, files[_i].text);
}
END_TEST

Suite *suite_stream(void);

Suite *
suite_stream(void)
{
	Suite *suite = suite_create("stream");
	TCase *tc = tcase_create("stream");

	tcase_add_test(tc, calls_reach_the_transport);
	tcase_add_test(tc, the_first_error_sticks);
	tcase_add_loop_test(tc, limited_writes_take_whole_lines, 0, 9);
	tcase_add_test(tc, http_is_no_stream);
	tcase_add_test(tc, files_are_replayed);
	tcase_add_loop_test(tc, bad_files_are_named, 0, 2);
	suite_add_tcase(suite, tc);
	return suite;
}
