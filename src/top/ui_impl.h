/* SPDX-License-Identifier: ISC */
/* What the files of the screen's states share; all others need only ui.h. */
#ifndef TOP_UI_IMPL_H
#define TOP_UI_IMPL_H

#include "top/grid.h"
#include "top/pane.h"
#include "top/ui.h"

enum question { ASK_NOTHING, ASK_FILTER, ASK_YES, ASK_TEXT };

struct ui {
	struct board *board;
	struct grid grid;
	enum top_tab tab;
	const char *name;
	bool read_only;
	bool waits;
	struct ui_host host;
	enum question question;
	bool seen; /* it was drawn */
	struct buf asked;    /* its text */
	struct buf typed;    /* the answer so far */
	enum command what;   /* is asked about */
	struct buf channel;  /* that the question is about, as it is shown */
	struct {
		size_t server;
		uint64_t id;
	} whom;
	struct buf said;
	bool bad;
	struct buf trouble;
	bool paned;
	bool follows; /* the host fills the pane */
	struct pane pane;
	struct buf heading; /* of the pane */
	size_t body; /* rows of the list or pane, when it was last drawn */
};

#endif
