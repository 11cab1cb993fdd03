/* SPDX-License-Identifier: ISC */
/* The rows of all commands, for table.c; what the files that define them need. */
#ifndef CMD_ROWS_H
#define CMD_ROWS_H

#include "client/client.h"
#include "lang/args.h"

extern const struct cmd cmd_action;
extern const struct cmd cmd_agi;
extern const struct cmd cmd_alias;
extern const struct cmd cmd_as;
extern const struct cmd cmd_atxfer;
extern const struct cmd cmd_blindtransfer;
extern const struct cmd cmd_bridge;
extern const struct cmd cmd_callfile;
extern const struct cmd cmd_calls;
extern const struct cmd cmd_channels;
extern const struct cmd cmd_command;
extern const struct cmd cmd_connect;
extern const struct cmd cmd_db;
extern const struct cmd cmd_disconnect;
extern const struct cmd cmd_echo;
extern const struct cmd cmd_endpoints;
extern const struct cmd cmd_events;
extern const struct cmd cmd_extensionstate;
extern const struct cmd cmd_filter;
extern const struct cmd cmd_getvar;
extern const struct cmd cmd_hangup;
extern const struct cmd cmd_help;
extern const struct cmd cmd_hide;
extern const struct cmd cmd_history;
extern const struct cmd cmd_messagesend;
extern const struct cmd cmd_mixmonitor;
extern const struct cmd cmd_muteaudio;
extern const struct cmd cmd_originate;
extern const struct cmd cmd_park;
extern const struct cmd cmd_playdtmf;
extern const struct cmd cmd_queueadd;
extern const struct cmd cmd_queuepause;
extern const struct cmd cmd_queuepenalty;
extern const struct cmd cmd_queueremove;
extern const struct cmd cmd_queues;
extern const struct cmd cmd_quit;
extern const struct cmd cmd_record;
extern const struct cmd cmd_redirect;
extern const struct cmd cmd_set;
extern const struct cmd cmd_setvar;
extern const struct cmd cmd_show;
extern const struct cmd cmd_sleep;
extern const struct cmd cmd_source;
extern const struct cmd cmd_tail;
extern const struct cmd cmd_trace;
extern const struct cmd cmd_unalias;
extern const struct cmd cmd_userevent;
extern const struct cmd cmd_wait;
extern const struct cmd cmd_watch;

#endif
