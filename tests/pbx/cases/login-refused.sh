# also: sim
# A wrong secret, an unknown user; the secret is never shown.
printf 'open sesame\n' >"$WORK/secret"
chmod 600 "$WORK/secret"
bare -H "$PBX_HOST" -p "$PBX_AMI_PORT" -u "$PBX_USER" --secret-file "$WORK/secret" ping
expect_status 4
expect_no_out '.'
expect_err "$PBX_USER|authentication|login"
expect_no_err 'open sesame'

amsh_as nobody ping
expect_status 4

amsh --auth plain ping
expect_status 0
amsh --auth md5 ping
expect_status 0
