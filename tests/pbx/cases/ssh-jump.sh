# -J goes through a real ssh and sshd: the same script, the same output, TLS to the far end too.
mkdir "$WORK/bin"
cat >"$WORK/bin/ssh" <<END
#!/bin/sh
exec $(command -v ssh) -F '$PBX_SSH_CONFIG' "\$@"
END
chmod 755 "$WORK/bin/ssh"
PATH=$WORK/bin:$PATH
export PATH
cat >"$WORK/script" <<'END'
dbput ssh key "a  b"
dbget ssh key
command database show ssh
dbdel ssh key
END

# Print what came without what is never the same.
plain()
{
	sed 's/"ActionID":"[^"]*"//' "$WORK/out"
}

amsh -j -f "$WORK/script"
expect_status 0
plain >"$WORK/tcp"
amsh -j -J gate -f "$WORK/script"
expect_status 0
expect_quiet
plain | diff "$WORK/tcp" - || fail "the same through ssh"
amsh_tls localhost -j -J root@gate -f "$WORK/script"
expect_status 0
plain | diff "$WORK/tcp" - || fail "the same with TLS through ssh"

# Over HTTP and HTTPS each connection has an ssh of its own; events need a second one.
for way in "http://$PBX_USER@$PBX_HOST:$PBX_HTTP_PORT" \
	"https://$PBX_USER@localhost:$PBX_HTTPS_PORT --tls-ca $PBX_CA"; do
	# shellcheck disable=SC2086 # words
	bare --secret-file "$PBX_SECRET_FILE" -s $way -j -J gate -f "$WORK/script"
	expect_status 0
	expect_quiet
	plain | diff "$WORK/tcp" - || fail "the same over ${way%%:*} through ssh"
done
bare --secret-file "$PBX_SECRET_FILE" -s "http://$PBX_USER@$PBX_HOST:$PBX_HTTP_PORT" -J gate \
	-c 'action UserEvent UserEvent=Jumped' -c 'wait -t 60 UserEvent UserEvent=Jumped'
expect_status 0
expect_out Jumped
bare --secret-file "$PBX_SECRET_FILE" -s "http://$PBX_USER@$PBX_HOST:$PBX_HTTP_PORT" -J elsewhere \
	ping
expect_status 3
expect_err 'connect to host 127.0.0.1 port 9: Connection refused'

# ARI goes the same way: its requests, and the WebSocket of its events.
for place in "http://$PBX_HOST:$PBX_HTTP_PORT/ari" \
	"https://localhost:$PBX_HTTPS_PORT/ari --tls-ca $PBX_CA"; do
	# shellcheck disable=SC2086 # words
	bare --ari $place --ari-user "$PBX_USER" --ari-secret-file "$PBX_SECRET_FILE" -J gate -j \
		-c 'ari events jumped' -c 'ari get asterisk/ping' -c 'ari post events/user/Jumped application=jumped' \
		-c 'wait -t 60 ari:ChannelUserevent'
	expect_status 0
	expect_out '"ping":"pong"'
	expect_out '"eventname":"Jumped"'
done

# What ssh says of its failure is seen, and the status is that of no connection.
amsh -J elsewhere ping
expect_status 3
expect_err 'connect to host 127.0.0.1 port 9: Connection refused'
amsh -J nobody@gate ping
expect_status 3
expect_err 'Permission denied'
