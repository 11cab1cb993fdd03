# The quality of a call's sound at the end of its trace, by real RTCP reports.
need_ami 2 "RTCP reports of channels"
: >"$WORK/calls"
waits()
{
	grep -q Pong "$WORK/$1/out"
}

# Two phones, of which one sends sound and the other echoes it. They send no reports of their own.
begin phones -j -c ping -c 'trace -t 60 sound.1'
wait_until 10 waits phones
amsh originate "PJSIP/bob/$PBX_FRANK" 103@sets ChannelId=sound.1
expect_status 0
join phones
expect_status 0
expect_count 2 '"Event":"quality"'
expect_count 1 '"Event":"quality".*"Channel":"PJSIP/alice-.*"FromLost":"[0-9]*".*"FromIAJitter":"[0-9]*"'
expect_no_out '"ToLost"'

# Asterisk at both ends: reports in both directions, of two senders, so that the clock is known.
begin loop -c ping -c 'trace -t 60 sound.2'
wait_until 10 waits loop
amsh originate PJSIP/200@loop 202@sets ChannelId=sound.2
expect_status 0
heard()
{
	amsh -o tsv --no-header -F Value Getvar 'CHANNEL(rtcp,txcount)' "$(sed -n 's/.*: //p' "$WORK/loop.name")"
	[ "$(cat "$WORK/out")" -gt 70 ]
}
cp "$WORK/out" "$WORK/loop.name"
wait_until 10 heard
amsh hangup '/^PJSIP.loop/'
join loop
expect_status 0
way='it [0-9]+ of [0-9]+ lost, jitter [0-9]+\.[0-9] ms(, MES [0-9.]+)?'
expect_out "^ +PJSIP/loop-[0-9a-f]*: from $way; to $way; round trip [0-9]+\.[0-9] ms\$"
