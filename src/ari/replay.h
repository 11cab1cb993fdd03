/* SPDX-License-Identifier: ISC */
/*
 * The events of ARI that a recording has (replay:FILE), run in a thread of its own by
 * session/session, with the same items as ari/events.
 */
#ifndef ARI_REPLAY_H
#define ARI_REPLAY_H

struct session_setup;

/* Play the file that the endpoint names at its speed, each event with the time when it came. What
 * is sent is refused: a recording cannot answer. The last item is ITEM_OFFLINE, of ERR_NONE at the
 * end of a recording with events, unless the owner closed. */
void ari_replay_run(const struct session_setup *setup);

#endif
