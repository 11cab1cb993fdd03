# `manager reload` and `core restart now` are survived: a session that may reconnect comes back with
# its mask and filters, and a script that may not ends with status 6.

# Tell whether Asterisk runs and is past its start.
booted()
{
	console 'core waitfullybooted' 2>/dev/null | grep -q 'fully booted'
}

# Tell whether Asterisk reaches every phone.
phones_ready()
{
	for phone in alice bob carol dave erin; do
		console "pjsip qualify $phone" >/dev/null
	done
	[ "$(console 'pjsip show contacts' | grep -c ' Avail ')" -eq 5 ]
}

# Tell whether the program begun as $1 has said this on stdout or stderr.
has_said()
{
	grep -Eq -e "$2" "$WORK/$1/out" "$WORK/$1/err" 2>/dev/null
}

# Send an event that a filter keeps away, and one that it lets pass.
send()
{
	amsh -c 'userevent Noise' -c "userevent $1"
	expect_status 0
}

cat >"$WORK/script" <<-'END'
	filter add -x UserEvent UserEvent=Noise
	userevent Begun
	tail -n 3 -t 80 UserEvent
END
begin over -j --reconnect -e user -f "$WORK/script"
wait_until 10 has_said over '"UserEvent":"Begun"'
begin ended -c ping -c 'wait -t 40 NoSuchEvent'
wait_until 10 has_said ended 'Pong'

console 'core restart now' >/dev/null 2>&1 || :
join ended
expect_status 6
wait_until 40 booted
wait_until 40 has_said over 'connected again'
send Back
wait_until 10 has_said over '"UserEvent":"Back"'
console 'manager reload' >/dev/null
send Still

join over
expect_status 0
expect_err 'connection lost'
expect_count 3 '"Event":"UserEvent"'
expect_out '"UserEvent":"Still"'
expect_no_out 'Noise|"Event":"(Reload|Shutdown|FullyBooted)"'
wait_until 30 phones_ready
