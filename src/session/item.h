/* SPDX-License-Identifier: ISC */
/* What a session tells its owner, one item after the other: see session_next. */
#ifndef SESSION_ITEM_H
#define SESSION_ITEM_H

#include "ami/msg.h"
#include "base/err.h"

enum item_kind {
	ITEM_EVENT,  /* news of the outside world; suspect: see VERDICT_SUSPECT */
	/* Over HTTP, where events are fetched: call goes out now, what came before it is older. */
	ITEM_BEGUN,
	ITEM_REPLY,  /* the Response to call; more: list items follow */
	ITEM_LIST,   /* belongs to call's answer */
	ITEM_END,    /* call's answer is whole; has_msg: the completing event (see VERDICT_END) */
	ITEM_LOST,   /* call gets no reply: kind and text */
	ITEM_STRAY,  /* a Response that answers nothing */
	ITEM_ASKS,   /* the server is there, and the secret unknown: session_secret gives it */
	ITEM_ONLINE, /* logged in, maybe again; text is the AMI version of the banner */
	/* The connection is gone, or never came to be: kind and text. Calls that have no whole
	 * answer by now get none. more: it is tried again, count milliseconds from now; else it
	 * stays so. The end of a recording is of the kind ERR_NONE. */
	ITEM_OFFLINE,
	ITEM_DROPPED, /* count events had no room and were dropped */
	/* Over HTTP: the server had forgotten the session, another has begun with the same mask.
	 * Filters are gone, and so are events that came meanwhile; text says so to a person. */
	ITEM_RENEWED,
	ITEM_NOTICE,  /* text for a person: something that the connection cannot do, or got over */
	ITEM_SENT,    /* with trace: a block that went out, redacted, as text */
	ITEM_HEARD,   /* with trace: a message of the login, redacted, as text */
};

struct item {
	enum item_kind kind;
	uint32_t call;
	bool more;
	bool suspect;
	bool has_msg;
	struct msg msg;     /* views, good until the next session_next */
	enum err_kind error; /* ITEM_LOST, ITEM_OFFLINE */
	struct str text;
	uint64_t count; /* ITEM_DROPPED, ITEM_OFFLINE */
};

#endif
