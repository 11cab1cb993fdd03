/* SPDX-License-Identifier: ISC */
/* Rows of every format, in whatever pieces they come. */
#include "rows/reader.h"

#include <check.h>
#include <stdlib.h>

#include "../expect.h"

Suite *suite_reader(void);

/* Feed the text in pieces of that many bytes; what came as "1:a=x,b=y " or "2!malformed… ". */
static struct buf
read_in(const char *file, struct str text, size_t piece)
{
	struct reader *r = reader_new(file);
	struct buf out = BUF_INIT(BUF_MAX_MESSAGE);
	struct err err = {0};
	struct row row;
	int got;

	for (;;) {
		while ((got = reader_next(r, &row, &err)) == 1) {
			buf_addf(&out, "%zu", row.number);
			for (size_t i = 0; i < row.msg->n; i++)
				buf_addf(&out, "%c%.*s=%.*s", i ? ',' : ':',
				    STR_ARG(msg_name(row.msg, i)), STR_ARG(msg_value(row.msg, i)));
			if (row.err.kind != ERR_NONE)
				buf_addf(&out, "!%s", row.err.text);
			buf_addc(&out, ' ');
			free(row.msg);
		}
		if (got < 0)
			buf_addf(&out, "ERROR %s", err.text);
		if (got < 0 || reader_ended(r))
			break;
		size_t n = piece < text.n ? piece : text.n;
		char *room = reader_room(r, n ? n : 1);
		ck_assert_ptr_nonnull(room);
		memcpy(room, text.p, n);
		reader_filled(r, n);
		text = str_from_at(text, n);
	}
	reader_free(r);
	return out;
}

#define READS(file, text, rows) {file, STR(text), rows}

static const struct {
	const char *file;
	struct str text;
	const char *rows;
} inputs[] = {
    READS("x.csv", "a,b\n1,2\n3,4\n", "1:a=1,b=2 2:a=3,b=4 "),
    READS("x.csv", "\xef\xbb\xbf" "a,b\r\n1,2\r\n3,4", "1:a=1,b=2 2:a=3,b=4 "),
    READS("x.csv", "\xef\xbb\xbf\"a,x\",b\n1,\"2\n\n,\"\"\"\n", "1:a,x=1,b=2\n\n,\" "),
    READS("x.csv", "a\n\n1\n\r\n2\n", "1:a=1 2:a=2 "),
    READS("x.csv", "a,b\n1\n1,2,3\n1,2\n",
        "1:a=1!malformed: it has 1 column, the first row names 2 "
        "2:a=1,b=2!malformed: it has 3 columns, the first row names 2 3:a=1,b=2 "),
    READS("x.csv", "a,b\n\"x\"y,2\n1,2\n",
        "1:a=xy,b=2!malformed: text follows a closing double quote 2:a=1,b=2 "),
    READS("x.csv", "a\n\"1\n2\n", "1:a=1\n2\n!malformed: a double quote is not closed "),
    READS("x.csv", "a,\n1,2\n", "1:a=1,=2 "),
    READS("x.csv", "a,b,A\n1,2,3\n", "ERROR two columns have the same name: A"),
    READS("x.csv", "a,\"b\"c\n", "ERROR the first row must be the names of the columns: "
                                 "text follows a closing double quote"),
    READS("x.csv", "", "ERROR it is empty: the first row must be the names"),
    READS("x.csv", "\xef\xbb\xbf\r\n", "ERROR it is empty: the first row must be the names"),
    READS("x.csv", "a,b\n", ""),
    READS("x.tsv", "a\tb\n1\\t\\n\\\\\\x\t2\n", "1:a=1\t\n\\\\x,b=2 "),
    READS("x.TSV", "a\tb\n1,\"\t2\n\n", "1:a=1,\",b=2 "),
    READS("-", "a\tb\n1\t2\n", "1:a=1,b=2 "),
    READS("-", "a,b\n1,2\n", "1:a=1,b=2 "),
    READS("-", " {\"a\":\"1\"}\n", "1:a=1 "),
    READS("x.json", "{\"a\":\"1\",\"b\":2}\n{\"b\":true,\"c\":null}\n",
        "1:a=1,b=2 2:b=true,c= "),
    READS("x.jsonl", "{\"a\":[\"x\",1],\"b\":{\"c\":1.5}}", "1:a=[\"x\",1],b={\"c\":1.5} "),
    READS("x.json", "{\"a\":\"\\u00e9\\n\\\"\"}\n", "1:a=\xc3\xa9\n\" "),
    READS("x.json", "{\"a\":1764282965.1234567,\"b\":0.1}\n", "1:a=1764282965.1234567,b=0.1 "),
    READS("x.json", "{\"a\":3.50,\"b\":123456789012345678901,\"c\":1e3,\"d\":[ 1.0, {} ]}\n",
        "1:a=3.50,b=123456789012345678901,c=1e3,d=[1.0,{}] "),
    READS("x.json", "[1]\n{}\n", "1!malformed: it is no object: {\"name\":\"value\"} 2 "),
};

