/* SPDX-License-Identifier: ISC */
/* Lays out the steps. */
#include "checkup/report.h"

#include "base/out.h"
#include "base/text.h"
#include "client/client.h"
#include "client/display.h"
#include "conf/options.h"
#include "lang/settings.h"
#include "layout/style.h"

#define STEP_AT 8  /* column of a step's name */
#define TEXT_AT 17 /* and of its text */
#define ARROW "-> "
#define UNBROKEN 100000 /* columns */

static const struct {
	const char *word;
	const char *style;
} findings[] = {
    [FINDING_OK] = {"ok", STYLE_SUBJECT},
    [FINDING_NOTE] = {"note", STYLE_WARNING},
    [FINDING_FAILED] = {"failed", STYLE_BAD},
};

void
report_begin(struct report *r, const struct client *client)
{
	enum format format = client->settings->format;
	size_t rows;

	*r = (struct report){
	    .client = client,
	    .render = display_render(client),
	    .people = format_has(format, FORMAT_FOR_PEOPLE | FORMAT_VERBATIM) &&
	        !client->display->taker,
	};
	compose_init(&r->compose);
	if (out_is_terminal())
		out_size(&r->columns, &rows);
}

void
report_end(struct report *r)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	if (!r->people)
		render_list_close(r->render, NULL, &out);
	out_write(buf_str(&out));
	buf_clear(&out);
	compose_clear(&r->compose);
	render_free(r->render);
}

static void
add_advice(struct buf *out, struct str advice, size_t columns)
{
	size_t indent = TEXT_AT + text_width(STR(ARROW));

	buf_pad(out, ' ', TEXT_AT);
	buf_addz(out, ARROW);
	text_fill(out, advice, indent, indent, columns);
}

void
report_write(struct buf *out, const char *step, enum finding finding, struct str text,
    struct str advice, size_t columns, bool color)
{
	const char *word = findings[finding].word;

	columns = columns ? columns : UNBROKEN;
	buf_addf(out, "%s%s%s", color ? findings[finding].style : "", word,
	    color ? STYLE_OFF : "");
	buf_pad(out, ' ', STEP_AT - strlen(word));
	buf_addz(out, step);
	buf_pad(out, ' ', TEXT_AT - STEP_AT - strlen(step));
	text_fill(out, text, TEXT_AT, TEXT_AT, columns);
	if (advice.n)
		add_advice(out, advice, columns);
}

/* Append the step as an item. */
static void
add_item(struct report *r, struct buf *out, const char *step, enum finding finding,
    struct str text, struct str advice)
{
	compose_event(&r->compose, STR("Check"));
	compose_add(&r->compose, STR("Step"), str_of(step));
	compose_add(&r->compose, STR("Status"), str_of(findings[finding].word));
	compose_add(&r->compose, STR("Text"), text);
	if (advice.n)
		compose_add(&r->compose, STR("Advice"), advice);
	struct msg m = compose_msg(&r->compose);
	bool kept = render_keeps(r->render, &m);
	bool quiet = r->client->options->quiet && finding == FINDING_OK;
	if (r->people && kept && !quiet)
		report_write(out, step, finding, text, advice, r->columns,
		    display_options(r->client).color);
	else if (!r->people && kept)
		render_list_item(r->render, &m, out);
}

void
report_step(struct report *r, const char *step, enum finding finding, struct str text,
    struct str advice)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	r->failed += finding == FINDING_FAILED;
	add_item(r, &out, step, finding, text, advice);
	out_write(buf_str(&out));
	out_flush();
	buf_clear(&out);
}

void
report_failure(struct report *r, const char *step, const struct err *err, const char *advice)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	text_escape(&text, str_of(err->text));
	report_step(r, step, FINDING_FAILED, buf_str(&text), str_of(advice));
	buf_clear(&text);
}
