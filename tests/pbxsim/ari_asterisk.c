/* SPDX-License-Identifier: ISC */
/* The server itself: what it is, its modules, its logs, its variables. */
#include <stdio.h>
#include <stdlib.h>

#include "ari.h"
#include "ari_app.h"
#include "ari_json.h"
#include "base/mem.h"
#include "variable.h"

static const struct {
	const char *name, *about;
	int users;
} modules[] = {
    {"app_stasis.so", "Stasis dialplan application", 0},
    {"chan_pjsip.so", "PJSIP Channel Driver", 5},
    {"res_ari.so", "Asterisk RESTful Interface", 12},
    {"res_http_websocket.so", "HTTP WebSocket Support", 1},
    {"res_stasis.so", "Stasis application support", 16},
};

#define MODULES (sizeof(modules) / sizeof(*modules))

/* Is this part of the information asked for? */
static bool
is_wanted(const struct ari_request *q, const char *part)
{
	struct str rest = str_of(sim_ari_param(q, "only")), one;

	if (!rest.n)
		return true;
	while (str_cut(&rest, ',', &one))
		if (str_eq(one, str_of(part)))
			return true;
	return false;
}

static void
part(struct ari_request *q, const char *name, void (*add)(struct ari_request *q))
{
	if (!is_wanted(q, name))
		return;
	buf_addf(&q->out, "%s\"%s\":", q->out.n > 1 ? "," : "", name);
	add(q);
	buf_addc(&q->out, '}');
}

static void
add_build(struct ari_request *q)
{
	sim_json_member(&q->out, "{", "os", "Linux");
	sim_json_member(&q->out, ",", "kernel", "unknown");
	sim_json_member(&q->out, ",", "machine", "unknown");
	sim_json_member(&q->out, ",", "options", "");
	sim_json_member(&q->out, ",", "date", "2026-07-20 21:35:32 UTC");
	sim_json_member(&q->out, ",", "user", "nobody");
}

static void
add_system(struct ari_request *q)
{
	sim_json_member(&q->out, "{", "version", "22.10.1");
	sim_json_member(&q->out, ",", "entity_id", "02:fc:00:00:00:01");
}

static void
add_config(struct ari_request *q)
{
	sim_json_member(&q->out, "{", "name", "");
	sim_json_member(&q->out, ",", "default_language", "en");
	buf_addz(&q->out, ",\"setid\":{\"user\":\"\",\"group\":\"\"}");
}

static void
add_status(struct ari_request *q)
{
	buf_addz(&q->out, "{\"startup_time\":");
	sim_json_time(&q->out, q->sim->started);
	buf_addz(&q->out, ",\"last_reload_time\":");
	sim_json_time(&q->out, q->sim->started);
}

static void
info(struct ari_request *q)
{
	buf_addc(&q->out, '{');
	part(q, "build", add_build);
	part(q, "system", add_system);
	part(q, "config", add_config);
	part(q, "status", add_status);
	buf_addc(&q->out, '}');
	sim_ari_ok(q);
}

static void
ping(struct ari_request *q)
{
	buf_addz(&q->out, "{\"ping\":\"pong\",\"timestamp\":");
	sim_json_time(&q->out, sim_wall(q->sim));
	sim_json_member(&q->out, ",", "asterisk_id", "02:fc:00:00:00:01");
	buf_addc(&q->out, '}');
	sim_ari_ok(q);
}

static void
json_module(struct buf *out, size_t i)
{
	sim_json_member(out, "{", "name", modules[i].name);
	sim_json_member(out, ",", "description", modules[i].about);
	buf_addf(out, ",\"use_count\":%d", modules[i].users);
	sim_json_member(out, ",", "status", "Running");
	sim_json_member(out, ",", "support_level", "core");
	buf_addc(out, '}');
}

static void
list_modules(struct ari_request *q)
{
	for (size_t i = 0; i < MODULES; i++) {
		buf_addc(&q->out, i ? ',' : '[');
		json_module(&q->out, i);
	}
	buf_addc(&q->out, ']');
	sim_ari_ok(q);
}

/* Which module the path names; MODULES for none. */
static size_t
which(const struct ari_request *q)
{
	size_t i = 0;

	while (i < MODULES && strcmp(modules[i].name, q->word[2]) != 0)
		i++;
	return i;
}

static void
get_module(struct ari_request *q)
{
	size_t i = which(q);

	if (i == MODULES) {
		sim_ari_error(q, 404, "Module could not be found in running modules");
		return;
	}
	json_module(&q->out, i);
	sim_ari_ok(q);
}

static void
reload_module(struct ari_request *q)
{
	if (which(q) == MODULES)
		sim_ari_error(q, 404, "Module not found in running modules");
	else
		sim_ari_done(q);
}

static void
load_module(struct ari_request *q)
{
	if (which(q) < MODULES)
		sim_ari_error(q, 409, "Module is already loaded");
	else
		sim_ari_error(q, 409, "Module could not be loaded");
}

