# An account that may be connected only once says so.
connected()
{
	console 'manager show connected' | grep -q '^ *once '
}

begin first -u once wait -t 60 UserEvent UserEvent=Release
wait_until 10 connected
amsh_as once ping
expect_status 4
expect_err 'already'
until_ended first amsh UserEvent Release
expect_status 0
