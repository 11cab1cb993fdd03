# SPDX-License-Identifier: ISC
# The shape of the house, read over the files of src/: prints "circles FILE...: ..." for units (a .c
# and its .h) of which each needs the other through includes, if they are more than two; "rooms
# ROOM: ..." for a room that has outgrown its size; and "RULE." for both rules.
# files: how many .c files a room may have; share: how many per cent of all lines.

FNR == 1 {
	unit = FILENAME
	sub(/^([^\/]*\/)*src\//, "", unit)
	room = unit
	sub(/\/.*/, "", room)
	sources[room] += unit ~ /\.c$/
	sub(/\.[a-z]+$/, "", unit)
	if (!(unit in known))
		in_order[++units] = unit
	known[unit]
}

{
	lines[room]++
	all++
}

/^[ \t]*#[ \t]*include[ \t]*"[^"]*\.h"/ {
	name = $0
	sub(/^[^"]*"/, "", name)
	sub(/\.h".*/, "", name)
	if (name != unit)
		needs[unit] = needs[unit] " " name
}

# Note what a unit needs, in whatever many steps.
function follow(from, unit,    next_units, i, n) {
	n = split(needs[unit], next_units, " ")
	for (i = 1; i <= n; i++)
		if (next_units[i] in known && !((from, next_units[i]) in reached)) {
			reached[from, next_units[i]]
			follow(from, next_units[i])
		}
}

# Print the circle that a unit is in, once.
function show_circle(unit,    other, n, names, size) {
	if (unit in shown)
		return
	for (n = 1; n <= units; n++) {
		other = in_order[n]
		if ((unit, other) in reached && (other, unit) in reached) {
			shown[other]
			names = names " " other
			size++
		}
	}
	if (size > 2)
		print "circles" names ": each needs the others"
}

END {
	for (unit in known)
		follow(unit, unit)
	for (i = 1; i <= units; i++)
		show_circle(in_order[i])
	for (room in lines) {
		if (lines[room] * 100 > share * all)
			print "rooms " room ": more than " share " % of all lines"
		if (sources[room] > files)
			print "rooms " room ": more than " files " sources"
	}
	print "circles."
	print "rooms."
}
