/* SPDX-License-Identifier: ISC */
/* Reads "22.10.1", "16.28.0~dfsg-0" and "certified/20.7-cert1"; a build of a branch has no number.
 */
#include "ami/version.h"

int
version_manager_major(struct str banner)
{
	long major;

	return str_number(str_head(banner, str_chr(banner, '.')), 0, 1000, &major) ? (int)major
	                                                                           : -1;
}

/* Take the number at the front. */
static bool
take_number(struct str *text, long *number)
{
	size_t n = 0;

	while (n < text->n && text->p[n] >= '0' && text->p[n] <= '9')
		n++;
	if (!str_number(str_head(*text, n), 0, 9999, number))
		return false;
	*text = str_from_at(*text, n);
	return true;
}

static bool
read_version(struct str text, long *major, long *minor)
{
	if (str_istarts(text, STR("certified")))
		text = str_from_at(text, strlen("certified") + 1);
	if (!take_number(&text, major) || !str_starts(text, STR(".")))
		return false;
	text = str_from_at(text, 1);
	return take_number(&text, minor);
}

bool
version_has_match_criteria(struct str asterisk)
{
	static const long first[][2] = {{18, 26}, {20, 11}, {21, 6}, {22, 1}};
	long major, minor;

	if (!read_version(asterisk, &major, &minor))
		return false;
	for (size_t i = 0; i < sizeof(first) / sizeof(first[0]); i++)
		if (major == first[i][0])
			return minor >= first[i][1];
	return major >= 23;
}
