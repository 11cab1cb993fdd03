# also: sim
# Live calls, one a row: who talks to whom, who waits in which queue, who is parked.
state_is()
{
	amsh -o tsv --no-header -F State,Queue,From,To calls
	[ "$status" -eq 0 ] && grep -q "$1" "$WORK/out"
}

amsh calls
expect_status 0
expect_quiet
expect_no_out '.'

call PJSIP/alice 101
wait_until 5 state_is '^talking		PJSIP/alice-[^	]*	PJSIP/bob-[^	]*$'
expect_count 1 '.'
amsh calls
expect_count 2 '.'
expect_out '^Duration +State +From +To +Caller'
expect_out '^00:00:0[0-9]  talking  PJSIP/alice-[^ ]* '
amsh -j calls
expect_count 1 '^\{"Event": ?"Call".*"State": ?"talking".*"Channel": ?\["PJSIP/(alice|bob)-.*"PJSIP/(alice|bob)-.*\]\}$'

# Both are redirected: each is on its own then, and a call of its own.
amsh -o tsv --no-header -F From,To calls
alice=$(cut -f 1 "$WORK/out")
bob=$(cut -f 2 "$WORK/out")
amsh redirect "$alice" 209@sets "$bob" 201@sets
wait_until 5 state_is '^in conference		PJSIP/bob-[^	]*	$'
expect_count 2 '.'
expect_out '^up		PJSIP/alice-[^	]*	$'
amsh action Hangup 'Channel=/.*/'
wait_until 5 no_channels

amsh action Originate Channel=Local/209@sets Application=Queue Data=sales Async=true
wait_until 5 state_is '^in queue	sales	Local/'
amsh action Hangup 'Channel=/.*/'
wait_until 5 no_channels

call PJSIP/alice 201
amsh calls
expect_out ' in conference ops  PJSIP/alice-'
amsh action Hangup 'Channel=/.*/'
wait_until 5 no_channels

# What no list of channels tells, events do.
amsh <<-'END'
	calls
	action Originate Channel=PJSIP/alice Exten=206 Context=sets Priority=1 Async=true
	wait -t 60 ParkedCall
	calls
END
expect_status 0
expect_out ' parked at 70[0-9]  PJSIP/alice-'

amsh --dry-run calls
expect_out '^Action: CoreShowChannels$'
amsh_as noperm calls
expect_status 1
expect_err 'calls: CoreShowChannels: Permission denied'
