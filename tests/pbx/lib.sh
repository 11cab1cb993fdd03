# shellcheck shell=sh disable=SC2030,SC2031 # begin gives its subshell a WORK of its own
# SPDX-License-Identifier: ISC
# What a case file is written with. The first expectation that fails ends the case and shows what
# was expected and what came. Everything about the server comes from the environment:
#   PBX_HOST PBX_AMI_PORT PBX_USER PBX_SECRET_FILE
#   PBX_TLS_PORT PBX_CA PBX_CERT_SHA256 [PBX_KEY_SHA256]
#   PBX_HTTP_PORT PBX_HTTPS_PORT
#   PBX_ROOT    only for a real Asterisk: its tree, for what its own console prints
# AMSH is the program, WORK a folder of the case's own. CK_TIMEOUT_MULTIPLIER makes all deadlines longer,
# as it does for other tests.
times=${CK_TIMEOUT_MULTIPLIER:-1}
# shellcheck disable=SC2034 # for the cases of ARI: amsh --ari "$ARI" ...
ARI=http://$PBX_HOST:$PBX_HTTP_PORT/ari

# Run the program with these arguments alone. Its output goes to $WORK/out and $WORK/err.
bare()
{
	said="$*"
	status=0
	timeout -k 5 $((80 * times)) "$AMSH" "$@" >"$WORK/out" 2>"$WORK/err" || status=$?
}

# Run it logged in as $PBX_USER.
amsh()
{
	amsh_as "$PBX_USER" "$@"
}

# Run it logged in as the user $1.
amsh_as()
{
	as=$1
	shift
	bare -H "$PBX_HOST" -p "$PBX_AMI_PORT" -u "$as" --secret-file "$PBX_SECRET_FILE" "$@"
}

# Run one request of ARI.
ari()
{
	amsh --ari "$ARI" ari "$@"
}

# Tell whether a program of that name listens to ARI's events.
listens()
{
	ari get "applications/$1"
	[ "$status" -eq 0 ]
}

# Run it over TLS to the host name $1, with $PBX_CA as the only authority.
amsh_tls()
{
	tls_host=$1
	shift
	bare -s "amis://$PBX_USER@$tls_host:$PBX_TLS_PORT" --secret-file "$PBX_SECRET_FILE" \
		--tls-ca "$PBX_CA" "$@"
}

# Start "amsh ARGS..." in the background; $1 is a name for ended and join.
begin()
{
	begin_name=$1
	shift
	mkdir "$WORK/$begin_name"
	(
		WORK=$WORK/$begin_name
		amsh "$@"
		echo "$said" >"$WORK/said"
		echo "$status" >"$WORK/status"
	) </dev/null &
}

# Tell whether the program begun as $1 has ended.
ended()
{
	[ -s "$WORK/$1/status" ]
}

# Wait for the program begun as $1; then the expectations are about it.
join()
{
	wait_until 80 ended "$1"
	read -r status <"$WORK/$1/status"
	read -r said <"$WORK/$1/said"
	cp "$WORK/$1/out" "$WORK/$1/err" "$WORK"
}

# Run the command $2... again and again until the program begun as $1 has ended: what it waits for
# cannot be missed because it was not listening yet.
until_ended()
{
	until_name=$1
	shift
	until_end=$(($(date +%s) + 20 * times))
	until ended "$until_name"; do
		[ "$(date +%s)" -lt "$until_end" ] || break
		"$@"
		sleep 0.1
	done
	join "$until_name"
}

# Run a command until it succeeds, for at most $1 seconds.
wait_until()
{
	wait_seconds=$(($1 * times))
	shift
	wait_end=$(($(date +%s) + wait_seconds))
	until "$@"; do
		[ "$(date +%s)" -lt "$wait_end" ] || fail "within $wait_seconds s: $*"
		sleep 0.1
	done
}

