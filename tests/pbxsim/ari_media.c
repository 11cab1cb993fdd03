/* SPDX-License-Identifier: ISC */
/* Playbacks, recordings and sounds. Nothing is heard: a sound takes its time, and a recording is a
 * name. */
#include "ari_media.h"

#include <stdio.h>
#include <stdlib.h>

#include "ari_app.h"
#include "ari_json.h"
#include "base/mem.h"
#include "channel.h"
#include "timer.h"

#define SOUND_MS 40

struct playback {
	struct playback *next;
	char id[80];
	char media[200];
	char channel[160];
	const char *state;
};

struct recording {
	struct recording *next;
	char name[80];
	char format[16];
	char channel[160]; /* "" once it is stored */
	const char *state;
	int64_t begun;
};

static const char *const sounds[] = {"beep", "demo-congrats", "hello-world", "tt-monkeys"};

static bool
is_sound(const char *name)
{
	for (size_t i = 0; i < sizeof(sounds) / sizeof(*sounds); i++)
		if (strcmp(sounds[i], name) == 0)
			return true;
	return false;
}

static void
json_playback(struct buf *out, const struct playback *p)
{
	sim_json_member(out, "{", "id", p->id);
	sim_json_member(out, ",", "media_uri", p->media);
	buf_addf(out, ",\"target_uri\":\"channel:%s\"", p->channel);
	sim_json_member(out, ",", "language", "en");
	sim_json_member(out, ",", "state", p->state);
	buf_addc(out, '}');
}

static void
tell_playback(struct sim *sim, const char *type, const struct playback *p)
{
	struct buf *out = sim_ari_event(sim, type);
	char source[200];
	const char *sources = source;

	buf_addz(out, ",\"playback\":");
	json_playback(out, p);
	snprintf(source, sizeof(source), "channel:%s", p->channel);
	sim_ari_event_send(sim, &sources, 1);
}

static void
playback_free(struct sim *sim, struct playback *p)
{
	struct playback **at = &sim->ari->playbacks;

	sim_cancel(sim, p, NULL);
	while (*at != p)
		at = &(*at)->next;
	*at = p->next;
	free(p);
}

static void
play_end(struct sim *sim, void *owner)
{
	struct playback *p = owner;

	if (strcmp(p->state, "playing") == 0)
		p->state = "done";
	tell_playback(sim, "PlaybackFinished", p);
	playback_free(sim, p);
}

static void
play_begin(struct sim *sim, void *owner)
{
	struct playback *p = owner;
	bool known = !str_starts(str_of(p->media), STR("sound:")) || is_sound(p->media + 6);

	p->state = "playing";
	tell_playback(sim, "PlaybackStarted", p);
	if (!known)
		p->state = "failed";
	sim_after(sim, known ? SOUND_MS : 0, play_end, p);
}

void
sim_ari_play(struct ari_request *q)
{
	const struct channel *ch = sim_ari_in_stasis(q);
	const char *id = q->words == 4 ? q->word[3] : sim_ari_param(q, "playbackId");

	if (!ch)
		return;
	if (!sim_ari_has(q, "media")) {
		sim_ari_error(q, 400, "Missing parameter media");
		return;
	}
	struct playback *p = mem_alloc(sizeof(*p));
	snprintf(p->id, sizeof(p->id), "%s", id);
	if (!*id)
		sim_uuid(q->sim, p->id);
	snprintf(p->media, sizeof(p->media), "%s", sim_ari_param(q, "media"));
	snprintf(p->channel, sizeof(p->channel), "%s", ch->uniqueid);
	p->state = "queued";
	p->next = q->sim->ari->playbacks;
	q->sim->ari->playbacks = p;
	json_playback(&q->out, p);
	sim_ari_created(q);
	sim_after(q->sim, 0, play_begin, p);
}

static struct playback *
find_playback(struct ari_request *q)
{
	struct playback *p = q->sim->ari->playbacks;

	while (p && strcmp(p->id, q->word[1]) != 0)
		p = p->next;
	if (!p)
		sim_ari_error(q, 404, "Playback not found");
	return p;
}

static void
get_playback(struct ari_request *q)
{
	const struct playback *p = find_playback(q);

	if (!p)
		return;
	json_playback(&q->out, p);
	sim_ari_ok(q);
}

static void
stop_playback(struct ari_request *q)
{
	struct playback *p = find_playback(q);

	if (!p)
		return;
	sim_cancel(q->sim, p, NULL);
	play_end(q->sim, p);
	sim_ari_done(q);
}

