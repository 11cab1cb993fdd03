# also: sim
# One action, in each output format.
amsh ping
expect_status 0
expect_quiet
expect_out 'Pong'

amsh -j ping
expect_status 0
expect_count 1 '.'
expect_out '^\{.*"Response": ?"Success".*"Ping": ?"Pong".*\}$'

amsh -o raw ping
expect_status 0
expect_out "^Response: Success$(printf '\r')\$"
expect_out "^Ping: Pong$(printf '\r')\$"

amsh -o tsv -F Ping ping
expect_status 0
expect_out_is 'Ping
Pong'

amsh -o tsv --no-header -F Ping ping
expect_out_is 'Pong'
