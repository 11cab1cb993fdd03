# also: sim
# Control bytes from the server are shown, never sent to a screen; raw and json keep the data.
escape=$(printf '\033')
amsh setvar LAMP "a${escape}[31mred"
expect_status 0
amsh getvar LAMP
expect_status 0
expect_out 'a\\x1b\[31mred'
expect_no_out "$escape"
amsh -o raw getvar LAMP
expect_out "a${escape}\\[31mred"
amsh -j getvar LAMP
expect_out 'a\\u001[bB]\[31mred'

amsh setvar LAMP 'grün 日本'
expect_status 0
amsh -j getvar LAMP
expect_out '"Value": ?"grün 日本"'
amsh setvar LAMP "a	b\\c"
expect_status 0
amsh -o tsv --no-header -F Value getvar LAMP
expect_out_is 'a\tb\\c'
