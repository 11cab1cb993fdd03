# also: sim
# What the server's console refuses fails, and its words are printed.
amsh command 'core show nosuchthing'
expect_status 1
cat "$WORK/err" >>"$WORK/out"
expect_out 'No such command'

amsh cli 'core show version'
expect_status 0
expect_out '^Asterisk '
