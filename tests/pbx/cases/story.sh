# A call through a queue, with hold and a transfer, as the shell tells it: caller, agent and the
# third party are real phones. The shell runs on a terminal of its own.
need_ami 4 "attended transfer by an action"
command -v script >/dev/null || skip "there is no program script"

mkfifo "$WORK/keys"
(
	export TERM=xterm TZ=UTC
	exec script -qfc "stty cols 100; exec '$AMSH' -H $PBX_HOST -p $PBX_AMI_PORT -u $PBX_USER \
		--secret-file '$PBX_SECRET_FILE' --color never" "$WORK/screen"
) <"$WORK/keys" >/dev/null 2>&1 &
exec 3>"$WORK/keys"
told()
{
	grep -Eaq -e "$1" "$WORK/screen"
}
# The name of the live channel that matches $1.
channel()
{
	amsh -o tsv --no-header -F Channel channels
	grep -E "$1" "$WORK/out"
}
wait_until 10 told 'set events short shows all'

amsh action Originate Channel=PJSIP/300@loop ChannelId=story.1 Exten=209 Context=sets Priority=1 \
	CallerID="Erin <105>" Async=true
wait_until 10 told '[0-9]  loop calls 300@sets .* PJSIP/loop-'
wait_until 10 told 'loop waits in queue support, position 1'
wait_until 10 told 'Alice \(100\) answers loop after [0-9.]* s.* PJSIP/alice-'
alice=$(channel '^PJSIP/alice')
amsh action Atxfer Channel="$alice" Exten=101 Context=sets
expect_status 0
wait_until 10 told 'Alice puts loop on hold'
wait_until 10 told 'Bob \(101\) answers Alice after [0-9.]* s.* PJSIP/bob-'
amsh hangup "$alice"
wait_until 10 told 'Alice transfers loop to Bob'
amsh hangup '/^PJSIP.bob/'
# Which end of it goes first is up to the server's threads.
wait_until 10 told '(Bob|loop) is (gone|hung up): .*\(16\), talked [0-9.]* s'

# What is not a call: a pause and why, and a refused login.
amsh QueuePause Interface=PJSIP/bob Paused=true Reason=lunch
wait_until 10 told 'Bob is paused in queue support: lunch .* PJSIP/bob'
amsh QueuePause Interface=PJSIP/bob Paused=false
wait_until 10 told 'Bob is no longer paused in queue support'
AMSH_SECRET=wrong bare -s "ami://$PBX_USER@$PBX_HOST:$PBX_AMI_PORT" --auth plain ping
expect_status 4
wait_until 10 told "AMI login of $PBX_USER refused: wrong password, from 127.0.0.1"

# Each was told once, and nothing else of the call but its other end.
echo quit >&3
exec 3>&-
wait_until 10 told 'other events? \(set events short shows them\)'
for words in 'calls 300' 'waits in' 'on hold' 'transfers' 'Alice \(100\)' 'Bob \(101\)'; do
	[ "$(grep -Eac "$words" "$WORK/screen")" -eq 1 ] || fail "once: $words"
done
amsh hangup story.1
