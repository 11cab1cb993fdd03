/* SPDX-License-Identifier: ISC */
/*
 * The keys Tab and ?: what can come next, from local knowledge and the server. The server is asked
 * without waiting: an answer that comes soon, with no other key pressed meanwhile, is used then; a
 * later one is only remembered.
 */
#ifndef SHELL_COMPLETER_H
#define SHELL_COMPLETER_H

#include "base/str.h"

struct buf;
struct client;
struct editor;
struct shell_end;
struct completer;

/* end is borrowed for the completer's life. */
struct completer *completer_new(struct client *client, const struct shell_end *end);
void completer_free(struct completer *t);

/* The editor that the keys come from; there is none before. */
void completer_set_editor(struct completer *t, struct editor *e);

/* Hooks of the editor (editor.h). */
void completer_complete(struct completer *t, struct str line, size_t *replace, struct buf *insert);
void completer_candidates(struct completer *t, struct str line);
bool completer_is_plain_question(const struct completer *t, struct str line);
void completer_key(struct completer *t);

#endif
