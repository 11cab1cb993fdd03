# also: sim
# A call by ARI alone, in one script, with `ari tail` beside it: originate, answer, bridge, play, record,
# redirect, hang up. Every step's event is seen there, in order. At the end the script waits: an
# application that leaves right after its last channel can make Asterisk 22 hang in its list of them.
: >"$WORK/calls"
case $PBX_KIND in
asterisk) endpoint=PJSIP/400@loop ;;
*)	endpoint=Local/400@sets ;;
esac
name=rec-$$
begin beside --ari "$ARI" -j ari tail watch
wait_until 10 listens watch

cat >"$WORK/script" <<-END
	ari events desk
	ari post channels/near endpoint=$endpoint app=desk
	as far wait -t 20 ari:StasisStart args[0]=lobby
	ari post channels/\${far.channel.id}/answer
	wait -t 20 ari:StasisStart channel.id=near
	ari post bridges/room-$$ type=mixing name=Room
	ari post bridges/room-$$/addChannel channel=near,\${far.channel.id}
	wait -t 20 ari:ChannelEnteredBridge channel.id=\${far.channel.id}
	ari delete bridges/room-$$
	wait -t 20 ari:BridgeDestroyed bridge.id=room-$$
	ari post channels/\${far.channel.id}/play/tune media=sound:beep
	wait -t 20 ari:PlaybackFinished playback.id=tune
	ari post channels/\${far.channel.id}/record name=$name format=gsm
	wait -t 20 ari:RecordingStarted recording.name=$name
	ari post recordings/live/$name/stop
	wait -t 20 ari:RecordingFinished recording.name=$name
	ari delete recordings/stored/$name
	ari post channels/\${far.channel.id}/continue context=sets extension=209 priority=1
	wait -t 20 ari:ChannelDialplan dialplan_app=Wait
END
[ "$PBX_KIND" != asterisk ] || cat >>"$WORK/script" <<-END
	ari post channels/near/redirect endpoint=PJSIP/sip:202@127.0.0.1
	wait -t 20 ari:BridgeBlindTransfer exten=202
END
cat >>"$WORK/script" <<-END
	ari delete channels/near
	wait -t 20 ari:ChannelDestroyed channel.id=near
	sleep 1
END
amsh --ari "$ARI" -f "$WORK/script"
expect_status 0
expect_quiet

# The types that the tail has seen, of those that the script brought about, each once in a row.
seen()
{
	sed -n 's/.*"type": *"\([A-Za-z]*\)".*/\1/p' "$WORK/beside/out" | grep -Fx \
		-e ChannelCreated -e ChannelStateChange -e BridgeCreated -e ChannelEnteredBridge \
		-e BridgeDestroyed -e PlaybackStarted -e PlaybackFinished -e RecordingStarted \
		-e RecordingFinished -e BridgeBlindTransfer -e ChannelHangupRequest -e ChannelDestroyed |
		uniq | tr '\n' ' '
}
over()
{
	[ "$(seen | grep -o 'ChannelDestroyed' | wc -l)" -ge 1 ] && no_channels
}
wait_until 20 over
transfer=
[ "$PBX_KIND" != asterisk ] || transfer='BridgeBlindTransfer '
expected="ChannelCreated ChannelStateChange BridgeCreated ChannelEnteredBridge BridgeDestroyed \
PlaybackStarted PlaybackFinished RecordingStarted RecordingFinished ${transfer}ChannelHangupRequest ChannelDestroyed"
case $(seen) in
"$expected"*) ;;
*)	fail "the tail sees $expected, not $(seen)" ;;
esac

# Who takes an application away ends its tail.
amsh --ari "$ARI" ari events watch
expect_status 0
wait_until 10 ended beside
