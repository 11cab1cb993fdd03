/* SPDX-License-Identifier: ISC */
/* What a session tells its owner, one item after another: see session_next. */
#ifndef SESSION_ITEM_H
#define SESSION_ITEM_H

#include "ami/msg.h"
#include "base/err.h"
#include "net/stages.h"

enum item_kind {
	ITEM_EVENT,  /* an event that is not part of an answer; suspect: see VERDICT_SUSPECT */
	/* Over HTTP, where events are fetched: the request is sent now, earlier items are older. */
	ITEM_BEGUN,
	ITEM_REPLY,  /* the Response to the request; more: list items follow */
	ITEM_LIST,   /* belongs to its answer */
	ITEM_END,    /* its answer is whole; has_msg: the completing event (see VERDICT_END) */
	ITEM_LOST,   /* it gets no reply: kind and text */
	ITEM_STRAY,  /* a Response that answers nothing */
	ITEM_ASKS,   /* the server has answered, and the secret is unknown: session_secret gives
	              * it */
	ITEM_ONLINE, /* logged in, maybe again; text is the AMI version of the banner */
	/* The connection is gone, or could not be made: kind and text. Requests without a complete
	 * answer get none. more: it is tried again, count milliseconds from now; else never. The
	 * end of a recording has the kind ERR_NONE. */
	ITEM_OFFLINE,
	ITEM_DROPPED, /* count events had no room and were dropped */
	/* Over HTTP: the server had forgotten the session, another has begun with the same mask.
	 * Filters are gone, and so are events in the meantime; text says so. */
	ITEM_RENEWED,
	ITEM_NOTICE,  /* a notice for the user: something that the connection cannot do, or has
	               * overcome */
	ITEM_STAGE,   /* with stages: one of those to ITEM_ONLINE or ITEM_OFFLINE, with its state
	               * and text */
	ITEM_SENT,    /* with trace: a block that was sent, redacted, as text */
	ITEM_HEARD,   /* with trace: a message of the login, redacted, as text */
};

struct item {
	enum item_kind kind;
	uint32_t request; /* its number, 0: none */
	bool more;
	bool suspect;
	bool has_msg;
	struct msg msg;     /* views, good until the next session_next */
	enum err_kind error; /* ITEM_LOST, ITEM_OFFLINE */
	unsigned char lead;  /* ITEM_OFFLINE: bytes of text before the reason */
	enum stage_kind stage;        /* ITEM_STAGE */
	enum stage_state state; /* of that */
	struct str text;
	uint64_t count; /* ITEM_DROPPED, ITEM_OFFLINE */
};

#endif
