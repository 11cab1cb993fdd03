# A server that is busy with a call does not answer in time: status 5.
: >"$WORK/calls"
amsh -t 1 action Originate Channel=PJSIP/dave Exten=209 Context=sets Priority=1 Timeout=4000
expect_status 5
