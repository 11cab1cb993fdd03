# The server throws the session out: status 6.
kick()
{
	descriptor=$(console 'manager show connected' | awk '$1 == "hello" { print $5; exit }')
	[ -z "$descriptor" ] || console "manager kick session $descriptor" >/dev/null
}

begin waiting wait -t 30 NoSuchEvent
until_ended waiting kick
expect_status 6
