# A recording of AMI and ARI holds no secret, and what was heard of both is played as it was shown.
cat >"$WORK/script" <<-'END'
	ari events desk
	ari post asterisk/variable variable=MY_PASSWORD value=hunter2
	ari get asterisk/variable variable=MY_PASSWORD
	ari put deviceStates/Stasis:lamp deviceState=INUSE
	wait -t 20 ari:DeviceStateChanged device_state.name=Stasis:lamp
	ari delete deviceStates/Stasis:lamp
	UserEvent Lamp Colour=green
	wait -t 20 UserEvent UserEvent=Lamp
END
amsh --ari "$ARI" -e user --record "$WORK/tape" -f "$WORK/script"
expect_status 0
grep -q 'ari> POST /ari/asterisk/variable?variable=MY_PASSWORD&value=\*\*\*' "$WORK/tape" ||
	fail "the request in the recording"
! grep -q hunter2 "$WORK/tape" || fail "no secret in the recording"
! grep -qF "$(cat "$PBX_SECRET_FILE")" "$WORK/tape" || fail "no secret of the account in it"
bare -s "replay:$WORK/tape" --speed max ari tail DeviceStateChanged device_state.state=INUSE
expect_status 0
expect_out 'Stasis:lamp .*INUSE'
bare -s "replay:$WORK/tape" --speed max tail UserEvent
expect_status 0
expect_out 'UserEvent .*Lamp'
bare -s "replay:$WORK/tape" --speed max ari get channels
expect_status 2
