# also: sim
# Nobody listens: status 3 and one clear line.
bare -H "$PBX_HOST" -p 1 -u "$PBX_USER" --secret-file "$PBX_SECRET_FILE" ping
expect_status 3
expect_err 'refused'
[ "$(wc -l <"$WORK/err")" -eq 1 ] || fail "one line on stderr"

bare -H host.invalid -p 5038 -u "$PBX_USER" --secret-file "$PBX_SECRET_FILE" \
	--connect-timeout 3 ping
expect_status 3
expect_err 'host\.invalid'
