# also: sim
# Hang up by name, with a cause, by regular expression; an unknown name fails.
amsh hangup PJSIP/nobody-00000000
expect_status 1
expect_err 'No such channel'

call PJSIP/alice 209
amsh -j -c "hangup $called 17" -c "wait -t 60 Hangup Channel=$called"
expect_status 0
expect_out '"Event": ?"Hangup".*"Cause": ?"17"'
wait_until 5 channel_gone "$called"

call PJSIP/alice 209
call PJSIP/bob 209
amsh hangup '/^PJSIP.alice-/'
expect_status 0
amsh -o tsv --no-header -F Channel channels
expect_out_is "$called"
