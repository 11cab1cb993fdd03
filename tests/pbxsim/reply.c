/* SPDX-License-Identifier: ISC */
/* Writes replies and list items to the client that asked. */
#include "reply.h"

#include <stdarg.h>
#include <stdio.h>

static void
put_line(struct client *c, const char *name, const char *value)
{
	sim_client_write(c, str_of(name));
	sim_client_write(c, STR(": "));
	sim_client_write(c, str_of(value));
	sim_client_write(c, STR("\r\n"));
}

void
sim_reply_action_id(struct client *c, const struct message *m)
{
	const char *id = sim_header(m, "ActionID");

	if (*id)
		put_line(c, "ActionID", id);
}

void
sim_reply_open(struct client *c, const struct message *m, const char *response)
{
	put_line(c, "Response", response);
	sim_reply_action_id(c, m);
}

void
sim_reply_field(struct client *c, const char *name, const char *format, ...)
{
	struct buf value = BUF_INIT(BUF_MAX_MESSAGE);
	va_list ap;

	va_start(ap, format);
	int n = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	char *room = buf_room(&value, (size_t)n);
	va_start(ap, format);
	if (room)
		vsnprintf(room, (size_t)n + 1, format, ap);
	va_end(ap);
	put_line(c, name, room ? room : "");
	buf_clear(&value);
}

void
sim_reply_close(struct client *c)
{
	sim_client_write(c, STR("\r\n"));
}

void
sim_reply(struct client *c, const struct message *m, const char *message)
{
	sim_reply_open(c, m, "Success");
	put_line(c, "Message", message);
	sim_reply_close(c);
}

void
sim_reply_error(struct client *c, const struct message *m, const char *format, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	sim_reply_open(c, m, "Error");
	put_line(c, "Message", text);
	sim_reply_close(c);
}

void
sim_list_open(struct client *c, const struct message *m, bool always, const char *message)
{
	sim_reply_open(c, m, "Success");
	if (always || !c->sim->old_lists)
		put_line(c, "EventList", "start");
	put_line(c, "Message", message);
	sim_reply_close(c);
}

void
sim_item_open_bare(struct client *c, const char *event)
{
	put_line(c, "Event", event);
}

void
sim_item_open(struct client *c, const struct message *m, const char *event)
{
	sim_item_open_bare(c, event);
	sim_reply_action_id(c, m);
}

void
sim_list_end(
    struct client *c, const struct message *m, bool always, const char *event, size_t count)
{
	sim_item_open(c, m, event);
	if (!always && c->sim->old_lists)
		return;
	put_line(c, "EventList", "Complete");
	sim_reply_field(c, "ListItems", "%zu", count);
}
