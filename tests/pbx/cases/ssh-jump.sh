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

# What ssh says of its failure is seen, and the status is that of no connection.
amsh -J elsewhere ping
expect_status 3
expect_err 'connect to host 127.0.0.1 port 9: Connection refused'
amsh -J nobody@gate ping
expect_status 3
expect_err 'Permission denied'
