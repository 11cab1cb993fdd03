# What users of Asterisk's console and of shells type by habit does what they mean.
amsh -c 'db put /habits key v' -c 'db get habits/key' -c 'db put habits/other/key w' -c 'db get habits other/key'
expect_status 0
expect_out 'v'
amsh cli database show habits
expect_out '^/habits/key  *: v'
expect_out '^/habits/other/key  *: w'
amsh -c 'db tree /habits/' -j
expect_status 0
expect_count 2 '"Key":"/habits/'
amsh -c 'db del /habits/key' -c 'db deltree habits' -c 'cli database show habits'
expect_status 0
expect_out '^0 results found'
amsh -c 'setvar HABIT=a=b' -c 'getvar HABIT' -j
expect_out '"Value":"a=b"'
amsh -c "getvar '\${HABIT}'"
expect_status 2
expect_err 'getvar: give the name without '
amsh tail -t0.1 -5
expect_status 0
amsh 10.0.0.1 ping
expect_status 2
expect_err 'give a server with -s: amsh -s ami://10.0.0.1'
