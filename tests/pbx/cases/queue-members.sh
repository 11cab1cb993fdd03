# also: sim
# A member comes, pauses and goes; the same one twice is refused.
amsh QueueAdd support PJSIP/dave Penalty=3
expect_status 0
amsh QueueAdd support PJSIP/dave
expect_status 1
expect_err 'Already there'
amsh QueuePause Interface=PJSIP/dave Paused=true Queue=support
expect_status 0
amsh -o tsv --no-header -F Event,Interface,Penalty,Paused QueueStatus support
expect_out '^QueueMember	PJSIP/dave	3	1$'
amsh queuepause PJSIP/dave false support
expect_status 0
amsh queuepenalty PJSIP/dave 7 support
expect_status 0
amsh -o tsv --no-header -F Event,Interface,Penalty,Paused QueueStatus support
expect_out '^QueueMember	PJSIP/dave	7	0$'
amsh QueueRemove support PJSIP/dave
expect_status 0
amsh -o tsv --no-header -F Interface QueueStatus support
expect_no_out 'dave'
