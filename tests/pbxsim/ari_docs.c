/* SPDX-License-Identifier: ISC */
/* The server's own documentation of ARI (/ari/api-docs), in the shape of Swagger 1.1 that Asterisk has,
 * from the same tables that answer. */
#include <stdio.h>
#include <stdlib.h>

#include "ari.h"
#include "ari_json.h"

static void
begin(struct ari_request *q)
{
	struct str host = sim_http_header(q->in, "Host");
	char place[300];

	snprintf(place, sizeof(place), "http%s://%.*s/ari", q->http->ssl ? "s" : "", STR_ARG(host));
	sim_json_member(&q->out, "{", "apiVersion", "10.0.0");
	sim_json_member(&q->out, ",", "swaggerVersion", "1.1");
	sim_json_member(&q->out, ",", "basePath", place);
}

static void
index_page(struct ari_request *q)
{
	begin(q);
	buf_addz(&q->out, ",\"apis\":[");
	for (const struct ari_resource *r = sim_ari_resources; r->name; r++) {
		buf_addf(&q->out, "%s{\"path\":\"/api-docs/%s.{format}\"",
		    r == sim_ari_resources ? "" : ",", r->name);
		sim_json_member(&q->out, ",", "description", r->about);
		buf_addc(&q->out, '}');
	}
	buf_addz(&q->out, "]}");
	sim_ari_ok(q);
}

static void
add_name(struct buf *out, struct str name, const char *kind, bool required)
{
	buf_addf(out, "{\"name\":\"%.*s\",\"description\":\"The %.*s.\",\"paramType\":\"%s\"",
	    STR_ARG(name), STR_ARG(name), kind);
	buf_addf(out, ",\"required\":%s", required ? "true" : "false");
}

/* Append the values of "(A|B)". */
static void
add_values(struct buf *out, struct str values)
{
	const char *before = "";
	struct str one;

	buf_addz(out, ",\"allowableValues\":{\"valueType\":\"LIST\",\"values\":[");
	while (str_cut(&values, '|', &one)) {
		buf_addf(out, "%s\"%.*s\"", before, STR_ARG(one));
		before = ",";
	}
	buf_addz(out, "]}");
}

/* Append a parameter, given as ari.h says. */
static void
add_parameter(struct buf *out, struct str word)
{
	size_t end = 0;

	while (end < word.n && !strchr("!*:(", word.p[end]))
		end++;
	struct str name = str_head(word, end), rest = str_from_at(word, end);
	struct str marks = str_head(rest, str_chr(rest, '('));
	struct str type = str_from_at(marks, str_chr(marks, ':'));
	bool body = str_eq(type, STR(":containers"));
	add_name(out, name, body ? "body" : "query", str_chr(marks, '!') < marks.n);
	buf_addf(out, ",\"allowMultiple\":%s", str_chr(marks, '*') < marks.n ? "true" : "false");
	if (type.n)
		type = str_from_at(type, 1);
	else
		type = STR("string");
	buf_addf(out, ",\"dataType\":\"%.*s\"", STR_ARG(type));
	if (marks.n < rest.n)
		add_values(out, str_from(rest.p + marks.n + 1, rest.n - marks.n - 2));
	buf_addc(out, '}');
}

static void
add_parameters(struct buf *out, const struct ari_operation *o)
{
	struct str path = str_of(o->path), words = str_of(o->params), one;
	const char *before = "";

	buf_addz(out, ",\"parameters\":[");
	while (path.n && str_cut(&path, '/', &one)) {
		if (!str_starts(one, STR("{")))
			continue;
		buf_addz(out, before);
		add_name(out, str_from(one.p + 1, one.n - 2), "path", true);
		buf_addz(out, ",\"allowMultiple\":false,\"dataType\":\"string\"}");
		before = ",";
	}
	while (words.n && str_cut(&words, ' ', &one)) {
		if (!one.n)
			continue;
		buf_addz(out, before);
		add_parameter(out, one);
		before = ",";
	}
	buf_addc(out, ']');
}

static void
add_errors(struct buf *out, const char *errors)
{
	struct str rest = str_of(errors), one, code;
	const char *before = "";

	buf_addz(out, ",\"errorResponses\":[");
	while (rest.n && str_cut(&rest, ';', &one)) {
		if (!one.n)
			continue;
		str_cut(&one, ' ', &code);
		buf_addf(out, "%s{\"code\":%.*s,\"reason\":\"%.*s\"}", before, STR_ARG(code),
		    STR_ARG(one));
		before = ",";
	}
	buf_addc(out, ']');
}

static void
add_operation(struct buf *out, const struct ari_operation *o)
{
	sim_json_member(out, "{", "httpMethod", o->method);
	if (strcmp(o->nickname, "eventWebsocket") == 0)
		sim_json_member(out, ",", "upgrade", "websocket");
	sim_json_member(out, ",", "summary", o->summary);
	sim_json_member(out, ",", "nickname", o->nickname);
	sim_json_member(out, ",", "responseClass", o->returns);
	if (*o->params || strchr(o->path, '{'))
		add_parameters(out, o);
	if (*o->errors)
		add_errors(out, o->errors);
	buf_addc(out, '}');
}

/* Is it the first operation of its path? */
static bool
is_first(const struct ari_resource *r, const struct ari_operation *o)
{
	for (const struct ari_operation *other = r->operations; other != o; other++)
		if (strcmp(other->path, o->path) == 0)
			return false;
	return true;
}

/* Append a path with all that can be done at it. */
static void
add_path(struct buf *out, const char *before, const struct ari_operation *first)
{
	sim_json_member(out, before, "path", first->path);
	sim_json_member(out, ",", "description", first->summary);
	buf_addz(out, ",\"operations\":[");
	for (const struct ari_operation *o = first; o->method; o++) {
		if (strcmp(o->path, first->path) != 0)
			continue;
		buf_addz(out, o == first ? "" : ",");
		add_operation(out, o);
	}
	buf_addz(out, "]}");
}

static void
page(struct ari_request *q, const struct ari_resource *r)
{
	begin(q);
	buf_addf(&q->out, ",\"resourcePath\":\"/api-docs/%s.{format}\",\"apis\":[", r->name);
	for (const struct ari_operation *o = r->operations; o->method; o++)
		if (is_first(r, o))
			add_path(&q->out, o == r->operations ? "{" : ",{", o);
	buf_addz(&q->out, "],\"models\":{}}");
	sim_ari_ok(q);
}

void
sim_ari_docs(struct ari_request *q, const char *name)
{
	struct str file = str_of(name), stem = file;

	if (!str_ends(file, STR(".json"))) {
		sim_ari_error(q, 404, "Resource not found");
		return;
	}
	stem.n -= strlen(".json");
	if (str_eq(stem, STR("resources"))) {
		index_page(q);
		return;
	}
	for (const struct ari_resource *r = sim_ari_resources; r->name; r++) {
		if (str_eq(stem, str_of(r->name))) {
			page(q, r);
			return;
		}
	}
	sim_ari_error(q, 404, "Resource not found");
}
