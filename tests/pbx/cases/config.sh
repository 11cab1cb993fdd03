# also: sim
# amsh.conf: sections for servers, templates, aliases, secrets by file and by command.
mkdir -p "$WORK/config/amsh"
conf=$WORK/config/amsh/amsh.conf
cat >"$conf" <<END
[general]
default = plain        ; without -s
timeout = 7

[ours](!)
user => $PBX_USER
secret_file = $PBX_SECRET_FILE

[plain](ours)
server = ami://$PBX_HOST:$PBX_AMI_PORT

;-- TLS, and the secret
from a command --;
[tls]
server = amis://$PBX_USER@localhost:$PBX_TLS_PORT
tls_ca = $PBX_CA
secret_command = cat '$PBX_SECRET_FILE'
output = json

[broken]
server = ami://$PBX_USER@$PBX_HOST:$PBX_AMI_PORT
secret_command = echo oops >&2 && exit 3

[aliases]
there => ping
END
chmod 600 "$conf"

bare there
expect_status 0
expect_out 'Pong'
bare -s tls ping
expect_status 0
expect_out '"Ping": ?"Pong"'
bare -c 'connect tls' -c ping -c 'connect plain' -c there
expect_status 0
expect_count 2 'Pong'

bare -s broken ping
expect_status 2
expect_err '^oops$'
expect_err 'secret_command failed with exit status 3'
bare -s plian ping
expect_status 2
expect_err '\(did you mean plain\?\)'
bare --no-config ping
expect_status 2
expect_err 'no user'

bare --show-config
expect_status 0
expect_out "^server +ami://$PBX_HOST:$PBX_AMI_PORT +.*amsh.conf:10\$"
expect_out "^user +$PBX_USER +.*amsh.conf:6\$"
expect_out '^timeout +7 +.*amsh.conf:3$'
bare -s tls -t 9 --show-config
expect_out '^secret_command +\(hidden\) +.*amsh.conf:17$'
expect_out '^timeout +9 +option$'

# A secret that others can read is used, with a warning; a mistake is none.
printf '[a]\nserver = ami://%s@%s:%s\nsecret = %s\n' "$PBX_USER" "$PBX_HOST" "$PBX_AMI_PORT" \
	"$(head -n 1 "$PBX_SECRET_FILE")" >"$conf"
chmod 644 "$conf"
bare -s a ping
expect_status 0
expect_err 'others can read the secret in .*amsh.conf'
printf '[a]\nserver = ami://h\nsercet = x\n' >"$conf"
bare -s a ping
expect_status 2
expect_err 'amsh\.conf:3: no such setting: sercet \(did you mean secret, server\?\)'
