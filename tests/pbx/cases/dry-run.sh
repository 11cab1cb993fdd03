# also: sim
# --dry-run shows what would be sent, --read-only refuses what changes something.
amsh setvar COLOUR untouched
amsh --dry-run setvar COLOUR green
expect_status 0
expect_out '^Action: Setvar'
expect_out '^Variable: COLOUR'
expect_out '^Value: green'
amsh -j getvar COLOUR
expect_out '"Value": ?"untouched"'

amsh --read-only setvar COLOUR green
expect_status 2
expect_err 'read-only'
amsh --read-only -j getvar COLOUR
expect_status 0
expect_out '"Value": ?"untouched"'
amsh --read-only -o tsv channels
expect_status 0
