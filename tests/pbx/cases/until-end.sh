# originate --until-end: how long a call was talked, and who hung up. The phone of frank hangs up
# 0.8 s after it was answered.
: >"$WORK/calls"
fields=_outcome,_cause,_hung_up_by,_hung_up_channel
amsh -o tsv --no-header -F "$fields,_lasted,_talked" --pipeline \
	-c "originate --until-end PJSIP/bob/$PBX_FRANK 209@sets" \
	-c "originate --until-end PJSIP/alice 'Dial(PJSIP/bob/$PBX_FRANK)'" \
	-c "originate --until-end PJSIP/bob/$PBX_FRANK 103@sets" \
	-c "originate --until-end Local/103@sets 'Dial(PJSIP/bob/$PBX_FRANK)'" \
	-c 'originate --until-end PJSIP/alice Wait(0.5)' \
	-c 'originate --until-end PJSIP/carol 209@sets'
expect_status 1
cut -f 1-4 "$WORK/out" | sed 's/-[0-9a-f]*$/-X/' >"$WORK/ends"
awk -F '\t' '{ print ($6 == "" ? "-" : $6 + 0 == 0 ? "no" : $6 >= 0.3 && $6 <= $5 && $5 < 9) }' \
	"$WORK/out" >"$WORK/talks"
cp "$WORK/ends" "$WORK/out"
expect_out_is 'answered		channel	PJSIP/bob-X
answered	16	destination	PJSIP/bob-X
answered	16	channel	PJSIP/bob-X
answered	16	destination	PJSIP/bob-X
answered		server	
busy	17		'
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
