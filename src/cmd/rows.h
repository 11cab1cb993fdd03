/* SPDX-License-Identifier: ISC */
/* The list of all commands, and what the files that define them need. */
#ifndef CMD_ROWS_H
#define CMD_ROWS_H

#include "lang/cmd.h"

/* Every command, sorted by name: its row is cmd_NAME. */
#define COMMANDS(ROW)                                                                      \
	ROW(action)                                                                        \
	ROW(agi)                                                                           \
	ROW(alias)                                                                         \
	ROW(ari)                                                                           \
	ROW(ari_events)                                                                    \
	ROW(ari_tail)                                                                      \
	ROW(as)                                                                            \
	ROW(atxfer)                                                                        \
	ROW(blindtransfer)                                                                 \
	ROW(bridge)                                                                        \
	ROW(callfile)                                                                      \
	ROW(calls)                                                                         \
	ROW(channels)                                                                      \
	ROW(check)                                                                         \
	ROW(command)                                                                       \
	ROW(connect)                                                                       \
	ROW(db)                                                                            \
	ROW(disconnect)                                                                    \
	ROW(each)                                                                          \
	ROW(echo)                                                                          \
	ROW(endpoints)                                                                     \
	ROW(events)                                                                        \
	ROW(extensionstate)                                                                \
	ROW(filter)                                                                        \
	ROW(getvar)                                                                        \
	ROW(hangup)                                                                        \
	ROW(help)                                                                          \
	ROW(hide)                                                                          \
	ROW(history)                                                                       \
	ROW(messagesend)                                                                   \
	ROW(metrics)                                                                       \
	ROW(mixmonitor)                                                                    \
	ROW(muteaudio)                                                                     \
	ROW(on)                                                                            \
	ROW(originate)                                                                     \
	ROW(park)                                                                          \
	ROW(playdtmf)                                                                      \
	ROW(queueadd)                                                                      \
	ROW(queuepause)                                                                    \
	ROW(queuepenalty)                                                                  \
	ROW(queueremove)                                                                   \
	ROW(queues)                                                                        \
	ROW(quit)                                                                          \
	ROW(record)                                                                        \
	ROW(redirect)                                                                      \
	ROW(set)                                                                           \
	ROW(setvar)                                                                        \
	ROW(show)                                                                          \
	ROW(sleep)                                                                         \
	ROW(source)                                                                        \
	ROW(tail)                                                                          \
	ROW(top)                                                                           \
	ROW(trace)                                                                         \
	ROW(unalias)                                                                       \
	ROW(userevent)                                                                     \
	ROW(wait)                                                                          \
	ROW(watch)

#define ROW_DECLARED(name) extern const struct cmd cmd_##name;
COMMANDS(ROW_DECLARED)

#endif
