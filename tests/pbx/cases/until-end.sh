# originate --until-end: how long a call was talked, and who hung up. The phone of frank hangs up
# 1.2 s after it was answered.
: >"$WORK/calls"
fields=_outcome,_hung_up_by,_hung_up_channel
amsh -o tsv --no-header -F "$fields,_lasted,_talked" --pipeline \
	-c "originate --until-end PJSIP/bob/$PBX_FRANK 209@sets" \
	-c "originate --until-end PJSIP/alice 'Dial(PJSIP/bob/$PBX_FRANK)'" \
	-c "originate --until-end PJSIP/bob/$PBX_FRANK 103@sets" \
	-c "originate --until-end Local/103@sets 'Dial(PJSIP/bob/$PBX_FRANK)'" \
	-c 'originate --until-end PJSIP/alice Wait(0.5)' \
	-c 'originate --until-end PJSIP/carol 209@sets'
expect_status 1
cut -f 1-3 "$WORK/out" | sed 's/-[0-9a-f]*$/-X/' >"$WORK/ends"
awk -F '\t' '{ print ($5 == "" ? "-" : $5 + 0 == 0 ? "no" : $5 > 0 && $5 <= $4 && $4 < 9) }' \
	"$WORK/out" >"$WORK/talks"
cp "$WORK/ends" "$WORK/out"
expect_out_is 'answered	channel	PJSIP/bob-X
answered	destination	PJSIP/bob-X
answered	channel	PJSIP/bob-X
answered	destination	PJSIP/bob-X
answered	server	
busy		'
cp "$WORK/talks" "$WORK/out"
expect_out_is "$(printf 'no\n1\n1\n1\nno\n-')"

# Somebody else ends it: nobody at a phone did.
begin ended originate --until-end PJSIP/alice 101@sets
talks()
{
	amsh -o tsv --no-header -F Channel,BridgeId channels
	[ "$(cut -s -f 2 "$WORK/out" | grep -c .)" -eq 2 ]
}
wait_until 10 talks
expect_count 2 PJSIP
amsh hangup '/^PJSIP.bob/'
join ended
expect_status 0
expect_out '^answered after [0-9.]* s: PJSIP/alice-[0-9a-f]*$'
expect_out '^the call lasted [0-9.]* s, talked [0-9.]* s: the server ended it .16 normal call clearing.$'
