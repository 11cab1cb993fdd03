/* SPDX-License-Identifier: ISC */
/* Formats by name, and what is true for all of them: no byte from a server controls a terminal. */
#include "shown.h"

Suite *suite_render(void);

START_TEST(knows_formats_by_name)
{
	static const struct {
		const char *name;
		enum format format;
	} rows[] = {
	    {"text", FORMAT_TEXT},
	    {"json", FORMAT_JSON},
	    {"raw", FORMAT_RAW},
	    {"tsv", FORMAT_TSV},
	};
	enum format format;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		ck_assert_msg(format_read(str_of(rows[i].name), &format), "%s", rows[i].name);
		ck_assert_int_eq(format, rows[i].format);
		ck_assert_msg(strstr(FORMAT_NAMES, rows[i].name), "%s is not named",
		    rows[i].name);
		ck_assert_str_eq(format_name(format), rows[i].name);
	}
	ck_assert(!format_read(STR("JSON"), &format));
	ck_assert(!format_read(STR("xml"), &format));
	ck_assert(!format_read(STR(""), &format));
}
END_TEST

START_TEST(frees_nothing)
{
	render_free(NULL);
}
END_TEST

/* Is there more in what was rendered than text, lines and, in TSV, tabs? */
static bool
steers(struct buf *out, int format)
{
	for (size_t i = 0; format == FORMAT_TSV && i < out->n; i++)
		if (out->p[i] == '\t')
			out->p[i] = ' ';
	return shown_steers(buf_str(out));
}

/* Hostile bytes wherever a server can put some. */
#define HOSTILE "a\x1b[2J\x9b" "31m\xc2\x9b\xe2\x80\xae\xff\x07\x7f\rz"

static const char hostile[] =
    "Response: " HOSTILE "\n" HOSTILE ": " HOSTILE "\n" HOSTILE "\n\n"
    "Response: Success\nMessage: " HOSTILE "\n\n"
    "Response: Success\nVariable: " HOSTILE "\nValue: " HOSTILE "\n\n"
    "Response: Success\nMessage: Command output follows\nOutput: " HOSTILE "\nOutput: x\n\n"
    "Event: " HOSTILE "\nTimestamp: " HOSTILE "\nChannel: " HOSTILE "\nX: " HOSTILE "\n\n"
    "Event: VarSet\nChannel: " HOSTILE "\nVariable: " HOSTILE "\nValue: " HOSTILE "\n\n"
    "Event: AsyncAGIExec\nResult: %1b%9b" HOSTILE "\n\n"
    "Event: BridgeEnter\nBridgeUniqueid: " HOSTILE "\n\n"
    "Event: UserEvent\nUserEvent: " HOSTILE "\n" HOSTILE ": " HOSTILE "\n\n"
    HOSTILE "\n" HOSTILE "\n\n"
    "Response: Success\nEventList: start\n\n"
    "Event: CoreShowChannel\nChannel: " HOSTILE "\nApplication: " HOSTILE "\n\n"
    "Event: " HOSTILE "\n" HOSTILE ": " HOSTILE "\n" HOSTILE ": " HOSTILE "\n\n"
    "Event: Complete\nEventList: Complete\n" HOSTILE ": " HOSTILE "\n\n";

START_TEST(lets_nothing_steer_a_terminal)
{
	for (int format = FORMAT_TEXT; format < FORMATS_N; format++)
		for (size_t columns = 0; columns < 200; columns += 9) {
			struct render_options options = {
			    .format = (enum format)format,
			    .header = true,
			    .for_terminal = true,
			    .interactive = true,
			    .long_events = columns % 2,
			    .columns = columns,
			    .fields = columns > 150 ? STR("Channel,X," HOSTILE) : STR(""),
			};
			struct buf out = BUF_INIT(BUF_MAX_TEXT);
			shown_stream(&out, str_of(hostile), &options);
			ck_assert_msg(out.n > 100 && !steers(&out, format),
			    "format %d, %zu columns: %s", format, columns,
			    expect_shown(buf_str(&out)));
			buf_clear(&out);
		}
}
END_TEST

static void
render_capture(const char *name)
{
	for (int format = FORMAT_TEXT; format < FORMATS_N; format++) {
		struct render_options options = {
		    .format = (enum format)format,
		    .header = true,
		    .for_terminal = true,
		    .columns = 80,
		};
		struct buf out = BUF_INIT(BUF_MAX_TEXT);
		shown_capture(&out, name, &options);
		ck_assert_msg(!steers(&out, format), "%s, format %d: %s", name, format,
		    expect_shown(buf_str(&out)));
		ck_assert_msg(!buf_full(&out), "%s is too long", name);
		buf_clear(&out);
	}
}

/* Everything that a server was ever heard to say goes through each renderer. */
START_TEST(renders_every_capture)
{
	shown_captures(render_capture);
}
END_TEST

Suite *
suite_render(void)
{
	Suite *suite = suite_create("render");
	TCase *tests = tcase_create("render");

	tcase_add_test(tests, knows_formats_by_name);
	tcase_add_test(tests, frees_nothing);
	tcase_add_test(tests, lets_nothing_steer_a_terminal);
	tcase_add_test(tests, renders_every_capture);
	tcase_set_timeout(tests, 60);
	suite_add_tcase(suite, tests);
	return suite;
}
