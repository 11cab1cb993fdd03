/* SPDX-License-Identifier: ISC */
/* Which values a parameter takes; and for every parameter of the catalog, that nonsense is refused,
 * while offered values, and values that the server ignores, are accepted. */
#include "ami/parameter.h"

#include <check.h>

#include "../expect.h"
#include "ami/catalog.h"

Suite *suite_parameter(void);

static const struct {
	unsigned takes;
	const char *choices;
	const char *good; /* separated by blanks */
	const char *bad;
} values[] = {
    {0, NULL, "many -1 a=b", ""},
    {0, "cdr|acl", "app_verbose.so", ""},
    {TAKES_CHOICE, "in|out", "in OUT", "all i true 1"},
    {TAKES_BOOLEAN, "true|false", "yes TRUE y t 1 on no False n f 0 off", "maybe 2 yess enabled"},
    {TAKES_NUMBER, NULL, "0 1 +5 4294967295", "-1 many 1.5 1x 99999999999 + 0x10"},
    {TAKES_INTEGER, NULL, "0 -1 +5", "many 1.5 -- - -+1 3-"},
    {TAKES_DECIMAL, NULL, "0 1.5 .5 3. -1 +2.25", "many 1.5s . 1.2.3 - 1,5"},
    {TAKES_TIMEOUT, NULL, "30000 40 -1 0", "soon 40s 1.5"},
    {TAKES_DIGIT, NULL, "0 * # A d", "12 E x"},
    {TAKES_LETTERS, NULL, "ab W(2) bV(-3)a r(/tmp/x.wav) t y", "yes true off a,b 12 (2)"},
    {TAKES_MASK, NULL, "on off call,agent ALL none 7 true", "bogus call,bogus call,,agent"},
    {TAKES_CHOICE | TAKES_NUMBER, "hint", "hint 1", "maybe -1"},
    {TAKES_CHOICE | TAKES_BOOLEAN, "no|Both", "both yes 0", "channel1"},
};

/* All of them are, or none is, taken. */
static void
expect_all(const struct parameter *p, const char *list, bool taken)
{
	struct str rest = str_of(list), one;

	while (rest.n && str_cut(&rest, ' ', &one))
		ck_assert_msg(parameter_takes(p, one) == taken, "%.*s", STR_ARG(one));
}

START_TEST(takes)
{
	const struct parameter p = {
	    .name = "P", .choices = values[_i].choices, .takes = values[_i].takes};

	expect_all(&p, values[_i].good, true);
	expect_all(&p, values[_i].bad, false);
	ck_assert(parameter_takes(&p, STR("")));
	ck_assert(parameter_takes(&p, STR("  ")));
}
END_TEST

START_TEST(blanks_around_do_not_count)
{
	const struct parameter p = {.name = "P", .takes = TAKES_NUMBER};

	ck_assert(parameter_takes(&p, STR(" 5 ")));
}
END_TEST

START_TEST(rules)
{
	const struct parameter several = {
	    .name = "P", .choices = "hint|x", .takes = TAKES_CHOICE | TAKES_NUMBER};
	const struct parameter one = {.name = "P", .choices = "MD5", .takes = TAKES_CHOICE};
	struct buf rule = BUF_INIT(BUF_MAX_LINE);

	parameter_rule(&several, &rule);
	EXPECT_STR(buf_str(&rule), STR("must be one of hint, x, or a whole number, 0 or more"));
	buf_reset(&rule);
	parameter_rule(&one, &rule);
	EXPECT_STR(buf_str(&rule), STR("must be MD5"));
	buf_clear(&rule);
}
END_TEST

START_TEST(milliseconds_meant_as_seconds)
{
	const struct parameter p = {.name = "Timeout", .takes = TAKES_TIMEOUT};
	struct err err = {0};

	ck_assert_int_eq(parameter_doubt(&p, STR("1000"), &err), 0);
	ck_assert_int_eq(parameter_doubt(&p, STR("0"), &err), 0);
	ck_assert_int_eq(parameter_doubt(&p, STR("-1"), &err), 0);
	ck_assert_int_lt(parameter_doubt(&p, STR("40"), &err), 0);
	ck_assert_str_eq(err.text,
	    "Timeout is in milliseconds: 40 ms are 0.04 s (for 40 s: Timeout=40000)");
	ck_assert_int_lt(parameter_doubt(&p, STR("999"), &err), 0);
}
END_TEST

