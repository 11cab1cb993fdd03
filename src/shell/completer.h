/* SPDX-License-Identifier: ISC */
/*
 * The keys Tab and ?: what can come next, from local knowledge and the server. The server is asked
 * without waiting: an answer that comes soon, with no other key pressed meanwhile, is used then; a
 * later one is only remembered.
 */
#ifndef SHELL_COMPLETER_H
#define SHELL_COMPLETER_H

#include "shell/editor.h"

struct client;
struct shell_backend;
struct completer;

/* backend is borrowed for the completer's life. */
struct completer *completer_new(struct client *client, const struct shell_backend *backend);
void completer_free(struct completer *t);

/* The editor that the keys come from; there is none before. */
void completer_set_editor(struct completer *t, struct editor *e);

/* What the keys do. */
struct editor_keys completer_keys(struct completer *t);

#endif
