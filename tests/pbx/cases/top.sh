# also: sim
# The screen top on a terminal: what was there before, a call that comes, and a member that is
# paused from it; then the terminal is as it was.
settings()
{
	grep -o "settings.*" "$WORK/screen" | tr -d '\r'
}

mkfifo "$WORK/keys"
TERM=xterm script -qefc "stty rows 24 cols 110; echo settings \$(stty -g); '$AMSH' -H $PBX_HOST \
-p $PBX_AMI_PORT -u $PBX_USER --secret-file '$PBX_SECRET_FILE' top queues; \
echo status \$?; echo settings \$(stty -g)" /dev/null <"$WORK/keys" >"$WORK/screen" 2>&1 &
exec 4>"$WORK/keys"
wait_until 20 grep -q 'PJSIP/alice' "$WORK/screen"
printf /alice >&4
wait_until 20 grep -q 'Only rows with' "$WORK/screen"
printf '\r' >&4
printf j >&4
printf p >&4
wait_until 20 grep -q 'Pause Alice' "$WORK/screen"
printf 'lunch\r' >&4
wait_until 20 grep -q 'paused: lunch' "$WORK/screen"
amsh -o tsv --no-header -F Interface,Paused,PausedReason QueueStatus support
expect_out '^PJSIP/alice	1	lunch$'
printf p >&4
wait_until 20 grep -q 'take calls' "$WORK/screen"
printf y >&4
printf 1 >&4
call PJSIP/alice 202
wait_until 20 grep -q 'PJSIP/alice-' "$WORK/screen"
printf q >&4
wait_until 20 grep -q 'status 0' "$WORK/screen"
wait_until 20 [ "$(settings | wc -l)" -eq 2 ]
exec 4>&-
[ "$(settings | sort -u | wc -l)" -eq 1 ] || fail "the terminal as it was"
amsh -o tsv --no-header -F Interface,Paused QueueStatus support
expect_out '^PJSIP/alice	0$'
