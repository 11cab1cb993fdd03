/* SPDX-License-Identifier: ISC */
/* The command callfile: a call for Asterisk's spool, now or later, without a connection. */
#include <time.h>

#include "ami/compose.h"
#include "base/out.h"
#include "base/text.h"
#include "client/client.h"
#include "client/display.h"
#include "conf/callfile.h"
#include "lang/args.h"
#include "lang/dest.h"
#include "lang/settings.h"

/* The destination of the call. */
static int
add_dest(struct buf *text, struct str word, struct err *err)
{
	struct dest d;
	struct header v[3];
	int failed = dest_parse(&d, word, err);
	size_t n = failed ? 0 : dest_headers(&d, v);

	for (size_t i = 0; i < n && !failed; i++)
		failed = callfile_line(text,
		    str_eq(v[i].name, STR("Exten")) ? STR("Extension") : v[i].name,
		    v[i].value, err);
	return failed;
}

static int
build(struct buf *text, const struct args *args, struct err *err)
{
	if (callfile_line(text, STR("Channel"), args_get(args, "CHANNEL"), err) < 0 ||
	    add_dest(text, args_get(args, "DEST"), err) < 0)
		return -1;
	for (size_t i = 0; i < args->headers_n; i++)
		if (callfile_line(text, args->headers[i].name, args->headers[i].value, err) < 0)
			return -1;
	return 0;
}

/* Append text of the user's; on a terminal made printable. */
static void
add_text(struct buf *out, struct str text)
{
	if (out_is_terminal())
		text_escape_lines(out, text);
	else
		buf_adds(out, text);
}

/* The text, below a comment that says where and when it would go. */
static void
show(const struct callfile_place *place, struct str text)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	struct tm tm;
	char when[40];

	buf_addz(&out, "; for ");
	add_text(&out, str_of(place->spool));
	if (place->scheduled && localtime_r(&place->at, &tm) &&
	    strftime(when, sizeof(when), "%Y-%m-%d %H:%M:%S", &tm))
		buf_addf(&out, " at %s", when);
	buf_addc(&out, '\n');
	add_text(&out, text);
	out_write(buf_str(&out));
	buf_clear(&out);
}

/* Print where the file is: as text, or as the header File of a reply. */
static void
say_path(const struct client *client, struct str path)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	struct render *render = display_render(client);
	struct compose reply;

	compose_init(&reply);
	if (format_has(client->settings->format, FORMAT_FOR_PEOPLE | FORMAT_VERBATIM)) {
		add_text(&out, path);
		buf_addc(&out, '\n');
	} else {
		compose_reply(&reply);
		compose_add(&reply, STR("Response"), STR("Success"));
		compose_add(&reply, STR("File"), path);
		struct msg m = compose_msg(&reply);
		render_reply(render, &m, &out);
	}
	out_write(buf_str(&out));
	compose_clear(&reply);
	render_free(render);
	buf_clear(&out);
}

static int
put(const struct client *client, const struct callfile_place *place, struct str text,
    struct err *err)
{
	struct buf path = BUF_INIT(BUF_MAX_LINE);
	int failed = callfile_write(&path, place, text, err);

	if (!failed)
		say_path(client, buf_str(&path));
	buf_clear(&path);
	return failed;
}

static int
read_time(time_t *at, struct str text, struct err *err)
{
	struct buf note = BUF_INIT(BUF_MAX_LINE);
	int failed = callfile_time(at, text, time(NULL), &note, err);

	if (!failed && note.n)
		out_remark("-- callfile: %s", buf_z(&note));
	buf_clear(&note);
	return failed;
}

static int
run_callfile(struct client *client, const struct args *args, struct err *err)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE), spool = BUF_INIT(BUF_MAX_LINE);
	struct buf owner = BUF_INIT(BUF_MAX_LINE), group = BUF_INIT(BUF_MAX_LINE);
	struct callfile_place place = {.scheduled = args_has(args, "TIME")};
	int failed = build(&text, args, err);

	if (!failed && place.scheduled)
		failed = read_time(&place.at, args_get(args, "TIME"), err);
	if (args_has(args, "DIR"))
		buf_adds(&spool, args_get(args, "DIR"));
	else
		callfile_spool(&spool);
	buf_adds(&owner, args_get(args, "USER[:GROUP]"));
	buf_adds(&group, args_get(args, "GROUP"));
	place.spool = buf_z(&spool);
	place.owner = owner.n ? buf_z(&owner) : NULL;
	place.group = group.n ? buf_z(&group) : NULL;
	if (!failed && (client->settings->dry_run || args_has(args, "dry-run")))
		show(&place, buf_str(&text));
	else if (!failed && client->settings->read_only)
		failed = err_set(err, ERR_USAGE,
		    "callfile: refused by read-only: it does more than report");
	else if (!failed)
		failed = put(client, &place, buf_str(&text), err);
	buf_clear(&text);
	buf_clear(&spool);
	buf_clear(&owner);
	buf_clear(&group);
	return failed;
}

const struct cmd cmd_callfile = {
    .name = "callfile",
    .group = GROUP_CALLS,
    .summary = "put a call into the spool of the Asterisk on this machine",
    .help = "Asterisk calls CHANNEL and connects it to DEST, which is exten@context[:priority] or "
            "Application(data). Key=value words are further lines of the call file: Account, "
            "AlwaysDelete, Archive, CallerID, Codecs, Early_Media, MaxRetries, RetryTime, Set "
            "(NAME=value, may be repeated), WaitTime. TIME is YYYY-MM-DD HH:MM[:SS], HH:MM[:SS] or "
            "+SECONDS, in local time. The file is written next to DIR (outgoing in Asterisk's "
            "spool), then moved into it, and its path is printed. With --dry-run, the text of the "
            "file is printed instead. The owner of the file is USER, or else the owner of DIR, the "
            "user that Asterisk runs as. If you are not root, the file is yours, and its group is "
            "that of DIR, or GROUP, so that Asterisk can read it. No login is needed.",
    .examples = (const struct example[]){
        {"callfile PJSIP/alice 'Playback(hello-world)' --at 07:00",
            "Let the Asterisk of this machine call alice at seven and play a message."},
        {"callfile PJSIP/alice 101@sets MaxRetries=2 RetryTime=60",
            "Call now, and twice more if there is no answer."},
        {0}},
    .args =
        (const struct arg_spec[]){
            {.name = "CHANNEL", .type = ARG_DEVICE},
            {.name = "DEST", .type = ARG_DEST},
            {.name = "TIME", .type = ARG_WORD, .optional = true, .option = "--at"},
            {.name = "DIR", .type = ARG_FILE, .optional = true, .option = "--spool"},
            {.name = "USER[:GROUP]", .type = ARG_WORD, .optional = true, .option = "--owner"},
            {.name = "GROUP", .type = ARG_WORD, .optional = true, .option = "--group"},
            {.name = "dry-run", .type = ARG_FLAG, .optional = true, .option = "--dry-run"},
            {0}},
    .flags = CMD_HEADERS | CMD_HERE | CMD_ONCE | CMD_APART,
    .run = run_callfile,
};
