# also: sim
# The guide's example in one line: all channels are hung up by ARI. No channel ends with another: each is
# a phone of its own.
: >"$WORK/calls"
awk 'BEGIN { for (i = 0; i < 50; i++) print "ari post channels endpoint=PJSIP/" \
	(i % 2 ? "alice" : "bob") " extension=209 context=sets" }' >"$WORK/script"
amsh --ari "$ARI" -f "$WORK/script"
expect_status 0
fifty_up()
{
	amsh --ari "$ARI" --no-header -o tsv -F state ari get channels
	[ "$(grep -cx Up "$WORK/out")" -eq 50 ]
}
wait_until 20 fifty_up
amsh --ari "$ARI" -c 'each ari get channels do ari delete channels/${id}'
expect_status 0
wait_until 10 no_channels
