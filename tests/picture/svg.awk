# SPDX-License-Identifier: ISC
# A screen, as `tmux capture-pane -p -e` prints it, as SVG. shade: light or dark. columns: of the screen.
# Runs with LC_ALL=C: text is bytes here, and a character is one that continues none.

BEGIN {
	WIDE = 8.4
	HIGH = 18
	EDGE = 14
	split(shade == "dark" ? "#0d1117 #e6edf3 #30363d" : "#ffffff #1f2328 #d0d7de", base, " ")
	# Red, green, yellow, blue, magenta, cyan: 31 to 36.
	split(shade == "dark" ? "#ff7b72 #7ee787 #e3b341 #79c0ff #d2a8ff #76e3ea" : \
		"#cf222e #116329 #7d4e00 #0550ae #8250df #1b7c83", hue, " ")
	plain()
}

function plain()
{
	bold = dim = italic = colour = 0
}

# Take the numbers of one escape sequence that ends in m.
function set(list,    i, n, code)
{
	n = split(list, code, ";")
	if (n == 0)
		plain()
	for (i = 1; i <= n; i++) {
		if (code[i] + 0 == 0)
			plain()
		else if (code[i] == 1)
			bold = 1
		else if (code[i] == 2)
			dim = 1
		else if (code[i] == 3)
			italic = 1
		else if (code[i] == 22)
			bold = dim = 0
		else if (code[i] == 23)
			italic = 0
		else if (code[i] >= 31 && code[i] <= 36)
			colour = code[i] - 30
		else if (code[i] == 39)
			colour = 0
	}
}

function width(text)
{
	gsub(/[\200-\277]/, "", text)
	return length(text)
}

function style()
{
	return (colour ? " fill=\"" hue[colour] "\"" : "") (bold ? " font-weight=\"bold\"" : "") \
		(dim ? " opacity=\"0.6\"" : "") (italic ? " font-style=\"italic\"" : "")
}

# Add a run of text that looks the same. Blanks need none.
function add(text,    cells)
{
	cells = width(text)
	if (text ~ /[^ ]/) {
		gsub(/&/, "\\&amp;", text)
		gsub(/</, "\\&lt;", text)
		gsub(/>/, "\\&gt;", text)
		body = body sprintf("<text x=\"%.1f\" y=\"%d\" textLength=\"%.1f\"%s>%s</text>\n", \
			EDGE + at * WIDE, EDGE + row * HIGH - 5, cells * WIDE, style(), text)
	}
	at += cells
}

{
	row++
	at = 0
	line = $0
	while (match(line, /\033\[[0-9;]*m/)) {
		add(substr(line, 1, RSTART - 1))
		set(substr(line, RSTART + 2, RLENGTH - 3))
		line = substr(line, RSTART + RLENGTH)
	}
	add(line)
	if ($0 != "")
		last = row
}

END {
	w = columns * WIDE + 2 * EDGE
	h = last * HIGH + 2 * EDGE
	printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" ", w, h, w, h
	printf "font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"14\" "
	printf "fill=\"%s\" xml:space=\"preserve\">\n", base[2]
	print "<title>A session of amsh</title>"
	printf "<rect x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\" fill=\"%s\" stroke=\"%s\"/>\n", \
		w - 1, h - 1, base[1], base[3]
	printf "%s</svg>\n", body
}
