# also: sim
# The book's example: call bob, connect him to alice, learn both channels from events, and send both
# to 209 in one action, where each lives on alone. A script without a pause, over and over:
# REDIRECTS says how often.
need_ami 2 "DialEnd and BridgeEnter"
: >"$WORK/calls"
cat >"$WORK/script" <<'END'
originate PJSIP/bob 103@sets
wait -t 60 DialEnd DestChannel=PJSIP/alice-* DialStatus=ANSWER
set caller "${Channel}"
set callee "${DestChannel}"
wait -t 60 BridgeEnter Channel=PJSIP/alice-*
redirect "${caller}" 209@sets "${callee}"
wait -t 60 Newexten "Channel=${caller}" Extension=209 Application=Wait
wait -t 60 Newexten "Channel=${callee}" Extension=209 Application=Wait
action Status Channel="${caller}"
action Status Channel="${callee}"
hangup "${caller}"
hangup "${callee}"
END

round=0
while [ $round -lt "${REDIRECTS:-5}" ]; do
	round=$((round + 1))
	amsh -f "$WORK/script"
	[ "$status" -eq 0 ] || fail "exit status 0 in round $round"
	expect_out 'PJSIP/bob-'
	expect_out 'PJSIP/alice-'
done
