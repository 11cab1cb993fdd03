# SPDX-License-Identifier: ISC
# Checks Prometheus' text format on its input, as promtool check metrics does: each metric once, HELP
# and TYPE before its samples and those together, names and labels well formed, counters and only they
# end in _total, no sample twice. Prints what is wrong; fails if anything is, or if there is nothing.

function wrong(what)
{
	print FILENAME ":" FNR ": " what ": " $0
	bad++
}

function begin(name)
{
	if (name !~ /^[a-z_][a-z0-9_]*$/)
		wrong("not a name of a metric")
	if (name in seen && name != now)
		wrong("not together")
	seen[name] = 1
	now = name
}

/^# HELP / {
	begin($3)
	if ($3 in help || $3 in samples || NF < 4)
		wrong("HELP")
	help[$3] = 1
	next
}

/^# TYPE / {
	begin($3)
	if ($3 in type || $3 in samples || ($4 != "gauge" && $4 != "counter"))
		wrong("TYPE")
	if (($4 == "counter") != ($3 ~ /_total$/))
		wrong("only counters end in _total")
	type[$3] = $4
	next
}

{
	label = "[a-z_][a-z0-9_]*=\"([^\"\\\\]|\\\\[\\\\n\"])*\""
	if ($0 !~ "^[a-z_0-9]+\\{" label "(," label ")*\\} -?[0-9]+(\\.[0-9]+)?$")
		wrong("not a sample")
	name = $0
	sub(/\{.*/, "", name)
	begin(name)
	if (!(name in help) || !(name in type))
		wrong("no HELP or TYPE")
	key = $0
	sub(/ [^ ]*$/, "", key)
	if (key in keys)
		wrong("twice")
	keys[key] = samples[name] = 1
}

END {
	if (NR == 0)
		print "nothing to check"
	exit bad || NR == 0
}
