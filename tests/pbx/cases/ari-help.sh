# What help says of every resource of ARI is the server's own; ids may stand in a path.
place=http://$PBX_HOST:$PBX_HTTP_PORT/ari
for resource in applications asterisk bridges channels deviceStates endpoints events \
	mailboxes playbacks recordings sounds; do
	echo "help ari $resource"
done >"$WORK/script"
amsh --ari "$place" -f "$WORK/script"
expect_status 0
expect_no_err 'catalog'
expect_out '^get +channels/\{channelId\} +[A-Z]'
expect_out '^delete +playbacks/\{playbackId\} +[A-Z]'
amsh --ari "$place" help ari post channels/17.1/mute
expect_status 0
expect_out '^ari post channels/\{channelId\}/mute \[direction=…\]$'
expect_out '^ +direction +string: both, in, out; default both$'
expect_out '^ +404 +[A-Z]'
amsh --ari "$place" help ari channels/17.1/muet
expect_status 2
expect_err 'did you mean channels/17.1/mute'
