# A server of HTTP with a prefix: its ARI is below that, and told by it.
conf=$PBX_ROOT/etc/asterisk/http.conf
cp "$conf" "$WORK/http.conf"

# Give the server's configuration back, too.
restore()
{
	cat "$WORK/http.conf" >"$conf"
	console 'module reload http' >/dev/null
	clean_up
}
trap restore EXIT
has_ari_at()
{
	amsh --ari "http://$PBX_HOST:$PBX_HTTP_PORT/$1" ari get asterisk/ping
	[ "$status" -eq 0 ]
}
sed 's/^enabled = yes/&\nprefix = phone/' "$WORK/http.conf" >"$conf"
console 'module reload http' >/dev/null
wait_until 10 has_ari_at phone/ari
amsh --ari "http://$PBX_HOST:$PBX_HTTP_PORT/phone/ari" -j -c 'ari events lock' \
	-c 'ari put deviceStates/Stasis:gate deviceState=BUSY' -c 'wait -t 20 ari:DeviceStateChanged'
expect_status 0
expect_out '"name":"Stasis:gate"'
ari get asterisk/ping
[ "$status" -ne 0 ] || fail "no ARI without the prefix"
