# With nothing said, the local Asterisk's manager.conf says where it listens and who may log in.
conf=$PBX_ROOT/etc/asterisk/manager.conf
bare --manager-conf "$conf" ping
expect_status 0
expect_out 'Pong'
bare --manager-conf "$conf" --show-config
expect_out "^server +ami://127\.0\.0\.1:$PBX_AMI_PORT +.*/manager\.conf:"
expect_out '^user +hello +.*/manager\.conf:'
expect_out '^secret +\(hidden\) +.*/manager\.conf:'
bare --manager-conf "$conf" -u reporter --read-only CoreStatus
expect_status 0
bare --manager-conf "$conf" -u noperm CoreShowChannels
expect_status 1

# Another server is not given these secrets.
bare --manager-conf "$conf" -s "ami://hello@127.0.0.1:$PBX_AMI_PORT" --show-config
expect_out '^secret +\(asked on the terminal\)'

# Where plain AMI is off, TLS is used, and its certificate known by the file.
secret=$(sed -n 's/^secret *= *//p' "$conf" | head -n 1)
cat >"$WORK/manager.conf" <<END
[general]
enabled = no
tlsenable = yes
tlsbindaddr = 0.0.0.0:$PBX_TLS_PORT
tlscertfile = $PBX_ROOT/etc/asterisk/keys/server.pem
[hello]
secret = $secret
write = all
END
bare --manager-conf "$WORK/manager.conf" ping
expect_status 0
expect_out 'Pong'
bare --manager-conf "$WORK/manager.conf" --show-config
expect_out "^tls_pin +sha256:$PBX_CERT_SHA256 "
