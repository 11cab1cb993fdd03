/* SPDX-License-Identifier: ISC */
/* The colours, by what they mean, as the terminal's own sequences. Used only when color is on. */
#ifndef LAYOUT_STYLE_H
#define LAYOUT_STYLE_H

#define STYLE_TIME    "\x1b[2m"
#define STYLE_NAME    "\x1b[36m"
#define STYLE_SUBJECT "\x1b[32m"
#define STYLE_SUSPECT "\x1b[1;31m"
#define STYLE_TITLE   "\x1b[1m"
#define STYLE_BAD     "\x1b[31m"
#define STYLE_WARNING "\x1b[33m"
#define STYLE_OFF     "\x1b[0m"

#endif
