# also: sim
# The server's own filters: what they let through is all that comes, in the newer syntax and in the
# older one, which a glob of event names needs.
send_events()
{
	amsh -c 'UserEvent first Colour=red' -c 'UserEvent second Colour=green' \
		-c 'UserEvent third Colour=dark-red' -c 'UserEvent done'
}

# With the filters of $2..., events of $1 are those of send_events that match an expression, and the
# others never come.
passes()
{
	passes=$1
	shift
	rm -rf "$WORK/watch"
	begin watch -j -e user "$@" -c 'tail -n 4 -t 60 UserEvent'
	until_ended watch send_events
	expect_out "$passes"
}

passes '"UserEvent": ?"first"' -c 'filter add -x UserEvent UserEvent=second'
expect_no_out '"UserEvent": ?"second"'
expect_out '"UserEvent": ?"done"'
passes '"UserEvent": ?"third"' -c 'filter add User* Colour=*red'
expect_no_out '"UserEvent": ?"(second|done)"'
passes '"UserEvent": ?"second"' -c 'filter add userevent Colour=green'
expect_no_out '"UserEvent": ?"(first|third|done)"'
passes '"UserEvent": ?"first"' -c 'filter add Colour~^r' -c 'filter add UserEvent Colour=green'
expect_out '"UserEvent": ?"second"'
expect_no_out '"UserEvent": ?"(third|done)"'

amsh -k -c 'filter add -x VarSet' -c 'filter add Hangup Cause=16' -c 'filter' -c 'filter clear' \
	-c 'filter list'
expect_status 1
expect_count 1 '^filter add -x VarSet$'
expect_count 1 '^filter add Hangup Cause=16$'
expect_err 'cannot remove filters'
amsh_as reporter filter add Hangup
expect_status 1
expect_err 'Permission denied'

# Tell whether the server takes MatchCriteria, as 18.26, 20.11, 21.6, 22.1 and later ones do.
takes_criteria()
{
	amsh -o tsv --no-header -F AsteriskVersion CoreSettings
	awk -F '[^0-9]+' '{ since = 0; if ($1 < 18 || $1 == 19) since = 1000 }
		$1 == 18 { since = 26 } $1 == 20 { since = 11 } $1 == 21 { since = 6 } $1 == 22 { since = 1 }
		END { exit NR == 0 || $2 < since }' "$WORK/out"
}

if takes_criteria; then
	amsh filter add name'(Hangup)' method'(nosuch)' x
	expect_status 1
	expect_err 'formatted incorrectly'
else
	amsh filter add name'(Hangup)' method'(nosuch)' x
	expect_status 2
	expect_err 'this Asterisk does not know MatchCriteria'
fi
