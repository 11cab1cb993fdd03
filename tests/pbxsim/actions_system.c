/* SPDX-License-Identifier: ISC */
/* Actions about the PBX as a whole, and Command. */
#include "actions.h"

#include <strings.h>
#include <time.h>

#include "channel.h"
#include "cli.h"
#include "event.h"
#include "reply.h"

static void
core_settings(struct sim *sim, struct client *c, const struct message *m)
{
	sim_reply_open(c, m, "Success");
	sim_reply_field(c, "AMIversion", "%s", sim->opt.ami_version);
	sim_reply_field(c, "AsteriskVersion", "%s-pbxsim-%s",
	    sim->has_match_criteria ? "22.10.1" : "16.28.0", AMSH_VERSION);
	sim_reply_field(c, "SystemName", "%s", "");
	sim_reply_field(c, "CoreMaxCalls", "0");
	sim_reply_field(c, "CoreMaxLoadAvg", "0.000000");
	sim_reply_field(c, "CoreRunUser", "%s", "");
	sim_reply_field(c, "CoreRunGroup", "%s", "");
	sim_reply_field(c, "CoreMaxFilehandles", "0");
	sim_reply_field(c, "CoreRealTimeEnabled", "No");
	sim_reply_field(c, "CoreCDRenabled", "Yes");
	sim_reply_field(c, "CoreHTTPenabled", "No");
	sim_reply_close(c);
}

static void
core_status(struct sim *sim, struct client *c, const struct message *m)
{
	time_t started = (time_t)(sim->started / 1000000);
	char date[32], hour[32];
	struct tm tm;

	gmtime_r(&started, &tm);
	strftime(date, sizeof(date), "%Y-%m-%d", &tm);
	strftime(hour, sizeof(hour), "%H:%M:%S", &tm);
	sim_reply_open(c, m, "Success");
	sim_reply_field(c, "CoreStartupDate", "%s", date);
	sim_reply_field(c, "CoreStartupTime", "%s", hour);
	sim_reply_field(c, "CoreReloadDate", "%s", date);
	sim_reply_field(c, "CoreReloadTime", "%s", hour);
	sim_reply_field(c, "CoreCurrentCalls", "%zu", sim_channel_count(sim));
	sim_reply_field(c, "CoreProcessedCalls", "%lu", sim->processed);
	sim_reply_close(c);
}

/* Is there a module of that name? */
static bool
is_module(const char *name)
{
	static const char *const heads[] = {
	    "app_", "chan_", "func_", "pbx_", "res_", "cdr", "http", "logger", "manager"};

	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
		if (strncasecmp(name, heads[i], strlen(heads[i])) == 0)
			return true;
	return false;
}

static void
reload(struct sim *sim, struct client *c, const struct message *m)
{
	const char *module = sim_header(m, "Module");

	if (*module && !is_module(module)) {
		sim_reply_error(c, m, "No such module");
		return;
	}
	sim_reply(c, m, "Module Reloaded");
	sim_event_begin(sim, "Reload", CLASS_SYSTEM);
	sim_event_field(sim, "Module", "%s", *module ? module : "All");
	sim_event_field(sim, "Status", "0");
	sim_event_send(sim);
}

static void
module_check(struct sim *sim, struct client *c, const struct message *m)
{
	(void)sim;
	if (!is_module(sim_header(m, "Module"))) {
		sim_reply_error(c, m, "Module not loaded");
		return;
	}
	sim_reply_open(c, m, "Success");
	sim_reply_field(c, "Version", "%s", "");
	sim_reply_close(c);
}

/* Output as AMI 3 and later have it: a header a line. */
static void
put_output(struct client *c, struct str output)
{
	struct str line;

	if (str_ends(output, STR("\n")))
		output.n--;
	if (output.n == 0)
		output = STR("");
	while (str_cut(&output, '\n', &line))
		sim_reply_field(c, "Output", "%.*s", STR_ARG(line));
}

static bool
is_blacklisted(const char *line)
{
	static const char *const heads[] = {"module load", "module unload", "restart gracefully"};

	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
		if (strncasecmp(line, heads[i], strlen(heads[i])) == 0)
			return true;
	return false;
}

static void
command(struct sim *sim, struct client *c, const struct message *m)
{
	const char *line = sim_header(m, "Command");
	struct buf output = BUF_INIT(BUF_MAX_MESSAGE);

	if (!*line || is_blacklisted(line)) {
		sim_reply_error(c, m, *line ? "Command blacklisted" : "No command provided");
		return;
	}
	bool done = sim_cli_run(sim, line, &output);
	if (sim->old_output) {
		sim_client_write(c, STR("Response: Follows\r\nPrivilege: Command\r\n"));
		sim_reply_action_id(c, m);
		sim_client_write(c, buf_str(&output));
		sim_client_write(c, STR("--END COMMAND--\r\n"));
	} else {
		sim_reply_open(c, m, done ? "Success" : "Error");
		sim_reply_field(c, "Message", "Command output follows");
		put_output(c, buf_str(&output));
	}
	sim_reply_close(c);
	buf_clear(&output);
}

const struct action sim_actions_system[] = {
    {"Command", CLASS_COMMAND, "Run a console command.", "Command", command},
    {"CoreSettings", CLASS_SYSTEM | CLASS_REPORTING, "Tell what this PBX is.", "", core_settings},
    {"CoreStatus", CLASS_SYSTEM | CLASS_REPORTING, "Tell since when it runs, and how busy it is.",
        "", core_status},
    {"ModuleCheck", CLASS_SYSTEM, "See whether a module is there.", "Module", module_check},
    {"Reload", CLASS_SYSTEM | CLASS_CONFIG, "Read the configuration again.", "[Module]", reload},
    {NULL, 0, NULL, NULL, NULL},
};
