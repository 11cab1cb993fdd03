/* SPDX-License-Identifier: ISC */
/* Renders streams and captures for tests. */
#include "shown.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../ami/transcript.h"
#include "ami/msg.h"
#include "base/mem.h"

struct showing {
	struct render *render;
	struct buf *out;
	bool in_list;
};

static void
show(void *arg, const struct msg *m)
{
	struct showing *s = arg;
	struct str list = msg_get(m, STR("EventList")), privilege;

	if (m->kind == MSG_BANNER)
		return;
	if (m->kind == MSG_RESPONSE && str_ieq(list, STR("start"))) {
		s->in_list = true;
		render_list_open(s->render, m, s->out);
	} else if (s->in_list && str_ieq(list, STR("Complete"))) {
		s->in_list = false;
		render_list_close(s->render, m, s->out);
	} else if (s->in_list) {
		render_list_item(s->render, m, s->out);
	} else if (m->kind == MSG_EVENT) {
		render_event(s->render, m, !msg_find(m, STR("Privilege"), &privilege), s->out);
	} else {
		render_reply(s->render, m, s->out);
	}
}

struct each {
	void (*take)(void *arg, const struct msg *m);
	void *arg;
	struct str rest;
};

static void
take_each(void *arg, const struct msg *m)
{
	struct each *e = arg;

	e->rest = str_from_at(e->rest, m->raw.n);
	e->take(e->arg, m);
}

void
shown_each(struct str stream, void (*take)(void *arg, const struct msg *m), void *arg)
{
	struct parse *p = parse_new(BUF_MAX_MESSAGE, false);
	struct each e = {take, arg, stream};
	struct err err;

	if (transcript_feed(p, stream, stream.n, take_each, &e, &err) == -1)
		ck_abort_msg("%s", err.text);
	ck_assert_msg(transcript_left(e.rest) == 0, "the last %zu bytes are no whole message",
	    transcript_left(e.rest));
	parse_free(p);
}

void
shown_stream(struct buf *out, struct str stream, const struct render_options *options)
{
	struct showing s = {render_new(options), out, false};

	shown_each(stream, show, &s);
	render_free(s.render);
}

void
shown_read(struct buf *bytes, const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "tests/captures/%s.s2c", name);
	ck_assert_msg(transcript_read(bytes, path), "cannot read %s", path);
}

void
shown_capture(struct buf *out, const char *name, const struct render_options *options)
{
	struct buf bytes = BUF_INIT(BUF_MAX_FILE);

	shown_read(&bytes, name);
	shown_stream(out, buf_str(&bytes), options);
	buf_clear(&bytes);
}

void
shown_utc(void)
{
	setenv("TZ", "UTC", 1);
	tzset();
}

void
shown_captures(void (*each)(const char *name))
{
	const size_t folder = strlen("tests/captures/"), ending = strlen(".s2c");
	glob_t files;

	ck_assert_int_eq(glob("tests/captures/*/*.s2c", 0, NULL, &files), 0);
	ck_assert_uint_gt(files.gl_pathc, 100);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		struct str name = str_from_at(str_of(files.gl_pathv[i]), folder);
		char *copy = mem_strndup(str_head(name, name.n - ending));
		each(copy);
		free(copy);
	}
	globfree(&files);
}

static void
keep(void *arg, const struct msg *m)
{
	struct msg **kept = arg;

	ck_assert_msg(!*kept, "more than one message");
	*kept = msg_keep(m);
}

struct msg *
shown_one(const char *stream)
{
	struct msg *m = NULL;

	shown_each(str_of(stream), keep, &m);
	ck_assert_msg(m, "no message");
	return m;
}

bool
shown_steers(struct str s)
{
	while (s.n) {
		uint32_t code;
		size_t n = text_decode(s, &code);
		if (n == 0 || (code != '\n' && text_is_unsafe(code)))
			return true;
		s = str_from_at(s, n);
	}
	return false;
}
