/* SPDX-License-Identifier: ISC */
/* Runs the lines of a server's script against one client after the other. */
#include "script.h"

#include "verdict.h"

#define PIECE ((size_t)256 << 10) /* bytes of repeated messages that are written at once */

int
script_part(struct play *p, struct err *err)
{
	struct buf message = BUF_INIT(BUF_MAX_TEXT);
	int got;

	if (p->peer.fd < 0)
		return 0;
	got = peer_message(&p->peer, &message, err);
	if (got == 1 && str_eq(buf_str(&message), STR("Action: Logoff\r\n"))) {
		p->peer.may_leave = true;
		peer_write(&p->peer, STR("Response: Goodbye\r\nMessage: Thanks for all the fish.\r\n\r\n"),
		    err);
		peer_finish(&p->peer, true);
		buf_reset(&message);
		got = peer_message(&p->peer, &message, err);
	}
	if (got >= 0 && (got == 1 || message.n)) {
		got = err_set(err, ERR_FAILED, "the client has to be done here");
		verdict_diff(&p->report, p->dir, "what came from the client", STR(""), buf_str(&message));
	}
	buf_clear(&message);
	peer_clear(&p->peer);
	return got < 0 ? err_prefix(err, "end of the connection") : 0;
}

int
script_meet(struct play *p, struct err *err)
{
	p->met = true;
	return peer_accept(&p->peer, p->listener, p->ctx, err);
}

int
script_first(struct play *p, struct err *err)
{
	return p->met ? 0 : script_meet(p, err);
}

/* Append one message with its line ends and the empty line after it. */
static void
add_message(struct play *p, struct buf *out, struct str text)
{
	struct buf full = BUF_INIT(BUF_MAX_TEXT);
	struct str rest, line;

	play_expand(p, &full, text);
	rest = buf_str(&full);
	while (str_cut(&rest, '\n', &line) && (rest.p || line.n)) {
		buf_adds(out, line);
		buf_addz(out, p->line_end);
	}
	buf_addz(out, p->line_end);
	buf_clear(&full);
}

/* Say a message, as often as was asked for. */
static int
say_block(struct play *p, struct str text, struct err *err)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	size_t times = p->repeat;
	int failed = 0;

	p->repeat = 1;
	for (p->round = 1; p->round <= times && !failed; p->round++) {
		add_message(p, &out, text);
		if (out.n >= PIECE || p->round == times) {
			failed = peer_write(&p->peer, buf_str(&out), err);
			buf_reset(&out);
		}
	}
	buf_clear(&out);
	return failed;
}

/* Turn a message as it came into lines as a case has them. The line of the ActionID is remembered,
 * and left out unless the case asks for it. A line that does not end with CRLF is marked. */
static void
read_message(struct play *p, struct buf *lines, struct str message, bool keep_id)
{
	struct str line;

	while (str_cut(&message, '\n', &line) && message.p) {
		bool id = str_starts(line, STR("ActionID: ")), whole = str_ends(line, STR("\r"));
		line.n -= whole;
		if (id)
			play_add_id(p, str_from_at(line, 10));
		if (id && !keep_id)
			continue;
		buf_adds(lines, line);
		buf_addz(lines, whole ? "\n" : " (LF)\n");
	}
}

int
script_answer(struct play *p, struct str action, struct err *err)
{
	struct buf lines = BUF_INIT(BUF_MAX_TEXT);

	read_message(p, &lines, action, false);
	buf_clear(&lines);
	return say_block(p, STR("Response: Success\nActionID: {id}\nMessage: Done\n"), err);
}

