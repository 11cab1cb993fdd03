# also: sim
# Globals, channel variables and functions, values with blanks and with nothing.
amsh getvar OFFICE
expect_status 0
expect_out 'north'

amsh setvar GREETING 'good  morning, all'
expect_status 0
amsh -j getvar GREETING
expect_out '"Value": ?"good  morning, all"'

amsh -j getvar NOBODY_SET_THIS
expect_status 0
expect_out '"Value": ?""'

call PJSIP/alice 209
amsh setvar COLOUR green "$called"
expect_status 0
amsh -j getvar COLOUR "$called"
expect_out '"Value": ?"green"'
amsh -j getvar 'CHANNEL(state)' "$called"
expect_out '"Value": ?"Up"'
amsh -j getvar COLOUR PJSIP/nobody-1
expect_status 1
expect_err 'No such channel'
