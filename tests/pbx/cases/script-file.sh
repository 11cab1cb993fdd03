# also: sim
# Lines from -c, a file with -f, and source.
amsh -c 'echo one' -c 'echo two' -x 'echo three'
expect_status 0
expect_out_is 'one
two
three'

printf 'echo inside\nhangup PJSIP/nobody-1\n' >"$WORK/script"
amsh -f "$WORK/script"
expect_status 1
expect_out_is inside
expect_err "^amsh: $WORK/script:2: .*No such channel"

printf 'echo sourced\n' >"$WORK/library"
amsh -c "source $WORK/library" -c 'echo back'
expect_status 0
expect_out_is 'sourced
back'

amsh -f "$WORK/missing"
expect_status 2
expect_err 'missing'
