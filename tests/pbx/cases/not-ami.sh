# A server that is not a manager: HTTP, SIP over TLS ports, TLS to a plain port.
bare -H "$PBX_HOST" -p "$PBX_HTTP_PORT" -u "$PBX_USER" --secret-file "$PBX_SECRET_FILE" \
	--connect-timeout 2 -t 2 ping
expect_status 3

bare -s "amis://$PBX_USER@localhost:$PBX_AMI_PORT" --secret-file "$PBX_SECRET_FILE" \
	--tls-ca "$PBX_CA" --connect-timeout 2 -t 2 ping
expect_status 3
