# A thousand call files at once: each makes its call, none is read before it is whole.
spool=$PBX_ROOT/var/spool/asterisk/outgoing
count=1000

# The variable is at the end of the file, after a line of the greatest length.
long=$(many 1000)
i=0
while [ $((i += 1)) -le $count ]; do
	echo "callfile Local/209@sets UserEvent(Burst,Number:$i) --spool $spool CallerID=$long Set=FOO=$i"
done >"$WORK/script"
i=0
while [ $((i += 1)) -le $count ]; do
	echo "wait -t 60 UserEvent UserEvent=Burst"
	# shellcheck disable=SC2016 # for the program to expand
	echo 'echo got ${Number} ${ChanVariable}'
done >>"$WORK/script"

log=$PBX_ROOT/var/log/asterisk/messages.log
[ -f "$log" ] || log=$PBX_ROOT/var/log/asterisk/messages
before=$(wc -l <"$log")
amsh -q -e user -f "$WORK/script"
expect_status 0
grep '^got' "$WORK/out" | sort >"$WORK/got"
i=0
while [ $((i += 1)) -le $count ]; do
	echo "got $i FOO=$i"
done | sort >"$WORK/want"
diff "$WORK/want" "$WORK/got" >"$WORK/diff" || fail "every file makes its call: $(head -n 5 "$WORK/diff")"
tail -n "+$((before + 1))" "$log" >"$WORK/messages"
! grep -E 'Syntax error|Unknown keyword|Invalid file contents|extremely long' "$WORK/messages" ||
	fail "no complaint in the log"