START_TEST(numbered_names)
{
	const struct parameter v[] = {{.name = "Cat-000000"}, {.name = "UnitAmount(0)"}};

	ck_assert_ptr_eq(parameter_find(v, 2, STR("cat-000017")), &v[0]);
	ck_assert_ptr_eq(parameter_find(v, 2, STR("UnitAmount(3)")), &v[1]);
	ck_assert_ptr_null(parameter_find(v, 2, STR("Cat-00000x")));
	ck_assert_ptr_null(parameter_find(v, 2, STR("Cat-0")));
	ck_assert_ptr_null(parameter_find(v, 2, STR("")));
}
END_TEST

/* Every offered choice is accepted: completion must not offer what is then refused. */
static void
check_offers(const struct action_facts *a, const struct parameter *p)
{
	struct str rest = str_of(p->choices), one;

	while (p->choices && str_cut(&rest, '|', &one))
		ck_assert_msg(parameter_takes(p, one), "%s: %s=%.*s", a->name, p->name,
		    STR_ARG(one));
}

START_TEST(every_place_of_the_catalog)
{
	size_t n, typed = 0;
	const struct action_facts *a = catalog_actions(&n);
	struct buf rule = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < a[i].parameters_n; k++) {
			const struct parameter *p = &a[i].parameters[k];
			check_offers(&a[i], p);
			ck_assert_msg(parameter_takes(p, STR("")), "%s: %s=", a[i].name, p->name);
			if (!p->takes)
				continue;
			typed++;
			ck_assert_msg(!parameter_takes(p, STR("no such, value")), "%s: %s",
			    a[i].name, p->name);
			ck_assert_msg(!(p->takes & TAKES_CHOICE) || p->choices, "%s: %s",
			    a[i].name, p->name);
			buf_reset(&rule);
			parameter_rule(p, &rule);
			ck_assert_msg(rule.n > 3, "%s: %s has no rule", a[i].name, p->name);
		}
	}
	ck_assert_uint_gt(typed, 70);
	buf_clear(&rule);
}
END_TEST

/* A parameter that is called a number, a time or a switch has a type, wherever it stands; but a
 * module's name can stand in UpdateConfig's Reload, a cause's in PJSIPHangup. */
START_TEST(names_that_say_a_type_have_one)
{
	static const char *const typed[] = {"Timeout", "Duration", "Penalty", "Paused", "Async",
	    "EarlyMedia", "State", "Direction", "Receive", "Soft", "Digit", "Cause", "Immediate",
	    "RingInUse", "Reload", "Recursive", "EventMask"};
	size_t n;
	const struct action_facts *a = catalog_actions(&n);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < sizeof(typed) / sizeof(typed[0]); k++) {
			const struct parameter *p = parameter_find(
			    a[i].parameters, a[i].parameters_n, str_of(typed[k]));
			bool free_text = strcmp(a[i].name, "UpdateConfig") == 0 ||
			                 strcmp(a[i].name, "PJSIPHangup") == 0;
			ck_assert_msg(!p || p->takes || free_text, "%s: %s takes anything",
			    a[i].name, typed[k]);
		}
}
END_TEST

Suite *
suite_parameter(void)
{
	Suite *s = suite_create("parameter");
	TCase *t = tcase_create("parameter");

	tcase_add_loop_test(t, takes, 0, (int)(sizeof(values) / sizeof(values[0])));
	tcase_add_test(t, blanks_around_do_not_count);
	tcase_add_test(t, rules);
	tcase_add_test(t, milliseconds_meant_as_seconds);
	tcase_add_test(t, numbered_names);
	tcase_add_test(t, every_place_of_the_catalog);
	tcase_add_test(t, names_that_say_a_type_have_one);
	suite_add_tcase(s, t);
	return s;
}
