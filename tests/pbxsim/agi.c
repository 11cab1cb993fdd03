/* SPDX-License-Identifier: ISC */
/* A few AGI commands on a channel in AsyncAGI. */
#include "agi.h"

#include <strings.h>

#include "channel.h"
#include "dialplan.h"
#include "event.h"
#include "variable.h"

static void
add_encoded(struct buf *out, const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		if (strchr("-_.", c) || (c >= '0' && c <= '9') ||
		    ((c | 32) >= 'a' && (c | 32) <= 'z'))
			buf_addc(out, *text);
		else
			buf_addf(out, "%%%02X", c);
	}
}

static void
field_encoded(struct sim *sim, const char *name, const char *text)
{
	buf_addf(&sim->event, "%s: ", name);
	add_encoded(&sim->event, text);
	buf_addz(&sim->event, "\r\n");
}

bool
sim_agi_start(struct sim *sim, struct channel *ch, const char *data)
{
	struct buf env = BUF_INIT(BUF_MAX_LINE);

	if (strcasecmp(data, "agi:async") != 0)
		return false;
	ch->async_agi = ch->had_agi = true;
	buf_addf(&env,
	    "agi_request: async\nagi_channel: %s\nagi_language: en\nagi_uniqueid: %s\n"
	    "agi_callerid: %s\nagi_context: %s\nagi_extension: %s\nagi_priority: %d\n\n",
	    ch->name, ch->uniqueid, *ch->caller.number ? ch->caller.number : "unknown", ch->context,
	    ch->exten, ch->priority);
	sim_channel_event(sim, "AsyncAGIStart", CLASS_AGI, ch);
	field_encoded(sim, "Env", buf_z(&env));
	sim_event_send(sim);
	buf_clear(&env);
	return true;
}

/* Write the answer to a command, as AGI has it, and say how it went. */
static int
answer(struct sim *sim, struct channel *ch, const char *command, struct buf *out)
{
	struct buf scratch = BUF_INIT(BUF_MAX_LINE);
	int code = 200;

	if (strncasecmp(command, "GET VARIABLE ", 13) == 0) {
		const char *value = sim_variable_get(sim, ch, command + 13, &scratch);
		if (value)
			buf_addf(out, "200 result=1 (%s)\n", value);
		else
			buf_addz(out, "200 result=0\n");
	} else if (strncasecmp(command, "EXEC ", 5) == 0 || strcasecmp(command, "ANSWER") == 0 ||
	           strcasecmp(command, "HANGUP") == 0 ||
	           strcasecmp(command, "ASYNCAGI BREAK") == 0 ||
	           strncasecmp(command, "NOOP", 4) == 0) {
		buf_addz(out, "200 result=0\n");
	} else {
		code = 510;
		buf_addz(out, "510 Invalid or unknown command\n");
	}
	buf_clear(&scratch);
	return code;
}

static void
tell_exec(struct sim *sim, struct channel *ch, const char *event, const char *command, unsigned id,
    int code)
{
	sim_channel_event(sim, event, CLASS_AGI, ch);
	sim_event_field(sim, "CommandId", "%u", id);
	sim_event_field(sim, "Command", "%s", command);
	if (code) {
		sim_event_field(sim, "ResultCode", "%d", code);
		sim_event_field(
		    sim, "Result", "%s", code == 200 ? "Success" : "Invalid or unknown command");
	}
	sim_event_send(sim);
}

void
sim_agi_command(struct sim *sim, struct channel *ch, const char *command, const char *command_id)
{
	struct buf result = BUF_INIT(BUF_MAX_LINE);
	unsigned id = sim_random(sim, 0x7fffffff);

	if (!ch->async_agi)
		return;
	tell_exec(sim, ch, "AGIExecStart", command, id, 0);
	tell_exec(sim, ch, "AGIExecEnd", command, id, answer(sim, ch, command, &result));
	sim_channel_event(sim, "AsyncAGIExec", CLASS_AGI, ch);
	field_encoded(sim, "Result", buf_z(&result));
	if (*command_id)
		sim_event_field(sim, "CommandId", "%s", command_id);
	sim_event_send(sim);
	buf_clear(&result);
	if (strcasecmp(command, "HANGUP") == 0)
		sim_hangup(sim, ch, CAUSE_NORMAL);
	if (strcasecmp(command, "ASYNCAGI BREAK") != 0)
		return;
	ch->async_agi = false;
	sim_channel_tell(sim, "AsyncAGIEnd", CLASS_AGI, ch);
	sim_variable_set(sim, ch, "AGISTATUS", "SUCCESS");
	sim_dialplan_next(sim, ch);
}
