/* SPDX-License-Identifier: ISC */
/* What the lines of a picture mean. */
#include "story/svg_impl.h"

#define SAMPLE 30 /* how wide a sample is */
#define LETTER 7  /* how wide a letter of its words is, at most */
#define GAP    16
#define LINE   20

static const struct {
	const char *sample; /* drawn from 0,0 to SAMPLE,0 */
	const char *words;
} rows[] = {
    {"<rect x=\"1\" y=\"-7\" width=\"28\" height=\"14\" rx=\"4\" stroke-width=\"2\"/>",
	"a channel begins"},
    {"<path stroke-width=\"2\" d=\"M0 0H30\"/>", "is there"},
    {"<path stroke-width=\"2\" d=\"M0 -2H30M0 2H30\"/>", "connected"},
    {"<path stroke-width=\"2\" stroke-dasharray=\"2 5\" d=\"M0 0H30\"/>",
	"holds, or hears music"},
    {"<path stroke-width=\"3\" d=\"M9 -6l12 12m0 -12l-12 12\"/>", "ends"},
    {"<path stroke-width=\"4\" d=\"M0 0H20\"/>"
     "<path fill=\"currentColor\" d=\"M30 0l-12 -7v14z\"/>", "moves"},
};

int
svg_legend(const struct svg_frame *f, int y, struct buf *out)
{
	int x = SVG_MARGIN;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		int width = SAMPLE + 8 + (int)strlen(rows[i].words) * LETTER;
		if (x + width > f->width - SVG_MARGIN) {
			x = SVG_MARGIN;
			y += LINE;
		}
		buf_addf(out,
		    "<g class=\"key\" color=\"#59636e\" stroke=\"currentColor\" fill=\"none\" "
		    "transform=\"translate(%d %d)\">%s<text stroke=\"none\" fill=\"currentColor\" "
		    "font-size=\"11\" x=\"%d\" y=\"4\">%s</text></g>\n",
		    x, y, rows[i].sample, SAMPLE + 8, rows[i].words);
		x += width + GAP;
	}
	return y + LINE + 6;
}
