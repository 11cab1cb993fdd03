/* SPDX-License-Identifier: ISC */
/* From a recording to the inbox. */
#include "ari/replay.h"

#include <poll.h>
#include <unistd.h>

#include "ari/reader.h"
#include "net/player.h"
#include "session/inbox.h"
#include "session/outbox.h"

struct replay {
	const struct session_setup *setup;
	struct inbox inbox;
	struct backlog backlog;
	struct ari_reader *reader;
	size_t played;
};

/* Refuse what was sent. False: the owner closes. */
static bool
look_at_outbox(struct replay *r)
{
	struct err err;

	err_set(&err, ERR_USAGE, "a recording cannot answer");
	backlog_fill(&r->backlog, r->setup->outbox);
	for (const struct outbox_item *o = r->backlog.first; o; o = o->next)
		if (o->request)
			inbox_add_lost(&r->inbox, o->request, &err);
	backlog_drop(&r->backlog);
	return !r->backlog.closing;
}

/* Wait for the time of an event. False: the owner closes. */
static bool
wait_until(void *arg, msec until)
{
	struct replay *r = arg;
	struct pollfd ready = {.fd = queue_fd(r->setup->outbox), .events = POLLIN};

	while (look_at_outbox(r)) {
		inbox_publish(&r->inbox);
		msec retry = inbox_deadline(&r->inbox);
		if (clock_now() >= until)
			return true;
		poll(&ready, 1, clock_poll_timeout(retry < until ? retry : until));
	}
	return false;
}

/* Play an event; what is none, in a file that somebody has changed, is told. */
static bool
take(void *arg, int64_t time, struct str text)
{
	struct replay *r = arg;
	struct item item = {.kind = ITEM_EVENT, .has_msg = true};
	struct err err;
	bool list;

	if (ari_reader_open(r->reader, text, ARI_EVENT, 0, &list, &err) < 0)
		inbox_notice(&r->inbox, "ari: an event of %s is left out: %s",
		    r->setup->endpoint.host, err.text);
	while (ari_reader_next(r->reader, &item.msg)) {
		item.msg.time = time ? time : clock_today();
		inbox_add(&r->inbox, &item);
		r->played++;
	}
	inbox_publish_big(&r->inbox);
	return r->setup->endpoint.speed || look_at_outbox(r);
}

/* Play what the file has. False: the owner closed. */
static bool
play(struct replay *r, struct player *player, struct err *err)
{
	const struct item online = {.kind = ITEM_ONLINE};

	if (player_knows(player->file, &player->headless)) {
		inbox_add(&r->inbox, &online);
		if (!player_run(player))
			return false;
	}
	if (r->played)
		err_set(err, ERR_NONE, "the recording has ended");
	else
		err_set(err, ERR_USAGE, "%s holds no events of ARI", r->setup->endpoint.host);
	return true;
}

/* Play the recording, or say why that cannot be done. False: the owner closed. */
static bool
open_and_play(struct replay *r, struct err *err)
{
	struct player player = {
	    .speed = r->setup->endpoint.speed,
	    .direction = ARI_MESSAGE,
	    .wait = wait_until,
	    .take = take,
	    .arg = r,
	};

	r->reader = ari_reader_new(err);
	player.file = r->reader ? player_open(r->setup->endpoint.host, err) : -1;
	if (player.file < 0)
		return true;
	bool ended = play(r, &player, err);
	close(player.file);
	return ended;
}

void
ari_replay_run(const struct session_setup *setup)
{
	struct replay r = {.setup = setup};
	struct err err;

	inbox_init(&r.inbox, setup);
	backlog_init(&r.backlog);
	if (open_and_play(&r, &err))
		inbox_offline(&r.inbox, &err, -1);
	backlog_drop(&r.backlog);
	ari_reader_free(r.reader);
	inbox_clear(&r.inbox);
}
