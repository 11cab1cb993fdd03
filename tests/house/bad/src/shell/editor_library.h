/* SPDX-License-Identifier: ISC */
/* May have libedit. */
#include <histedit.h>
