/* SPDX-License-Identifier: ISC */
/* Shows the lines that are about to run. */
#include "script/held_ask.h"

#include "base/text.h"
#include "client/client.h"
#include "client/confirm.h"
#include "client/display.h"
#include "client/fleet_control.h"
#include "client/messages.h"
#include "lang/settings.h"
#include "lang/split.h"
#include "script/held.h"
#include "script/risk.h"

/* The line of each item, as it will be run. */
static void
add_lines(struct client *client, const struct words *words, const struct items *items,
    struct buf *out)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; i < items->n; i++) {
		buf_reset(&line);
		messages_enter(client->messages, items->v[i]);
		held_show(client, words, &line);
		messages_leave(client->messages);
		buf_addz(out, "  ");
		text_escape(out, buf_str(&line));
		buf_addc(out, '\n');
	}
	buf_clear(&line);
}

/* Show the lines of so many items, and ask. */
static bool
ask(const struct client *client, size_t n, struct str shown, struct str file)
{
	const struct fleet_plan plan = {n, STR("Run"), STR("each")};
	struct buf question = BUF_INIT(BUF_MAX_LINE);
	bool yes;

	buf_addz(&question, "Run it for each row of ");
	text_escape(&question, file);
	buf_addz(&question, "? [y/N] ");
	confirm(client, &plan, shown, n ? NULL : buf_z(&question), &yes);
	buf_clear(&question);
	return yes;
}

int
held_ask(struct client *client, const struct words *words, const struct items *items,
    struct str file, struct err *err)
{
	const struct settings *set = client->settings;
	struct buf shown = BUF_INIT(BUF_MAX_TEXT);

	if (set->yes || set->agreed || set->dry_run || !client->display->interactive ||
	    !risk_is_dangerous(client, words, words->held) || (!file.n && !items->n))
		return 0;
	add_lines(client, words, items, &shown);
	bool yes = ask(client, items->n, buf_str(&shown), file);
	buf_clear(&shown);
	if (yes)
		settings_agree(client->settings, true);
	return yes ? 0 : err_set(err, ERR_FAILED, "%s", client->member ? "" : "each: not done");
}
