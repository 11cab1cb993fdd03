# also: sim
# A word that its place does not take is refused before anything is sent, and whatever the server
# takes is sent: its words for yes and no, signs, fractions.
amsh -k -c 'QueuePenalty PJSIP/alice many' -c 'QueuePause PJSIP/alice maybe' \
	-c 'QueueReload Members=true' -c 'Originate Channel=Local/100@sets Application=Wait Timeout=soon' \
	-c 'park PJSIP/alice Timeout=40 TimeoutChannel=PJSIP/bob'
expect_status 2
expect_no_out '.'
expect_err 'QueuePenalty: Penalty must be a whole number: many'
expect_err 'QueuePause: Paused must be true or false'
expect_err 'QueueReload: Members must be one of yes, no: true'
expect_err 'Originate: Timeout must be a whole number of milliseconds: soon'
expect_err 'park: Timeout is in milliseconds: 40 ms are 0.04 s'
for yes in yes true y t 1 on TRUE; do
	amsh -q -c "QueuePause PJSIP/alice $yes" -c 'QueueStatus support' -j
	expect_status 0
	expect_out '"Name":"Alice".*"Paused":"1"'
done
for no in no false n f 0 off; do
	amsh -q -c "QueuePause PJSIP/alice $no" -c 'QueueStatus support' -j
	expect_status 0
	expect_out '"Name":"Alice".*"Paused":"0"'
done
amsh -c 'QueuePenalty Interface=PJSIP/alice Penalty=+0'
expect_status 0
# What the server does not know either is sent, and said.
amsh 'QueuePenalty' Interface=PJSIP/alice Penalty=0 Interfase=x
expect_status 0
expect_err 'has no header Interfase .did you mean Interface'
