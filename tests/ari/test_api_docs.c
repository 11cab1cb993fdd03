/* SPDX-License-Identifier: ISC */
/* What a server's documents say, and that hostile ones cost little. */
#include "ari/api_docs.h"

#include <check.h>

#include "../expect.h"
#include "base/buf.h"

Suite *suite_api_docs(void);

/* One line for everything in it. */
static void
print(struct buf *out, const struct ari_docs *d)
{
	for (size_t i = 0; i < d->n; i++) {
		const struct ari_operation *o = &d->v[i];
		buf_addf(out, "%s %s: %s: %s\n", o->method, o->path, o->summary, o->notes);
		for (size_t k = 0; k < o->n; k++) {
			const struct ari_parameter *p = &o->v[k];
			buf_addf(out, " %s%s%s %d %s [%s] %s..%s =%s: %s\n", p->name,
			    p->required ? "!" : "", p->repeated ? "*" : "", (int)p->place, p->type,
			    p->choices ? p->choices : "-", p->least ? p->least : "-",
			    p->most ? p->most : "-", p->otherwise ? p->otherwise : "-", p->text);
		}
		for (size_t k = 0; k < o->refusals_n; k++)
			buf_addf(
			    out, " %s %s\n", o->refusals[k].code, o->refusals[k].reason);
	}
	for (size_t i = 0; i < d->events_n; i++)
		buf_addf(out, "event %s: %s\n", d->events[i].name, d->events[i].text);
	for (size_t i = 0; i < d->resources_n; i++)
		buf_addf(out, "resource %s: %s\n", d->resources[i].name, d->resources[i].text);
}

static const struct {
	const char *text, *said;
} documents[] = {
    {"{\"swaggerVersion\":\"1.1\",\"apis\":[{\"path\":\"/kettles\",\"description\":\"All\","
     "\"operations\":[{\"httpMethod\":\"GET\",\"summary\":\"Which there are.\","
     "\"nickname\":\"list\",\"responseClass\":\"List[Kettle]\"}]},"
     "{\"path\":\"/kettles/{kettleId}/boil\",\"operations\":[{\"httpMethod\":\"POST\","
     "\"summary\":\"Boil it.\",\"notes\":\"Mind the \\\"steam\\\".\",\"parameters\":["
     "{\"name\":\"speed\",\"paramType\":\"query\",\"required\":false,\"dataType\":\"string\","
     "\"defaultValue\":\"slow\",\"allowableValues\":{\"valueType\":\"LIST\",\"values\":"
     "[\"slow\",\"fast\"]}},"
     "{\"name\":\"kettleId\",\"description\":\"Its id\",\"paramType\":\"path\","
     "\"dataType\":\"string\"},"
     "{\"name\":\"degrees\",\"paramType\":\"query\",\"required\":true,\"allowMultiple\":true,"
     "\"dataType\":\"int\",\"defaultValue\":90,\"allowableValues\":{\"valueType\":\"RANGE\","
     "\"min\":0,\"max\":100}},"
     "{\"name\":\"loud\",\"paramType\":\"query\",\"dataType\":\"boolean\"},"
     "{\"name\":\"extras\",\"paramType\":\"body\",\"dataType\":\"containers\"}],"
     "\"errorResponses\":[{\"code\":404,\"reason\":\"No kettle\"},{\"code\":409}]}]}]}",
        "GET kettles: Which there are.: \n"
        "POST kettles/{kettleId}/boil: Boil it.: Mind the \"steam\".\n"
        " kettleId! 1 string [-] -..- =-: Its id\n"
        " degrees!* 0 int [-] 0..100 =90: \n"
        " speed 0 string [slow|fast] -..- =slow: \n"
        " loud 0 boolean [true|false] -..- =-: \n"
        " extras 2 containers [-] -..- =-: \n"
        " 404 No kettle\n"
        " 409 \n"},
    {"{\"apis\":[{\"path\":\"/api-docs/kettles.{format}\",\"description\":\"Kettles\"},"
     "{\"path\":\"/other/x.{format}\"},{\"path\":\"/api-docs/x\"},{\"path\":7},null]}",
        "resource kettles: Kettles\n"},
    {"{\"models\":{\"Message\":{\"subTypes\":[\"Lost\",\"Event\"]},\"Event\":{\"subTypes\":"
     "[\"Boiled\",\"Spilt\"]},\"Boiled\":{\"description\":\"Hot\"},\"Kettle\":{}}}",
        "event Lost: \nevent Boiled: Hot\nevent Spilt: \n"},
    /* What cannot be typed, or is no name, has no place. */
    {"{\"apis\":[{\"path\":\"/a b\",\"operations\":[{\"httpMethod\":\"GET\"}]},"
     "{\"path\":\"/a\\u001b[2J\",\"operations\":[{\"httpMethod\":\"GET\"}]},"
     "{\"path\":\"\",\"operations\":[{\"httpMethod\":\"GET\"}]},"
     "{\"path\":\"/c\",\"operations\":[{\"httpMethod\":\"\"},7,[],{\"httpMethod\":\"PUT\","
     "\"parameters\":[{\"name\":\"x\\ny\"},{\"name\":null},{\"name\":\"z\",\"required\":\"true\"}],"
     "\"errorResponses\":{}}]}]}",
        "PUT c: : \n z 0  [-] -..- =-: \n"},
    {"{\"apis\":{\"path\":\"/a\"},\"models\":[{\"subTypes\":[\"x\"]}]}", ""},
    {"[]", ""},
    {"", ""},
    {"{\"apis\":[{\"path\":\"", ""},
};

