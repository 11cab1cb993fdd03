# Two calls meet in a conference and are listed there.
call PJSIP/alice 201
first=$called
call PJSIP/bob 201
amsh -o tsv --no-header -F Channel ConfbridgeList ops
expect_status 0
expect_count 2 '^PJSIP/(alice|bob)-'
amsh -j ConfbridgeListRooms
expect_out '"Conference": ?"ops".*"Parties": ?"2"'
amsh ConfbridgeKick ops "$first"
expect_status 0
wait_until 5 channel_gone "$first"
