/* SPDX-License-Identifier: ISC */
/* Every command, sorted by name. */
#include "cmd/rows.h"

const struct cmd *const cmd_table[] = {
    &cmd_action,
    &cmd_alias,
    &cmd_atxfer,
    &cmd_blindtransfer,
    &cmd_bridge,
    &cmd_channels,
    &cmd_command,
    &cmd_connect,
    &cmd_db,
    &cmd_disconnect,
    &cmd_echo,
    &cmd_endpoints,
    &cmd_events,
    &cmd_extensionstate,
    &cmd_getvar,
    &cmd_hangup,
    &cmd_help,
    &cmd_hide,
    &cmd_history,
    &cmd_mixmonitor,
    &cmd_muteaudio,
    &cmd_originate,
    &cmd_park,
    &cmd_playdtmf,
    &cmd_queues,
    &cmd_quit,
    &cmd_redirect,
    &cmd_set,
    &cmd_setvar,
    &cmd_show,
    &cmd_sleep,
    &cmd_source,
    &cmd_tail,
    &cmd_unalias,
    &cmd_wait,
};

const size_t cmd_table_n = sizeof(cmd_table) / sizeof(cmd_table[0]);