START_TEST(says_what_the_document_says)
{
	struct ari_docs d;
	struct err err;
	struct buf out = BUF_INIT(BUF_MAX_LINE);

	ck_assert_int_eq(api_docs_read(&d, str_of(documents[_i].text), &err), 0);
	print(&out, &d);
	EXPECT_STR(buf_str(&out), str_of(documents[_i].said));
	buf_clear(&out);
	ari_docs_clear(&d);
}
END_TEST

/* Cut anywhere, or with any one byte changed, it still ends, within its memory. */
START_TEST(survives_any_bytes)
{
	struct ari_docs d;
	struct err err;
	struct buf text = BUF_INIT(BUF_MAX_LINE), out = BUF_INIT(BUF_MAX_LINE);

	buf_addz(&text, documents[_i].text);
	for (size_t i = 0; i < text.n; i++) {
		char was = text.p[i];
		ck_assert_int_eq(api_docs_read(&d, str_head(buf_str(&text), i), &err), 0);
		ari_docs_clear(&d);
		for (const char *c = "\"\\{]"; *c; c++) {
			text.p[i] = *c;
			ck_assert_int_eq(api_docs_read(&d, buf_str(&text), &err), 0);
			buf_reset(&out);
			print(&out, &d);
			ari_docs_clear(&d);
		}
		text.p[i] = was;
	}
	buf_clear(&text);
	buf_clear(&out);
}
END_TEST

static void
add_times(struct buf *out, size_t n, const char *first, const char *one, const char *last)
{
	buf_addz(out, first);
	for (size_t i = 0; i < n; i++)
		buf_addf(out, "%s%s", i ? "," : "", one);
	buf_addz(out, last);
}

START_TEST(counts_are_bounded)
{
	struct ari_docs d;
	struct err err;
	struct buf text = BUF_INIT(BUF_MAX_FILE);

	buf_addz(&text, "{\"apis\":[{\"path\":\"/a\",\"operations\":[{\"httpMethod\":\"GET\",");
	add_times(&text, 10000, "\"parameters\":[", "{\"name\":\"x\"}", "],");
	add_times(&text, 10000, "\"errorResponses\":[", "{}", "]},");
	add_times(&text, 10000, "", "{\"httpMethod\":\"GET\"}", "]}],");
	add_times(&text, 10000, "\"models\":{\"E\":{\"subTypes\":[", "\"F\"", "]}}}");
	ck_assert_int_eq(api_docs_read(&d, buf_str(&text), &err), 0);
	ck_assert_uint_eq(d.n, API_DOCS_OPERATIONS);
	ck_assert_uint_eq(d.v[0].n, API_DOCS_PARAMETERS);
	ck_assert_uint_eq(d.v[0].refusals_n, API_DOCS_PARAMETERS);
	ck_assert_uint_eq(d.events_n, API_DOCS_NAMES);
	ari_docs_clear(&d);
	buf_pad(&text, ' ', API_DOCS_TEXT);
	ck_assert_int_eq(api_docs_read(&d, buf_str(&text), &err), -1);
	ari_docs_clear(&d);
	buf_clear(&text);
}
END_TEST

Suite *
suite_api_docs(void)
{
	Suite *suite = suite_create("api_docs");
	TCase *c = tcase_create("api_docs");
	int n = (int)(sizeof(documents) / sizeof(documents[0]));

	tcase_add_loop_test(c, says_what_the_document_says, 0, n);
	tcase_add_loop_test(c, survives_any_bytes, 0, n);
	tcase_add_test(c, counts_are_bounded);
	suite_add_tcase(suite, c);
	return suite;
}
