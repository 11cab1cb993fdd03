# SPDX-License-Identifier: ISC
# words.awk PAGE.1 RENDERED: is each word of the page's source in what mandoc prints of it (-O width=999),
# in order, and no word more? A word that is the name of a macro is lost where a macro takes it: No, At.
# Prints the place of the first that is missing.

BEGIN {
	# What may stand within the line of another macro; every other name there is a word.
	split("Ar Fl Ic Ta Ns Li Ev Pa Sy Cm Op Xr Sx Nm Ql Em Dv", names)
	for (i in names)
		inner[names[i]] = 1
}

# The text of roff that has these escapes.
function plain(s) {
	gsub(/\\&/, "", s)
	gsub(/\\-/, "-", s)
	gsub(/\\ /, " ", s)
	gsub(/\\\(dq/, "\"", s)
	gsub(/\\\(aq/, "'", s)
	gsub(/\\\(ga/, "`", s)
	gsub(/\\\(ha/, "^", s)
	gsub(/\\\(ti/, "~", s)
	gsub(/\\\[u2026\]/, "\342\200\246", s)
	gsub(/\\e/, "\\", s)
	return s
}

function add(s,   n, i, v) {
	n = split(plain(s), v, /[ \t]+/)
	for (i = 1; i <= n; i++)
		if (v[i] != "") {
			word[++words] = v[i]
			line[words] = FNR
		}
}

# The arguments of a macro: quoted ones are text, others may be macros.
function arguments(s,   token) {
	while (s != "") {
		sub(/^ +/, "", s)
		if (match(s, /^"[^"]*"/)) {
			add(substr(s, 2, RLENGTH - 2))
		} else {
			match(s, /^([^ \\]|\\.)*/)
			token = substr(s, 1, RLENGTH)
			if (!(token in inner))
				add(token)
			else if (token == "Nm")
				add("amsh")
		}
		s = substr(s, RLENGTH + 1)
	}
}

FNR == NR && /^\.(\\"|Dd|Dt|Os|Bl|El|Bd|Ed|Pp|Po|Pc)/ {
	if ($0 ~ /^\.Bl -enum/)
		enumerates = 1
	else if ($0 ~ /^\.[BE]l/)
		enumerates = 0
	next
}
FNR == NR && /^\.[A-Z][a-z]+/ {
	macro = $1
	sub(/^\.[A-Z][a-z]+ */, "")
	if (macro == ".Nm" && ($0 == "" || $0 ~ /^[,.;:]/))
		add("amsh")
	first = words + 1
	if (macro == ".Dl")
		add($0)
	else
		arguments($0)
	if (macro == ".It" && enumerates)
		numbered[words + 1] = 1
	next
}
FNR == NR { add($0); next }
FNR > 1 && NF { # without the first line and the last, which are the page's head and foot
	text = text last
	gsub(/[ \t]+/, "")
	last = $0
}

END {
	for (i = 1; i <= words; i++) {
		at = index(text, word[i])
		gap = substr(text, 1, at - 1)
		if (numbered[i])
			sub(/^[0-9]+\./, "", gap)
		if (at == 0 || gap ~ /[A-Za-z0-9]/) {
			printf "%s:%d: not rendered here: %s (but: %s)\n", ARGV[1], line[i], word[i],
				substr(text, 1, 60)
			exit 1
		}
		text = substr(text, at + length(word[i]))
	}
	if (words < 1000 || text ~ /[A-Za-z0-9]/) {
		print "rendered after the last of " words " words: " text
		exit 1
	}
}
