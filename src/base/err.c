/* SPDX-License-Identifier: ISC */
/* Errors as values: kind and text. Prints nothing; base/out does. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>

/* Show that the text was cut. */
static void
mark_cut(char *text, size_t size, int wanted)
{
	if (wanted >= 0 && (size_t)wanted >= size)
		memcpy(text + size - 4, "...", 4);
}

int
err_set(struct err *err, enum err_kind kind, const char *format, ...)
{
	va_list ap;

	err->kind = kind;
	err->told = false;
	err->lasting = false;
	err->status = 0;
	err->lead = 0;
	va_start(ap, format);
	int n = vsnprintf(err->text, sizeof(err->text), format, ap);
	va_end(ap);
	mark_cut(err->text, sizeof(err->text), n);
	return -1;
}

int
err_prefix(struct err *err, const char *format, ...)
{
	char old[sizeof(err->text)];
	va_list ap;

	if (err->text[0] == '\0')
		return -1;
	memcpy(old, err->text, sizeof(old));
	err->lead = 0;
	va_start(ap, format);
	int n = vsnprintf(err->text, sizeof(err->text), format, ap);
	va_end(ap);
	size_t used = n < 0 ? 0 : (size_t)n;
	if (used >= sizeof(err->text)) {
		mark_cut(err->text, sizeof(err->text), n);
		return -1;
	}
	size_t room = sizeof(err->text) - used;
	n = snprintf(err->text + used, room, ": %s", old);
	mark_cut(err->text, sizeof(err->text), n < 0 ? n : n + (int)used);
	return -1;
}

int
err_lost(struct err *err)
{
	static const char lost[] = "connection lost";

	err_prefix(err, "%s", lost);
	err->lead = sizeof(lost) - 1 + 2; /* with ": " */
	return -1;
}

int
err_suffix(struct err *err, const char *format, ...)
{
	size_t used = strlen(err->text);
	va_list ap;

	va_start(ap, format);
	int n = vsnprintf(err->text + used, sizeof(err->text) - used, format, ap);
	va_end(ap);
	mark_cut(err->text, sizeof(err->text), n < 0 ? n : n + (int)used);
	return -1;
}

void
err_clear(struct err *err)
{
	err->kind = ERR_NONE;
	err->told = false;
	err->lasting = false;
	err->status = 0;
	err->lead = 0;
	err->text[0] = '\0';
}

static const struct {
	int status;
	const char *meaning;
} kinds[] = {
    [ERR_NONE] = {0, "success"},
    [ERR_FAILED] = {1, "an action was answered with Error, or a wait found no match in time"},
    [ERR_USAGE] = {2, "a usage error, a bad line or file, or output that could not be written"},
    [ERR_CONNECT] = {3, "no connection, or TLS refused"},
    [ERR_LOGIN] = {4, "login refused"},
    [ERR_TIMEOUT] = {5, "no reply in time"},
    [ERR_LOST] = {6, "connection lost before the reply"},
    [ERR_INTERRUPTED] = {130, "interrupted"},
    [ERR_WARNING] = {1, "a check found something to warn of"},
    [ERR_CRITICAL] = {2, "a check found something critical"},
    [ERR_UNKNOWN] = {3, "a check could not find out"},
};

int
err_exit_status(enum err_kind kind)
{
	return kinds[kind].status;
}

int
err_status(const struct err *err)
{
	return err->status ? err->status : err_exit_status(err->kind);
}

const char *
err_meaning(enum err_kind kind)
{
	return kinds[kind].meaning;
}
