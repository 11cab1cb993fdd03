/* SPDX-License-Identifier: ISC */
/* What ARI shows of the PBX, as JSON, member by member as the server orders them. */
#ifndef PBXSIM_ARI_JSON_H
#define PBXSIM_ARI_JSON_H

#include "bridge.h"
#include "channel.h"
#include "device.h"

/* Append a string; a member of an object after "{" or ",". */
void sim_json_text(struct buf *out, const char *text);
void sim_json_member(struct buf *out, const char *before, const char *name, const char *text);

/* Append a moment as ARI writes it: "2026-11-28T04:53:34.850+0000". */
void sim_json_time(struct buf *out, int64_t wall);

void sim_json_channel(struct buf *out, const struct channel *ch);
void sim_json_bridge(struct buf *out, const struct sim *sim, const struct bridge *b);
void sim_json_phone(struct buf *out, const struct sim *sim, const struct phone *phone);

#endif