/* Expect one action of the client. */
static int
expect_action(struct play *p, struct str text, struct err *err)
{
	struct buf message = BUF_INIT(BUF_MAX_TEXT), got = BUF_INIT(BUF_MAX_TEXT);
	struct buf want = BUF_INIT(BUF_MAX_TEXT);
	int came = peer_message(&p->peer, &message, err);
	bool keep_id = str_find(text, STR("ActionID:")) < text.n;

	if (came == 0)
		err_set(err, ERR_LOST, "the client has closed");
	read_message(p, &got, buf_str(&message), keep_id);
	play_expand(p, &want, text);
	bool good = came == 1 && str_eq(buf_str(&got), buf_str(&want));
	if (came == 1 && !good)
		err_set(err, ERR_FAILED, "another action was expected");
	if (!good)
		verdict_diff(&p->report, p->dir, "the client's action", buf_str(&want), buf_str(&got));
	buf_clear(&message);
	buf_clear(&got);
	buf_clear(&want);
	return good ? 0 : -1;
}

/* Expect the actions of a block; an empty line stands between two. */
static int
expect_block(struct play *p, struct str text, struct err *err)
{
	while (text.n) {
		size_t end = str_find(text, STR("\n\n"));
		size_t n = end < text.n ? end + 1 : text.n;
		if (expect_action(p, str_head(text, n), err) < 0)
			return -1;
		text = str_from_at(text, n + 1);
	}
	return 0;
}

/* Take the lines at the front of *text that begin with the same mark, without it. */
static size_t
take_block(struct buf *block, struct str *text)
{
	char mark = text->p[0];
	size_t lines = 0;

	while (text->n && text->p[0] == mark) {
		size_t n = str_chr(*text, '\n');
		struct str line = str_from_at(str_head(*text, n), 1);
		buf_adds(block, str_starts(line, STR(" ")) ? str_from_at(line, 1) : line);
		buf_addc(block, '\n');
		*text = str_from_at(*text, n + 1);
		lines++;
	}
	return lines;
}

/* Run the first line, or block of lines, and take it off. Returns how many lines it has, or -1. */
static int
run_next(struct play *p, struct str *text, struct err *err)
{
	struct buf block = BUF_INIT(BUF_MAX_TEXT);
	bool says = text->p[0] == '<';
	size_t n = str_chr(*text, '\n');
	struct str line = str_head(*text, n);
	int failed, lines = 1;

	if (says || text->p[0] == '>') {
		lines = (int)take_block(&block, text);
		failed = script_first(p, err);
		if (!failed)
			failed = says ? say_block(p, buf_str(&block), err) :
			                expect_block(p, buf_str(&block), err);
	} else {
		*text = str_from_at(*text, n + 1);
		failed = line.n && line.p[0] != '#' ? script_step(p, line, err) : 0;
	}
	buf_clear(&block);
	return failed ? -1 : lines;
}

int
script_run(struct play *p, struct str text, size_t line, struct err *err)
{
	while (text.n) {
		if (line)
			p->line = line;
		int lines = run_next(p, &text, err);
		if (lines < 0)
			return -1;
		line += line ? (size_t)lines : 0;
	}
	return 0;
}

/* The client must refuse the handshake. libcurl 8.23 looks at the certificate only after it: then it
 * must leave without a word. */
static int
meet_refusal(struct play *p, struct err *err)
{
	struct buf said = BUF_INIT(BUF_MAX_TEXT);

	if (script_meet(p, err) < 0)
		return err->kind == ERR_CONNECT ? 0 : -1;
	int got = peer_message(&p->peer, &said, err);
	if (got == 1 || said.n)
		got = err_set(err, ERR_FAILED, "the TLS handshake was not refused");
	buf_clear(&said);
	peer_clear(&p->peer);
	return got;
}

/* The same again for each line of the script, which is "accept". */
static int
meet_refusals(struct play *p, const struct section *server, struct err *err)
{
	struct str rest = server->text, line;

	do {
		if (meet_refusal(p, err) < 0)
			return -1;
	} while (str_cut(&rest, '\n', &line) && str_eq(line, STR("accept")));
	return 0;
}

int
script_play(struct play *p, const struct section *server, struct err *err)
{
	p->line = server->line;
	p->line_end = "\r\n";
	p->repeat = 1;
	if (section_has(server, "no-handshake"))
		return meet_refusals(p, server, err);
	if (script_run(p, server->text, server->line, err) < 0 || script_first(p, err) < 0)
		return -1;
	p->program.hold_input = false;
	return script_part(p, err);
}