START_TEST(reads_rows)
{
	for (size_t piece = 1; piece < 40; piece++) {
		struct buf out = read_in(inputs[_i].file, inputs[_i].text, piece);
		EXPECT_ROW(str_eq(buf_str(&out), str_of(inputs[_i].rows)), inputs[_i].text,
		    buf_str(&out));
		buf_clear(&out);
	}
}
END_TEST

START_TEST(says_what_is_wrong_with_json)
{
	static const char *const bad[] = {"{\"a\":1", "{\"a\":1,\"a\":2}", "{'a':1}", "{} {}"};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct buf out = read_in("x.json", str_of(bad[i]), 100);
		ck_assert_msg(str_starts(buf_str(&out), STR("1!malformed: ")), "%s", buf_z(&out));
		buf_clear(&out);
	}
}
END_TEST

START_TEST(keeps_a_nul)
{
	struct buf out = read_in("x.csv", STR("a\nx\0y\n"), 3);

	EXPECT_STR(buf_str(&out), STR("1:a=x "));
	buf_clear(&out);
	struct reader *r = reader_new("x.csv");
	const struct str text = STR("a\nx\0y\n");
	struct err err = {0};
	struct row row;
	memcpy(reader_room(r, text.n), text.p, text.n);
	reader_filled(r, text.n);
	ck_assert_int_eq(reader_next(r, &row, &err), 1);
	EXPECT_STR(msg_get(row.msg, STR("A")), STR("x\0y"));
	free(row.msg);
	reader_free(r);
}
END_TEST

/* A row of the longest size is one; a longer one is not. */
START_TEST(has_a_limit)
{
	for (size_t more = 0; more < 2; more++) {
		struct buf text = BUF_INIT(2 * ROWS_MAX_ROW);
		buf_addz(&text, "a\n\"");
		buf_pad(&text, 'x', ROWS_MAX_ROW - 3 + 8 * more);
		if (!more)
			buf_addz(&text, "\"\n");
		struct buf out = read_in("x.csv", buf_str(&text), 4096);
		EXPECT_STR(str_head(buf_str(&out), 8), more ? STR("ERROR ro") : STR("1:a=xxxx"));
		buf_clear(&out);
		buf_clear(&text);
	}
}
END_TEST

Suite *
suite_reader(void)
{
	Suite *suite = suite_create("reader");
	TCase *t = tcase_create("reader");

	tcase_add_loop_test(t, reads_rows, 0, (int)(sizeof(inputs) / sizeof(inputs[0])));
	tcase_add_test(t, says_what_is_wrong_with_json);
	tcase_add_test(t, keeps_a_nul);
	tcase_add_test(t, has_a_limit);
	suite_add_tcase(suite, t);
	return suite;
}
