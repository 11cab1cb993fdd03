/* SPDX-License-Identifier: ISC */
/* Plain runs by vectors, where there are some. */
#include "scan_cases.h"

Suite *suite_scan(void);

Suite *
suite_scan(void)
{
	return scan_suite("scan");
}
