# also: sim
# A block as it is typed in telnet, ended by an empty line or by the end of input.
amsh -j <<-'END'
	Action: Ping
	ActionID: mine

	echo between
	Action: Getvar
	Variable: OFFICE
END
expect_status 0
expect_out '"Ping": ?"Pong"'
expect_out '^between$'
expect_out '"Value": ?"north"'
