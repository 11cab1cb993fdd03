# also: sim
# help lists the commands, explains one, and shows the server's own words for an action or an event;
# whom the server tells nothing is told what amsh knows.
bare help
expect_status 0
expect_out 'hangup'
bare help hangup
expect_status 0
expect_out 'CHANNEL'
expect_quiet
amsh help QueueSummary
expect_status 0
expect_out 'Action: QueueSummary'
expect_out '\[Synopsis\]'
expect_quiet
amsh help action originate
expect_status 0
expect_out 'Action: Originate'
amsh help event Newchannel
expect_status 0
expect_out 'Event: Newchannel'
expect_out '\[Synopsis\]'
amsh_as reporter help action QueueAdd
expect_status 0
expect_out '^QueueAdd Queue Interface'
expect_no_out 'Synopsis'
expect_err 'does not show it to reporter'
amsh help event NoSuchEvent
expect_status 2
expect_err 'no help on NoSuchEvent'