static void
json_live(struct buf *out, const struct recording *r, const struct sim *sim)
{
	sim_json_member(out, "{", "name", r->name);
	sim_json_member(out, ",", "format", r->format);
	sim_json_member(out, ",", "state", r->state);
	buf_addf(out, ",\"target_uri\":\"channel:%s\"", r->channel);
	if (strcmp(r->state, "done") == 0)
		buf_addf(out, ",\"duration\":%d", (int)((sim_wall(sim) - r->begun) / 1000000));
	buf_addc(out, '}');
}

static void
json_stored(struct buf *out, const struct recording *r)
{
	sim_json_member(out, "{", "name", r->name);
	sim_json_member(out, ",", "format", r->format);
	buf_addc(out, '}');
}

static void
tell_recording(struct sim *sim, const char *type, const struct recording *r)
{
	struct buf *out = sim_ari_event(sim, type);
	char source[200];
	const char *sources = source;

	buf_addz(out, ",\"recording\":");
	json_live(out, r, sim);
	snprintf(source, sizeof(source), "channel:%s", r->channel);
	sim_ari_event_send(sim, &sources, 1);
}

static struct recording *
find_recording(const struct sim *sim, const char *name, bool live)
{
	struct recording *r = sim->ari->recordings;

	while (r && (strcmp(r->name, name) != 0 || live != (bool)*r->channel))
		r = r->next;
	return r;
}

static void
drop_recording(struct sim *sim, struct recording *r)
{
	struct recording **at = &sim->ari->recordings;

	sim_cancel(sim, r, NULL);
	while (*at != r)
		at = &(*at)->next;
	*at = r->next;
	free(r);
}

static void
record_begin(struct sim *sim, void *owner)
{
	struct recording *r = owner;

	r->state = "recording";
	r->begun = sim_wall(sim);
	tell_recording(sim, "RecordingStarted", r);
}

static void
record_end(struct sim *sim, struct recording *r)
{
	sim_cancel(sim, r, NULL);
	r->state = "done";
	tell_recording(sim, "RecordingFinished", r);
	*r->channel = '\0';
}

void
sim_ari_record(struct ari_request *q)
{
	const struct channel *ch = sim_ari_in_stasis(q);
	const char *name = sim_ari_param(q, "name"), *format = sim_ari_param(q, "format");

	if (!ch)
		return;
	bool over = strcmp(sim_ari_param(q, "ifExists"), "overwrite") == 0;
	struct recording *old = find_recording(q->sim, name, false);
	if (!*name || !*format) {
		sim_ari_error(q, 400, "Missing parameter %s", *name ? "format" : "name");
		return;
	}
	if (find_recording(q->sim, name, true) || (old && !over)) {
		sim_ari_error(
		    q, 409, "Recording '%s' already exists and can not be overwritten", name);
		return;
	}
	if (old)
		drop_recording(q->sim, old);
	struct recording *r = mem_alloc(sizeof(*r));
	snprintf(r->name, sizeof(r->name), "%s", name);
	snprintf(r->format, sizeof(r->format), "%s", format);
	snprintf(r->channel, sizeof(r->channel), "%s", ch->uniqueid);
	r->state = "queued";
	r->next = q->sim->ari->recordings;
	q->sim->ari->recordings = r;
	json_live(&q->out, r, q->sim);
	sim_ari_created(q);
	sim_after(q->sim, 0, record_begin, r);
}

void
sim_media_leave(struct sim *sim, const struct channel *ch)
{
	for (struct playback *p = sim->ari->playbacks, *next; p; p = next) {
		next = p->next;
		if (strcmp(p->channel, ch->uniqueid) == 0)
			play_end(sim, p);
	}
	for (struct recording *r = sim->ari->recordings; r; r = r->next)
		if (strcmp(r->channel, ch->uniqueid) == 0)
			record_end(sim, r);
}

void
sim_media_free(struct sim *sim)
{
	while (sim->ari->playbacks)
		playback_free(sim, sim->ari->playbacks);
	while (sim->ari->recordings)
		drop_recording(sim, sim->ari->recordings);
}

/* The recording that the path names, or NULL after an answer of 404. */
static struct recording *
need_recording(struct ari_request *q)
{
	struct recording *r =
	    find_recording(q->sim, q->word[2], strcmp(q->word[1], "live") == 0);

	if (!r)
		sim_ari_error(q, 404, "Recording not found");
	return r;
}

