# also: sim
# Words without a header fill the parameters in the order that the server documents, which it is asked
# for once; for a user whom it does not tell, in the order that amsh knows.
need_action PJSIPQualify
amsh -vv -c 'QueueAdd support PJSIP/carol 3' -c 'queueremove support PJSIP/carol'
expect_status 0
expect_err '> Command: manager show command QueueAdd'
expect_err '> Interface: PJSIP/carol'
expect_err '> Penalty: 3'
amsh -vv -c 'PJSIPQualify alice' -c 'pjsipqualify alice' -c 'PJSIPQualify Endpoint=alice'
expect_status 0
[ "$(grep -c 'manager show command' "$WORK/err")" -eq 1 ] || fail "the server is asked once"
amsh_as reporter PJSIPQualify alice
expect_status 0
expect_out 'will qualify'
amsh_as reporter DBGet nofamily nokey
expect_status 1
expect_err 'DBGet: '
