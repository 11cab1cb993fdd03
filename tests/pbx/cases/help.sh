# also: sim
# help lists the commands, explains one, and shows the server's own words for an action.
amsh help
expect_status 0
expect_out 'hangup'
amsh help hangup
expect_status 0
expect_out 'CHANNEL'
amsh help QueueSummary
expect_status 0
expect_out 'QueueSummary'
