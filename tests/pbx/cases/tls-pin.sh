# also: sim
# A pin is the SHA-256 of the certificate or of its key; another one is refused.
amsh_tls localhost --tls-pin "sha256:$PBX_CERT_SHA256" ping
expect_status 0
if [ "${PBX_KEY_SHA256-}" ]; then
	amsh_tls localhost --tls-pin "sha256:$PBX_KEY_SHA256" ping
	expect_status 0
fi
amsh_tls localhost --tls-pin "sha256:$(many 64 | tr x 0)" ping
expect_status 3
expect_err 'pin'
amsh_tls localhost --tls-pin sha256:1234 ping
expect_status 2

# The pin alone is enough, and it is all that counts.
bare -s "amis://$PBX_USER@localhost:$PBX_TLS_PORT" --secret-file "$PBX_SECRET_FILE" \
	--tls-pin "sha256:$PBX_CERT_SHA256" ping
expect_status 0
