/* SPDX-License-Identifier: ISC */
/* The table of steps, and the sentences made of it. Labels are the server's text: they are escaped
 * here. */
#include "story/step_words.h"

#include "base/duration.h"
#include "base/text.h"
#include "view/phrase.h"

static const struct step_words table[STEP_KINDS] = {
    [STEP_NEW] = {.name = "new"},
    [STEP_CHANGED] = {.name = "changed"},
    [STEP_RINGING] = {.name = "ringing", .say = "%a rings"},
    [STEP_UP] = {.name = "up", .say = "%a is up"},
    [STEP_APPLICATION] = {.name = "application", .say = "%a: ",
	.phrase = "{Application}[({AppData})]",
	.headers = "Application,AppData,Context,Exten,Priority"},
    [STEP_DIAL] = {.name = "dial", .arrow = ARROW_DIAL, .to = 1, .say = "%a dials %b",
	.alone = "%b is dialled", .headers = "DialString"},
    [STEP_ANSWER] = {.name = "answer", .arrow = ARROW_ANSWER, .from = 1, .say = "%b answers",
	.headers = "DialStatus"},
    [STEP_UNANSWERED] = {.name = "unanswered", .arrow = ARROW_ANSWER, .from = 1, .say = "%b ",
	.phrase = "{DialStatus:dial|DialStatus}[, forwarded to {Forward}]",
	.headers = "DialStatus,Forward"},
    [STEP_ENTER] = {.name = "bridge", .arrow = ARROW_BRIDGE, .to = 1,
	.say = "%a and %b are connected", .headers = "BridgeUniqueid,BridgeNumChannels"},
    [STEP_LEAVE] = {.name = "leave", .headers = "BridgeUniqueid,BridgeNumChannels"},
    [STEP_HOLD] = {.name = "hold", .arrow = ARROW_HOLD, .to = 1, .say = "%a puts %b on hold",
	.alone = "%a holds the call", .headers = "MusicClass"},
    [STEP_UNHOLD] = {.name = "unhold", .arrow = ARROW_HOLD, .to = 1, .say = "%a takes %b off hold",
	.alone = "%a resumes the call"},
    [STEP_MUSIC] = {.name = "music", .headers = "Class"},
    [STEP_MUSIC_ENDS] = {.name = "music-end"},
    [STEP_QUEUE] = {.name = "queue", .say = "%a waits in queue ",
	.phrase = "{Queue}[, position {Position}]", .headers = "Queue,Position,Count"},
    [STEP_QUEUE_LEFT] = {.name = "queue-leave", .headers = "Queue,Position,Count"},
    [STEP_QUEUE_GIVEN_UP] = {.name = "queue-abandon", .say = "%a gives up waiting in queue ",
	.phrase = "{Queue}[ after {HoldTime} s]",
	.headers = "Queue,Position,OriginalPosition,HoldTime"},
    [STEP_AGENT] = {.name = "agent", .say = "%b takes %a from queue ", .alone = "%a leaves queue ",
	.phrase = "{Queue}[ after {HoldTime} s]",
	.headers = "Queue,MemberName,Interface,HoldTime,RingTime"},
    [STEP_AGENT_MISSED] = {.name = "agent-missed", .say = "%b does not answer queue ",
	.alone = "%a: nobody answers queue ", .phrase = "{Queue}",
	.headers = "Queue,MemberName,Interface,RingTime"},
    [STEP_PARKED] = {.name = "park", .say = "%a is parked",
	.phrase = "[ at {ParkingSpace|Exten}][ of {Parkinglot}]",
	.headers = "ParkingSpace,Parkinglot,ParkingTimeout"},
    [STEP_UNPARKED] = {.name = "unpark", .arrow = ARROW_TRANSFER, .from = 1,
	.say = "%b retrieves %a from parking", .alone = "%a is no longer parked",
	.headers = "ParkingSpace,Parkinglot,ParkingDuration"},
    [STEP_PARKED_LONG] = {.name = "park-timeout", .say = "%a was parked for too long",
	.headers = "ParkingSpace,Parkinglot,ParkingDuration"},
    [STEP_BLIND] = {.name = "blind-transfer", .arrow = ARROW_TRANSFER, .to = 1,
	.say = "%a transfers %b to ", .alone = "%a transfers the call to ",
	.phrase = "{Extension}[@{Context}]", .headers = "Result,Extension,Context"},
    [STEP_ATTENDED] = {.name = "attended-transfer", .arrow = ARROW_TRANSFER, .from = 1, .to = 2,
	.say = "%a transfers %b to %c", .alone = "%a transfers the call",
	.phrase = "[ to {DestApp}]", .headers = "Result,DestType,DestApp"},
    [STEP_PICKUP] = {.name = "pickup", .arrow = ARROW_TRANSFER, .to = 1,
	.say = "%a picks up the call for %b"},
    [STEP_LOCAL] = {.name = "local"},
    [STEP_DIGIT] = {.name = "digit", .say = "%a presses ", .phrase = "{Digit}",
	.headers = "Digit,DurationMs"},
    [STEP_USER] = {.name = "user-event", .say = "%a: event ", .phrase = "{UserEvent}[ {*}]",
	.headers = "UserEvent"},
    [STEP_RENAMED] = {.name = "rename"},
    [STEP_HANGS_UP] = {.name = "hangs-up", .say = "%a hangs up",
	.headers = "Cause,TechCause"},
    [STEP_HUNG_UP] = {.name = "hung-up", .say = "%a is hung up",
	.headers = "Cause,TechCause"},
    [STEP_GONE] = {.name = "end", .say = "%a is gone",
	.phrase = "[: {Cause:cause|Cause-txt}][ ({Cause})][, tech cause {TechCause}]",
	.headers = "Cause,Cause-txt,TechCause"},
};

