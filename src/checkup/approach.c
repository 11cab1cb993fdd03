/* SPDX-License-Identifier: ISC */
/* Turns stages into steps of the report. */
#include "checkup/approach.h"

#include "base/err.h"
#include "base/text.h"
#include "checkup/advice.h"
#include "checkup/report.h"
#include "net/endpoint.h"

static const char *const names[STAGES] = {
    [STAGE_NAME] = "name",
    [STAGE_TCP] = "tcp",
    [STAGE_COMMAND] = "command",
    [STAGE_PROXY] = "proxy",
    [STAGE_TLS] = "tls",
    [STAGE_HTTP] = "http",
    [STAGE_BANNER] = "banner",
    [STAGE_LOGIN] = "login",
};

/* Report a stage, with advice if something is wrong. */
static void
tell(struct approach *a, enum stage_kind stage, enum finding finding, struct str text)
{
	struct buf advice = BUF_INIT(BUF_MAX_LINE);

	if (finding != FINDING_OK)
		advice_add(&advice, a->endpoint, stage, text);
	report_step(a->report, names[stage], finding, text, buf_str(&advice));
	buf_clear(&advice);
}

/* Something has come through the command. */
static void
pass_command(struct approach *a)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	if (!a->command_open)
		return;
	a->command_open = false;
	text_escape(&text, str_of(a->endpoint->proxy));
	report_step(a->report, names[STAGE_COMMAND], FINDING_OK, buf_str(&text), STR(""));
	buf_clear(&text);
}

/* Others have answered instead: no more than a note. */
static void
tell_tried(struct approach *a)
{
	struct str all = buf_str(&a->tried), line;

	while (str_cut(&all, '\n', &line))
		if (line.n)
			report_step(a->report, names[STAGE_TCP], FINDING_NOTE, line, STR(""));
	buf_reset(&a->tried);
}

/* The name of a host that is an address tells nothing. */
static bool
is_plain_address(const struct approach *a, enum stage_kind stage, struct str text)
{
	return stage == STAGE_NAME && str_eq(text, str_of(a->endpoint->host));
}

static void
end_stage(struct approach *a, enum stage_kind stage, enum stage_state state, struct str text)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);
	bool plain = is_plain_address(a, stage, text);

	a->open = false;
	tell_tried(a);
	pass_command(a);
	if (stage == STAGE_NAME && !plain) {
		text_escape(&line, str_of(a->endpoint->host));
		buf_addz(&line, " is ");
	}
	buf_adds(&line, text);
	if (plain)
		buf_addz(&line, " is an address");
	tell(a, stage, state == STAGE_DOUBTED ? FINDING_NOTE : FINDING_OK, buf_str(&line));
	buf_clear(&line);
}

static void
take(void *arg, enum stage_kind stage, enum stage_state state, struct str text)
{
	struct approach *a = arg;

	if (state == STAGE_BEGINS) {
		a->stage = stage;
		a->open = true;
		buf_reset(&a->about);
		buf_adds(&a->about, text);
		a->command_open |= stage == STAGE_COMMAND;
	} else if (stage == STAGE_COMMAND) {
		a->command_failed = true;
	} else if (stage == STAGE_TCP && state == STAGE_DOUBTED) {
		buf_adds(&a->tried, text);
		buf_addc(&a->tried, '\n');
	} else {
		end_stage(a, stage, state, text);
	}
}

void
approach_begin(struct approach *a, struct report *r, const struct endpoint *e)
{
	*a = (struct approach){
	    .report = r,
	    .endpoint = e,
	    .stages = {take, a},
	    .tried = BUF_INIT(BUF_MAX_LINE),
	    .about = BUF_INIT(BUF_MAX_LINE),
	};
}

/* The error without the server's name, which the report has already. */
static struct str
reason(const struct approach *a, const struct err *err)
{
	struct buf name = BUF_INIT(BUF_MAX_LINE);
	struct str text = str_of(err->text);

	endpoint_name(&name, a->endpoint);
	buf_addz(&name, ": ");
	if (str_starts(text, buf_str(&name)))
		text = str_from_at(text, name.n);
	buf_clear(&name);
	return text;
}

void
approach_end(struct approach *a, const struct err *err)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	if (err && (a->open || a->command_failed)) {
		enum stage_kind stage = a->command_failed ? STAGE_COMMAND : a->stage;
		if (stage != STAGE_COMMAND)
			pass_command(a);
		buf_addf(&text, a->about.n ? "%s: " : "%s", buf_z(&a->about));
		text_escape(&text, reason(a, err));
		tell(a, stage, FINDING_FAILED, buf_str(&text));
	} else if (err) {
		text_escape(&text, reason(a, err));
		tell(a, STAGE_LOGIN, FINDING_FAILED, buf_str(&text));
	}
	buf_clear(&text);
	buf_clear(&a->tried);
	buf_clear(&a->about);
}
