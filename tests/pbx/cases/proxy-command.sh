# also: sim
# The same script over TCP, through a proxy command and through ssh -W gives the same output.
mkdir "$WORK/bin"
cat >"$WORK/bin/relay" <<'END'
#!/usr/bin/env perl
# relay HOST PORT: standard input and output as one end of a TCP connection.
use strict;
use IO::Socket::INET;
my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => $ARGV[1]) or die "relay: $!\n";
my $child = fork // die;
my ($from, $to) = $child ? (\*STDIN, $s) : ($s, \*STDOUT);
while (sysread($from, my $bytes, 65536)) { syswrite($to, $bytes) }
shutdown($s, 1) if $child;
waitpid($child, 0) if $child;
END
cat >"$WORK/bin/ssh" <<'END'
#!/bin/sh
# Takes the words that amsh gives to ssh for a first connection, and nothing else.
[ "$1" = -W ] && [ "$3" = -- ] && [ "$4" = 'root@gate way' ] && [ $# -eq 4 ] || exit 64
exec relay "${2%:*}" "${2##*:}"
END
chmod 755 "$WORK/bin/relay" "$WORK/bin/ssh"
PATH=$WORK/bin:$PATH
export PATH
cat >"$WORK/script" <<'END'
action DBPut Family=proxy Key=a Val=1
command database get proxy a
DBDel proxy a
END

amsh -j -f "$WORK/script"
expect_status 0
sed 's/"ActionID":"[^"]*"//' "$WORK/out" >"$WORK/tcp"
amsh -j --proxy-command "relay $PBX_HOST $PBX_AMI_PORT" -f "$WORK/script"
expect_status 0
sed 's/"ActionID":"[^"]*"//' "$WORK/out" | diff "$WORK/tcp" -
amsh -j -J 'root@gate way' -f "$WORK/script"
expect_status 0
sed 's/"ActionID":"[^"]*"//' "$WORK/out" | diff "$WORK/tcp" -

amsh -J elsewhere ping
expect_status 3
expect_err 'exit status 64'
amsh -J gate --proxy-command relay ping
expect_status 2
expect_err 'both given'
