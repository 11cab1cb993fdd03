/* SPDX-License-Identifier: ISC */
/*
 * Endpoints as rows: PJSIP endpoints, and peers of chan_sip and IAX2. Events tell their states,
 * lists the rest. Facts: captures ast22/pjsip-endpoints, ast16/sip-with-peers,
 * ast16/iax-with-peers; res/res_pjsip of Asterisk 13 to 22.
 */
#ifndef TOP_ENDPOINT_ROWS_H
#define TOP_ENDPOINT_ROWS_H

#include "ami/msg.h"
#include "top/board.h"

struct endpoint_rows;

struct endpoint_rows *endpoint_rows_new(struct board *board, size_t server, uint64_t *ids);
void endpoint_rows_free(struct endpoint_rows *e);

/* Learn from an event; false: it is not about endpoints. */
bool endpoint_rows_take(struct endpoint_rows *e, const struct msg *m, msec now);

/* Learn from a list of one technology ("PJSIP"): its items are EndpointList or PeerEntry. */
void endpoint_rows_list_begin(struct endpoint_rows *e, struct str technology);
void endpoint_rows_list_item(struct endpoint_rows *e, struct str technology, const struct msg *m);
void endpoint_rows_list_end(struct endpoint_rows *e, struct str technology);

/* Learn how far away contacts are: from an item of PJSIPShowContacts, or from the lines of the
 * console's `pjsip show contacts`. */
void endpoint_rows_contact(struct endpoint_rows *e, const struct msg *m);
void endpoint_rows_console(struct endpoint_rows *e, const struct msg *reply);

/* "PJSIP/alice" has so many channels more. */
void endpoint_rows_count(struct endpoint_rows *e, struct str name, int change);

/* Bring the rows up to date. */
void endpoint_rows_settle(struct endpoint_rows *e);
bool endpoint_rows_stale(const struct endpoint_rows *e);

#endif
