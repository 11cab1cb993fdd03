/* SPDX-License-Identifier: ISC */
/* Parameters from documentation, in the shapes of Asterisk 11, 13, 16 and 22; the texts are ours. */
#include "ami/docs.h"

#include <check.h>
#include <stdio.h>

#include "base/buf.h"

Suite *suite_docs(void);

/* 11 and 16: Syntax comes first, nothing precedes it, arguments follow each other. */
static const char old_shape[] =
    "[Syntax]\n"
    "Action: Paint\n"
    "[ActionID:] <value>\n"
    "[Colour:] <value>\n"
    "Wall: <value>\n"
    "[Brush:] <value>\n"
    "Room: <value>\n"
    "\n"
    "[Synopsis]\n"
    "Paint a wall. \n"
    "\n"
    "[Description]\n"
    "Colour\n"
    "    purple\n"
    "\n"
    "[Arguments]\n"
    "ActionID\n"
    "    ActionID for this transaction. Will be returned.\n"
    "Colour\n"
    "    What the wall will look like.\n"
    "    red - Like a rose, or like the sky of an\n"
    "    evening.\n"
    "    green\n"
    "    dark_blue-2\n"
    "Wall\n"
    "    The wall.\n"
    "Brush\n"
    "    A brush to use, multiple Brush: headers are allowed.\n"
    "\n"
    "[See Also]\n"
    "PaintComplete\n"
    "\n"
    "[Privilege]\n"
    "user,all\n"
    "\n"
    "[List Responses]\n"
    "Event: PaintList\n"
    "[Syntax]\n"
    "Event: PaintList\n"
    "Drop: <value>\n"
    "\n"
    "[Arguments]\n"
    "Wall\n"
    "    north\n"
    "\n"
    "[Final Response]\n"
    "None\n"
    "\n";

/* 22: a title, more sections, an empty line after each argument. */
static const char new_shape[] =
    "\n"
    "  -= Info about Manager Command 'Paint' =- \n"
    "\n"
    "[Synopsis]\n"
    "Paint a wall. \n"
    "\n"
    "[Provided By]\n"
    "builtin\n"
    "\n"
    "[Syntax]\n"
    "Action: Paint\n"
    "[ActionID:] <value>\n"
    "[Colour:] <value>\n"
    "Wall: <value>\n"
    "[Brush:] <value>\n"
    "Room: <value>\n"
    "\n"
    "[Arguments]\n"
    "\n"
    "ActionID\n"
    "    ActionID for this transaction. Will be returned.\n"
    "\n"
    "Colour\n"
    "    What the wall will look like.\n"
    "    red - Like a rose, or like the sky of an\n"
    "    evening.\n"
    "    green\n"
    "    dark_blue-2\n"
    "\n"
    "Brush\n"
    "    A brush to use, multiple Brush: headers are allowed.\n"
    "\n"
    "[Privilege]\n"
    "user,all\n"
    "\n"
    "[List Responses]\n"
    "Event: PaintList\n"
    "\n"
    "  -= Info about Manager Event 'PaintList' =- \n"
    "\n"
    "[Syntax]\n"
    "Event: PaintList\n"
    "Drop: <value>\n"
    "\n"
    "[Arguments]\n"
    "\n"
    "Wall\n"
    "    north\n"
    "\n"
    "[End List Responses]\n"
    "\n";

/* The parameters of an action as "Wall! Brush* Colour(red|green)"; "-" when there is nothing. */
static void
expect(const char *action, const char *text, const char *expected)
{
	struct docs d;
	struct buf got = BUF_INIT(BUF_MAX_LINE);

	if (!docs_read(&d, str_of(action), str_of(text))) {
		ck_assert_str_eq("-", expected);
		return;
	}
	for (size_t i = 0; i < d.n; i++) {
		const struct parameter *p = &d.v[i];
		buf_addf(&got, "%s%s%s%s", i ? " " : "", p->name, p->required ? "!" : "",
		    p->repeated ? "*" : "");
		if (p->choices)
			buf_addf(&got, "(%s)", p->choices);
	}
	ck_assert_str_eq(buf_z(&got), expected);
	buf_clear(&got);
	docs_clear(&d);
}

#define PAINT "Wall! Room! Colour(red|green|dark_blue-2) Brush*"

START_TEST(shapes_of_all_versions)
{
	expect("Paint", old_shape, PAINT);
	expect("pAINT", new_shape, PAINT);
}
END_TEST

START_TEST(one_of_several)
{
	struct buf both = BUF_INIT(BUF_MAX_LINE);

	buf_addz(&both, "[Syntax]\nAction: Dry\nRoom: <value>\n[Fan:] <value>\n\n"
	                "[Arguments]\nRoom\n    kitchen\n    attic\n\n");
	buf_addz(&both, old_shape);
	expect("Paint", buf_z(&both), PAINT);
	expect("Dry", buf_z(&both), "Room!(kitchen|attic) Fan");
	buf_clear(&both);
}
END_TEST

START_TEST(nothing_said)
{
	expect("Paint", "", "-");
	expect("Paint", "\n", "-");
	expect("Paint", "No such command 'manager show command Paint'\n", "-");
	expect("Pain", old_shape, "-");
	expect("Rest", "[Syntax]\nAction: Rest\n\n[Arguments]\nNot available\n\n", "");
}
END_TEST

