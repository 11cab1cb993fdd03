/* SPDX-License-Identifier: ISC */
/* Answers to an action, with its ActionID: a reply with a message, and lists. */
#ifndef PBXSIM_REPLY_H
#define PBXSIM_REPLY_H

#include "client.h"

void sim_reply(struct client *c, const struct message *m, const char *message);
void sim_reply_error(struct client *c, const struct message *m, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A reply in pieces: Response and ActionID; any fields; the empty line. */
void sim_reply_open(struct client *c, const struct message *m, const char *response);
void sim_reply_field(struct client *c, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void sim_reply_action_id(struct client *c, const struct message *m);
void sim_reply_close(struct client *c);

/* A list: its start; each item, with the ActionID in front or added by sim_reply_action_id; its end
 * with the number of items, to which fields may be added before sim_reply_close. AMI 1 leaves the
 * EventList headers out of a list that is not `always` marked. */
void sim_list_open(struct client *c, const struct message *m, bool always, const char *message);
void sim_item_open(struct client *c, const struct message *m, const char *event);
void sim_item_open_bare(struct client *c, const char *event);
void sim_list_end(
    struct client *c, const struct message *m, bool always, const char *event, size_t count);

#endif
