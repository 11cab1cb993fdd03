# also: sim
# Many small actions over TLS, every one answered.
awk 'BEGIN { for (i = 0; i < 300; i++) print "ping" }' >"$WORK/script"
amsh_tls localhost -j -f "$WORK/script"
expect_status 0
expect_quiet
expect_count 300 '"Ping": ?"Pong"'
