/* SPDX-License-Identifier: ISC */
/* Requests and answers of ARI as text for a recording. */
#include "ari/trace.h"

#include "ari/hide.h"

/* Add what was begun as the first line, with a body after it. */
static void
add(struct inbox *in, enum item_kind kind, struct buf *text, struct str target, struct str body)
{
	buf_addc(text, '\n');
	if (body.n) {
		hide_body(text, target, body);
		buf_addc(text, '\n');
	}
	struct item item = {.kind = kind, .text = buf_str(text)};
	inbox_add(in, &item);
	buf_clear(text);
}

void
trace_request(struct inbox *in, const char *method, struct str target, struct str body)
{
	struct buf text = BUF_INIT(BUF_MAX_TEXT);

	if (!in->setup->trace)
		return;
	buf_addf(&text, "%s ", method);
	hide_target(&text, target);
	add(in, ITEM_SENT, &text, target, body);
}

void
trace_answer(struct inbox *in, struct str target, int status, struct str reason, struct str body)
{
	struct buf text = BUF_INIT(BUF_MAX_TEXT);

	if (!in->setup->trace)
		return;
	buf_addf(&text, "%d %.*s", status, STR_ARG(reason));
	add(in, ITEM_HEARD, &text, target, body);
}
