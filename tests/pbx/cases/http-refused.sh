# What goes wrong over HTTP is said in one line, with the status that TCP has for it.
http=http://$PBX_USER@$PBX_HOST:$PBX_HTTP_PORT
https=https://$PBX_USER@localhost:$PBX_HTTPS_PORT

# amsh OPTIONS... ping fails with the status $1 and a line like $2.
refused()
{
	refused_status=$1
	refused_text=$2
	shift 2
	bare --secret-file "$PBX_SECRET_FILE" "$@" ping
	expect_status "$refused_status"
	expect_err "$refused_text"
	[ "$(wc -l <"$WORK/err")" -eq 1 ] || fail "one line on stderr"
}

echo wrong >"$WORK/wrong"
chmod 600 "$WORK/wrong"
refused 4 'refused: Authentication failed' -s "$http" --secret-file "$WORK/wrong"
refused 4 'HTTP 401' -s "$http" --http-auth digest --secret-file "$WORK/wrong"
refused 3 'no AMI over HTTP at .*/nosuch/rawman' -s "$http/nosuch"
refused 3 ':1: ' -s "http://$PBX_USER@$PBX_HOST:1"
refused 3 'not an HTTP server' -s "http://$PBX_USER@$PBX_HOST:$PBX_AMI_PORT"
refused 3 ': a port with TLS \(https://\)' -s "http://$PBX_USER@$PBX_HOST:$PBX_HTTPS_PORT"
refused 3 'certificate' -s "$https"
refused 3 'no TLS' -s "https://$PBX_USER@localhost:$PBX_HTTP_PORT"
refused 3 'is for .*not for' -s "$https" --tls-ca "$PBX_CA" --tls-name other.example
refused 3 'pin is that of the public key' -s "$https" --tls-pin "sha256:$PBX_CERT_SHA256"
refused 3 'proxy command ended with exit status 1' -s "$http" --proxy-command false
refused 2 'No such file' -s "$https" --tls-ca "$WORK/nosuch"

# The ways to trust a server that there are.
for trust in "--tls-ca $PBX_CA" "--tls-pin sha256:$PBX_KEY_SHA256" --insecure; do
	# shellcheck disable=SC2086 # two words
	bare --secret-file "$PBX_SECRET_FILE" -s "$https" $trust ping
	expect_status 0
	expect_quiet
done

# A user without rights, and one who may be there only once: the session ends with the program.
bare --secret-file "$PBX_SECRET_FILE" -s "http://noperm@$PBX_HOST:$PBX_HTTP_PORT" coresettings
expect_status 1
expect_err 'Permission denied'
for time in first second; do
	bare --secret-file "$PBX_SECRET_FILE" -s "http://once@$PBX_HOST:$PBX_HTTP_PORT" ping
	expect_status 0
done

# The server says so when the session ends.
bare --secret-file "$PBX_SECRET_FILE" -s "$http" -c Logoff -c ping
expect_status 6
