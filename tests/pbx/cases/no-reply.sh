# A call that is put through synchronously is waited for as long as it may ring, and no longer.
amsh -t 1 action Originate Channel=PJSIP/dave Exten=209 Context=sets Priority=1 Timeout=3000
expect_status 1
expect_err 'amsh: Originate: Originate failed'
