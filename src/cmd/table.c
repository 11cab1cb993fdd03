/* SPDX-License-Identifier: ISC */
/* Every command, sorted by name. */
#include "cmd/rows.h"

#define ROW_LISTED(name) &cmd_##name,

const struct cmd *const cmd_table[] = {COMMANDS(ROW_LISTED)};

const size_t cmd_table_n = sizeof(cmd_table) / sizeof(cmd_table[0]);
