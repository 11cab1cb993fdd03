# also: sim
# The certificate is verified, its name included.
amsh_tls localhost ping
expect_status 0
expect_out 'Pong'
amsh_tls 127.0.0.1 ping
expect_status 0

amsh_tls localhost --tls-name pbx.example.net ping
expect_status 3
expect_err 'pbx\.example\.net|name'
amsh_tls 127.0.0.1 --tls-name localhost ping
expect_status 0

bare -s "amis://$PBX_USER@localhost:$PBX_TLS_PORT" --secret-file "$PBX_SECRET_FILE" ping
expect_status 3
expect_err 'certificate'
expect_no_out '.'
bare -s "amis://$PBX_USER@localhost:$PBX_TLS_PORT" --secret-file "$PBX_SECRET_FILE" \
	--insecure ping
expect_status 0

bare -H localhost -p "$PBX_TLS_PORT" --tls --tls-ca "$PBX_CA" -u "$PBX_USER" \
	--secret-file "$PBX_SECRET_FILE" ping
expect_status 0
