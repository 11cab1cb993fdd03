# also: sim
# One call from its beginning to its end, as a picture and as data.
need_ami 2 "ChannelId to find a call by"
originate()
{
	amsh action Originate Channel="$1" ChannelId="$2" Exten="$3" Context=sets Priority=1 Async=true
}

: >"$WORK/calls"
begin busy -c ping -c 'trace -t 60 case.1'
wait_until 10 grep -q Pong "$WORK/busy/out"
until_ended busy originate PJSIP/carol case.1 209
expect_status 0
expect_out '●  .* PJSIP/carol-[0-9a-f]* is dialled$'
expect_out ' carol is busy$'
expect_out '╳  .* carol is gone: user busy \(17\)(, tech cause 486)?$'
expect_out ' the call is over, after [0-9.]* s$'

# Two phones talk; bob hangs up. A call that lives already is found by name and by expression.
begin talk -j -c ping -c 'trace -t 60 case.2'
wait_until 10 grep -q Pong "$WORK/talk/out"
sleep 1 # until it listens: of a call that is there it would not see the beginning
originate PJSIP/alice case.2 101
wait_until 10 grep -q '"Event":"bridge".*"OtherChannel"' "$WORK/talk/out"
begin name trace -t 60 PJSIP/bob
begin regex -o tsv --no-header -F Event,Text trace -t 60 '/^PJSIP.alice/'
begun()
{
	grep -q connected "$WORK/name/out" && grep -q connected "$WORK/regex/out"
}
wait_until 10 begun
amsh hangup '/^PJSIP.bob/'
join talk
expect_status 0
expect_out '^\{"Event":"dial",.*"Channel":"PJSIP/alice-.*"OtherChannel":"PJSIP/bob-'
expect_out '^\{"Event":"answer",.*"OtherChannel":"PJSIP/bob-.*"DialStatus":"ANSWER"'
expect_count 2 '^\{"Event":"end",.*"Linkedid":"case.2",.*"Cause":'
join name
expect_status 0
expect_out '●  .* PJSIP/alice-[0-9a-f]*.*, here for 0:0[0-9]$'
expect_out '╠═══╣  .* (alice and bob|bob and alice) are connected$'
expect_out '╳  .* bob is gone: normal call clearing \(16\)$'
join regex
expect_status 0
expect_out '^bridge	PJSIP/.* are connected$'
expect_count 2 '^end	PJSIP/'

amsh trace -t 0.2 PJSIP/nobody
expect_status 1
expect_err 'trace: no call of PJSIP/nobody came'
expect_no_out '.'
amsh trace '/[/'
expect_status 2
expect_err 'not a regular expression'
