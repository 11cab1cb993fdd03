/* SPDX-License-Identifier: ISC */
/* Reads faults, from the command line and from SimFault; makes floods. */
#include "faults.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#define FLOOD_PIECE (256u << 10)
#define SEQ_DIGITS  10

/* What a flood is asked for with, before it starts. */
struct wish {
	bool wanted;
	long count;
	long rate;
	long seconds;
	long bytes;
	long size;
	bool varset;
};

struct setting {
	const char *name;
	long max; /* of the number that it takes; 0: it takes text */
	int (*set)(struct faults *f, struct wish *w, const char *text, long number);
};

static int
set_banner(struct faults *f, struct wish *w, const char *text, long number)
{
	static const char *const names[] = {"whole", "none", "half", "eof", "late"};

	(void)w, (void)number;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (strcasecmp(text, names[i]) == 0) {
			f->banner = (enum banner_fault)i;
			return 0;
		}
	}
	return -1;
}

static int
set_cut(struct faults *f, struct wish *w, const char *text, long number)
{
	(void)w, (void)text;
	f->cutting = true;
	f->cut = (size_t)number;
	return 0;
}

static int
set_delay(struct faults *f, struct wish *w, const char *text, long number)
{
	(void)w, (void)text;
	f->delay = number;
	return 0;
}

static int
set_fragment(struct faults *f, struct wish *w, const char *text, long number)
{
	(void)w, (void)text;
	f->fragment = (size_t)number;
	return 0;
}

static int
set_garbage(struct faults *f, struct wish *w, const char *text, long number)
{
	(void)w, (void)text;
	f->garbage = (size_t)number;
	return 0;
}

static int
set_mute(struct faults *f, struct wish *w, const char *text, long number)
{
	(void)w, (void)number;
	snprintf(f->mute, sizeof(f->mute), "%s", text);
	return 0;
}

/* One escaped byte; *text points after the backslash and is moved on. */
static char
unescape(const char **text)
{
	char hex[3] = "";
	char c = **text;

	if (c)
		++*text;
	switch (c) {
	case 'r':
		return '\r';
	case 'n':
		return '\n';
	case 't':
		return '\t';
	case 'x':
		for (int i = 0; i < 2 && **text; i++)
			hex[i] = *(*text)++;
		return (char)strtoul(hex, NULL, 16);
	default:
		return c;
	}
}

static int
set_raw(struct faults *f, struct wish *w, const char *text, long number)
{
	(void)w, (void)number;
	while (*text) {
		char c = *text++;
		buf_addc(&f->raw, c == '\\' ? unescape(&text) : c);
	}
	return 0;
}

static int
set_flood(struct faults *f, struct wish *w, const char *text, long number)
{
	(void)f, (void)text;
	w->wanted = true;
	w->count = number;
	return 0;
}

static int
set_rate(struct faults *f, struct wish *w, const char *text, long number)
{
	(void)f, (void)text;
	w->rate = number;
	return 0;
}

static int
set_seconds(struct faults *f, struct wish *w, const char *text, long number)
{
	(void)f, (void)text;
	w->seconds = number;
	return 0;
}

static int
set_bytes(struct faults *f, struct wish *w, const char *text, long number)
{
	(void)f, (void)text;
	w->bytes = number;
	return 0;
}

static int
set_size(struct faults *f, struct wish *w, const char *text, long number)
{
	(void)f, (void)text;
	w->size = number;
	return 0;
}

static int
set_kind(struct faults *f, struct wish *w, const char *text, long number)
{
	(void)f, (void)number;
	w->varset = strcasecmp(text, "VarSet") == 0;
	return w->varset || strcasecmp(text, "UserEvent") == 0 ? 0 : -1;
}

static const struct setting settings[] = {
    {"Banner", 0, set_banner},
    {"Cut", 1L << 40, set_cut},
    {"Delay", 600000, set_delay},
    {"Fragment", 1 << 20, set_fragment},
    {"Garbage", 1 << 20, set_garbage},
    {"Mute", 0, set_mute},
    {"Raw", 0, set_raw},
    {"Flood", 1L << 40, set_flood},
    {"Rate", 10000000, set_rate},
    {"Seconds", 86400, set_seconds},
    {"Bytes", 1L << 40, set_bytes},
    {"Size", 60 << 20, set_size},
    {"Kind", 0, set_kind},
};

#define SETTINGS (sizeof(settings) / sizeof(*settings))

static int
apply(struct faults *f, struct wish *w, const struct setting *s, const char *text, struct err *err)
{
	long number = 0;

	if (s->max && !str_number(str_of(text), 0, s->max, &number))
		return err_set(err, ERR_USAGE, "%s: %s is not a number", s->name, text);
	if (s->set(f, w, text, number))
		return err_set(err, ERR_USAGE, "%s: unknown value %s", s->name, text);
	return 0;
}

