# The server throws the session out: status 6.
kick()
{
	descriptor=$(console 'manager show connected' | awk '$1 == "hello" { print $5; exit }')
	[ -z "$descriptor" ] || console "manager kick session $descriptor" >/dev/null
}

if console 'manager kick session 0' | grep -q '^No such command'; then
	skip "the server cannot throw a session out"
fi
begin waiting wait -t 60 UserEvent UserEvent=Never
until_ended waiting kick
expect_status 6
