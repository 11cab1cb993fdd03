# Call files of an ordinary user: Asterisk can read them and count its attempts in them, or they are
# refused. (One of Asterisk's group that it could only read, 0640, it would call for ever.)
group=$(chroot "$PBX_ROOT" getent group asterisk | cut -d: -f3)

# Run amsh as the user 12345 of the groups $1, with users, groups and spool of the PBX.
as_user()
{
	user_groups=$1
	shift
	said="as user 12345: $*"
	status=0
	# shellcheck disable=SC2016 # expanded by the inner shell
	unshare --mount --propagation private sh -euc '
		root=$1 amsh=$2 groups=$3
		shift 3
		mount -t tmpfs tmpfs /mnt
		mkdir /mnt/spool
		install -m 755 "$amsh" /mnt/amsh
		mount --bind "$root/var/spool/asterisk" /mnt/spool
		mount --bind "$root/etc/passwd" /etc/passwd
		mount --bind "$root/etc/group" /etc/group
		cd /
		exec setpriv --reuid 12345 --regid 12345 --groups "$groups" \
			/mnt/amsh --no-config "$@" --spool /mnt/spool/outgoing' \
		sh "$PBX_ROOT" "$AMSH" "$user_groups" "$@" >"$WORK/out" 2>"$WORK/err" || status=$?
}

spool=$PBX_ROOT/var/spool/asterisk
modes=$(stat -c %a "$spool/outgoing" "$spool/tmp" | tr '\n' ' ')
restore()
{
	# shellcheck disable=SC2086 # two words
	set -- $modes
	chmod "$1" "$spool/outgoing"
	chmod "$2" "$spool/tmp"
}
trap 'restore; clean_up' EXIT
chmod 2770 "$spool/outgoing" "$spool/tmp"

before=$(wc -l <"$PBX_ROOT/var/log/asterisk/messages.log")

# Tell whether Asterisk has given the call up after its one attempt more.
expired()
{
	tail -n "+$before" "$PBX_ROOT/var/log/asterisk/messages.log" |
		grep -q 'PJSIP/carol expired without completion after 1 attempt'
}

as_user "$group" callfile PJSIP/carol 'Wait(1)' MaxRetries=1 RetryTime=1 --at +2
expect_status 0
expect_out '^/mnt/spool/outgoing/amsh-.*\.call$'
file=$spool/outgoing/$(basename "$(cat "$WORK/out")")
[ "$(stat -c '%u:%g %a' "$file")" = "12345:$group 660" ] || fail "12345:$group 660: $(stat "$file")"
wait_until 20 expired
[ ! -e "$file" ] || fail "the call file is gone"

as_user "$group" callfile PJSIP/carol 'Wait(1)' --owner 12345:12345
expect_status 2
expect_err 'could not be read by Asterisk, which runs as asterisk'
as_user "$group" callfile PJSIP/carol 'Wait(1)' --owner 12345:12345 --group asterisk --at +3600
expect_status 0
rm "$spool/outgoing/"amsh-*
for file in "$spool/outgoing/"* "$spool/tmp/"amsh-*; do
	[ ! -e "$file" ] || fail "nothing is left: $file"
done
