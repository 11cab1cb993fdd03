# A caller's text can hold what looks like an event: line breaks in a dialplan variable. The marks
# of a genuine one are missing, so text output says so.
: >"$WORK/calls"
forge()
{
	amsh action Originate Channel=PJSIP/alice Exten=208 Context=sets Priority=1 Async=true
}

begin forged -j tail -n 1 Hangup 'Channel=PJSIP/forged-*'
until_ended forged forge
expect_status 0
expect_out '"Cause": ?"17"'
expect_no_out 'Privilege'

begin shown tail -n 1 Hangup 'Channel=PJSIP/forged-*'
until_ended shown forge
expect_out 'forged-1'
expect_out 'suspect|forged\?|\?'
