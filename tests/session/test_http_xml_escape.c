/* SPDX-License-Identifier: ISC */
/* Bytes that XML does not take: there and back, none lost, none confused. */
#include "session/http_xml_escape.h"

#include <check.h>

#include "../expect.h"
#include "session/http_xml.h"

Suite *suite_http_xml_escape(void);

START_TEST(leaves_what_is_valid)
{
	static const char *const all[] = {
	    "",
	    "<a b='c' d=\"e'f\">\n\t</a>\r\n",
	    "<a b='\xc3\xa9 \xe2\x82\xac \xf0\x9f\x93\x9e \x7f \xee\x80\x80'/>",
	    "\x1b outside of quotes ' is not ours",
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct buf out = BUF_INIT(BUF_MAX_LINE);
		ck_assert_uint_eq(http_xml_escape(&out, str_of(all[i])), 0);
		EXPECT_STR(buf_str(&out), str_of(all[i]));
		buf_clear(&out);
	}
}
END_TEST

START_TEST(counts_what_is_not)
{
	static const struct {
		struct str xml;
		size_t odd;
	} all[] = {
	    {STR("<a b='\x1b[31m'/>"), 1},
	    {STR("<a b='\r\n\t'/>"), 0},
	    {STR("<a b='\xff\xc3'/>"), 2},
	    {STR("<a b='\xe2\x82'/>"), 2},
	    {STR("<a b='\xed\xa0\x80'/>"), 3},
	    {STR("<a b='\xef\xbf\xbf'/>"), 3},
	    {STR("<a b='\xc0\x80 \xe0\x80\x80 \xf0\x80\x80\x80 \xf4\x90\x80\x80'/>"), 13},
	    {STR("<a b='\xef\x9d\x81'/>"), 3},
	    {STR("<a b='\0'/>"), 1},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct buf out = BUF_INIT(BUF_MAX_LINE);
		size_t odd = http_xml_escape(&out, all[i].xml);
		ck_assert_msg(odd == all[i].odd, "\"%s\": expected %zu odd bytes, came %zu",
		    expect_shown(all[i].xml), all[i].odd, odd);
		buf_clear(&out);
	}
}
END_TEST

/* Every pair of bytes as a value comes back, and what goes out is valid. */
START_TEST(brings_every_byte_back)
{
	for (unsigned pair = 0; pair < 0x10000; pair++) {
		char bytes[] = {(char)(pair >> 8), (char)pair};
		struct buf xml = BUF_INIT(64), escaped = BUF_INIT(64);
		struct buf back = BUF_INIT(64);
		if (bytes[0] == '\'' || bytes[1] == '\'')
			continue;
		buf_addz(&xml, "<a b='");
		buf_add(&xml, bytes, sizeof(bytes));
		buf_addz(&xml, "'/>");
		http_xml_escape(&escaped, buf_str(&xml));
		http_xml_unescape(&back, buf_str(&escaped));
		EXPECT_STR(buf_str(&back), buf_str(&xml));
		for (size_t i = 0; i < escaped.n; i++)
			ck_assert_msg((unsigned char)escaped.p[i] >= 0x20, "a control stayed: %s",
			    expect_shown(buf_str(&escaped)));
		buf_clear(&xml);
		buf_clear(&escaped);
		buf_clear(&back);
	}
}
END_TEST

/* Characters that are like our stand-ins are not taken for them. */
START_TEST(confuses_no_stand_in)
{
	for (unsigned b = 0; b < 256; b++) {
		char value[] = {'\xef', (char)(0x9c + (b >> 6)), (char)(0x80 | (b & 0x3f))};
		struct buf xml = BUF_INIT(64), escaped = BUF_INIT(64), back = BUF_INIT(64);
		buf_addz(&xml, "<a b='");
		buf_add(&xml, value, sizeof(value));
		buf_addz(&xml, "'/>");
		http_xml_escape(&escaped, buf_str(&xml));
		http_xml_unescape(&back, buf_str(&escaped));
		EXPECT_STR(buf_str(&back), buf_str(&xml));
		buf_clear(&xml);
		buf_clear(&escaped);
		buf_clear(&back);
	}
}
END_TEST

/* Very many attributes come in several elements, and are one message again. */
START_TEST(cuts_long_elements)
{
	struct buf xml = BUF_INIT(BUF_MAX_TEXT), escaped = BUF_INIT(BUF_MAX_TEXT);
	struct buf want = BUF_INIT(BUF_MAX_TEXT), out = BUF_INIT(BUF_MAX_TEXT);
	struct err err;
	struct http_xml *x = http_xml_new(&err);
	size_t odd, elements = 0;

	ck_assert_msg(x != NULL, "%s", err.text);
	buf_addz(&xml, "<ajax-response>\n<response type='object' id='unknown'><generic");
	for (int i = 0; i < 600; i++) {
		buf_addf(&xml, " line_000000_%06d='v=%d'", i, i);
		buf_addf(&want, "Line-000000-%06d: v=%d\r\n", i, i);
	}
	buf_addz(&xml, " /></response>\n<response type='object' id='unknown'>"
	    "<generic event='Ping' /></response></ajax-response>\n");
	buf_addz(&want, "\r\nEvent: Ping\r\n\r\n");
	ck_assert_uint_eq(http_xml_escape(&escaped, buf_str(&xml)), 0);
	for (struct str rest = buf_str(&escaped); rest.n; elements++)
		rest = str_from_at(rest, str_find(rest, STR("<" HTTP_XML_MORE)) + 1);
	ck_assert_uint_eq(elements, 3);
	ck_assert_int_eq(http_xml_text(x, buf_str(&xml), &out, &odd, &err), 0);
	EXPECT_STR(buf_str(&out), buf_str(&want));
	http_xml_free(x);
	buf_clear(&xml);
	buf_clear(&escaped);
	buf_clear(&want);
	buf_clear(&out);
}
END_TEST

Suite *
suite_http_xml_escape(void)
{
	Suite *suite = suite_create("http_xml_escape");
	TCase *all = tcase_create("all"), *pairs = tcase_create("pairs");

	tcase_add_test(all, leaves_what_is_valid);
	tcase_add_test(all, counts_what_is_not);
	tcase_add_test(all, confuses_no_stand_in);
	tcase_add_test(all, cuts_long_elements);
	suite_add_tcase(suite, all);
	tcase_set_tags(pairs, "exhaustive");
	tcase_add_test(pairs, brings_every_byte_back);
	suite_add_tcase(suite, pairs);
	return suite;
}
