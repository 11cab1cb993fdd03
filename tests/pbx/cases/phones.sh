# The phones do what their names say: two answer, one is busy, one rings on, one declines.
: >"$WORK/calls"
outcome()
{
	amsh -j -c "action Originate Channel=$1 Exten=209 Context=sets Priority=1 Async=true \
Timeout=2000" -c 'wait -t 60 OriginateResponse'
	expect_status 0
	expect_out "\"Response\": ?\"$2\".*\"Reason\": ?\"$3\""
}
outcome PJSIP/alice Success 4
outcome PJSIP/bob Success 4
outcome PJSIP/carol Failure '[05]'
outcome PJSIP/dave Failure 3
outcome PJSIP/erin Failure 0
outcome Local/203@sets Failure 5
outcome Local/204@sets Failure 8
