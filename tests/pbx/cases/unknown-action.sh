# also: sim
# A name that the server does not list is refused with the nearest ones.
amsh coreshowchanels
expect_status 2
expect_err 'CoreShowChannels'
expect_no_out '.'

amsh action Pong
expect_status 2
expect_err 'Ping'
