# Events over HTTP: tail and wait see each of them once and in order, odd bytes come through both
# encodings, and nothing of what came before the action that wait belongs to counts.
http=http://$PBX_USER@$PBX_HOST:$PBX_HTTP_PORT
odd=$(printf 'x\033[31m')

over_http()
{
	bare --secret-file "$PBX_SECRET_FILE" -s "$http" "$@"
}

# Tail what this case raises, until five of them came.
raise()
{
	over_http -e off -c "action UserEvent UserEvent=Case N=$raised Odd=$odd"
	raised=$((raised + 1))
}

for encoding in rawman mxml; do
	for auth in cookie digest; do
		name=$encoding-$auth
		mkdir "$WORK/$name"
		(
			WORK=$WORK/$name
			over_http --http-encoding $encoding --http-auth $auth -o tsv --no-header \
				-F N,Odd tail -t 60 -n 5 UserEvent UserEvent=Case
			echo "$said" >"$WORK/said"
			echo "$status" >"$WORK/status"
		) </dev/null &
		raised=1
		until_ended $name raise
		expect_status 0
		first=$(head -n 1 "$WORK/out" | cut -f 1)
		awk -v n="$first" '$1 != n++ { exit 1 }' "$WORK/out" ||
			fail "numbers in a row over $name"
		expect_count 5 "$(printf '\tx\033\\[31m')"
		[ $encoding = rawman ] || expect_err 'bytes that XML does not allow'
	done
done

over_http -c 'action UserEvent UserEvent=Before' -c 'ping' -c 'wait -t 2 UserEvent UserEvent=Before'
expect_status 1
expect_err 'no UserEvent matched'

# What amsh itself asks, here for the state of an endpoint that could not be called, is no action.
over_http -k -c 'originate PJSIP/nobody Hangup()' -c 'wait -t 5 OriginateResponse'
expect_count 1 OriginateResponse

over_http -e call -c 'action UserEvent UserEvent=Masked' -c 'wait -t 2 UserEvent'
expect_status 1
