# What TROUBLESHOOTING of the man page says to ask Asterisk's console is what it answers.
bare --version
page=${0%/*}/../../man/amsh.1
sed -n "s/.*\"asterisk .-rx .(aq\([^\\\\]*\).*/\1/p" "$page" | sort -u >"$WORK/commands"
[ "$(wc -l <"$WORK/commands")" -ge 6 ] || fail "six commands in the page: $(cat "$WORK/commands")"
while read -r command; do
	console "$(echo "$command" | sed "s/NAME/$PBX_USER/")" >"$WORK/out"
	expect_no_out 'No such command|Usage:'
done <"$WORK/commands"

# shows COMMAND PATTERN...: the console's answer has lines like these.
shows()
{
	grep -qx "$(echo "$1" | sed "s/$PBX_USER/NAME/")" "$WORK/commands" || fail "the page has: $1"
	console "$1" >"$WORK/out"
	shift
	for pattern; do
		expect_out "$pattern"
	done
}
shows 'manager show settings' 'Manager .AMI.: *Yes' "TCP Bindaddress: *$PBX_HOST:$PBX_AMI_PORT" \
	"TLS Bindaddress: *$PBX_HOST:$PBX_TLS_PORT" 'Disabled events:'
shows "manager show user $PBX_USER" 'ACL: ' 'read perm: .*call' 'write perm: .*originate'
shows 'manager show connected' 'Username .*IP Address'
shows 'http show status' "Enabled and Bound to $PBX_HOST:$PBX_HTTP_PORT" '^Prefix:' '^/rawman ' '^/mxml ' '^/ari/'
shows 'ari show users' "$PBX_USER"
