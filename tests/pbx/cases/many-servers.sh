# also: sim
# Several servers at once: the PBX by its plain and by its TLS port, and one that is down.
conf=$WORK/amsh.conf
cat >"$conf" <<CONF
[general]
user = $PBX_USER
secret_file = $PBX_SECRET_FILE
tls_ca = $PBX_CA
[plain]
server = ami://$PBX_HOST:$PBX_AMI_PORT
[tls]
server = amis://localhost:$PBX_TLS_PORT
[down]
server = ami://127.0.0.1:1
[both]
group = plain, tls
[all]
group = plain, down, tls
CONF

# Run it with that configuration on the servers $1.
fleet()
{
	servers=$1
	shift
	bare --config "$conf" -s "$servers" "$@"
}

# Exactly $1 lines on stderr.
expect_err_lines()
{
	[ "$(wc -l <"$WORK/err")" -eq "$1" ] || fail "$1 lines on stderr"
}

# One command on all of them, each line with its server.
fleet both ping
expect_status 0
expect_quiet
expect_out '^plain\| .*Pong'
expect_out '^tls  \| .*Pong'

fleet plain,tls -j ping
expect_status 0
expect_count 2 '.'
expect_out '^\{"_server":"plain","Response":"Success",.*\}$'
expect_out '^\{"_server":"tls","Response":"Success",.*\}$'

# One header row for all; the answers of each together.
fleet both -o tsv -F Ping ping
expect_status 0
sort "$WORK/out" >"$WORK/sorted" && mv "$WORK/sorted" "$WORK/out"
expect_out_is '_server	Ping
plain	Pong
tls	Pong'

fleet both command core show version
expect_status 0
expect_count 2 '\| Asterisk'

# One that is down holds up nobody, and the status is the worst.
fleet all ping
expect_status 3
expect_out '^plain\| .*Pong'
expect_out '^tls  \| .*Pong'
expect_err '^amsh: down: .*refused'
expect_err '^amsh: 2 well, 1 not reached: down$'
expect_err_lines 2

fleet all hangup PJSIP/nobody-1
expect_status 3
expect_err '^amsh: plain: Hangup: No such channel'
expect_err '^amsh: tls: Hangup: No such channel'

# @NAME picks; the lines of a script keep their numbers.
fleet all @tls,pl* ping
expect_status 0
expect_no_out '^down'

bare --config "$conf" -s both -k <<'LINES'
echo all
@plain echo one
@tls hangup PJSIP/nobody-1
@plain Action: Ping

@nobody echo
LINES
expect_status 2
expect_count 1 '^plain\| all$'
expect_count 1 '^tls  \| all$'
expect_count 1 '^plain\| one$'
expect_count 1 '^plain\| .*Pong'
expect_no_out '^tls .*(one|Pong)'
expect_err '^amsh: tls: stdin:3: Hangup: No such channel'
expect_err '^amsh: plain: stdin:6: no such server: nobody'
expect_err '^amsh: 1 failed, 1 in error: plain, tls$'
expect_err_lines 4

fleet both -c 'ping' -c '@tls hangup PJSIP/nobody-1' -c ping
expect_status 1
expect_count 2 '^plain\| .*Pong'
expect_count 1 '^tls  \| .*Pong'

# What is wrong with the list is said before anything is connected.
fleet plain,nowhere ping
expect_status 2
expect_err '^amsh: no such section in amsh.conf: nowhere'
fleet plain,plain ping
expect_status 2
expect_err '^amsh: the server plain is given twice'
fleet both @nobody ping
expect_status 2
expect_err '^amsh: no such server: nobody'

# What concerns no server is done once.
fleet all help echo
expect_status 0
expect_quiet
expect_no_out '\|'

# Every server's events come, each once.
amsh()
{
	fleet both "$@"
}
begin events -j tail -n 1 UserEvent UserEvent=Fleet
until_ended events fleet plain UserEvent Fleet
expect_status 0
expect_count 2 '.'
expect_count 1 '^\{"_server":"plain","_time":"[^"]*","Event":"UserEvent".*"Fleet".*\}$'
expect_count 1 '^\{"_server":"tls","_time":"[^"]*","Event":"UserEvent".*"Fleet".*\}$'
