# also: sim
# A script from standard input: comments, quotes, several commands; the first failure ends it.
amsh <<-'END'
	# a comment

	echo first
	echo "two   words" 'and three'
	ping
	echo last # really
END
expect_status 0
expect_quiet
expect_out '^first$'
expect_out '^two   words and three$'
expect_out '^last$'

amsh <<-'END'
	echo before
	hangup PJSIP/nobody-1
	echo after
END
expect_status 1
expect_out '^before$'
expect_no_out 'after'
expect_err '^amsh: stdin:2: .*No such channel'

amsh -k <<-'END'
	hangup PJSIP/nobody-1
	echo after
END
expect_status 1
expect_out '^after$'
expect_err '^amsh: stdin:1: '

amsh <<-'END'
	echo before
	echo 'never closed
END
expect_status 2
expect_err '^amsh: stdin:2: '

amsh <<-'END'
	echo before
	quit
	echo after
END
expect_status 0
expect_out_is before
