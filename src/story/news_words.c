/* SPDX-License-Identifier: ISC */
/* The sentences as data, and who the parties are. What callers chose is escaped here. */
#include "story/news_words.h"

#include "base/duration.h"
#include "base/text.h"
#include "state/lane.h"
#include "view/phrase.h"

/*
 * %a, %b and %c are the parties, and < > enclose the key words. %d is where a goes, %t and %w how
 * long it took and was waited for, %e the end, %f who else is called, %m the agent; %p the phrase,
 * filled in from the event. alone: if a party of say is missing.
 */
static const struct {
	const char *say, *alone, *phrase;
} words[NEWS_KINDS] = {
    [NEWS_CALLS] = {"%a <calls>%d", NULL, NULL},
    [NEWS_CALLED] = {"%a <is called>", NULL, NULL},
    [NEWS_ANSWER] = {"%a <answers> %b%t%w", "%a <answers>%t", NULL},
    [NEWS_UNANSWERED] = {"%a <%p>%f, called by %b%t", "%a <%p>%f%t",
	"{DialStatus:dial|DialStatus}"},
    [NEWS_MISSED] = {"%a <does not answer> %b%p", "%a <does not answer>%p",
	"[: {Cause:cause|Cause-txt}][ ({Cause})]"},
    [NEWS_CONNECTED] = {"%a and %b <are connected>", NULL, NULL},
    [NEWS_HOLD] = {"%a <puts> %b <on hold>", "%a <holds> the call", NULL},
    [NEWS_UNHOLD] = {"%a <takes> %b <off hold>", "%a <resumes> the call", NULL},
    [NEWS_QUEUE] = {"%a <waits> in queue %p", NULL, "{Queue}[, position {Position}]"},
    [NEWS_QUEUE_LEFT] = {"%a <leaves> queue %p unanswered%t", NULL, "{Queue}"},
    [NEWS_QUEUE_GIVEN_UP] = {"%a <gives up> waiting in queue %p%t", NULL, "{Queue}"},
    [NEWS_AGENT_MISSED] = {"%b <does not answer> %a, queue %p", "%m <does not answer> %a, queue %p",
	"{Queue}"},
    [NEWS_PARKED] = {"%a <is parked>%p, by %b", "%a <is parked>%p",
	"[ at {ParkingSpace|Exten}][ of {Parkinglot}]"},
    [NEWS_UNPARKED] = {"%b <retrieves> %a from parking", "%a <is no longer parked>", NULL},
    [NEWS_PARKED_LONG] = {"%a <was parked for too long>", NULL, NULL},
    [NEWS_BLIND] = {"%a <transfers> %b to %p", "%a <transfers> the call to %p",
	"{Extension}[@{Context}]"},
    [NEWS_ATTENDED] = {"%a <transfers> %b to %c", "%a <transfers> the call%p", "[ to {DestApp}]"},
    [NEWS_PICKUP] = {"%a <picks up> the call of %c for %b", "%a <picks up> a call", NULL},
    [NEWS_HANGS_UP] = {"%a <hangs up>%e", NULL, NULL},
    [NEWS_HUNG_UP] = {"%a <is hung up>%e", NULL, NULL},
    [NEWS_ENDS] = {"%a <is gone>%e", NULL, NULL},
};

struct saying {
	const struct sentence *s;
	const struct news *news;
	const char *phrase;
	struct str *channel;
};

static void
say_after(struct buf *out, const char *before, int64_t us)
{
	if (us < 0)
		return;
	buf_addz(out, before);
	duration_print_tenths(out, (double)us / 1e6);
}

/* "alice" of PJSIP/alice-00000001, "101@sets" of Local/101@sets-00000001;1. */
static struct str
label_of(const struct track *track)
{
	struct str name = lane_endpoint(str_of(track->local ? track->local : track->name));
	struct str bare = str_from_at(name, str_chr(name, '/') + 1);

	return bare.n ? bare : name;
}

/* Who it is; the first time with its number. Later the number names one whose name is not known,
 * since all calls of a trunk have the same endpoint. */
static void
say_name(struct buf *out, const struct track *track)
{
	struct str caller = str_of(track->caller), number = str_of(track->number);
	struct str name = caller.n ? caller : label_of(track);
	bool both = !track->named && number.n && !str_eq(name, number);

	if (track->named && !caller.n && number.n)
		name = number;
	text_escape(out, name);
	if (both) {
		buf_addz(out, " (");
		text_escape(out, number);
		buf_addc(out, ')');
	}
}

static void
add_name(const struct saying *w, struct track *track)
{
	struct layout *l = w->s->layout;

	layout_end(l, w->s->text);
	say_name(&l->text, track);
	layout_end(l, w->s->name);
	if (!track->named && w->channel->n == 0)
		*w->channel = str_of(track->name);
	track->named = true;
}

/* How the call ended, and how long it was: the words of the cause are cut first. */
static void
add_end(const struct saying *w)
{
	const struct news *news = w->news;
	const struct track *a = news->who[0];
	struct buf *out = &w->s->layout->text;

	phrase_print(out, "[: {Cause:cause|Cause-txt}]", news->m);
	layout_end(w->s->layout, w->s->text);
	phrase_print(out, "[ ({Cause})]", news->m);
	if (news->talked >= 0) {
		say_after(out, ", talked ", news->talked);
	} else {
		if (a->fresh && !a->up)
			buf_addz(out, ", not answered");
		say_after(out, ", after ", news->after);
	}
}

static void
add_value(const struct saying *w, char sign)
{
	struct buf *out = &w->s->layout->text;
	const struct news *news = w->news;

	switch (sign) {
	case 'd':
		if (news->who[0]->goes_to) {
			buf_addc(out, ' ');
			text_escape(out, str_of(news->who[0]->goes_to));
		}
		break;
	case 'e':
		add_end(w);
		break;
	case 'f':
		phrase_print(out, "[, forwarded to {Forward}]", news->m);
		break;
	case 'm':
		phrase_print(out, "{MemberName|Member}", news->m);
		break;
	case 'p':
		phrase_print(out, w->phrase, news->m);
		break;
	case 't':
		say_after(out, " after ", news->after);
		break;
	default:
		if (news->waited >= 1000000)
			say_after(out, ", who waited ", news->waited);
	}
}

/* Are all parties that the sentence names there? */
static bool
can_say(const char *say, const struct news *news)
{
	for (; *say; say++)
		if (*say == '%' && *++say >= 'a' && *say <= 'c' && !news->who[*say - 'a'])
			return false;
	return true;
}

static void
add_sign(const struct saying *w, const char **say)
{
	struct layout *l = w->s->layout;

	switch (**say) {
	case '<':
		layout_end(l, w->s->text);
		break;
	case '>':
		layout_end(l, w->s->key);
		break;
	case '%':
		if (*++*say <= 'c')
			add_name(w, w->news->who[**say - 'a']);
		else
			add_value(w, **say);
		break;
	default:
		buf_addc(&l->text, **say);
	}
}

void
news_say(const struct sentence *s, const struct news *news, struct str *channel)
{
	const char *say = words[news->kind].say;
	const struct saying w = {s, news, words[news->kind].phrase, channel};

	*channel = STR("");
	if (!can_say(say, news))
		say = words[news->kind].alone;
	for (; *say; say++)
		add_sign(&w, &say);
	layout_end(s->layout, s->text);
}
