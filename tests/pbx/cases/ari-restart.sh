# ari tail survives `core restart now`: it says the gap, comes back, and goes on. A request of a script
# that runs meanwhile does not hang.
booted()
{
	console 'core waitfullybooted' 2>/dev/null | grep -q 'fully booted'
}
phones_ready()
{
	for phone in alice bob carol dave erin; do
		console "pjsip qualify $phone" >/dev/null
	done
	[ "$(console 'pjsip show contacts' | grep -c ' Avail ')" -eq 5 ]
}
has_said()
{
	grep -Eq -e "$2" "$WORK/$1/out" "$WORK/$1/err" 2>/dev/null
}
begin over --ari "$ARI" -j --reconnect ari tail phoenix -t 80 -n 2 ChannelUserevent
wait_until 10 listens phoenix
ari post events/user/Before application=phoenix
expect_status 0
wait_until 10 has_said over '"eventname":"Before"'
console 'core restart now' >/dev/null 2>&1 || :
wait_until 40 booted
wait_until 40 listens phoenix
ari post events/user/After application=phoenix
join over
expect_status 0
expect_err 'lost'
expect_out '"eventname":"After"'
wait_until 30 phones_ready
