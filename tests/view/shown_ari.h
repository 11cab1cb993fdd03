/* SPDX-License-Identifier: ISC */
/* What ARI sends, rendered as the program does it. */
#ifndef TESTS_VIEW_SHOWN_ARI_H
#define TESTS_VIEW_SHOWN_ARI_H

#include "../expect.h"
#include "ari/reader.h"
#include "view/render.h"

/* Append the answer, or the event, in that form. It must be JSON. */
void shown_ari(struct buf *out, struct str text, enum ari_kind kind, int status,
    const struct render_options *options);

/* The answer of that status, rendered with the options, is that text. */
#define EXPECT_ARI(options, text, status, want)                                                    \
	do {                                                                                       \
		struct buf shown_ = BUF_INIT(BUF_MAX_TEXT);                                        \
		shown_ari(&shown_, str_of(text), ARI_REPLY, (status), (options));                  \
		EXPECT_STR(buf_str(&shown_), str_of(want));                                        \
		buf_clear(&shown_);                                                                \
	} while (0)

/* The same for an event. */
#define EXPECT_ARI_EVENT(options, text, want)                                                      \
	do {                                                                                       \
		struct buf shown_ = BUF_INIT(BUF_MAX_TEXT);                                        \
		shown_ari(&shown_, str_of(text), ARI_EVENT, 0, (options));                         \
		EXPECT_STR(buf_str(&shown_), str_of(want));                                        \
		buf_clear(&shown_);                                                                \
	} while (0)

#endif
