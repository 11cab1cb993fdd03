# The call of the README, a queue and a transfer, as a picture; also from its recording, where it is
# the same.
need_ami 2 "ChannelId to find a call by"
need_action BlindTransfer
: >"$WORK/calls"
waits()
{
	grep -q Pong "$WORK/$1/out"
}

begin live --record "$WORK/tape" -c ping -c "trace -t 20 --svg $WORK/live.svg svg.1"
wait_until 10 waits live
amsh action Originate Channel=PJSIP/bob ChannelId=svg.1 Exten=300 Context=sets Priority=1 Async=true
sees()
{
	grep -q "$1" "$WORK/live/out"
}
wait_until 10 sees 'are connected$'
amsh -o tsv --no-header -F Channel channels where 'Channel=PJSIP/alice-*'
alice=$(cat "$WORK/out")
amsh blindtransfer "$alice" 209@sets
wait_until 10 sees 'alice transfers bob to 209@sets$'
amsh hangup '/^PJSIP.bob-/'
join live
expect_status 0
expect_err 'the picture is in .*/live\.svg$'

# Every line of the timeline is in it, and whatever browsers read reads it.
words()
{
	sed 's/<[^>]*>//g; s/^[0-9:.]* +[0-9.:]* s* *//' "$1"
}
words "$WORK/live.svg" >"$WORK/words"
sed -n 's/^[0-9:.]*:[0-9:.]*  [^a-zA-Z0-9]*//p' "$WORK/out" >"$WORK/lines"
[ -s "$WORK/lines" ] || fail "a timeline"
while read -r line; do
	grep -Fqx "$line" "$WORK/words" || fail "the picture says: $line"
done <"$WORK/lines"
[ "$(stat -c %a "$WORK/live.svg")" = 600 ] || fail "a picture that is private"
if command -v xmllint >/dev/null; then
	xmllint --noout "$WORK/live.svg" || fail "a picture that is XML"
fi

bare -s "replay:$WORK/tape" --speed max trace --svg "$WORK/tape.svg" svg.1
expect_status 0
words "$WORK/tape.svg" | grep -v Linkedid >"$WORK/other"
grep -v Linkedid "$WORK/words" | diff - "$WORK/other" || fail "the same from the recording"

# Of two calls one is drawn, and a note says which.
call PJSIP/alice 209
call PJSIP/alice 209
amsh trace -t 0.2 --svg "$WORK/one.svg" PJSIP/alice
expect_err 'trace: 2 calls match PJSIP/alice: this is the oldest, PJSIP/alice-.* \(the other: trace PJSIP/alice-'
grep -q '>the call went on when this picture was made<' "$WORK/one.svg" || fail "a call that goes on"
amsh hangup '/^PJSIP.alice-/'
