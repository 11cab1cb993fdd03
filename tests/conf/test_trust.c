/* SPDX-License-Identifier: ISC */
/* What others can do with a user's file. */
#include "conf/trust.h"

#include <check.h>
#include <unistd.h>

#include "../expect.h"

Suite *suite_trust(void);

enum owner { ME, ROOT, OTHER };

static const struct {
	enum owner owner;
	mode_t mode;
	const char *plain, *secret; /* the risk of one without and with a secret */
} files[] = {
    {ME, S_IFREG | 0600, NULL, NULL},
    {ME, S_IFREG | 0400, NULL, NULL},
    {ME, S_IFREG | 0644, NULL, "others can read"},
    {ME, S_IFREG | 0640, NULL, "others can read"},
    {ME, S_IFREG | 0622, "others can write to", "others can write to"},
    {ME, S_IFREG | 0620, "others can write to", "others can write to"},
    {ME, S_IFREG | 0602, "others can write to", "others can write to"},
    {ROOT, S_IFREG | 0600, NULL, NULL},
    {ROOT, S_IFREG | 0644, NULL, "others can read"},
    {ROOT, S_IFREG | 0622, "others can write to", "others can write to"},
    {OTHER, S_IFREG | 0600, "another user owns", "another user owns"},
    {OTHER, S_IFREG | 0622, "another user owns", "another user owns"},
    {OTHER, S_IFIFO | 0666, NULL, NULL},
    {OTHER, S_IFCHR | 0666, NULL, NULL},
};

START_TEST(risks_are_named)
{
	const uid_t owners[] = {[ME] = geteuid(), [ROOT] = 0, [OTHER] = geteuid() + 1};
	const struct stat st = {.st_uid = owners[files[_i].owner], .st_mode = files[_i].mode};

	ck_assert_pstr_eq(trust_risk(&st, false), files[_i].plain);
	ck_assert_pstr_eq(trust_risk(&st, true), files[_i].secret);
}
END_TEST

Suite *
suite_trust(void)
{
	Suite *s = suite_create("trust");
	TCase *c = tcase_create("files");

	tcase_add_loop_test(c, risks_are_named, 0, sizeof(files) / sizeof(files[0]));
	suite_add_tcase(s, c);
	return s;
}
