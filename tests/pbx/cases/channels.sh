# also: sim
# Live channels as a table, tsv and json; none is an empty list and no error.
amsh -o tsv --no-header channels
expect_status 0
expect_no_out '.'

call PJSIP/alice 209
amsh channels
expect_status 0
expect_out 'PJSIP/alice-'

amsh -o tsv -F Channel,Context,Exten channels
expect_status 0
expect_out_is "Channel	Context	Exten
$called	sets	209"

amsh -j channels
expect_status 0
expect_count 1 '"Event": ?"CoreShowChannel"[,}]'
expect_out "\"Channel\": ?\"$called\""
expect_count 1 .
amsh -j --envelope channels
expect_out '"EventList": ?"[Cc]omplete".*"ListItems": ?"1"'