/* Build the event that the flood repeats. */
static void
flood_event(struct flood *flood, const struct wish *w)
{
	buf_clear(&flood->event);
	buf_init(&flood->event, BUF_MAX_MESSAGE);
	if (w->varset)
		buf_addz(&flood->event,
		    "Event: VarSet\r\nPrivilege: dialplan,all\r\n"
		    "Channel: PJSIP/flood-00000001\r\nChannelState: 6\r\n"
		    "ChannelStateDesc: Up\r\nCallerIDNum: 1000\r\nCallerIDName: Flood\r\n"
		    "ConnectedLineNum: <unknown>\r\nConnectedLineName: <unknown>\r\n"
		    "Language: en\r\nAccountCode: \r\nContext: sets\r\nExten: 200\r\n"
		    "Priority: 2\r\nUniqueid: flood.1\r\nLinkedid: flood.1\r\n"
		    "Variable: COUNT\r\n");
	else
		buf_addz(&flood->event,
		    "Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: Flood\r\n");
	if (w->size) {
		buf_addz(&flood->event, "Pad: ");
		buf_pad(&flood->event, 'x', (size_t)w->size);
		buf_addz(&flood->event, "\r\n");
	}
	buf_addz(&flood->event, w->varset ? "Value: " : "Seq: ");
	flood->digits = flood->event.n;
	buf_pad(&flood->event, '0', SEQ_DIGITS);
	buf_addz(&flood->event, "\r\n\r\n");
}

static void
flood_start(struct flood *flood, const struct wish *w)
{
	flood_event(flood, w);
	flood->active = true;
	flood->for_ever = w->count == 0;
	flood->left = (uint64_t)w->count;
	flood->sent = 0;
	flood->bytes = w->bytes ? (uint64_t)w->bytes : UINT64_MAX;
	flood->rate = w->rate;
	flood->since = clock_now();
	flood->until = w->seconds ? flood->since + w->seconds * 1000 : CLOCK_NEVER;
}

int
sim_faults_read(struct faults *f, const char *spec, struct err *err)
{
	struct wish w = {.wanted = false};

	while (*spec) {
		char name[32], value[512];
		int used = 0;
		size_t i = 0;
		if (sscanf(spec, "%31[^=,]=%511[^,]%n", name, value, &used) != 2)
			return err_set(err, ERR_USAGE, "fault %s: not NAME=VALUE", spec);
		while (i < SETTINGS && strcasecmp(settings[i].name, name) != 0)
			i++;
		if (i == SETTINGS)
			return err_set(err, ERR_USAGE, "unknown fault %s", name);
		if (apply(f, &w, &settings[i], value, err))
			return -1;
		spec += used;
		spec += *spec == ',';
	}
	if (w.wanted)
		flood_start(&f->flood, &w);
	return 0;
}

int
sim_faults_take(struct faults *f, const struct message *m, struct err *err)
{
	struct wish w = {.wanted = false};

	for (size_t line = 0; line < m->n; line++) {
		for (size_t i = 0; i < SETTINGS; i++) {
			const char *value = sim_line_value(m->line[line], settings[i].name);
			if (value && apply(f, &w, &settings[i], value, err))
				return -1;
		}
	}
	if (w.wanted)
		flood_start(&f->flood, &w);
	return 0;
}

void
sim_faults_clear(struct faults *f)
{
	buf_clear(&f->raw);
	buf_clear(&f->flood.event);
}

bool
sim_faults_mute(const struct faults *f, const char *action)
{
	return strcmp(f->mute, "*") == 0 || (*f->mute && strcasecmp(f->mute, action) == 0);
}

/* How many events are due now? */
static uint64_t
flood_due(const struct flood *flood)
{
	uint64_t due = UINT64_MAX;
	msec passed = clock_now() - flood->since;

	if (flood->rate)
		due = (uint64_t)passed * (uint64_t)flood->rate / 1000 - flood->sent;
	if (!flood->for_ever && due > flood->left)
		due = flood->left;
	return due;
}

static void
flood_add(struct flood *flood, struct buf *out)
{
	uint64_t number = ++flood->sent;

	for (size_t i = SEQ_DIGITS; i-- > 0; number /= 10)
		flood->event.p[flood->digits + i] = (char)('0' + number % 10);
	buf_adds(out, buf_str(&flood->event));
	flood->bytes -= flood->event.n;
	if (!flood->for_ever)
		flood->left--;
}

void
sim_flood_fill(struct flood *flood, struct buf *out)
{
	uint64_t due = flood_due(flood);

	while (due-- && flood->bytes >= flood->event.n && out->n < FLOOD_PIECE)
		flood_add(flood, out);
	if (flood->bytes < flood->event.n || clock_now() >= flood->until ||
	    (!flood->for_ever && flood->left == 0))
		flood->active = false;
}
