# also: sim
# What would break the protocol is refused before a byte of it leaves.
line_break=$(printf 'a\nAction: Logoff')
amsh setvar COLOUR "$line_break"
expect_status 2
expect_err 'line break'
amsh setvar COLOUR "$(printf 'a\rb')"
expect_status 2
amsh -j getvar COLOUR
expect_status 0
expect_no_out 'Logoff'

amsh -j -c "UserEvent Long Text=$(many 1016)" -c 'wait -t 60 UserEvent UserEvent=Long'
expect_status 0
expect_out "\"Text\": ?\"$(many 1016)\""
amsh UserEvent Long "Text=$(many 1017)"
expect_status 2
expect_err 'Text'

headers()
{
	awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) printf " H%d=%d", i, i }'
}
amsh -j -c "UserEvent Wide$(headers 125)" -c 'wait -t 60 UserEvent UserEvent=Wide'
expect_status 0
expect_out '"H125": ?"125"'
amsh -c "UserEvent Wide$(headers 126)"
expect_status 2
expect_err '128|headers'
