/* SPDX-License-Identifier: ISC */
/*
 * The keys Tab and ?: what can come next, from local knowledge and the server. The server is asked
 * without waiting: an answer that comes soon, with no other key pressed meanwhile, is used then; a
 * later one is only remembered.
 */
#ifndef SHELL_TAB_H
#define SHELL_TAB_H

#include "base/str.h"

struct buf;
struct client;
struct editor;
struct shell_end;
struct tab;

/* end is borrowed for the tab's life. */
struct tab *tab_new(struct client *client, const struct shell_end *end);
void tab_free(struct tab *t);

/* The editor that the keys come from; there is none before. */
void tab_set_editor(struct tab *t, struct editor *e);

/* Hooks of the editor (editor.h). */
void tab_complete(struct tab *t, struct str line, size_t *replace, struct buf *insert);
void tab_candidates(struct tab *t, struct str line);
bool tab_is_plain_question(const struct tab *t, struct str line);
void tab_key(struct tab *t);

#endif