static void
json_log(struct buf *out, const char *channel, const char *type, const char *keeps)
{
	sim_json_member(out, "{", "channel", channel);
	sim_json_member(out, ",", "type", type);
	sim_json_member(out, ",", "status", "Enabled");
	sim_json_member(out, ",", "configuration", keeps);
	buf_addc(out, '}');
}

static void
list_logs(struct ari_request *q)
{
	buf_addc(&q->out, '[');
	json_log(&q->out, "/var/log/asterisk/messages.log", "File", "NOTICE WARNING ERROR ");
	for (const struct variable *v = q->sim->ari->log_channels; v; v = v->next) {
		buf_addc(&q->out, ',');
		json_log(&q->out, v->name, "File", v->value);
	}
	buf_addc(&q->out, ']');
	sim_ari_ok(q);
}

/* Where the log channel that the path names is in the list; at its end if it is not. */
static struct variable **
find_log(struct ari_request *q)
{
	struct variable **at = &q->sim->ari->log_channels;

	while (*at && strcmp((*at)->name, q->word[2]) != 0)
		at = &(*at)->next;
	return at;
}

static void
add_log(struct ari_request *q)
{
	struct variable **at = find_log(q);

	if (!sim_ari_has(q, "configuration")) {
		sim_ari_error(q, 400, "Missing parameter configuration");
		return;
	}
	if (*at) {
		sim_ari_error(q, 409, "Configuration level already exists");
		return;
	}
	*at = mem_alloc(sizeof(**at));
	(*at)->name = mem_strdup(q->word[2]);
	(*at)->value = mem_strdup(sim_ari_param(q, "configuration"));
	sim_ari_done(q);
}

static void
delete_log(struct ari_request *q)
{
	struct variable **at = find_log(q), *log = *at;

	if (!log) {
		sim_ari_error(q, 404, "Log channel does not exist");
		return;
	}
	*at = log->next;
	log->next = NULL;
	sim_variables_free(&log);
	sim_ari_done(q);
}

static void
rotate_log(struct ari_request *q)
{
	if (*find_log(q))
		sim_ari_done(q);
	else
		sim_ari_error(q, 404, "Log channel does not exist");
}

static void
get_variable(struct ari_request *q)
{
	const char *name = sim_ari_param(q, "variable"), *value;
	struct buf scratch = BUF_INIT(BUF_MAX_LINE);

	if (!*name) {
		sim_ari_error(q, 400, "Variable name is required");
		return;
	}
	value = sim_variable_get(q->sim, NULL, name, &scratch);
	sim_json_member(&q->out, "{", "value", value ? value : "");
	buf_addc(&q->out, '}');
	buf_clear(&scratch);
	sim_ari_ok(q);
}

static void
set_variable(struct ari_request *q)
{
	const char *name = sim_ari_param(q, "variable");

	if (!*name) {
		sim_ari_error(q, 400, "Variable name is required");
		return;
	}
	sim_variable_set(q->sim, NULL, name, sim_ari_param(q, "value"));
	sim_ari_done(q);
}

#define MODULE  "/asterisk/modules/{moduleName}"
#define LOGGING "/asterisk/logging/{logChannelName}"

const struct ari_operation sim_ari_asterisk[] = {
    {"GET", "/asterisk/info", "getInfo", "AsteriskInfo", "only*(build|system|config|status)", "",
        "Tell about the server.", info},
    {"GET", "/asterisk/ping", "ping", "AsteriskPing", "", "", "Answer.", ping},
    {"GET", "/asterisk/modules", "listModules", "List[Module]", "", "", "List the modules.",
        list_modules},
    {"GET", MODULE, "getModule", "Module", "", "404 Module could not be found",
        "Tell about a module.", get_module},
    {"POST", MODULE, "loadModule", "void", "", "409 Module could not be loaded",
        "Load a module.", load_module},
    {"PUT", MODULE, "reloadModule", "void", "", "404 Module not found", "Reload a module.",
        reload_module},
    {"GET", "/asterisk/logging", "listLogChannels", "List[LogChannel]", "", "",
        "List the log channels.", list_logs},
    {"POST", LOGGING, "addLog", "void", "configuration!", "409 Log channel could not be created",
        "Add a log channel.", add_log},
    {"DELETE", LOGGING, "deleteLog", "void", "", "404 Log channel does not exist",
        "Remove a log channel.", delete_log},
    {"PUT", LOGGING "/rotate", "rotateLog", "void", "", "404 Log channel does not exist",
        "Begin a new file.", rotate_log},
    {"GET", "/asterisk/variable", "getGlobalVar", "Variable", "variable!",
        "400 Missing variable parameter", "Tell a global variable.", get_variable},
    {"POST", "/asterisk/variable", "setGlobalVar", "void", "variable! value",
        "400 Missing variable parameter", "Set a global variable.", set_variable},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
