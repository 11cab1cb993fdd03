/* SPDX-License-Identifier: ISC */
/* The scripted manager of a scene. */
#include "scene_server.h"

#include <check.h>
#include <stdlib.h>

#include "client/connect.h"
#include "conf/target.h"

struct ami_server scene_server;

static struct buf url;
static bool running;

/* Send the event that was asked for, each with its number. */
static void
send_events(struct talk *t, long times)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	for (long i = 1; i <= times; i++)
		buf_addf(&text,
		    "Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: %.*s\r\nNumber: %ld\r\n\r\n",
		    STR_ARG(talk_header(t, "UserEvent")), i);
	talk_say(t, buf_z(&text));
	buf_clear(&text);
}

static void
play_events(struct talk *t, struct ami_server *s)
{
	long times = 1;

	(void)s;
	while (times > 0 && talk_hear(t, PATIENCE)) {
		struct str action = talk_header(t, "Action");
		if (str_eq(action, STR("Logoff")))
			return;
		talk_reply(t, "Success", "Message: done\r\n");
		times = 1;
		if (str_eq(action, STR("UserEvent"))) {
			str_number(talk_header(t, "Times"), 0, 1000, &times);
			send_events(t, times);
		}
	}
}

void
scene_connect(void (*play)(struct talk *t, struct ami_server *s))
{
	struct err err = {0};

	scene_server = (struct ami_server){.version = "11.0.0", .play = play ? play : play_events};
	ami_server_start(&scene_server);
	running = true;
	url = BUF_INIT(BUF_MAX_LINE);
	buf_addf(&url, "ami://hello@127.0.0.1:%s", ami_server_port(&scene_server));
	setenv("AMSH_SECRET", "world", 1);
	target_take_environment();
	scene_options.server = buf_z(&url);
	ck_assert_msg(connect_open(scene, NULL, "on", &err) == 0, "%s", err.text);
}

void
scene_disconnect(void)
{
	scene_close();
	if (running)
		ami_server_end(&scene_server);
	running = false;
	buf_clear(&url);
	target_forget();
}
