# also: sim
# A wrong command line is status 2 and says why.
amsh --no-such-option ping
expect_status 2
expect_err 'no-such-option'
amsh hangup
expect_status 2
expect_err 'hangup'
amsh -o nosuch ping
expect_status 2
expect_err 'text, json, raw or tsv|nosuch'
bare --version
expect_status 0
expect_out '^amsh '
bare --help
expect_status 0
expect_out 'secret-file'