/* Applications that only control the dialplan, or whose effect is a step of its own. */
static const char *const quiet[] = {
    "Answer", "AppDial", "AppDial2", "AppQueue", "ElseIf", "EndIf", "EndWhile", "ExecIf",
    "ExitWhile", "Gosub", "GosubIf", "Goto", "GotoIf", "GotoIfTime", "Hangup", "If", "Log", "Macro",
    "MacroExit", "MacroIf", "MSet", "NoOp", "Return", "Set", "StackPop", "Verbose", "While",
    NULL,
};

const struct step_words *
step_words(enum step_kind kind)
{
	return &table[kind];
}

static bool
is_quiet(const struct trace_step *step)
{
	return str_in(msg_get(step->m, STR("Application")), quiet);
}

/* Append the extension if it is not the one that the channel dialled. */
static void
say_place(struct buf *out, const struct trace_step *step)
{
	struct buf place = BUF_INIT(BUF_MAX_TEXT);

	phrase_print(&place, "{Exten|Extension}[@{Context}]", step->m);
	if (place.n && !str_eq(buf_str(&place), str_of(step->lane[0]->dialled)))
		buf_addf(out, " at %.*s", STR_ARG(buf_str(&place)));
	buf_clear(&place);
}

/* Are all parties that the sentence names there? */
static bool
can_say(const char *say, const struct trace_step *step)
{
	for (; *say; say++)
		if (*say == '%' && !step->lane[*++say - 'a'])
			return false;
	return true;
}

static void
say_labels(struct buf *out, const char *say, const struct trace_step *step, bool whole)
{
	for (; *say; say++) {
		if (*say != '%') {
			buf_addc(out, *say);
			continue;
		}
		const struct lane *lane = step->lane[*++say - 'a'];
		text_escape(out, str_of(lane->shown && !whole ? lane->label : lane->name));
	}
}

static void
say(struct buf *out, const struct trace_step *step, bool whole)
{
	const struct step_words *words = &table[step->kind];
	const char *text = words->say;

	if (text && !can_say(text, step))
		text = words->alone;
	if (!text || (step->kind == STEP_APPLICATION && is_quiet(step)))
		return;
	say_labels(out, text, step, whole);
	if (step->m && words->phrase)
		phrase_print(out, words->phrase, step->m);
	if (step->kind == STEP_APPLICATION)
		say_place(out, step);
}

void
step_say(struct buf *out, const struct trace_step *step)
{
	say(out, step, false);
}

void
step_say_whole(struct buf *out, const struct trace_step *step)
{
	say(out, step, true);
}

void
step_introduce(struct buf *out, const struct lane *lane, msec since)
{
	text_escape(out, str_of(lane->name));
	if (lane->caller && lane->caller[0]) {
		buf_addz(out, " (");
		text_escape(out, str_of(lane->caller));
		buf_addc(out, ')');
	}
	if (since >= 0) {
		buf_addz(out, ", here for ");
		duration_print(out, since / 1000);
	} else if (lane->calls && lane->dialled && lane->dialled[0]) {
		buf_addz(out, " calls ");
		text_escape(out, str_of(lane->dialled));
	}
}
