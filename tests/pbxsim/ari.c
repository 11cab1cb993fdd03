/* SPDX-License-Identifier: ISC */
/* Requests of ARI: who may, what is asked, who answers. */
#include "ari.h"

#include <openssl/evp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "ari_app.h"
#include "ari_json.h"
#include "base/mem.h"
#include "channel.h"

const struct ari_resource sim_ari_resources[] = {
    {"asterisk", "Asterisk resources", sim_ari_asterisk},
    {"endpoints", "Endpoint resources", sim_ari_endpoints},
    {"channels", "Channel resources", sim_ari_channels},
    {"bridges", "Bridge resources", sim_ari_bridges},
    {"recordings", "Recording resources", sim_ari_recordings},
    {"sounds", "Sound resources", sim_ari_sounds},
    {"playbacks", "Playback control resources", sim_ari_playbacks},
    {"deviceStates", "Device state resources", sim_ari_device_states},
    {"events", "WebSocket resource", sim_ari_events},
    {"applications", "Stasis application resources", sim_ari_applications},
    {NULL, NULL, NULL},
};

static const struct {
	const char *name;
	bool reader;
} accounts[] = {{"hello", false}, {"reporter", true}};

const char *
sim_ari_param(const struct ari_request *q, const char *name)
{
	for (size_t i = 0; i < q->params; i++)
		if (!q->param[i].variable && strcmp(q->param[i].name, name) == 0)
			return q->param[i].value;
	return "";
}

bool
sim_ari_has(const struct ari_request *q, const char *name)
{
	return *sim_ari_param(q, name);
}

void
sim_ari_param_add(struct ari_request *q, struct str name, struct str value, bool variable)
{
	if (q->params == ARI_PARAMS)
		return;
	q->param[q->params++] = (struct ari_param){mem_strndup(name), mem_strndup(value), variable};
}

/* Add the parameters of "a=b&c=d". */
static void
read_form(struct ari_request *q, struct str text)
{
	struct buf name = BUF_INIT(BUF_MAX_LINE), value = BUF_INIT(BUF_MAX_LINE);
	struct str one, label;

	while (text.n && str_cut(&text, '&', &one)) {
		buf_reset(&name);
		buf_reset(&value);
		str_cut(&one, '=', &label);
		buf_add_decoded(&name, label);
		if (one.p)
			buf_add_decoded(&value, one);
		for (size_t i = 0; i < value.n; i++)
			if (value.p[i] == '+')
				value.p[i] = ' ';
		sim_ari_param_add(q, buf_str(&name), buf_str(&value), false);
	}
	buf_clear(&name);
	buf_clear(&value);
}

static void
read_path(struct ari_request *q, struct str path)
{
	struct buf word = BUF_INIT(BUF_MAX_LINE);
	struct str one;

	while (path.n && q->words < ARI_WORDS && str_cut(&path, '/', &one)) {
		buf_reset(&word);
		buf_add_decoded(&word, one);
		q->word[q->words++] = mem_strndup(buf_str(&word));
	}
	buf_clear(&word);
}

static void
answer(struct ari_request *q, int status, const char *extra)
{
	sim_http_answer(q->http, status, sim_http_reason(status), extra, "application/json",
	    buf_str(&q->out));
}

void
sim_ari_ok(struct ari_request *q)
{
	answer(q, 200, "");
}

void
sim_ari_created(struct ari_request *q)
{
	answer(q, 201, "");
}

void
sim_ari_done(struct ari_request *q)
{
	sim_http_answer(q->http, 204, sim_http_reason(204), "", NULL, STR(""));
}

static void
refuse(struct ari_request *q, int status, const char *extra, const char *text)
{
	buf_reset(&q->out);
	sim_json_member(&q->out, "{", "message", text);
	buf_addc(&q->out, '}');
	answer(q, status, extra);
}

void
sim_ari_error(struct ari_request *q, int status, const char *format, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	refuse(q, status, "", text);
}

struct channel *
sim_ari_channel(struct ari_request *q)
{
	struct channel *ch = sim_channel_find(q->sim, q->word[1]);

	if (!ch)
		sim_ari_error(q, 404, "Channel not found");
	return ch;
}

struct channel *
sim_ari_in_stasis(struct ari_request *q)
{
	struct channel *ch = sim_ari_channel(q);

	if (!ch || *ch->stasis)
		return ch;
	sim_ari_error(q, 409, "Channel not in Stasis application");
	return NULL;
}

/* Are "name:secret" those of an account? */
static bool
knows(struct ari_request *q, struct str pair)
{
	struct str name;

	str_cut(&pair, ':', &name);
	for (size_t i = 0; i < sizeof(accounts) / sizeof(*accounts); i++) {
		if (!str_eq(name, str_of(accounts[i].name)) || !pair.p ||
		    !str_eq(pair, str_of(q->sim->secret)))
			continue;
		q->reader = accounts[i].reader;
		return true;
	}
	return false;
}

