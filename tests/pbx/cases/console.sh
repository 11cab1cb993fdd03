# A console command prints what the console prints.
same()
{
	amsh command "$1"
	expect_status 0
	console "$1" >"$WORK/console"
	# The console ends some answers with empty lines that the manager swallows, or the reverse. A
	# second may pass between the two.
	for file in out console; do
		sed 's/[0-9][0-9]* secs ago/N secs ago/' "$WORK/$file" |
			awk '{ line[NR] = $0 } NF { last = NR } END { for (i = 1; i <= last; i++) print line[i] }' \
				>"$WORK/$file.trimmed"
	done
	cmp -s "$WORK/out.trimmed" "$WORK/console.trimmed" || {
		diff "$WORK/out.trimmed" "$WORK/console.trimmed" | head -n 20 || :
		fail "what the console prints for $1"
	}
}

same 'core show version'
same 'core show applications'
same 'core show help core'
same 'manager show commands'
same 'manager show command Originate'
same 'dialplan show sets'
same 'queue show support'
same 'core show file formats'
same 'pjsip show endpoints'
same 'core show channel PJSIP/nobody'

amsh cli core show version
expect_status 0
expect_out_is "$(console 'core show version')"
