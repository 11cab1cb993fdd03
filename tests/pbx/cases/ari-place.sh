# On the PBX itself http.conf and ari.conf say where ARI is and who may use it; elsewhere settings do.
conf=$PBX_ROOT/etc/asterisk/manager.conf
bare --manager-conf "$conf" ari get asterisk/ping
expect_status 0
expect_out 'pong'
bare --manager-conf "$conf" -u reporter ari delete channels/nosuch
expect_status 1
expect_err 'read_only'
bare --manager-conf "$conf" --show-config
expect_out "^ari +http://127\.0\.0\.1:$PBX_HTTP_PORT/ari +.*/http\.conf:"
expect_out '^ari_user +hello +.*/ari\.conf:'

# The URLs that pages about AMI over HTTP have: the place, the login and the encoding.
for name in manager rawman mxml amanager arawman amxml ari; do
	bare -s "http://$PBX_USER@$PBX_HOST:$PBX_HTTP_PORT/$name" --secret-file "$PBX_SECRET_FILE" \
		-c ping -c 'ari get asterisk/ping'
	expect_status 0
	expect_out 'Pong'
	expect_out 'pong'
done

# A file that says no is named.
mkdir "$WORK/off"
for file in manager http ari; do
	sed 's/enable\(d*\) = yes/enable\1 = no/' "$PBX_ROOT/etc/asterisk/$file.conf" >"$WORK/off/$file.conf"
done
cp "$conf" "$WORK/off"
bare --manager-conf "$WORK/off/manager.conf" --show-config
expect_out '^ari\.conf .*http\.conf:2: enabled = no'
bare --manager-conf "$WORK/off/manager.conf" --connect-timeout 5 ari get asterisk/ping
expect_status 3
expect_err 'http\.conf:2: enabled = no'
bare --manager-conf "$WORK/off/manager.conf" --connect-timeout 5 ari tail -n 1
expect_status 3
expect_err 'http\.conf:2: enabled = no'