/* The account is told by the header, or by the parameter api_key. */
static bool
is_known(struct ari_request *q)
{
	struct str header = sim_http_header(q->in, "Authorization");
	unsigned char text[1024] = "";

	if (!str_istarts(header, STR("Basic ")) || header.n > sizeof(text))
		return knows(q, str_of(sim_ari_param(q, "api_key")));
	header = str_trim(str_from_at(header, 6));
	EVP_DecodeBlock(text, (const unsigned char *)header.p, (int)header.n);
	return knows(q, str_of((const char *)text));
}

/* Is this the path of the pattern? */
static bool
path_is(const struct ari_request *q, const char *pattern)
{
	struct str rest = str_of(pattern + 1), word;
	size_t i = 0;

	while (str_cut(&rest, '/', &word)) {
		if (i == q->words ||
		    (word.p[0] != '{' && !str_eq(word, str_of(q->word[i]))))
			return false;
		i++;
	}
	return i == q->words;
}

/* Of two patterns for a path, the one that names more words is meant: /channels/create. */
static size_t
holes(const char *pattern)
{
	size_t n = 0;

	for (; *pattern; pattern++)
		n += *pattern == '{';
	return n;
}

static const struct ari_resource *
resource(const struct ari_request *q)
{
	const struct ari_resource *r = sim_ari_resources;

	while (q->words && r->name && strcmp(r->name, q->word[0]) != 0)
		r++;
	return q->words && r->name ? r : NULL;
}

/* The operation asked for; *methods are those that the path has. */
static const struct ari_operation *
find(const struct ari_request *q, struct buf *methods)
{
	const struct ari_resource *r = resource(q);
	const struct ari_operation *best = NULL;

	for (const struct ari_operation *o = r ? r->operations : NULL; o && o->method; o++) {
		if (!path_is(q, o->path))
			continue;
		buf_addf(methods, ",%s", o->method);
		if (str_eq(q->in->method, str_of(o->method)) &&
		    (!best || holes(o->path) < holes(best->path)))
			best = o;
	}
	return best;
}

static void
dispatch(struct ari_request *q)
{
	struct buf methods = BUF_INIT(BUF_MAX_LINE), allow = BUF_INIT(BUF_MAX_LINE);
	const struct ari_operation *o = find(q, &methods);

	buf_addf(&allow, "Allow: OPTIONS%s\r\n", buf_z(&methods));
	if (!methods.n && q->words)
		sim_ari_error(q, 404, "Resource not found");
	else if (str_eq(q->in->method, STR("OPTIONS")))
		sim_http_answer(q->http, 204, sim_http_reason(204), buf_z(&allow), NULL, STR(""));
	else if (!o)
		refuse(q, 405, buf_z(&allow), "Invalid method");
	else
		o->run(q);
	buf_clear(&methods);
	buf_clear(&allow);
}

static void
authorized(struct ari_request *q)
{
	struct str type = sim_http_header(q->in, "Content-Type");

	if (q->reader && !str_eq(q->in->method, STR("GET")))
		sim_ari_error(q, 403, "Write access denied");
	else if (str_istarts(type, STR("application/json")) && q->in->body.n &&
	    !sim_ari_body(q, q->in->body))
		sim_ari_error(q, 400, "Error parsing request body");
	else if (q->words == 2 && strcmp(q->word[0], "api-docs") == 0)
		sim_ari_docs(q, q->word[1]);
	else
		dispatch(q);
}

static void
run(struct ari_request *q, struct str path)
{
	struct str type = sim_http_header(q->in, "Content-Type");

	read_path(q, path);
	read_form(q, q->in->query);
	if (str_istarts(type, STR("application/x-www-form-urlencoded")))
		read_form(q, q->in->body);
	if (is_known(q))
		authorized(q);
	else
		refuse(q, 401, "WWW-Authenticate: Basic realm=\"Asterisk REST Interface\"\r\n",
		    "Authentication required");
}

void
sim_ari_run(struct http *h, const struct http_request *request)
{
	struct ari_request q = {.sim = h->sim, .http = h, .in = request};
	struct str path = request->path;

	buf_init(&q.out, BUF_MAX_MESSAGE);
	if (str_eq(path, STR("/ari")) || str_starts(path, STR("/ari/")))
		run(&q, str_from_at(path, 5));
	else
		sim_http_page(
		    h, 404, "Not Found", "", "The requested URL was not found on this server.");
	for (size_t i = 0; i < q.words; i++)
		free(q.word[i]);
	for (size_t i = 0; i < q.params; i++) {
		free(q.param[i].name);
		free(q.param[i].value);
	}
	buf_clear(&q.out);
}
