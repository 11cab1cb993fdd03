# Each example that help prints is well, with the names that the server knows; but for those that last until ^C
# or are about this program alone, which have cases of their own. A channel is that of a call.
: >"$WORK/calls"
bare --complete -- ""
cut -f1 "$WORK/out" | grep -v '^[A-Z]' >"$WORK/commands"
while read -r command; do
	bare help "$command"
	sed -n '/^  Examples\{0,1\}:$/,$s/^    \([^ ]\)/\1/p' "$WORK/out"
done <"$WORK/commands" >"$WORK/examples"

# Those that end the call of an example, or take it elsewhere, leave none for the next.
awk '
	function call(name, phone, dest) {
		print "as " name " originate PJSIP/" phone " " dest
		if (dest != "209@sets")
			print "wait -t 10 " (dest ~ /async/ ? "AsyncAGIStart" : "BridgeEnter") \
				" Channel=${" name "._dialled}"
	}
	/^(alias|ari (events|tail)|callfile|connect|disconnect|each|echo|filter|help|hide|history)/ { next }
	/^(on|quit|record|set|show|sleep|source|tail|top|trace|unalias|wait|watch)( |$)/ { next }
	/alice-0000001a/ {
		if ($1 == "agi" && last != "agi")
			call("a", "alice", "100@async")
		else if ($1 ~ /^(action|bridge|hangup|redirect)$/)
			call("a", "alice", "209@sets")
		else if ($1 ~ /^(atxfer|blindtransfer|park)$/)
			call("a", "alice", "101@sets")
		else if ($1 != "agi" && last ~ /^(agi|hangup|park|redirect)$/)
			call("a", "alice", "209@sets")
		last = $1
	}
	/bob-0000001b/ { call("b", "bob", "209@sets") }
	{
		gsub(/hello.world/, "beep") # is shorter
		gsub(/PJSIP.alice-0000001a/, "${a._dialled}")
		gsub(/PJSIP.bob-0000001b/, "${b._dialled}")
		print
	}
' "$WORK/examples" >"$WORK/lines"
amsh --ari "$ARI" --yes -f "$WORK/lines"
expect_status 0
expect_no_err 'has no header|did you mean'
[ "$(wc -l <"$WORK/lines")" -gt 60 ] || fail "60 lines of examples"
amsh setvar OFFICE north # as it was, for other cases
expect_status 0
