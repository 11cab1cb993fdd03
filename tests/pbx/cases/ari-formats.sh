# also: sim
# One list of ARI in every format: what json prints is what the server sent.
: >"$WORK/calls"
call PJSIP/alice 209
amsh --ari "$ARI" -o raw ari get channels
expect_status 0
cp "$WORK/out" "$WORK/sent"
grep -q "^{\"id\":.*\"name\":\"$called\".*\"language\":\"en\"}\$" "$WORK/sent" ||
	fail "raw is what the server sent"
amsh --ari "$ARI" -j ari get channels
expect_count 1 "\"name\":\"$called\".*\"state\":\"Up\".*\"dialplan\":\{\"context\":"
amsh --ari "$ARI" -o tsv -F name,state,dialplan.exten ari get channels
expect_out_is "name	state	dialplan.exten
$called	Up	209"
amsh --ari "$ARI" --no-header --format '%{name} %{dialplan.context}' ari get channels
expect_out_is "$called sets"
ari get channels
expect_out "$called.*Up"
amsh --ari "$ARI" -c 'ari get channels where state=Up'
expect_out "$called"
amsh --ari "$ARI" -c 'ari get channels where dialplan.exten=999'
expect_no_out "$called"
ari get "endpoints/PJSIP/alice"
expect_out 'resource +alice'
amsh --ari "$ARI" --dry-run ari post channels endpoint=PJSIP/alice extension=209 context=sets
expect_status 0
expect_out 'POST /ari/channels\?endpoint=PJSIP(/|%2F)alice&extension=209&context=sets'
