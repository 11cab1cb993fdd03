# A library is opened by the run that uses it.
loaded()
{
	LD_DEBUG=files LD_DEBUG_OUTPUT=$WORK/ld bare --secret-file "$PBX_SECRET_FILE" "$@" ping
	expect_status 0
	cat "$WORK"/ld.* >"$WORK/loaded"
	rm "$WORK"/ld.*
}

loads()
{
	grep -q "$1" "$WORK/loaded" || fail "$1 is loaded"
}

loads_no()
{
	! grep -q "$1" "$WORK/loaded" || fail "$1 is not loaded"
}

loaded -s "ami://$PBX_USER@$PBX_HOST:$PBX_AMI_PORT"
loads_no 'libedit'
loads_no 'libssl'
loads_no 'libcurl'
loads_no 'libxml'

loaded -s "amis://$PBX_USER@$PBX_HOST:$PBX_TLS_PORT" --tls-ca "$PBX_CA"
loads 'libssl'
loads_no 'libedit'
loads_no 'libcurl'

loaded -s "http://$PBX_USER@$PBX_HOST:$PBX_HTTP_PORT"
loads 'libcurl'
loads_no 'libxml'

loaded -s "http://$PBX_USER@$PBX_HOST:$PBX_HTTP_PORT" --http-encoding mxml
loads 'libcurl'
loads 'libxml2'
