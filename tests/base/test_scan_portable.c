/* SPDX-License-Identifier: ISC */
/* Plain runs by machine words, as where there are no vectors. */
#define SCAN_PORTABLE
#include "scan_cases.h"

Suite *suite_scan_portable(void);

Suite *
suite_scan_portable(void)
{
	return scan_suite("scan_portable");
}
