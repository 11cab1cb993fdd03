/* SPDX-License-Identifier: ISC */
/* Puts an event together and hands it to every client. */
#include "event.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "ari_app.h"
#include "client.h"
#include "dress.h"

void
sim_event_begin(struct sim *sim, const char *name, unsigned classes)
{
	int64_t now = sim_wall(sim);

	sim->event_class = classes;
	buf_reset(&sim->event);
	buf_addf(&sim->event, "Event: %s\r\nPrivilege: ", name);
	sim_classes(&sim->event, classes, "");
	buf_addf(&sim->event, "\r\nTimestamp: %" PRId64 ".%06" PRId64 "\r\n", now / 1000000,
	    now % 1000000);
}

void
sim_event_field(struct sim *sim, const char *name, const char *format, ...)
{
	char value[1200];
	va_list ap;

	va_start(ap, format);
	vsnprintf(value, sizeof(value), format, ap);
	va_end(ap);
	buf_addf(&sim->event, "%s: %s\r\n", name, value);
}

void
sim_event_send(struct sim *sim)
{
	if (sim->old_lists && !sim_dress_event(&sim->event))
		return;
	sim_ari_translate(sim);
	buf_addz(&sim->event, "\r\n");
	for (struct client *c = sim->clients; c; c = c->next)
		sim_client_event(c, sim->event_class, buf_z(&sim->event));
}