static void
get_live(struct ari_request *q)
{
	const struct recording *r = need_recording(q);

	if (!r)
		return;
	json_live(&q->out, r, q->sim);
	sim_ari_ok(q);
}

static void
stop_live(struct ari_request *q)
{
	struct recording *r = need_recording(q);

	if (!r)
		return;
	record_end(q->sim, r);
	sim_ari_done(q);
}

static void
cancel_live(struct ari_request *q)
{
	struct recording *r = need_recording(q);

	if (!r)
		return;
	record_end(q->sim, r);
	drop_recording(q->sim, r);
	sim_ari_done(q);
}

static void
list_stored(struct ari_request *q)
{
	const char *before = "[";

	for (const struct recording *r = q->sim->ari->recordings; r; r = r->next) {
		if (*r->channel)
			continue;
		buf_addz(&q->out, before);
		json_stored(&q->out, r);
		before = ",";
	}
	buf_addz(&q->out, q->out.n ? "]" : "[]");
	sim_ari_ok(q);
}

static void
get_stored(struct ari_request *q)
{
	const struct recording *r = need_recording(q);

	if (!r)
		return;
	json_stored(&q->out, r);
	sim_ari_ok(q);
}

/* A second of silence, which is no text. */
static void
get_file(struct ari_request *q)
{
	const struct recording *r = need_recording(q);
	char type[32];

	if (!r)
		return;
	snprintf(type, sizeof(type), "audio/%s", r->format);
	buf_pad(&q->out, '\377', 8000);
	sim_http_answer(q->http, 200, sim_http_reason(200), "", type, buf_str(&q->out));
}

static void
delete_stored(struct ari_request *q)
{
	struct recording *r = need_recording(q);

	if (!r)
		return;
	drop_recording(q->sim, r);
	sim_ari_done(q);
}

static void
json_sound(struct buf *out, const char *name)
{
	sim_json_member(out, "{", "id", name);
	buf_addz(out, ",\"formats\":[{\"language\":\"en\",\"format\":\"gsm\"}]}");
}

static void
list_sounds(struct ari_request *q)
{
	for (size_t i = 0; i < sizeof(sounds) / sizeof(*sounds); i++) {
		buf_addc(&q->out, i ? ',' : '[');
		json_sound(&q->out, sounds[i]);
	}
	buf_addc(&q->out, ']');
	sim_ari_ok(q);
}

static void
get_sound(struct ari_request *q)
{
	if (!is_sound(q->word[1])) {
		sim_ari_error(q, 404, "Sound not found");
		return;
	}
	json_sound(&q->out, q->word[1]);
	sim_ari_ok(q);
}

#define STORED   "/recordings/stored/{recordingName}"
#define LIVE     "/recordings/live/{recordingName}"
#define NO_SUCH  "404 Recording not found"
#define NO_SOUND "404 Playback not found"

const struct ari_operation sim_ari_recordings[] = {
    {"GET", "/recordings/stored", "listStored", "List[StoredRecording]", "", "",
        "List the recordings that are complete.", list_stored},
    {"GET", STORED, "getStored", "StoredRecording", "", NO_SUCH, "Tell about a recording.",
        get_stored},
    {"DELETE", STORED, "deleteStored", "void", "", NO_SUCH, "Delete a recording.",
        delete_stored},
    {"GET", STORED "/file", "getStoredFile", "binary", "", NO_SUCH, "Fetch a recording's file.",
        get_file},
    {"GET", LIVE, "getLive", "LiveRecording", "", NO_SUCH, "Tell about a running recording.",
        get_live},
    {"DELETE", LIVE, "cancel", "void", "", NO_SUCH, "End a recording and throw it away.",
        cancel_live},
    {"POST", LIVE "/stop", "stop", "void", "", NO_SUCH, "End a recording and store it.",
        stop_live},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};

const struct ari_operation sim_ari_playbacks[] = {
    {"GET", "/playbacks/{playbackId}", "get", "Playback", "", NO_SOUND,
        "Tell what is being played.", get_playback},
    {"DELETE", "/playbacks/{playbackId}", "stop", "void", "", NO_SOUND, "End it.",
        stop_playback},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};

const struct ari_operation sim_ari_sounds[] = {
    {"GET", "/sounds", "list", "List[Sound]", "lang format", "", "List the sounds.", list_sounds},
    {"GET", "/sounds/{soundId}", "get", "Sound", "", "404 Sound not found", "Tell about a sound.",
        get_sound},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