# End the case, saying what was expected and what came.
fail()
{
	echo "expected: $*"
	[ ! -f "$WORK/out" ] || {
		echo "of:       amsh $said"
		echo "status:   $status"
		head -n 25 "$WORK/out" | cut -c 1-200 | sed 's/^/stdout:   /'
		head -n 25 "$WORK/err" | cut -c 1-200 | sed 's/^/stderr:   /'
	}
	exit 1
}

# End the case without a verdict: this server cannot play it. $* says why.
skip()
{
	echo "$*" >"$WORK/skipped"
	exit 0
}

# Skip the case unless the server has the action $1.
need_action()
{
	amsh -j ListCommands
	grep -Fq "\"$1\":" "$WORK/out" || skip "the server has no action $1"
}

# Skip the case unless the server's version of AMI is $1 or later; further words say why.
need_ami()
{
	need_major=$1
	shift
	amsh -o tsv --no-header -F AMIversion CoreSettings
	need_version=$(cat "$WORK/out")
	[ "${need_version%%.*}" -ge "$need_major" ] || skip "AMI $need_version has no $*"
}

expect_status()
{
	[ "$status" -eq "$1" ] || fail "exit status $1"
}

# A line of stdout, or of stderr, matches an extended regular expression.
expect_out()
{
	grep -Eq -e "$1" "$WORK/out" || fail "stdout has a line like /$1/"
}

expect_no_out()
{
	! grep -Eq -e "$1" "$WORK/out" || fail "stdout has no line like /$1/"
}

expect_err()
{
	grep -Eiq -e "$1" "$WORK/err" || fail "stderr has a line like /$1/"
}

expect_no_err()
{
	! grep -Eiq -e "$1" "$WORK/err" || fail "stderr has no line like /$1/"
}

# Nothing at all on stderr.
expect_quiet()
{
	[ ! -s "$WORK/err" ] || fail "nothing on stderr"
}

# The whole of stdout, but for the last line's end.
expect_out_is()
{
	[ "$(cat "$WORK/out")" = "$1" ] || fail "stdout is exactly: $1"
}

# Exactly $1 lines of stdout match $2.
expect_count()
{
	[ "$(grep -Ec -e "$2" "$WORK/out")" -eq "$1" ] || fail "$1 lines of stdout like /$2/"
}

# Print what the server's own console prints for a command, without its colours.
console()
{
	chroot "$PBX_ROOT" asterisk -rx "$1" | sed "s/$(printf '\033')\[[0-9;]*m//g"
}

# Print $1 copies of the letter x.
many()
{
	awk -v n="$1" 'BEGIN { for (; n > 0; n--) printf "x" }'
}

# Call the channel $1 and connect it to the extension $2 of context $3 (sets); further arguments
# are headers. Returns when it is answered; $called is the name of the channel.
call()
{
	call_from=$1
	call_to=$2
	shift 2
	: >"$WORK/calls"
	amsh -j -c "action Originate Channel=$call_from Exten=$call_to Context=sets Priority=1 \
Async=true $*" -c 'wait -t 10 OriginateResponse'
	expect_status 0
	expect_out '"Event": ?"OriginateResponse".*"Response": ?"Success"'
	called=$(sed -n '/OriginateResponse/s/.*"Channel": *"\([^"]*\)".*/\1/p' "$WORK/out")
	[ -n "$called" ] || fail "OriginateResponse names a channel"
}

# Tell whether the channel $1 is alive.
channel_lives()
{
	amsh --no-header -o tsv -F Channel CoreShowChannels
	grep -Fqx -e "$1" "$WORK/out"
}

channel_gone()
{
	! channel_lives "$1"
}

no_channels()
{
	amsh --no-header -o tsv -F Channel CoreShowChannels
	[ "$status" -eq 0 ] && [ ! -s "$WORK/out" ]
}

# Leave no call.
clean_up()
{
	clean_status=$?
	trap - EXIT
	if [ -f "$WORK/calls" ]; then
		amsh --yes hangup '/./'
		[ "$clean_status" -ne 0 ] || wait_until 10 no_channels
	fi
	exit "$clean_status"
}
trap clean_up EXIT
