/* SPDX-License-Identifier: ISC */
/* Feeds messages to what keeps state. */
#include "fed.h"

#include "../view/shown.h"

struct feeding {
	struct channels *channels;
	msec now;
};

static void
take_event(void *arg, const struct msg *m)
{
	const struct feeding *f = arg;

	channels_take(f->channels, m, f->now);
}

static void
take_item(void *arg, const struct msg *m)
{
	const struct feeding *f = arg;

	channels_list_item(f->channels, m, f->now);
}

void
fed_events(struct channels *c, const char *stream, msec now)
{
	shown_each(str_of(stream), take_event, &(struct feeding){c, now});
}

void
fed_list(struct channels *c, const char *stream, msec now)
{
	channels_list_begin(c);
	shown_each(str_of(stream), take_item, &(struct feeding){c, now});
	channels_list_end(c);
}

void
fed_recording(const char *name, void (*take)(void *arg, const struct msg *m), void *arg)
{
	struct buf bytes = BUF_INIT(BUF_MAX_FILE);

	shown_read(&bytes, name);
	shown_each(buf_str(&bytes), take, arg);
	buf_clear(&bytes);
}

void
fed_names(const struct channels *c, struct buf *out)
{
	for (const struct channel *one = channels_first(c); one; one = channels_next(one)) {
		buf_adds(out, channel_text(one, CHANNEL_NAME));
		buf_addc(out, '\n');
	}
}
