# also: sim
# What a call's events are and how they follow each other, on each of its channels: those of different
# channels have no order on a real server.
need_ami 11 'events of today'

# Print the events of the channel $1, their application or variable beside them, without what comes
# from elsewhere when it likes. An Answer may be over before its Newexten is made.
events_of()
{
	tr '\t' ' ' <"$WORK/out" | sed -n "s/^\([A-Za-z]*\) [^ ]*$1 *\(.*\)/\1 \2/p" |
		grep -Ev '^(CEL|TestEvent|DeviceStateChange|OriginateResponse|Cdr|MusicOnHold|ChannelHungup|VarSet [A-Z]|Newexten Answer)' |
		sed 's/ *$//' | tr '\n' ',' | sed 's/,$//'
}

same()
{
	[ "$(events_of "$1")" = "$2" ] || fail "events of $1: $2, not: $(events_of "$1")"
}

amsh -o tsv --no-header -F Event,Channel,Application,Variable -e call,dialplan \
	-c "action Originate Channel=Local/209@sets Context=sets Exten=209 Priority=1 Async=true \
CallerID=1234 Account=acc Variable=v1=1,v2=2" \
	-c 'tail -t 2 -n 200' -c "hangup '/^Local.209@sets-.*;1$/'" -c 'tail -t 2 -n 200'
expect_status 0
same ';1' 'Newchannel,Newexten AppDial2,VarSet v2,VarSet v1,NewAccountCode,NewCallerid,'\
'NewConnectedLine,Newstate,Newexten Wait,SoftHangupRequest,Hangup'
same ';2' 'Newchannel,VarSet v1,VarSet v2,NewCallerid,NewAccountCode,'\
'NewConnectedLine,Newstate,Newexten Wait,HangupRequest,SoftHangupRequest,Hangup'
