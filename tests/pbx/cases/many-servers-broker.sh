# also: sim
# The recipe of the man page: the events of several servers go to a message broker, a message each.
if ! command -v mosquitto >/dev/null || ! command -v mosquitto_pub >/dev/null; then
	echo "skipped: mosquitto and mosquitto-clients are not installed"
	exit 0
fi

cat >"$WORK/amsh.conf" <<CONF
[general]
user = $PBX_USER
secret_file = $PBX_SECRET_FILE
tls_ca = $PBX_CA
[branch1]
server = ami://$PBX_HOST:$PBX_AMI_PORT
[branch2]
server = amis://localhost:$PBX_TLS_PORT
[all-sites]
group = branch1, branch2
CONF

port=$((20000 + $$ % 10000))
broker=
stop()
{
	stop_status=$?
	trap - EXIT
	for pid in $broker $subscriber $publisher; do
		kill "$pid" 2>/dev/null || :
	done
	exit $stop_status
}
subscriber='' publisher=''
trap stop EXIT

mosquitto -p $port >"$WORK/broker" 2>&1 &
broker=$!
wait_until 10 mosquitto_pub -p $port -t hello -m hello 2>/dev/null
mosquitto_sub -p $port -t pbx/events >"$WORK/heard" &
subscriber=$!

# Tell whether the broker passed an event of the server $1 on.
passed_on()
{
	grep -q "\"_server\":\"$1\".*\"UserEvent\":\"Recipe\"" "$WORK/heard"
}

both_passed_on()
{
	bare --config "$WORK/amsh.conf" -s branch1 UserEvent Recipe
	passed_on branch1 && passed_on branch2
}

"$AMSH" --config "$WORK/amsh.conf" --reconnect -j -s all-sites tail |
	mosquitto_pub -p $port -q 1 -l -t pbx/events &
publisher=$!
wait_until 20 both_passed_on
! grep -v '^{"_server":"branch[12]",.*}$' "$WORK/heard" || fail "every message is one event"
