/* SPDX-License-Identifier: ISC */
/* What `set` can change and options preset: the format of answers and the time to wait. */
#ifndef LANG_SETTINGS_H
#define LANG_SETTINGS_H

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "view/render.h"

struct options;

/* How events look: in a story, which only the interactive shell tells; each in one line; whole. */
enum events_look { EVENTS_STORY, EVENTS_SHORT, EVENTS_LONG };
#define EVENTS_CHOICES "story|short|long"

/* The settings, sorted: name, what it may be, member, choices or NULL, words about its value. */
#define SETTINGS(FIRST, NEXT, LAST)                                                                \
	FIRST("color", BOOL, color, "on|off", "")                                                  \
	NEXT("dry-run", BOOL, dry_run, "on|off", "")                                               \
	NEXT("envelope", BOOL, envelope, "on|off", "")                                             \
	NEXT("events", EVENTS, events, EVENTS_CHOICES, " (story, short, long)")                    \
	NEXT("fields", TEXT, fields, NULL, "")                                                     \
	NEXT("format", TEMPLATE, template, NULL, " (a template)")                                  \
	NEXT("header", BOOL, header, "on|off", "")                                                 \
	NEXT("hints", BOOL, hints, "on|off", "")                                                   \
	NEXT("keep-going", BOOL, keep_going, "on|off", "")                                         \
	NEXT("output", FORMAT, format, FORMAT_CHOICES, " (" FORMAT_NAMES ")")                      \
	NEXT("read-only", BOOL, read_only, "on|off", "")                                           \
	NEXT("timeout", SECONDS, timeout, NULL, " (seconds)")                                      \
	LAST("yes", BOOL, yes, "on|off", "")

/* "color, …, events (story, short, long), … and yes". */
#define SETTINGS_NAMES SETTINGS(SETTING_NAME, SETTING_COMMA, SETTING_AND)
#define SETTING_NAME(name, type, member, choices, about)  name about
#define SETTING_COMMA(name, type, member, choices, about) ", " name about
#define SETTING_AND(name, type, member, choices, about)   " and " name about

struct settings {
	enum format format;
	bool header;
	bool envelope;
	enum events_look events;
	bool color;
	bool hints; /* at the right margin of the line that is typed */
	bool keep_going;
	bool dry_run;
	bool read_only;
	bool stays_read_only; /* the command line says so: no line can undo it */
	bool yes;    /* dangerous commands need not ask */
	bool agreed; /* nor those of the line that was shown, but about what is beyond that */
	msec timeout;
	struct buf fields;
	struct buf template; /* of the format of that name */
};

void settings_init(struct settings *s);
void settings_clear(struct settings *s);

/* Initialize from the options. */
void settings_preset(struct settings *s, const struct options *o);

/* The look of events in the interactive shell, until it is set. */
void settings_begin_story(struct settings *s);

/* From now on read-only, if this says so. */
void settings_restrict(struct settings *s, bool read_only);

/* The user has seen the lines that run now, and agreed to them; or no longer. Returns what was so
 * before. */
bool settings_agree(struct settings *s, bool agreed);

/* Is name one of the settings? */
bool settings_has(struct str name);

/* Change one by its name. ERR_USAGE shows the value and names the rule. */
int settings_set(struct settings *s, struct str name, struct str value, struct err *err);

/* Append the value of setting i ("json"); its name is returned, NULL at the end. */
const char *settings_get(const struct settings *s, size_t i, struct buf *value);

/* The protective setting (read-only, dry-run, …) that name and value, which are not a setting, were
 * probably meant as; else NULL. */
const char *settings_near_safety(struct str name, struct str value);

/* "output|events|…", for completion; the choices of one, or NULL. */
const char *settings_name(size_t i, const char **choices);

#endif
