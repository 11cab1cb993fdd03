/* SPDX-License-Identifier: ISC */
/* One of three that need each other. */
#include "view/b.h"
