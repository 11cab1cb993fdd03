# Every check in its four states: its status, its text, its performance data.
asterisk=$PBX_ROOT/etc/asterisk
need_action PJSIPRegister

# Two registrations at the PBX itself: one stands, one is rejected; and a phone that is nowhere.
monitored()
{
	cat <<CONF
[desk](!)
type = endpoint
context = sets
[desk1](desk)
aors = desk1
[ghost](desk)
aors = ghost
[desk1]
type = aor
max_contacts = 1
[ghost]
type = aor
max_contacts = 1
[line](!)
type = registration
transport = udp
server_uri = sip:127.0.0.1:$PBX_SIP_PORT
$soon
[good](line)
client_uri = sip:desk1@127.0.0.1:$PBX_SIP_PORT
[bad](line)
client_uri = sip:alice@127.0.0.1:$PBX_SIP_PORT
CONF
}

# The configuration is the others' again, whatever happens.
restore()
{
	result=$?
	cat "$WORK/pjsip.conf" >"$asterisk/pjsip.conf"
	console 'pjsip reload' >"$WORK/reload" 2>&1
	return $result
}

# A registration begins within 10 s, unless the server knows this.
soon='max_random_initial_delay = 1'
console 'config show help res_pjsip_outbound_registration registration' >"$WORK/options"
grep -q "^${soon%% *}" "$WORK/options" || soon=

cp "$asterisk/pjsip.conf" "$WORK/pjsip.conf"
trap 'restore; clean_up' EXIT
monitored >>"$asterisk/pjsip.conf"
console 'pjsip reload' >"$WORK/reload"

# "check $3..." has the status $1, and its line is, after "AMSH ", exactly like $2.
expect_check()
{
	want_status=$1
	want_line=$2
	shift 2
	amsh check "$@"
	expect_status "$want_status"
	expect_quiet
	expect_count 1 '.'
	expect_out "^AMSH $want_line\$"
}

# The account $1 may not ask.
expect_refused()
{
	amsh_as "$1" check "$2"
	expect_status 3
	expect_quiet
	expect_out "^AMSH UNKNOWN - [A-Za-z]+: Permission denied \(it needs write = $3 in manager.conf\)\$"
}

rtt='round trip [0-9.]+ ms \| rtt=[0-9.]+s'
expect_check 0 "OK - $rtt;20;30;0;" ping -w 20 -c 30
expect_check 1 "WARNING - $rtt;20:;;0;" ping -w 20:
expect_check 2 "CRITICAL - $rtt;;20:;0;" ping -c 20:
expect_check 3 'UNKNOWN - check: -w: a range is .*: fast' ping -w fast
bare -s ami://hello@127.0.0.1:1 --secret-file "$PBX_SECRET_FILE" check ping
expect_status 2
expect_quiet
expect_out_is 'AMSH CRITICAL - 127.0.0.1:1: connection refused'
amsh_as nobody check ping
expect_status 2
expect_quiet
expect_out '^AMSH CRITICAL - .*login as nobody refused'

call PJSIP/alice 101
expect_check 0 'OK - 1 call \| calls=1;1;@5:9;0;' calls -w 1 -c @5:9
expect_check 1 'WARNING - 1 call \| calls=1;0.5;2;0;' calls -w 0.5 -c 2
expect_check 2 'CRITICAL - 1 call \| calls=1;0;2:;0;' calls -w 0 -c 2:
expect_refused noperm calls 'system or reporting'
expect_check 0 'OK - 2 channels \| channels=2;2;3;0;' channels -w 2 -c 3
expect_check 1 'WARNING - 2 channels \| channels=2;~:1;3;0;' channels -w '~:1' -c 3
expect_check 2 'CRITICAL - 2 channels \| channels=2;;@2:2;0;' channels -c @2:2
expect_refused noperm channels 'system or reporting'
longest='longest call [0-9]+ s \| longest=[0-9.]+s'
expect_check 0 "OK - $longest;60;90;0;" longest -w 60 -c 90
expect_check 1 "WARNING - $longest;60:;90;0;" longest -w 60: -c 90
expect_check 2 "CRITICAL - $longest;;90:;0;" longest -c 90:
expect_refused noperm longest 'system or reporting'
amsh hangup "$called"
wait_until 10 no_channels

