/* SPDX-License-Identifier: ISC */
/* The head of a picture's file: its size, and how everything looks, light, dark and printed. */
#include "story/svg_impl.h"

#define FONT                                                                                       \
	"ui-monospace,SFMono-Regular,Menlo,Consolas,&quot;DejaVu Sans Mono&quot;,"                 \
	"&quot;Liberation Mono&quot;,monospace"
#define FONT_OF_STYLE                                                                              \
	"ui-monospace,SFMono-Regular,Menlo,Consolas,\"DejaVu Sans Mono\",\"Liberation Mono\","     \
	"monospace"

const char *const svg_colors[SVG_COLORS][2] = {
    {"#0969da", "#58a6ff"}, /* blue */
    {"#b74a00", "#f0883e"}, /* orange */
    {"#1a7f37", "#3fb950"}, /* green */
    {"#8250df", "#bc8cff"}, /* violet */
    {"#bf3989", "#f778ba"}, /* pink */
    {"#0b6e7f", "#39c5cf"}, /* turquoise */
    {"#7d4e00", "#d29922"}, /* brown */
    {"#57606a", "#9da7b3"}, /* grey */
};

/* What else has a colour: its class, how it is used, on a light ground, on a dark one. */
static const struct {
	const char *name, *property, *light, *dark;
} looks[] = {
    {".bg", "fill", "#fff", "#0d1117"},
    {".in", "stroke", "#fff", "#0d1117"},
    {".row", "stroke", "#e6eaef", "#21262d"},
    {".text", "fill", "#1f2328", "#e6edf3"},
    {".dim", "fill", "#59636e", "#9aa4af"},
    {".key", "color", "#59636e", "#9aa4af"},
};

static void
add_colors(struct buf *out, bool dark)
{
	for (size_t i = 0; i < sizeof(looks) / sizeof(*looks); i++)
		buf_addf(out, "%s{%s:%s}", looks[i].name, looks[i].property,
		    dark ? looks[i].dark : looks[i].light);
	for (size_t i = 0; i < SVG_COLORS; i++)
		buf_addf(out, ".c%zu{color:%s}", i, svg_colors[i][dark]);
}

void
svg_open(const struct svg *s, int width, int height, struct buf *out)
{
	buf_addf(out,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
	    "viewBox=\"0 0 %d %d\" xml:space=\"preserve\" font-family=\"" FONT "\" "
	    "font-size=\"13\">\n<title>", width, height, width, height);
	svg_text(out, buf_str(&s->title));
	buf_addz(out, "</title>\n<style>\ntext{font-family:" FONT_OF_STYLE ";white-space:pre}\n");
	add_colors(out, false);
	buf_addz(out, "\n@media screen and (prefers-color-scheme:dark){");
	add_colors(out, true);
	buf_addf(out,
	    "}\n</style>\n<rect class=\"bg\" fill=\"#fff\" width=\"%d\" height=\"%d\"/>\n", width,
	    height);
}
