# also: sim
# Put, get, list and delete; a missing key fails.
amsh db put colours lamp 'dark green'
expect_status 0
amsh db put colours door red
expect_status 0

amsh -j db get colours lamp
expect_status 0
expect_out '"Val": ?"dark green"'

amsh -o tsv --no-header -F Key,Val DBGetTree colours
expect_status 0
expect_out '^/colours/lamp	dark green$'
expect_out '^/colours/door	red$'

amsh db del colours lamp
expect_status 0
amsh db get colours lamp
expect_status 1
expect_err 'not found'

amsh DBDelTree colours
expect_status 0
