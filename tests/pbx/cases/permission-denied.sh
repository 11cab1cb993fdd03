# also: sim
# What an account may not do is refused by the server, and the program goes on.
amsh_as reporter ping
expect_status 0
amsh_as reporter setvar COLOUR green
expect_status 1
expect_err 'Permission denied'
amsh_as reporter -k -c 'setvar COLOUR green' -c 'echo on' -c ping
expect_status 1
expect_out '^on$'
expect_out 'Pong'

amsh_as noperm ping
expect_status 0
amsh_as noperm hangup PJSIP/nobody-1
expect_status 1
expect_err 'Permission denied'
