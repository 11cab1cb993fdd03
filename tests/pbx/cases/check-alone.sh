# check without a word: the whole way, over each transport, and each place where it can end.
conf=$PBX_ROOT/etc/asterisk/manager.conf
manager=$PBX_HOST:$PBX_AMI_PORT

# check OPTIONS...: as $PBX_USER over AMI, unless they say otherwise.
checked()
{
	bare --secret-file "$PBX_SECRET_FILE" "$@" check
}

# It ends at the step $1 with the status $2 and the text $3, and the advice has $4.
ends_at()
{
	expect_status "$2"
	expect_out "^failed +$1 +.*$3"
	expect_out "^ +-> .*$4"
	expect_count 1 '^failed'
	[ "$(tail -n 2 "$WORK/out" | head -n 1 | cut -d ' ' -f 1)" = failed ] || fail "it goes no further"
	expect_quiet
}

# The accounts are the others' again, whatever happens.
restore()
{
	result=$?
	cat "$WORK/manager.conf" >"$conf"
	console 'manager reload' >"$WORK/reload" 2>&1
	return $result
}

# The whole way: over TCP, TLS, HTTP and a command.
checked -s "ami://$PBX_USER@$manager"
expect_status 0
for step in server user secret name tcp banner login version rights events clock; do
	expect_count 1 "^ok +$step +."
done
expect_count 11 .
expect_out '^ok +version +Asterisk [0-9]+\.'
expect_out '^ok +rights +may list channels, place calls, .*configuration files$'
expect_out '^ok +events +may read all'
checked -s "amis://$PBX_USER@localhost:$PBX_TLS_PORT" --tls-ca "$PBX_CA"
expect_status 0
expect_out "^ok +tls +TLSv1\.[23], certificate for .*localhost.* until 20.* fingerprint sha256:$PBX_CERT_SHA256, verified for localhost"
checked -s "http://$PBX_USER@$PBX_HOST:$PBX_HTTP_PORT" --ari "$ARI"
expect_status 0
expect_out '^ok +http +.*/rawman answers with HTTP 200$'
expect_out "^ok +ari +$PBX_USER at http:.*/ari: Asterisk [0-9]+\."

# The file of this machine tells the account, and which events it may read.
bare --manager-conf "$conf" -u noperm check
expect_status 0
expect_out '^ok +server +ami:.*manager.conf:[0-9]+\)$'
expect_out '^ok +secret +from .*manager.conf:[0-9]+$'
expect_out '^note +rights +may not list channels'
expect_out 'add reporting,originate,.* to write in \[noperm\] of manager.conf'
expect_out '^note +events +the account may read none$'

# Where it ends.
checked -s "ami://$PBX_USER@$PBX_HOST:1"
ends_at tcp 3 'connection refused' 'port = 1;'
checked -s "ami://nobody@$manager"
ends_at login 4 'Authentication failed' '\[nobody\] in manager.conf'
checked -s "amis://$PBX_USER@localhost:$PBX_TLS_PORT"
ends_at tls 3 'unknown CA' 'tls-ca'
checked -s "amis://$PBX_USER@localhost:$PBX_TLS_PORT" --tls-ca "$PBX_CA" --tls-name other.example
ends_at tls 3 'not for other.example' 'tls-name'
checked -s "amis://$PBX_USER@$manager"
ends_at tls 3 'does not speak TLS' 'ami://'
checked -s "ami://$PBX_USER@$PBX_HOST:$PBX_TLS_PORT" --connect-timeout 0.2
ends_at banner 3 'no banner' 'amis://'
checked -s "http://$PBX_USER@$PBX_HOST:$PBX_HTTP_PORT/nosuch"
ends_at http 3 'no AMI over HTTP' 'webenabled'
checked -s "https://$PBX_USER@localhost:$PBX_HTTPS_PORT"
ends_at tls 3 'unknown CA' 'tls-ca'
checked -s "ami://$PBX_USER@$manager" --proxy-command false
ends_at command 3 'exit status 1' 'false'

# An account that deny shuts out.
cp "$conf" "$WORK/manager.conf"
trap 'restore; clean_up' EXIT
{
	printf '\n[walled]\nread = all\nwrite = all\ndeny = 0.0.0.0/0.0.0.0\n'
	printf 'secret = %s\n' "$(cat "$PBX_SECRET_FILE")"
	printf '[filtered](hello)\neventfilter = Event: Newchannel\n'
} >>"$conf"
console 'manager reload' >"$WORK/reload" 2>&1
checked -s "ami://walled@$manager"
ends_at login 4 'Authentication failed' 'deny and permit'

# One whose eventfilter swallows the event of its login.
checked -s "ami://filtered@$manager"
expect_status 0
expect_out '^note +events +may read all, but SuccessfulAuth of this login has not come$'
expect_out '-> .*eventfilter in \[filtered\]'
bare --manager-conf "$conf" -u filtered check
expect_status 0
expect_out '^note +events +may read all, but an eventfilter leaves some out \(.*manager.conf:[0-9]+\)$'

# One that is not there, with a secret that ends with a blank.
printf '%s \n' "$(cat "$PBX_SECRET_FILE")" >"$WORK/padded"
chmod 600 "$WORK/padded"
bare --manager-conf "$conf" -u nosuch --secret-file "$WORK/padded" check
expect_status 4
expect_out '^note +user +nosuch .*no such account: \[nosuch\], but \[hello\], '
expect_out '^note +secret .*: it ends with a blank$'
bare --manager-conf "$conf" -u nosuch --secret-file "$WORK/padded" ping
expect_status 4
expect_err 'no such account: \[nosuch\], but \[hello\], '
