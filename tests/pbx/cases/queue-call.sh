# A caller waits in a queue, an agent's phone answers, the caller leaves.
agent_talks()
{
	amsh -o tsv --no-header -F Event,InCall QueueStatus support
	grep -q '^QueueMember	1$' "$WORK/out"
}

amsh -j QueueSummary support
expect_out '"Callers": ?"0"'
call Local/209@sets 300
wait_until 10 agent_talks
amsh hangup "$called"
expect_status 0
wait_until 10 no_channels
