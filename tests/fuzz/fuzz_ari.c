/* SPDX-License-Identifier: ISC */
/*
 * Any bytes are messages of ARI, or are refused with a reason. What is a message has its text on one
 * line, is JSON itself, and is the same message when it is read again; each of its values is in it.
 * Nothing of it steers a terminal, in whatever format.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "ari/jansson.h"
#include "ari/reader.h"
#include "base/text.h"
#include "view/render.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "not so: %s\n", what);
	abort();
}

/* Append a message with all its fields. */
static void
say(struct buf *out, const struct msg *m)
{
	buf_adds(out, msg_json(m));
	for (size_t i = 0; i < m->n + m->hidden; i++) {
		buf_addc(out, '\n');
		buf_adds(out, msg_name(m, i));
		buf_addc(out, '=');
		buf_adds(out, msg_value(m, i));
	}
}

/* Is what the text has for a value JSON, and does it stand for the value? */
static void
check_values(const struct msg *m)
{
	char why[JANSSON_WHY];
	struct str json, found;

	for (size_t i = 0; i < m->n + m->hidden; i++) {
		require(msg_find(m, msg_name(m, i), &found), "each field is found");
		if (msg_json_value(m, i, &json))
			require(jansson_check(json, false, why), "a value is JSON");
	}
}

/* Is there nothing in a text but printable lines? */
static void
check_printable(struct str text)
{
	struct str line, cell;

	while (str_cut(&text, '\n', &line))
		while (str_cut(&line, '\t', &cell))
			require(text_is_printable(cell), "what is shown is printable");
}

/* Show the message in one of the shapes that there are: formats, long or short, by some of its
 * names, fitted or not. */
static void
check_shown(const struct msg *m, size_t shape)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	const struct render_options options = {
	    .format = (enum format)(shape / 8 % (FORMATS_N + 1)),
	    .header = true,
	    .for_terminal = true,
	    .interactive = true,
	    .envelope = true,
	    .long_events = shape & 1,
	    .columns = shape & 2 ? 80 : 0,
	    .fields = shape & 4 ? STR("id,a,a.b,a[0],_time,channel,channel.name") : STR(""),
	    .template = STR("%{a}%q{a.b} %j"),
	};
	struct render *r = render_new(&options);

	render_list_open(r, NULL, &out);
	render_list_item(r, m, &out);
	render_list_item(r, m, &out);
	render_list_close(r, NULL, &out);
	render_event(r, m, true, &out);
	render_reply(r, m, &out);
	render_free(r);
	check_printable(buf_str(&out));
	buf_clear(&out);
}

static void
check_message(struct ari_reader *again, const struct msg *m, size_t shape)
{
	struct buf first = BUF_INIT(BUF_MAX_TEXT), second = BUF_INIT(BUF_MAX_TEXT);
	struct str json = msg_json(m);
	struct err err;
	struct msg same;
	bool list;

	require(str_chr(json, '\n') == json.n, "it is one line");
	require(ari_reader_open(again, json, ARI_EVENT, 0, &list, &err) == 0 && !list &&
	    ari_reader_next(again, &same), "it can be read again");
	check_values(m);
	check_shown(m, shape);
	say(&first, &same);
	struct msg *kept = msg_keep(&same);
	say(&second, kept);
	free(kept);
	require(str_eq(buf_str(&first), buf_str(&second)), "a copy is the same");
	require(str_eq(msg_json(&same), json), "the text stays");
	require(!ari_reader_next(again, &same), "an event is one message");
	buf_clear(&first);
	buf_clear(&second);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str text = str_from((const char *)data, n);
	struct err err = {0};
	struct ari_reader *r = ari_reader_new(&err), *again = ari_reader_new(&err);
	size_t shape = n;
	struct msg m;
	bool list;

	require(r && again, "jansson is there");
	for (int kind = 0; kind <= 1; kind++) {
		if (ari_reader_open(r, text, kind ? ARI_REPLY : ARI_EVENT, 200, &list, &err) < 0)
			require(err.kind == ERR_FAILED && err.text[0], "an error has a text");
		while (ari_reader_next(r, &m))
			check_message(again, &m, shape++);
	}
	ari_reader_free(r);
	ari_reader_free(again);
	return 0;
}
