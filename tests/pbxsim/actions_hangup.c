/* SPDX-License-Identifier: ISC */
/* Hangup, of one channel or of all that match. */
#include <regex.h>
#include <stdlib.h>

#include "actions.h"
#include "base/mem.h"
#include "channel.h"
#include "reply.h"

/* The Cause header, or 16. */
static int
hangup_cause(const struct message *m)
{
	long cause = CAUSE_NORMAL;

	str_number(str_of(sim_header(m, "Cause")), 0, 127, &cause);
	return (int)cause;
}

/* The regular expression between the slashes of a Channel header, "\/" made "/"; the caller frees
 * it. NULL if the second slash is missing. */
static char *
between_slashes(const char *text)
{
	size_t n = strlen(text);
	char *regex = mem_strdup(text + 1), *to = regex;

	if (n < 2 || text[n - 1] != '/') {
		free(regex);
		return NULL;
	}
	for (const char *from = text + 1; from < text + n - 1; from++)
		if (from[0] != '\\' || from[1] != '/')
			*to++ = *from;
	*to = '\0';
	return regex;
}

/* Hang up everything that matches; every channel is looked at once. */
static void
hangup_matching(struct sim *sim, struct client *c, const struct message *m, const regex_t *regex)
{
	size_t n = 0, count = sim_channel_count(sim);
	struct channel **all = mem_array(count + 1, sizeof(struct channel *));

	for (struct channel *ch = sim->channels; ch; ch = ch->next)
		all[n++] = ch;
	sim_list_open(c, m, true, "Channels hung up will follow");
	count = 0;
	for (size_t i = 0; i < n; i++) {
		if (regexec(regex, all[i]->name, 0, NULL, 0) != 0)
			continue;
		sim_item_open_bare(c, "ChannelHungup");
		sim_reply_field(c, "Channel", "%s", all[i]->name);
		sim_reply_action_id(c, m);
		sim_reply_close(c);
		count++;
		sim_soft_hangup(sim, all[i], hangup_cause(m));
	}
	sim_list_end(c, m, true, "ChannelsHungupListComplete", count);
	sim_reply_close(c);
	free(all);
}

static void
hangup_regex(struct sim *sim, struct client *c, const struct message *m, const char *text)
{
	char *pattern = between_slashes(text);
	regex_t regex;

	if (!pattern) {
		sim_reply_error(c, m, "Regex format invalid, Channel param should be /regex/");
		return;
	}
	if (regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB)) {
		sim_reply_error(c, m, "Regex compile failed on: %s", text);
	} else {
		hangup_matching(sim, c, m, &regex);
		regfree(&regex);
	}
	free(pattern);
}

static void
hangup(struct sim *sim, struct client *c, const struct message *m)
{
	const char *name = sim_header(m, "Channel");

	if (*name == '/' && sim->hangs_up_regex) {
		hangup_regex(sim, c, m, name);
		return;
	}
	struct channel *ch = sim_channel_find(sim, name);
	if (!*name || !ch) {
		sim_reply_error(c, m, "%s", *name ? "No such channel" : "No channel specified");
		return;
	}
	sim_reply(c, m, "Channel Hungup");
	sim_soft_hangup(sim, ch, hangup_cause(m));
}

const struct action sim_actions_hangup[] = {
    {"Hangup", CLASS_SYSTEM | CLASS_CALL, "End a channel, or all whose name matches a /regex/.",
        "Channel [Cause]", hangup},
    {NULL, 0, NULL, NULL, NULL},
};