START_TEST(line_ends_do_not_matter)
{
	expect("Rest", "[Syntax]\r\nAction: Rest\r\nTime: <value>\r\n", "Time!");
	expect("Rest", "[Syntax]\nAction: Rest\nTime: <value>", "Time!");
}
END_TEST

#define REST(explanation) \
	"[Syntax]\nAction: Rest\n[Time:] <value>\n[Place:] <value>\n\n[Arguments]\nTime\n" explanation

/* What looks like a choice: a word alone, unless a sentence was broken before it. */
START_TEST(choices_and_sentences)
{
	expect("Rest", REST("    long\n"), "Time(long) Place");
	expect("Rest", REST("    a long\n    while\n"), "Time(while) Place");
	expect("Rest",
	    REST("    How long to rest, in a sentence that goes on until its line is really quite\n"
	         "    full\n"),
	    "Time Place");
	expect("Rest",
	    REST("    How long to rest, in a sentence that goes on until its line is really done.\n"
	         "    full\n"),
	    "Time(full) Place");
	expect("Rest", REST("    long.\n    long,\n    (long)\n"), "Time Place");
	expect("Rest", REST("        deep\n    not - a rule\n"), "Time(not) Place");
	expect("Rest", REST("    day\nPlace\n    bed\n    sofa\n"), "Time(day) Place(bed|sofa)");
	expect("Rest", REST("    day\nHour\n    one\n"), "Time(day) Place");
}
END_TEST

START_TEST(repeats_are_said_in_words)
{
	expect("Rest", REST("    You can give multiple\n    time: headers.\n"), "Time* Place");
	expect("Rest", REST("    With multiple Places.\n"), "Time Place");
}
END_TEST

/* The catalog knows that Variable repeats and what MD5 is for, whatever the server says. */
START_TEST(catalog_fills_in)
{
	expect("Originate", "[Syntax]\nAction: Originate\n[Variable:] <value>\nChannel: <value>\n",
	    "Channel! Variable*");
	expect("QueueReload", "[Syntax]\nAction: QueueReload\n[Members:] <value>\n",
	    "Members(yes|no)");
}
END_TEST

/* What the first parameter takes according to its explanation. */
static void
expect_takes(unsigned takes, const char *explanation)
{
	struct buf text = BUF_INIT(BUF_MAX_TEXT);
	struct docs d;

	buf_addf(&text, "[Syntax]\nAction: Rest\nTime: <value>\nPlace: <value>\n\n[Arguments]\n"
	    "Time\n%sPlace\n    Where (number).\n", explanation);
	ck_assert(docs_read(&d, STR("Rest"), buf_str(&text)));
	ck_assert_msg(d.v[0].takes == takes, "%s: 0x%x", explanation, d.v[0].takes);
	ck_assert_uint_eq(d.v[1].takes, TAKES_DECIMAL);
	docs_clear(&d);
	buf_clear(&text);
}

/* The wording of captures and of Asterisk 22. What is left open takes anything. */
START_TEST(explanations_say_what_is_taken)
{
	expect_takes(0, "    How long.\n");
	expect_takes(TAKES_BOOLEAN, "    Set to 'true' to rest\n    longer.\n");
	expect_takes(TAKES_BOOLEAN, "    To rest or not (true/false or 1/0).\n");
	expect_takes(TAKES_BOOLEAN, "    'yes', '1', or any of the other values we evaluate as true\n");
	expect_takes(TAKES_DECIMAL, "    A time (number).\n");
	expect_takes(TAKES_DECIMAL, "    The time, in milliseconds.\n");
	expect_takes(TAKES_CHOICE, "    When.\n    day - in the sun\n    night\n");
	expect_takes(TAKES_CHOICE | TAKES_BOOLEAN, "    Whether.\n    yes\n    no\n");
	expect_takes(0, "    May be a numerical value or a text value from the list below\n    on\n");
	expect_takes(0, "    on - all\n    system,call,... - some\n    off - none\n");
}
END_TEST

START_TEST(catalog_knows_better_what_is_taken)
{
	struct docs d;

	ck_assert(docs_read(&d, STR("Bridge"),
	    STR("[Syntax]\nAction: Bridge\n[Tone:] <value>\n[Arguments]\nTone\n    no\n    Both\n")));
	ck_assert_uint_eq(d.v[0].takes, TAKES_CHOICE | TAKES_BOOLEAN);
	docs_clear(&d);
}
END_TEST

START_TEST(names_that_are_none)
{
	expect("Rest", "[Syntax]\nAction: Rest\nTi\033me: <value>\n: <value>\nA B: <value>\nx\n[\n[]\n",
	    "");
	expect("Rest", "[Syntax]\nAction: Rest\nTime: <value>\n[Arguments]\nTime\n    d\033y\n",
	    "Time!");
}
END_TEST

Suite *
suite_docs(void)
{
	Suite *suite = suite_create("docs");
	TCase *tc = tcase_create("docs");

	tcase_add_test(tc, shapes_of_all_versions);
	tcase_add_test(tc, one_of_several);
	tcase_add_test(tc, nothing_said);
	tcase_add_test(tc, line_ends_do_not_matter);
	tcase_add_test(tc, choices_and_sentences);
	tcase_add_test(tc, repeats_are_said_in_words);
	tcase_add_test(tc, catalog_fills_in);
	tcase_add_test(tc, explanations_say_what_is_taken);
	tcase_add_test(tc, catalog_knows_better_what_is_taken);
	tcase_add_test(tc, names_that_are_none);
	suite_add_tcase(suite, tc);
	return suite;
}
