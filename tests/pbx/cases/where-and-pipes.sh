# also: sim
# where, a pipe, a file and the environment of a command; a name that a shell would run stays text.
cd "$WORK"
call PJSIP/alice 209
amsh -o tsv -F Channel --no-header channels where Context=sets "Channel=$called"
expect_status 0
expect_out_is "$called"

amsh -c "channels where Channel=$called | grep -c PJSIP/alice" -c 'channels where Context=nowhere > empty' \
	-c '! test ! -s empty'
expect_status 0
expect_out_is 1

amsh -c 'channels | exit 7'
expect_status 7

evil='$(touch bad) | touch bad; "x'
amsh -c "db put amshtest name '$evil'" -c 'db get amshtest name' -c 'echo ${Val} | cat' \
	-c '! printf "%s\n" "$AMSH_Val"' -c 'db del amshtest name'
expect_status 0
expect_count 3 'touch bad\) \| touch bad; "x$'
[ ! -e bad ]
