/* SPDX-License-Identifier: ISC */
/* The only file that knows jansson. */
#include "rows/jansson.h"

#include <jansson.h>
#include <stddef.h>
#include <stdlib.h>

#include "base/library.h"
#include "base/mem.h"

static struct {
	json_t *(*loadb)(const char *text, size_t n, size_t flags, json_error_t *error);
	void (*delete)(json_t *json);
	void *(*iter)(json_t *object);
	void *(*iter_next)(json_t *object, void *iter);
	const char *(*iter_key)(void *iter);
	json_t *(*iter_value)(void *iter);
	const char *(*string_value)(const json_t *string);
	size_t (*string_length)(const json_t *string);
	double (*real_value)(const json_t *real);
	char *(*dumps)(const json_t *json, size_t flags);
} lib;

static bool ready;

#define AT(member) offsetof(__typeof__(lib), member)

static const struct library_symbol symbols[] = {
    {"json_loadb", AT(loadb)},
    {"json_delete", AT(delete)},
    {"json_object_iter", AT(iter)},
    {"json_object_iter_next", AT(iter_next)},
    {"json_object_iter_key", AT(iter_key)},
    {"json_object_iter_value", AT(iter_value)},
    {"json_string_value", AT(string_value)},
    {"json_string_length", AT(string_length)},
    {"json_real_value", AT(real_value)},
    {"json_dumps", AT(dumps)},
};

static const char *const libraries[] = {"libjansson.so.4", "libjansson.so", NULL};

int
jansson_open(struct err *err)
{
	if (!ready && library_load("libjansson", libraries, symbols,
	        sizeof(symbols) / sizeof(symbols[0]), &lib, err) < 0)
		return -1;
	ready = true;
	return 0;
}

static char *
dump(const json_t *value, size_t digits)
{
	return lib.dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(digits));
}

/* A value that is no string as JSON writes it, a number with as few digits as give it back. */
static char *
text_of(const json_t *value)
{
	char *text = dump(value, 15);

	if (!text || !json_is_real(value) || strtod(text, NULL) == lib.real_value(value))
		return text;
	free(text);
	return dump(value, 17);
}

/* Append a value. */
static void
add_value(struct fields *values, const json_t *value)
{
	if (json_is_string(value)) {
		buf_add(&values->text, lib.string_value(value), lib.string_length(value));
	} else if (!json_is_null(value)) {
		char *text = text_of(value);
		buf_addz(&values->text, text ? text : "");
		free(text);
	}
	fields_end(values);
}

char *
jansson_object(struct str line, struct fields *names, struct fields *values)
{
	json_error_t error = {.text = ""};
	json_t *object = lib.loadb(
	    line.p, line.n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);

	fields_reset(names);
	fields_reset(values);
	if (!object)
		return mem_strdup(error.text);
	for (void *at = lib.iter(object); at; at = lib.iter_next(object, at)) {
		fields_add(names, str_of(lib.iter_key(at)));
		add_value(values, lib.iter_value(at));
	}
	bool is_object = json_is_object(object);
	if (object->refcount != (size_t)-1 && --object->refcount == 0)
		lib.delete(object);
	return is_object ? NULL : mem_strdup("it is no object: {\"name\":\"value\"}");
}
