# also: sim
# Headers of the last reply, names made with set, single quotes, aliases.
amsh -o tsv -c 'getvar OFFICE' -c 'echo value ${Value}.'
expect_status 0
expect_out '^value north\.$'

amsh -c 'set place south' -c 'echo to ${place}' -c "echo '\${place}'"
expect_status 0
expect_out_is 'to south
${place}'

amsh -c 'echo ${nobody_set_this}'
expect_status 2
expect_err 'nobody_set_this'

amsh -c 'alias greet echo hello' -c 'greet world'
expect_status 0
expect_out_is 'hello world'
