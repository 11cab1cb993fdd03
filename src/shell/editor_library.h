/* SPDX-License-Identifier: ISC */
/*
 * libedit, opened for the first line that is typed, so that everything else starts without it: a
 * tenth of the time of a ping. Its functions are called by their own names. One that is missing in
 * the list below does not link.
 */
#ifndef SHELL_EDITOR_LIBRARY_H
#define SHELL_EDITOR_LIBRARY_H

#include <histedit.h>

#include "base/err.h"

#define EDITOR_FUNCTIONS(F) \
	F(el_cursor) \
	F(el_deletestr) \
	F(el_end) \
	F(el_init) \
	F(el_resize) \
	F(el_source) \
	F(el_wget) \
	F(el_wgets) \
	F(el_winsertstr) \
	F(el_wline) \
	F(el_wset) \
	F(history_w) \
	F(history_wend) \
	F(history_winit)

struct editor_library {
#define EDITOR_MEMBER(name) __typeof__(name) *name##_;
	EDITOR_FUNCTIONS(EDITOR_MEMBER)
#undef EDITOR_MEMBER
};

extern struct editor_library editor_library;

/* Open it, if it is not open yet. ERR_USAGE. */
int editor_library_open(struct err *err);

#define el_cursor editor_library.el_cursor_
#define el_deletestr editor_library.el_deletestr_
#define el_end editor_library.el_end_
#define el_init editor_library.el_init_
#define el_resize editor_library.el_resize_
#define el_source editor_library.el_source_
#define el_wget editor_library.el_wget_
#define el_wgets editor_library.el_wgets_
#define el_winsertstr editor_library.el_winsertstr_
#define el_wline editor_library.el_wline_
#define el_wset editor_library.el_wset_
#define history_w editor_library.history_w_
#define history_wend editor_library.history_wend_
#define history_winit editor_library.history_winit_

#endif
