/* SPDX-License-Identifier: ISC */
/* A reader of pictures that is stricter than XML: well formed, only elements and attributes that
 * draw, nothing that runs or is fetched, no character that is invisible or steers. For the fuzzer
 * too, so without libcheck. */
#ifndef TESTS_STORY_SVG_CHECK_H
#define TESTS_STORY_SVG_CHECK_H

#include "base/text.h"

#define SVG_CHECK_DEPTH 8

/* Take what starts with want off the front of s. */
static inline bool
svg_check_take(struct str *s, const char *want)
{
	if (!str_starts(*s, str_of(want)))
		return false;
	*s = str_from_at(*s, strlen(want));
	return true;
}

/* What is wrong with text, or with the value of an attribute. */
static inline const char *
svg_check_text(struct str s)
{
	static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", NULL};

	while (s.n) {
		uint32_t code;
		size_t n = text_decode(s, &code), i = 0;
		if (n == 0)
			return "bytes that are not UTF-8";
		if (code == '<')
			return "markup in a value";
		if ((code != '\n' && text_is_unsafe(code)) || code == 0xfffe || code == 0xffff)
			return "a character that must not be there";
		while (code == '&' && entities[i] && !str_starts(s, str_of(entities[i])))
			i++;
		if (code == '&' && !entities[i])
			return "an & that begins no entity";
		s = str_from_at(s, n);
	}
	return NULL;
}

/* Read the attributes of an element, up to its end. */
static inline const char *
svg_check_attributes(struct str *s, bool root)
{
	static const char *const names[] = {"class", "color", "cx", "cy", "d", "dy", "fill",
	    "font-family", "font-size", "font-weight", "height", "points", "r", "rx", "stroke",
	    "stroke-dasharray", "stroke-width", "text-anchor", "textLength", "transform", "width",
	    "x", "y", NULL};
	static const char *const of_root[] = {"xmlns", "viewBox", "xml:space", NULL};

	while (svg_check_take(s, " ")) {
		struct str name = str_head(*s, str_chr(*s, '='));
		if (!str_in(name, names) && !(root && str_in(name, of_root)))
			return "an attribute that does not draw";
		*s = str_from_at(*s, name.n);
		if (!svg_check_take(s, "=\""))
			return "an attribute without a value";
		struct str value = str_head(*s, str_chr(*s, '"'));
		const char *fault = svg_check_text(value);
		if (fault)
			return fault;
		if (!str_eq(name, STR("xmlns")) &&
		    (str_chr(value, ':') < value.n || str_find(value, STR("url")) < value.n))
			return "a value that refers to something";
		*s = str_from_at(*s, value.n);
		if (!svg_check_take(s, "\""))
			return "a value without an end";
	}
	return NULL;
}

/* What is wrong with a picture, or NULL. */
static inline const char *
svg_check(struct str s)
{
	static const char *const names[] = {
	    "svg", "title", "style", "rect", "text", "tspan", "g", "path", "circle", NULL};
	struct str open[SVG_CHECK_DEPTH];
	size_t depth = 0;

	if (!svg_check_take(&s, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))
		return "no declaration";
	do {
		struct str text = str_head(s, str_chr(s, '<'));
		const char *fault = svg_check_text(text);
		bool style = depth && str_eq(open[depth - 1], STR("style"));
		if (style && (str_find(text, STR("url")) < text.n || str_find(text, STR("@import")) < text.n))
			fault = "a style that refers to something";
		if (fault)
			return fault;
		s = str_from_at(s, text.n);
		bool closes = svg_check_take(&s, "</");
		if (!closes && !svg_check_take(&s, "<"))
			return "it ends early";
		size_t n = 0;
		while (n < s.n && str_is_name_char(s.p[n]))
			n++;
		struct str name = str_head(s, n);
		s = str_from_at(s, n);
		if (!str_in(name, names))
			return "an element that does not draw";
		if (closes && (depth == 0 || !str_eq(open[--depth], name)))
			return "an end of something else";
		if (!closes && (fault = svg_check_attributes(&s, depth == 0)))
			return fault;
		bool empty = !closes && svg_check_take(&s, "/");
		if (!svg_check_take(&s, ">"))
			return "a tag without an end";
		if (!closes && !empty) {
			if (depth == SVG_CHECK_DEPTH)
				return "too deep";
			open[depth++] = name;
		}
	} while (depth);
	return str_eq(s, STR("\n")) ? NULL : "something after its end";
}

#endif
