# also: sim
# One answered call from its first event to its last, in order.
: >"$WORK/calls"
amsh -j <<-'END'
	action Originate Channel=PJSIP/alice Exten=209 Context=sets Priority=1 Async=true ChannelId=case.1
	wait -t 60 Newchannel Uniqueid=case.1
	wait -t 60 OriginateResponse Uniqueid=case.1
	hangup ${Channel}
	wait -t 60 Hangup Uniqueid=case.1
END
expect_status 0
expect_out '"Event": ?"OriginateResponse".*"Response": ?"Success".*"Reason": ?"4"'
expect_out '"Event": ?"Hangup".*"Uniqueid": ?"case\.1"'

begin all -j tail -t 60 -n 1 Hangup Uniqueid=case.2
until_ended all amsh action Originate Channel=PJSIP/carol Exten=209 Context=sets Priority=1 \
	Async=true ChannelId=case.2
expect_status 0
expect_out '"Cause": ?"17"'

begin words tail -t 60 -n 1 Hangup Uniqueid=case.3
until_ended words amsh action Originate Channel=PJSIP/carol Exten=209 Context=sets Priority=1 \
	Async=true ChannelId=case.3
expect_status 0
expect_count 1 '.'
expect_out '[Bb]usy'
