# Twenty calls at once, all of them answered, all hung up by one command.
: >"$WORK/calls"
awk 'BEGIN { for (i = 0; i < 20; i++) print "action Originate Channel=PJSIP/alice Exten=101 " \
	"Context=sets Priority=1 Async=true" }' >"$WORK/script"
amsh -f "$WORK/script"
expect_status 0
forty_up()
{
	amsh --no-header -o tsv -F ChannelStateDesc channels
	[ "$(grep -cx Up "$WORK/out")" -eq 40 ]
}
wait_until 15 forty_up
amsh hangup '/^PJSIP/'
expect_status 0
wait_until 15 no_channels
