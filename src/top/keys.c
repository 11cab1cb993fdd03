/* SPDX-License-Identifier: ISC */
/* The table of the keys. */
#include "top/keys.h"

#define CALLS (KIND_BIT(TOP_CALL) | KIND_BIT(TOP_CALLER))

const struct key_row key_rows[] = {
    {L'q', "q", "quit", DO_QUIT, 0, false, "quit (^C too)"},
    {L'?', "?", "help", DO_HELP, 0, false, "the keys"},
    {L'/', "/", "filter", DO_FILTER, 0, false,
        "show only rows with a text; Enter keeps it, Esc shows all (f too)"},
    {L's', "s", "sort", DO_SORT, 0, false, "sort by the next column"},
    {L't', "t", "trace", DO_TRACE, CALLS, false, "trace the call"},
    {L'e', "e", "events", DO_EVENTS, CALLS, false, "the events of the call"},
    {L'h', "h", "hang up", DO_HANGUP, CALLS, true, "hang up the channel that began the call"},
    {L'd', "d", "redirect", DO_REDIRECT, CALLS, true,
        "send that channel to exten@context"},
    {L'p', "p", "pause", DO_PAUSE, KIND_BIT(TOP_MEMBER), true,
        "pause a queue's member, or let it take calls again"},
    {L'r', "r", "refresh", DO_REFRESH, 0, false, "ask the server for everything again"},
    {L'S', "S", NULL, DO_REVERSE, 0, false, "sort the other way round"},
    {L'\t', "Tab", NULL, DO_NEXT_TAB, 0, false, "the next list (Right and Left too)"},
    {L'1', "1 2 3", NULL, DO_CALLS, 0, false, "calls, queues, endpoints"},
    {L'k', "Up Down", NULL, DO_UP, 0, false,
        "choose a row (j and k, Page Up and Down, Home and End too)"},
    {L'\f', "^L", NULL, DO_REDRAW, 0, false, "draw the screen again"},
    {L'f', NULL, NULL, DO_FILTER, 0, false, NULL},
    {L'2', NULL, NULL, DO_QUEUES, 0, false, NULL},
    {L'3', NULL, NULL, DO_ENDPOINTS, 0, false, NULL},
    {L'j', NULL, NULL, DO_DOWN, 0, false, NULL},
    {L'g', NULL, NULL, DO_FIRST, 0, false, NULL},
    {L'G', NULL, NULL, DO_LAST, 0, false, NULL},
    {L'Q', NULL, NULL, DO_QUIT, 0, false, NULL},
    {3, NULL, NULL, DO_QUIT, 0, false, NULL},
    {26, NULL, NULL, DO_STOP, 0, false, NULL},
    {0, NULL, NULL, DO_NOTHING, 0, false, NULL},
};

const struct key_row *
keys_find_row(wchar_t character)
{
	for (const struct key_row *k = key_rows; k->character; k++)
		if (k->character == character)
			return k;
	return NULL;
}