stands()
{
	amsh -o tsv --no-header -F ObjectName,Status PJSIPShowRegistrationsOutbound
	grep -q '^good	Registered$' "$WORK/out" && grep -q '^bad	Rejected$' "$WORK/out"
}
amsh -c 'PJSIPRegister good' -c 'PJSIPRegister bad'
expect_status 0
wait_until 25 stands
bad='1 of 2 not registered: PJSIP/bad Rejected'
expect_check 2 "CRITICAL - $bad \| unregistered=1;;;0;2 registered=1;;;0;2" registrations
expect_check 1 "WARNING - $bad \| unregistered=1;0;5;0;2 registered=1;;;0;2" registrations -w 0 -c 5
expect_check 0 "OK - $bad \| unregistered=1;1;;0;2 registered=1;;1:;0;2" registrations -w 1 -c registered=1:
expect_refused noperm registrations 'system or reporting'

# A server with chan_sip has two peers more that nobody is.
ghost='[13] of [0-9]+ endpoints unreachable: PJSIP/ghost(, SIP/[a-z]+)*'
expect_check 0 "OK - $ghost \| unreachable=[13];;;0;[0-9]+ reachable=[0-9]+;;;0;[0-9]+" endpoints
expect_check 1 "WARNING - $ghost \| unreachable=[13];0;3;0;[0-9]+ reachable=[0-9]+;;;0;[0-9]+" endpoints -w 0 -c 3
expect_check 2 "CRITICAL - $ghost \| unreachable=[13];;0;0;[0-9]+ reachable=[0-9]+;;;0;[0-9]+" endpoints -c 0
expect_refused reporter endpoints system
alice='PJSIP/alice is reachable \(Not in use\)'
expect_check 0 "OK - $alice, $rtt;20;30;0;" endpoints alice -w 20 -c 30
expect_check 1 "WARNING - $alice, $rtt;20:;;0;" endpoints PJSIP/alice -w 20:
expect_check 2 'CRITICAL - PJSIP/ghost is unreachable \(Unavailable\)' endpoints ghost
expect_check 3 'UNKNOWN - no such endpoint: nobody' endpoints nobody
expect_check 0 'OK - IAX2/branch is reachable .*' endpoints branch
amsh metrics
expect_status 0
expect_out '^amsh_registrations\{.*technology="PJSIP",state="registered"\} 1$'
expect_out '^amsh_registrations\{.*technology="PJSIP",state="rejected"\} 1$'
expect_out '^amsh_registrations_unregistered\{.*\} 1$'
expect_out '^amsh_endpoints_unreachable\{.*\} [13]$'

queue='queue support: 0 waiting, longest 0 s'
data='waiting=0;;;0; longest=0s;;;0; free'
expect_check 0 "OK - $queue, 2 of 2 members free \| $data=2;;1:;0;2" queue support -c free=1:
amsh QueuePause Interface=PJSIP/bob Paused=true
expect_check 1 "WARNING - $queue, 1 of 2 members free \| $data=1;2:;1:;0;2" queue support -w ,,2: -c ,,1:
expect_check 2 "CRITICAL - $queue, 1 of 2 members free \| $data=1;;2:;0;2" queue support -c free=2:
amsh QueuePause Interface=PJSIP/bob Paused=false
expect_check 3 'UNKNOWN - no such queue: nobody' queue nobody

up='up [0-9]+ d [0-9:]{8} \| uptime=[0-9]+s'
expect_check 0 "OK - $up;1:;;0;" uptime -w 1:
expect_check 1 "WARNING - $up;~:0;;0;" uptime -w '~:0'
expect_check 2 "CRITICAL - $up;;100000000:;0;" uptime -c 100000000:
expect_refused noperm uptime 'system or reporting'
# The console knows the uptime too.
console 'core show uptime seconds' >"$WORK/uptime"
seconds=$(sed -n 's/^System uptime: *//p' "$WORK/uptime")
amsh check uptime -c "$((seconds - 2)):$((seconds + 20))"
expect_status 0
