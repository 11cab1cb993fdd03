/* SPDX-License-Identifier: ISC */
/* Reads the lines that plugin_line has written, and writes those of all servers. */
#include "monitor/plugin_fleet.h"

#include "base/text.h"

#define NAMES_MAX 10 /* of one status; the rest is counted */

/* A line, taken apart. */
struct told {
	enum plugin_status status;
	struct str text;
	struct str data;
};

/* "AMSH OK - 12 calls | calls=12;50;100;0;": no text holds a |. */
static struct told
read_line(struct str output)
{
	struct str line = str_head(output, str_chr(output, '\n')), begin = STR("AMSH ");
	struct str rest = str_from_at(line, begin.n);
	size_t dash = str_find(rest, STR(" - ")), bar = str_find(rest, STR(" | "));
	struct told told = {.status = plugin_of_word(str_head(rest, dash))};

	if (!str_starts(line, begin) || told.status == PLUGIN_STATUSES)
		return (struct told){.status = PLUGIN_UNKNOWN, .text = STR("no answer")};
	told.text = str_from_at(str_head(rest, bar), dash + 3);
	told.data = str_from_at(rest, bar + 3);
	return told;
}

/* Errors of connections begin with the server's name, and so does the line. */
static struct str
without_name(struct str text, struct str name)
{
	struct str rest = str_from_at(text, name.n);

	return str_starts(text, name) && str_starts(rest, STR(": ")) ? str_from_at(rest, 2) : text;
}

/* Add the names of the servers with this status, if there are any. */
static void
add_status(struct buf *out, const struct gathered *v, size_t n, enum plugin_status status)
{
	struct buf names = BUF_INIT(BUF_MAX_TEXT);
	const char *word = plugin_word(status);
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		if (read_line(v[i].output).status != status || ++count > NAMES_MAX)
			continue;
		buf_addz(&names, count > 1 ? ", " : "");
		plugin_escape(&names, str_of(v[i].name));
	}
	if (count > NAMES_MAX)
		buf_addf(&names, " and %zu more", count - NAMES_MAX);
	if (count)
		buf_addf(out, "%s%zu ", out->n ? ", " : "", count);
	for (; count && *word; word++)
		buf_addc(out, str_lower(*word));
	if (count && status != PLUGIN_OK)
		buf_addf(out, " (%s)", buf_z(&names));
	buf_clear(&names);
}

/* Add a server's performance data, each label with its name. */
static void
add_data(struct buf *out, struct str server, struct str data)
{
	struct str item;

	while (data.p && data.n && str_cut(&data, ' ', &item)) {
		size_t equals = str_chr(item, '=');
		buf_addz(out, out->n ? " " : "");
		plugin_label(out, server, str_head(item, equals));
		buf_adds(out, str_from_at(item, equals));
	}
}

enum plugin_status
plugin_gather(struct buf *out, const struct gathered *v, size_t n)
{
	static const enum plugin_status order[] = {
	    PLUGIN_CRITICAL, PLUGIN_UNKNOWN, PLUGIN_WARNING, PLUGIN_OK};
	struct buf counts = BUF_INIT(BUF_MAX_TEXT), data = BUF_INIT(BUF_MAX_TEXT);
	struct buf lines = BUF_INIT(BUF_MAX_TEXT);
	enum plugin_status worst = PLUGIN_OK;

	for (size_t i = 0; i < n; i++) {
		struct told told = read_line(v[i].output);
		worst = plugin_worse(worst, told.status);
		add_data(&data, str_of(v[i].name), told.data);
		plugin_escape(&lines, str_of(v[i].name));
		buf_addf(&lines, ": %s - %.*s\n", plugin_word(told.status),
		    STR_ARG(without_name(told.text, str_of(v[i].name))));
	}
	for (size_t i = 0; i < PLUGIN_STATUSES; i++)
		add_status(&counts, v, n, order[i]);
	buf_addf(out, "AMSH %s - %.*s", plugin_word(worst), STR_ARG(buf_str(&counts)));
	if (data.n)
		buf_addf(out, " | %.*s", STR_ARG(buf_str(&data)));
	buf_addf(out, "\n%.*s", STR_ARG(buf_str(&lines)));
	buf_clear(&counts);
	buf_clear(&data);
	buf_clear(&lines);
	return worst;
}
