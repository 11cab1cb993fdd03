# Call files: the call happens once, at its time, with every value as it was given.
spool=$PBX_ROOT/var/spool/asterisk/outgoing

amsh -j -e user -c "callfile Local/209@sets 'UserEvent(CallFile,Number: 1)' --spool $spool \
MaxRetries=0 'Set=FOO=a;b#c ;d:e=f'" -c 'wait -t 60 UserEvent UserEvent=CallFile'
expect_status 0
expect_out '"File": ?"/.*/outgoing/amsh-.*\.call"'
expect_out '"Number": ?"1"'
expect_out '"ChanVariable": ?\["FOO=a;b#c ;d:e=f"\]'
amsh -e user -c "callfile Local/209@sets 'UserEvent(CallFile,Number: #9)' --spool $spool" \
	-c "callfile Local/209@sets UserEvent(#8) --spool $spool" \
	-c 'wait -t 60 UserEvent UserEvent=#8'
expect_status 2
expect_err 'Data holds a # after a blank'
amsh -e user -c "callfile Local/209@sets 'UserEvent(#8)' --spool $spool" \
	-c 'wait -t 60 UserEvent UserEvent=#8'
expect_status 0

# Later, and owned by whom Asterisk runs as.
start=$(date +%s)
touch "$WORK/mark"
amsh -j -e user -c "callfile Local/209@sets 'UserEvent(CallFile,Number: 2)' --at +4 --spool $spool" \
	-c "!find $spool -name 'amsh-*' -newer $WORK/mark -printf '%u %m %Ts' >$WORK/stat" \
	-c 'wait -t 60 UserEvent UserEvent=CallFile' -c "!date +%s >$WORK/came" \
	-c 'wait -t 2 UserEvent UserEvent=CallFile'
expect_status 1
expect_count 1 '"Number": ?"2"'
took=$(($(cat "$WORK/came") - start))
[ "$took" -ge 4 ] && [ "$took" -le 60 ] || fail "the call comes after 4 s, not $took"
read -r owner mode time <"$WORK/stat" || [ "$time" ]
[ "$mode" = 600 ] || fail "mode 600, not $mode"
[ "$owner" = "$(stat -c %U "$spool")" ] || fail "owner as the spool's, not $owner"
[ "$time" -ge $((start + 4)) ] && [ "$time" -le $((start + 60)) ] || fail "time in 4 s, not $time"

# An extension, and who calls.
amsh -j -e call,dialplan \
	-c "callfile Local/209@sets 201@sets 'CallerID=\"Ann\" <555>' --spool $spool" \
	-c 'wait -t 60 Newexten Exten=201 Context=sets'
expect_status 0
expect_out '"CallerIDNum": ?"555"'
expect_out '"CallerIDName": ?"Ann"'

# What is refused leaves nothing.
bare --no-config callfile Local/209@sets 201@sets --spool "$WORK/none"
expect_status 2
expect_err 'no such spool'
mkdir "$WORK/spool"
for words in 'Local/209@sets 201@sets Prio=1' 'Local 201@sets' 'Local/1@s 201@sets --at 25:00'; do
	# shellcheck disable=SC2086 # words are to be split
	bare --no-config callfile --spool "$WORK/spool" $words
	expect_status 2
done
bare --no-config callfile "Local/209@sets
Application: System" 201@sets --spool "$WORK/spool"
expect_status 2
expect_err 'line break'
[ -z "$(ls "$WORK/spool")" ] || fail "nothing in the spool"
for name in $(amsh --no-header -o tsv -F Channel CoreShowChannels; grep '^Local/209' "$WORK/out"); do
	amsh --yes hangup "$name"
done
