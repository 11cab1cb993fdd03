/* SPDX-License-Identifier: ISC */
/* Which word is `where`, what it means in a line, and which items it keeps. */
#include "lang/where.h"

#include <check.h>
#include <stdlib.h>

#include "../expect.h"
#include "../view/shown.h"
#include "lang/cmd.h"
#include "lang/split.h"

Suite *suite_where(void);

static const struct {
	const char *line;
	size_t at; /* of where; 99: there is none */
	enum where_use use;
} lines[] = {
    {"channels where Context=lab", 1, WHERE_ITEMS},
    {"CoreShowChannels where a=b", 1, WHERE_ITEMS},
    {"action CoreShowChannels where a=b", 2, WHERE_ITEMS},
    {"action Ping where a=b", 2, WHERE_NEVER},
    {"NoSuchAction where a=b", 1, WHERE_ITEMS},
    {"calls where a=b", 1, WHERE_ITEMS},
    {"db tree where a=b", 2, WHERE_ITEMS},
    {"queues q where a=b", 2, WHERE_ITEMS},
    {"where a=b", 99, WHERE_ITEMS},
    {"echo 'where' wh\\ere Where where=", 99, WHERE_NEVER},
    {"echo -- where", 99, WHERE_NEVER},
    {"echo a where", 2, WHERE_NEVER},
    {"Ping where a=b", 1, WHERE_NEVER},
    {"tail Hangup where a=b", 2, WHERE_TERMS},
    {"as x channels where a=b", 3, WHERE_VALUE},
    {"alias x channels where a=b", 3, WHERE_VALUE},
    {"watch -n 1 channels where a=b", 4, WHERE_VALUE},
};

START_TEST(finds_and_understands_it)
{
	struct words w;
	struct err err = {0};

	ck_assert_int_eq(split_line(&w, str_of(lines[_i].line), NULL, &err), 0);
	size_t at = lines[_i].at == 99 ? w.n : lines[_i].at;
	ck_assert_uint_eq(where_find(&w), at);
	ck_assert_int_eq(where_use(cmd_find(w.v[0].text, false, &err), &w), lines[_i].use);
	words_clear(&w);
}
END_TEST

START_TEST(keeps_what_matches)
{
	struct words w;
	struct where where;
	struct err err = {0};
	struct buf names = BUF_INIT(100);

	ck_assert_int_eq(
	    split_line(&w, STR("channels where Context=l* where Nil= Nix="), NULL, &err), 0);
	ck_assert_int_eq(where_read(&where, &w, 1, &err), 0);
	ck_assert(!where_unseen(&where, &names));
	struct msg *lab = shown_one("Event: X\nContext: lab\n\n");
	struct msg *sets = shown_one("Event: X\nContext: sets\nNil: 1\n\n");
	ck_assert(where_keeps(&where, lab));
	ck_assert(!where_keeps(&where, sets));
	ck_assert(where_unseen(&where, &names));
	ck_assert_str_eq(buf_z(&names), "Nix");
	free(lab);
	free(sets);
	buf_clear(&names);
	where_clear(&where);
	words_clear(&w);
}
END_TEST

Suite *
suite_where(void)
{
	Suite *suite = suite_create("where");
	TCase *t = tcase_create("where");

	tcase_add_loop_test(t, finds_and_understands_it, 0, (int)(sizeof(lines) / sizeof(lines[0])));
	tcase_add_test(t, keeps_what_matches);
	suite_add_tcase(suite, t);
	return suite;
}
