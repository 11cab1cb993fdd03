# SPDX-License-Identifier: ISC
# The rules of the house, read over the files of src/: prints "RULE FILE:LINE: finding" for each
# breach and "RULE." for each rule there is. Knows C just well enough to tell code from comments
# and strings.

BEGIN {
	rooms = split("base net ami session ari state layout view story conf lang rows client danger complete script monitor checkup await cmd top shell fleet main", room_at)
	for (i = 1; i <= rooms; i++)
		floor[room_at[i]] = i

	# Headers that only these files may have.
	keeper["histedit.h"] = "^shell/editor_library\\.h$"
	keeper["openssl/"] = "^net/openssl\\.h$"
	keeper["net/openssl.h"] = "^(ami/md5|ari/handshake)\\.c$|^net/(stream_tls\\.c|openssl\\.c|tls_[a-z]+\\.[ch])$"
	keeper["pthread.h"] = "^base/(library\\.c|queue\\.c|thread\\.h)$|^(session/(http_curl|duty)|ari/jansson)\\.c$"
	keeper["base/thread.h"] = \
	    "^base/thread\\.c$|^session/session\\.c$|^net/(lend|resolve|stream_replay)\\.c$"
	keeper["curl/"] = "^session/http_curl\\.h$"
	keeper["libxml/"] = "^session/http_xml\\.c$"
	keeper["jansson.h"] = "^ari/jansson\\.c$"
	keeper["curses.h"] = keeper["ncurses"] = keeper["term.h"] = "^top/screen\\.c$"
	keeper["dlfcn.h"] = "^base/library\\.c$"

	printers = "(^|[^a-z0-9_])(v?printf|puts|putchar|putwchar|v?wprintf|perror|psignal)[ \t]*\\("
	writers = "(^|[^a-z0-9_])(v?[df]printf|fputs|fputc|putc|fputws|fputwc|fwrite|v?fwprintf|" \
	    "write|writev|send)[ \t]*\\("
	streams = "(^|[^A-Za-z0-9_])(stdout|stderr|STDOUT_FILENO|STDERR_FILENO)([^A-Za-z0-9_]|$)|" \
	    "write[v]?[ \t]*\\([ \t]*[12][ \t]*,|dprintf[ \t]*\\([ \t]*[12][ \t]*,"
	output_keepers = "^base/(out|mem)\\.c$"

	split("includes headers spdx words width output", rules)
	for (i = 1; i in rules; i++)
		print rules[i] "."
}

function finding(rule, text) {
	print rule " " FILENAME ":" FNR ": " text
}

# The line without comments, strings emptied; in_comment lasts from line to line.
function code_of(line,    code, end) {
	while (line != "") {
		if (in_comment) {
			end = index(line, "*/")
			if (!end)
				return code
			line = substr(line, end + 2)
			in_comment = 0
		} else if (match(line, /^"([^"\\]|\\.)*"/) || match(line, /^'([^'\\]|\\.)*'/)) {
			code = code "\"\""
			line = substr(line, RLENGTH + 1)
		} else if (substr(line, 1, 2) == "/*") {
			in_comment = 1
			line = substr(line, 3)
		} else if (substr(line, 1, 2) == "//") {
			return code
		} else {
			match(line, /^.[^"'\/]*/)
			code = code substr(line, 1, RLENGTH)
			line = substr(line, RLENGTH + 1)
		}
	}
	return code
}

# Columns of the line: tabs of eight, characters of several bytes count once.
function columns(line,    i, k, n, part) {
	gsub(/[\200-\277]/, "", line)
	n = split(line, part, "\t")
	i = 0
	for (k = 1; k < n; k++) {
		i += length(part[k])
		i += 8 - i % 8
	}
	return i + length(part[n])
}

function check_include(line,    name, target, header) {
	name = line
	sub(/^[ \t]*#[ \t]*include[ \t]*[<"]/, "", name)
	sub(/[>"].*/, "", name)
	if (line ~ /"/) {
		target = name
		sub(/\/.*/, "", target)
		if (!(target in floor) || name !~ /\//)
			finding("includes", "\"" name "\" is in no room")
		else if (floor[target] > floor[room])
			finding("includes", room " includes \"" name "\", which is above it")
	}
	for (header in keeper)
		if (index(name, header) == 1 && inside !~ keeper[header])
			finding("headers", "<" name "> does not belong here")
}

FNR == 1 {
	inside = FILENAME
	sub(/^([^\/]*\/)*src\//, "", inside)
	room = inside
	sub(/[\/.].*/, "", room)
	in_comment = 0
	statement = ""
	if ($0 != "/* SPDX-License-Identifier: ISC */")
		finding("spdx", "the first line is not the licence's name")
	if (!(room in floor))
		finding("includes", room " is no room")
}

/(TODO|FIXME|XXX)/ {
	finding("words", "work left to do")
}

columns($0) > 100 {
	finding("width", columns($0) " columns")
}

{
	was_comment = in_comment
	code = code_of($0)
	if (!was_comment && $0 ~ /^[ \t]*#[ \t]*include/)
		check_include($0)
	statement = statement " " code
	if (code ~ /[;{}][ \t]*$/) {
		if (inside !~ output_keepers &&
		    (statement ~ printers || (statement ~ writers && statement ~ streams)))
			finding("output", "prints past base/out")
		statement = ""
	}
}
