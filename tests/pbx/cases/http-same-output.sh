# The same script gives the same output over TCP, HTTP and HTTPS, however one logs in there and
# whatever the server answers in.
cat >"$WORK/script" <<-'END'
	dbput amsh http "a<b>&'c'"
	dbget amsh http
	DBGetTree amsh
	channels
	coresettings
	getvar NOSUCH
	setvar AMSH_HTTP 'x=y, "z"'
	getvar AMSH_HTTP
	queues support
	PJSIPShowEndpoints
	PJSIPShowEndpoint alice
	command core show help core
	command core show nosuch
	command manager show user hello
	getconfig http.conf
	getconfig nosuch.conf
	iaxnetstats
	iaxpeers
	action Hangup Channel=nosuch
	action UserEvent UserEvent=Early
	listcommands
	originate PJSIP/alice 209@sets
	hangup ${Channel}
	originate PJSIP/carol 209@sets
	originate PJSIP/nosuch 209@sets
	action UserEvent UserEvent=Now a=1 a=2 'b=x & y'
	wait -t 60 UserEvent
	wait -t 1 UserEvent UserEvent=Early
	events off
	action UserEvent UserEvent=Unheard
	events user
	action UserEvent UserEvent=Heard
	wait -t 60 UserEvent
	dbdel amsh http
END

# Take out what is never the same twice.
plain()
{
	sed -E 's/amsh-[0-9a-f]{8}-[0-9]+/ID/g; s/-[0-9a-f]{8}"/-N"/g; s/-[0-9a-f]{8}\)"/-N)"/g
		s/"(_time|_seconds|Timestamp|CoreCurrentCalls|LastCall|RoundtripUsec)":"[^"]*",?//g; s/after [0-9.]+ s/after N s/'
}

# Run the script with the options $2..., and keep what it says as $1.
run()
{
	run_name=$1
	shift
	: >"$WORK/calls"
	bare --secret-file "$PBX_SECRET_FILE" -k -j -f "$WORK/script" "$@"
	expect_status 1
	plain <"$WORK/out" >"$WORK/$run_name.out"
	plain <"$WORK/err" >"$WORK/$run_name.err"
	wait_until 10 no_channels
}

# The script said the same as over TCP.
same()
{
	for stream in out err; do
		diff "$WORK/tcp.$stream" "$WORK/$1.$stream" >"$WORK/diff" ||
			fail "over $1 what TCP gives, not: $(head -n 20 "$WORK/diff" | cut -c 1-200)"
	done
}

http=http://$PBX_USER@$PBX_HOST:$PBX_HTTP_PORT
https=https://$PBX_USER@localhost:$PBX_HTTPS_PORT
run tcp -s "ami://$PBX_USER@$PBX_HOST:$PBX_AMI_PORT"
grep -q '"UserEvent":"Heard"' "$WORK/tcp.out" || fail "the script comes to its end"
run cookie -s "$http"
same cookie
run digest -s "$http" --http-auth digest
same digest
run https -s "$https" --tls-ca "$PBX_CA"
same https
run mxml -s "$http" --http-encoding mxml
same mxml
run https-digest-mxml -s "$https" --tls-ca "$PBX_CA" --http-auth digest --http-encoding mxml
same https-digest-mxml
